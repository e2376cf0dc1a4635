"""Dates as pages write them, to ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timezone
from email.utils import parsedate

_YEAR = r"(?:19|20)\d\d"
_ISO = re.compile(rf"(?<!\d)({_YEAR})(?:([-/.]?)([01]\d)\2([0-3]\d)|[-/.](\d{{1,2}})[-/.](\d{{1,2}}))(?!\d)")
_MONTH = r"([A-Z]?[a-z]{2,8}|[A-Z]{3,9})"  # a capital begins it, also where a name is glued to it
_DAY_MONTH = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH}\.?,?[\s-]+({_YEAR})")
_MONTH_DAY = re.compile(rf"{_MONTH}\.?[\s-]+(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+({_YEAR})")
_NUMERIC = re.compile(rf"(?<!\d)(\d{{1,2}})[/.-](\d{{1,2}})[/.-]({_YEAR}|\d\d)(?!\d)")
_STAMP = re.compile(r"1\d{9}(?:\d{3})?")
_LONGEST = 300  # characters


def iso_date(text: str | None, months: dict[str, int], *, day_first: bool = False) -> str | None:
    """The first date in a text as YYYY-MM-DD, or None. Impossible dates and dates before 1990 or more than a year ahead are passed over.

    Args:
        months: their names and short forms, lower case, with their numbers.
        day_first: whether 3/4/2020 is the third of April; where only one reading is possible, that is taken.
    """
    text = (text or "").strip()[:_LONGEST]
    if _STAMP.fullmatch(text):
        return _valid(*datetime.fromtimestamp(int(text[:10]), timezone.utc).timetuple()[:3])
    found = next((day for day, _ in find_dates(text, months, day_first=day_first)), None)
    mail = parsedate(text) if found is None and re.search(r"\d\d:\d\d", text) else None
    return _valid(*mail[:3]) if mail else found


def find_dates(text: str, months: dict[str, int], *, day_first: bool = False) -> Iterator[tuple[str, int]]:
    """The dates in a text in reading order, each as YYYY-MM-DD with the offset at which it begins."""
    found: list[tuple[int, str | None]] = []
    for match in _ISO.finditer(text):
        found.append((match.start(), _valid(int(match[1]), int(match[3] or match[5]), int(match[4] or match[6]))))
    for match in _DAY_MONTH.finditer(text):
        found.append((match.start(), _valid(int(match[3]), months.get(match[2].lower(), 0), int(match[1]))))
    for match in _MONTH_DAY.finditer(text):
        found.append((match.start(), _valid(int(match[3]), months.get(match[1].lower(), 0), int(match[2]))))
    for match in _NUMERIC.finditer(text):
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        month, day = (int(match[2]), int(match[1])) if day_first else (int(match[1]), int(match[2]))
        found.append((match.start(), _valid(year, month, day) or _valid(year, day, month)))
    for start, day_found in sorted(found, key=lambda pair: pair[0]):
        if day_found:
            yield day_found, start


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if 1990 <= year <= datetime.now(timezone.utc).year + 1 else None
