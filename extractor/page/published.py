"""When the article was published and last changed: as the page declares it, and as it shows it near the title.

A declared date is believed, except where the page shows an earlier one under the title: sites that move to other software declare the day
they moved. A shown date that is labelled as that of a change ("Updated …") counts as the publication's only where there is no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from extractor.page.clean import squash, squeeze
from extractor.page.dates import find_dates, iso_date
from extractor.page.facts import Facts, Visible, text_of
from extractor.page.model import Frame, text_start
from extractor.page.rules import PageRules

# Meta names, letters alone, the clearer ones first: article:published_time and w-published-date before DC.date.issued and sailthru.date.
_LOOKED_AT = 100  # nodes inside an element that may hold a date
_PUBLISHED = (
    re.compile(r".*(?:publish(?:ed)?(?:date|time|on|at)|datepublished|publicationdate|pubdate)|(?:article)?published"),
    re.compile(r".*dateissued|(?:dc|dcterms|sailthru|citation)?(?:date|created|issued)|dcdatecreated"),
)
_MODIFIED = (re.compile(r".*(?:modified(?:time|date|on|at)?|updated(?:time|date|on|at)?|revised)"),)
_NO_DATE = re.compile(r"expires?|unpublish")
_CHANGE = re.compile(r"modif|updat", re.IGNORECASE)  # in class, id and microdata names
_FIRST = re.compile(r"publi|created", re.IGNORECASE)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?:/|-|$)")
_MONTH_FIRST = frozenset(("us", "ca", "ph"))  # regions where English dates in digits begin with the month
_SHORT = 160  # characters
_LONGEST_DATELINE = 70  # of a line that is there to give a date
_SHORTEST_DATE = 8
_FEW_WORDS = 14
_TOP = 80  # blocks
_TIMES = 6  # elements of a kind that are looked at


@dataclass(frozen=True)
class _Shown:
    """A date on the page. `kind`: published, modified or plain; `near`: by the title, in a line that is there to give it; `at`: block."""

    day: str
    kind: str
    near: bool
    at: int


def read_dates(facts: Facts, seen: Visible, language: str | None) -> tuple[str | None, str | None]:
    """The dates of first publication and of the last change, as ISO dates.

    Args:
        language: the page's, as an IETF tag; its region tells how dates in digits are read.
    """
    day_first = _day_first(language)
    months = seen.rules.months
    shown = list(_shown(seen, day_first))
    changed = [date.day for date in shown if date.kind == "modified" and date.near]
    modified = _declared(facts, "dateModified", _MODIFIED, months, day_first) or next(iter(changed), None)
    declared = _declared(facts, "datePublished", _PUBLISHED, months, day_first)
    own = [date for date in shown if date.kind != "modified" and (date.day == declared or date.day not in changed)]
    labelled = {date.day for date in own if date.kind == "published"}
    near = sorted((date for date in own if date.near), key=lambda date: date.at)
    first = near[0].day if near else labelled.pop() if len(labelled) == 1 else None
    if declared:
        return min(declared, first or declared), modified
    return first or (shown[0].day if shown else None) or _url_date(facts.url), modified


def _day_first(language: str | None) -> bool:
    """Whether a date in digits begins with the day, by the region of the page's language ("en-GB")."""
    region = (language or "").lower().partition("-")[2]
    return bool(region) and region not in _MONTH_FIRST


# --- declared ----------------------------------------------------------------------------------------------------------------


def _declared(facts: Facts, key: str, names: tuple[re.Pattern[str], ...], months: dict[str, int], day_first: bool) -> str | None:
    """The first date under this key in the JSON-LD, or in meta tags with such names."""
    texts = [text_of(node.get(key)) for node in (facts.article, *facts.pages)]
    for pattern in names:
        texts += [values[0] for name, values in facts.meta.items() if pattern.fullmatch(squash(name)) and not _NO_DATE.search(name)]
    return next((found for text in texts if (found := iso_date(text, months, day_first=day_first))), None)


def _url_date(url: str | None) -> str | None:
    match = _URL_DATE.search(url or "")
    return iso_date(f"{match[1]}-{match[2].zfill(2)}-{match[3].zfill(2)}", {}) if match else None


# --- shown -------------------------------------------------------------------------------------------------------------------


def _shown(seen: Visible, day_first: bool) -> Iterator[_Shown]:
    """The dates that the page shows as its own, those in elements made for dates first."""
    yield from _marked(seen, day_first)
    for n, block in enumerate(seen.blocks):
        days = list(find_dates(block.text, seen.rules.months, day_first=day_first)) if len(block.text) < _SHORT else []
        if not days or not (_is_dateline(block.text, seen.rules) or (block.words <= _FEW_WORDS and _is_place(seen, n))):
            continue
        near = n < len(seen.beside) and len(block.text) <= _LONGEST_DATELINE
        end = 0
        for day, start in days:
            yield _Shown(day, _kind(block.frame, block.text[end:start], seen.rules), near, n)
            end = start + _SHORTEST_DATE


def _marked(seen: Visible, day_first: bool) -> Iterator[_Shown]:
    """Dates in microdata and time elements."""
    place = {block.frame: n for n, block in reversed(list(enumerate(seen.blocks)))}
    marked = [frame for frame in seen.frames if frame.tag.get("itemprop") in ("datePublished", "dateCreated")]
    times = sorted((frame for frame in seen.frames if frame.name == "time"), key=lambda frame: frame.tag.get("pubdate") is None)
    for frame in marked[:_TIMES] + times[:_TIMES]:
        text = squeeze(text_start(frame.tag, _LOOKED_AT, " "))
        given = text_of(frame.tag.get("datetime")) or text_of(frame.tag.get("content")) or text
        day = iso_date(given, seen.rules.months, day_first=day_first)
        if day:
            at = next((place[above] for above in islice(frame.up(), 4) if above in place), len(seen.blocks))
            before = seen.blocks[at].text.split(text or None)[0] if at < len(seen.blocks) else ""
            yield _Shown(day, _kind(frame, before, seen.rules), at < len(seen.beside), at)


def _is_place(seen: Visible, n: int) -> bool:
    """Whether a short block stands where pages put their date: by the title, or in an element that is named so."""
    roles = {rule.role for above in islice(seen.blocks[n].frame.up(), 4) for rule in above.rules}
    return n < len(seen.beside) or (n < _TOP and not roles.isdisjoint(("metadata", "author")))


def _is_dateline(text: str, rules: PageRules) -> bool:
    return any(rule.match(text) for role in ("dateline", "byline") for rule in rules.lines.all(role))


def _kind(frame: Frame, before: str, rules: PageRules) -> str:
    """What a date is, by the words before it and the names of the elements around it."""
    for role in ("modified", "published"):
        if any(rule.match(before.strip()) for rule in rules.names.all(role)):
            return role
    names = " ".join(str(above.tag.get(key) or "") for above in islice(frame.up(), 2) for key in ("class", "id", "itemprop"))
    if _FIRST.search(names):
        return "published"
    return "modified" if _CHANGE.search(names) else "plain"
