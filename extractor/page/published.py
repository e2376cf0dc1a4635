"""When the article was published and last changed: as the page declares it, and as it shows it near the title.

A declared date is believed, except where the page shows an earlier one under the title: sites that move to other software declare the day
they moved. A shown date that is labelled as that of a change ("Updated …") counts as the publication's only where there is no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.page.clean import squash, squeeze
from extractor.page.dates import find_dates, iso_date
from extractor.page.evidence import Facts, Visible, around, text_of
from extractor.page.model import Frame
from extractor.page.rules import PageRules

# Meta names, letters alone, the clearer ones first: "article:published_time", "DC.date.issued", "w-published-date", "sailthru.date", "citation_date".
_PUBLISHED = (
    re.compile(r".*(?:publish(?:ed)?(?:date|time|on|at)|datepublished|publicationdate|pubdate)|(?:article)?published"),
    re.compile(r".*dateissued|(?:dc|dcterms|sailthru|citation)?(?:date|created|issued)|dcdatecreated"),
)
_MODIFIED = (re.compile(r".*(?:modified(?:time|date|on|at)?|updated(?:time|date|on|at)?|revised)"),)
_NO_DATE = re.compile(r"expires?|unpublish")
_CHANGE = re.compile(r"modif|updat", re.IGNORECASE)  # in class, id and microdata names
_FIRST = re.compile(r"publi|created", re.IGNORECASE)
_URL_DATE = re.compile(rf"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?:/|-|$)")
_MONTH_FIRST = frozenset(("us", "ca", "ph"))  # regions where English dates in digits begin with the month
_UNDER_TITLE = 8  # short blocks in which any date is the article's
_SHORT = 160  # characters
_FEW_WORDS = 14
_BESIDE = 60  # characters beside a date in a line that is there to give it
_TIMES = 6  # time elements that are looked at


@dataclass(frozen=True)
class _Shown:
    """A date on the page. `kind`: published, modified or plain; `near`: under the title, in a line that is there to give it."""

    day: str
    kind: str
    near: bool


def published(facts: Facts, seen: Visible, language: str | None) -> str | None:
    """The date of first publication as ISO date; that of the last change only where it is the one that the page shows."""
    day_first = _day_first(language)
    months = seen.rules.months
    declared = next(_declared(facts, "datePublished", _PUBLISHED, months, day_first), None)
    shown = list(_shown(seen, day_first))
    changes = {date.day for date in shown if date.kind == "modified"}
    near = [date for date in shown if date.near and date.day not in changes - {declared}]
    first = next((date.day for kind in ("published", "plain") for date in near if date.kind == kind), None)
    if declared:
        return min(declared, first) if first else declared
    return first or next((date.day for date in shown), None) or _url_date(facts.url)


def modified(facts: Facts, seen: Visible, language: str | None) -> str | None:
    """The date of the last change as ISO date."""
    day_first = _day_first(language)
    declared = next(_declared(facts, "dateModified", _MODIFIED, seen.rules.months, day_first), None)
    return declared or next((date.day for date in _shown(seen, day_first) if date.kind == "modified" and date.near), None)


def _day_first(language: str | None) -> bool:
    """Whether a date in digits begins with the day, by the region of the page's language ("en-GB")."""
    region = (language or "").lower().partition("-")[2]
    return bool(region) and region not in _MONTH_FIRST


# --- declared ----------------------------------------------------------------------------------------------------------------


def _declared(facts: Facts, key: str, names: tuple[re.Pattern[str], ...], months: dict[str, int], day_first: bool) -> Iterator[str]:
    texts = [text_of(node.get(key)) for node in (facts.article, *facts.pages)]
    for pattern in names:
        texts += [values[0] for name, values in facts.meta.items() if pattern.fullmatch(squash(name)) and not _NO_DATE.search(name)]
    for text in texts:
        found = iso_date(text, months, day_first=day_first)
        if found:
            yield found


def _url_date(url: str | None) -> str | None:
    match = _URL_DATE.search(url or "")
    return iso_date(f"{match[1]}-{match[2].zfill(2)}-{match[3].zfill(2)}", {}) if match else None


# --- shown -------------------------------------------------------------------------------------------------------------------


def _shown(seen: Visible, day_first: bool) -> Iterator[_Shown]:
    """The dates that the page shows as its own, elements made for dates first."""
    rules = seen.rules
    place = {block.frame: n for n, block in reversed(list(enumerate(seen.blocks)))}
    marked = [frame for frame in seen.frames if frame.tag.get("itemprop") in ("datePublished", "dateCreated")]
    times = [frame for frame in seen.frames if frame.name == "time"]
    for frame in marked + sorted(times, key=lambda frame: frame.tag.get("pubdate") is None)[:_TIMES]:
        text = frame.tag.get_text(" ")
        day = iso_date(text_of(frame.tag.get("datetime")) or text_of(frame.tag.get("content")) or text, rules.months, day_first=day_first)
        at = next((place[above] for above in around(frame, 4) if above in place), None)
        if day:
            before = seen.blocks[at].text.split(squeeze(text) or None)[0] if at is not None else ""
            yield _Shown(day, _kind(frame, before, rules), seen.titled and at is not None and at <= _UNDER_TITLE)
    for n, block in enumerate(seen.blocks):
        if len(block.text) < _SHORT:
            line = _is_dateline(block.text, rules)
            under = seen.titled and n <= _UNDER_TITLE and block.words <= _FEW_WORDS
            named = n < 80 and block.words <= _FEW_WORDS and any(r.role in ("metadata", "author") for f in around(block.frame, 4) for r in f.rules)
            if line or under or named:
                end = 0
                for day, start in find_dates(block.text, rules.months, day_first=day_first):
                    near = seen.titled and n <= _UNDER_TITLE and len(block.text) - 10 <= _BESIDE
                    yield _Shown(day, _kind(block.frame, block.text[end:start], rules), near)
                    end = start + 8


def _is_dateline(text: str, rules: PageRules) -> bool:
    return any(rule.match(text) for role in ("dateline", "byline") for rule in rules.lines.all(role))


def _kind(frame: Frame, before: str, rules: PageRules) -> str:
    """What a date is, by the words before it and the names of the elements around it."""
    for role in ("modified", "published"):
        if any(rule.match(before.strip()) for rule in rules.names.all(role)):
            return role
    names = " ".join(str(above.tag.get(key) or "") for above in around(frame, 2) for key in ("class", "id", "itemprop"))
    if _FIRST.search(names):
        return "published"
    return "modified" if _CHANGE.search(names) else "plain"
