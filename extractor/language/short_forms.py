"""Short forms that a text defines itself: "irritable bowel syndrome (IBS)", and from there on "IBS"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.language.lexicon import NO_MENTION
from extractor.language.words import Candidate

DEFINITION = re.compile(r"[ \u00a0]\(([A-Za-z][A-Za-z0-9-]{1,7})\)")
SHORT_FORM = re.compile(r"(?<![\w-])[A-Za-z][A-Za-z0-9-]{1,8}(?!\w)")
LONG_FORM = re.compile(r"\b((?:[A-Za-z]+[ -]){2,6})\(([A-Z][A-Z0-9-]{1,6})\)")


def short_forms(text: str, chosen: list[Candidate]) -> Iterator[Candidate]:
    """The places of abbreviations after their definitions; a definition of something else silences the shipped sense."""
    meanings: dict[str, tuple[int, str, str, str | None, str]] = {}
    for mention in chosen:
        found = DEFINITION.match(text, mention.end)
        long = text[mention.start : mention.end]
        if found and sum(char.isupper() for char in found[1]) > 1 and _abbreviates(found[1], long):
            why = f"short form of {long!r}, defined in the text"
            meanings.setdefault(found[1], (found.start(1), mention.kind, mention.name, mention.concept, why))
    for found in LONG_FORM.finditer(text):
        initials = "".join(word[0] for word in re.split(r"[ -]", found[1]) if word).upper()
        if found[2] not in meanings and initials.endswith(found[2]):
            meanings[found[2]] = (found.start(2), NO_MENTION, found[2], None, "")
    for place in SHORT_FORM.finditer(text) if meanings else ():
        short = place[0] if place[0] in meanings else place[0].removesuffix("s")
        if short in meanings and place.start() >= meanings[short][0]:
            _, kind, name, concept, why = meanings[short]
            yield Candidate(place.start(), place.start() + len(short), kind, name, concept, 0, why)


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of the abbreviation come in this order in the long form, the first ones first."""
    letters = iter(long.casefold())
    wanted = [char for char in short.casefold().rstrip("s") if char.isalnum()]
    return long[0].casefold() == wanted[0] and all(char in letters for char in wanted)
