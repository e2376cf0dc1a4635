"""Dates as pages write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from email.utils import parsedate

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.]?([01]\d)[-/.]?([0-3]\d)(?!\d)")
_NAMED = re.compile(
    r"(?P<a>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>[A-Za-z]{3,9})\.?,?\s+(?P<y>(?:19|20)\d\d)|(?P<m2>[A-Za-z]{3,9})\.?\s+(?P<a2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)"
)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)?\d\d)(?!\d)")
_STAMP = re.compile(r"1\d{9}(?:\d{3})?")


def iso_date(text: str | None, months: dict[str, int]) -> str | None:
    """The first date in a text as YYYY-MM-DD, or None. Slashed dates are read month first, as the pages in English mostly mean them,
    unless only day first is possible. Impossible dates and dates before 1990 or more than a year ahead give None.
    """
    text = (text or "").strip()[:300]
    if _STAMP.fullmatch(text):
        try:
            return datetime.fromtimestamp(int(text[:10]), timezone.utc).date().isoformat()
        except (ValueError, OverflowError, OSError):
            return None
    for match in _ISO.finditer(text):
        found = _valid(int(match[1]), int(match[2]), int(match[3]))
        if found:
            return found
    for match in _NAMED.finditer(text):
        name, day, year = (match["m"], match["a"], match["y"]) if match["m"] else (match["m2"], match["a2"], match["y2"])
        month = months.get(name.lower())
        if month:
            return _valid(int(year), month, int(day))
    mail = parsedate(text) if re.search(r"\d\d:\d\d", text) else None
    if mail:
        return _valid(*mail[:3])
    for match in _NUMERIC.finditer(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        year += 2000 if year < 100 else 0
        found = _valid(year, first, second) or _valid(year, second, first)
        if found:
            return found
    return None


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if 1990 <= year <= datetime.now(timezone.utc).year + 1 else None
