"""Short forms that a text defines itself: "irritable bowel syndrome (IBS)", "IBS (irritable bowel syndrome)", and from there on "IBS".

The long form may begin before the words that the lexicon knows ("chronic tubular kidney disease (CTKD)"), and be no mention at all but for
the word it ends in ("Tangier disease (TD)"). One that is not defined is an illness where only an illness can stand: "the risk of OSCC",
"patients with CSOM".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.language.lexicon import NO_MENTION, Lexicon
from extractor.language.words import Candidate, Words

ABBREVIATION = r"[A-Za-z][A-Za-z0-9-]{1,7}"
# Behind the long form: "(IBS)", "[IBS]", "(also called IBS;", ", or IBS,". A few small words may lead up to it.
BEHIND = re.compile(rf"[ \u00a0][(\[](?:[a-z]+,? ){{0,3}}({ABBREVIATION})(?=[)\],;])|, (?:[a-z]+ ){{1,3}}({ABBREVIATION})(?=[,.;:)])")
# Before it: "IBS (irritable bowel syndrome)", "IBS, or irritable bowel syndrome,".
BEFORE = re.compile(rf"(?<![\w-])({ABBREVIATION})(?: [(\[](?:[a-z]+,? ){{0,3}}|, (?:[a-z]+ ){{1,3}})$")
REACH = 40  # characters in which that stands
EXTRA = 5  # words of a long form before the condition that ends it
WORD_BEFORE = re.compile(r"(?<![A-Za-z])([a-z]+)[ -]$")  # written small, unlike "Bluetooth Low Energy"
SHORT_FORM = re.compile(r"(?<![\w-])[A-Za-z][A-Za-z0-9-]{1,8}(?!\w)")
UNDEFINED = re.compile(r"(?<= )[A-Z]{2,7}(?![\w-])")
# A word of the lexicon and a preposition, with an adjective or two behind them: "risk of early", "patients with".
PLACE = re.compile(r"(?<![\w-])([a-z]+) (of|for|with) ((?:[a-z][a-z-]* ){0,2})$")
PLACES = {"of": "hazard", "for": "hazard", "with": "sufferer"}  # the word's role
LONG_FORM = re.compile(r"\b((?:[A-Za-z]+[ -]){2,6})\(([A-Z][A-Z0-9-]{1,6})\)")


def short_forms(words: Words, chosen: list[Candidate], lexicon: Lexicon) -> Iterator[Candidate]:
    """Abbreviations from their definitions on, and long forms longer than what was known; what is no mention silences the shipped sense."""
    text = words.text
    meanings: dict[str, Candidate] = {}
    for mention in chosen:
        for short, start in _beside(text, mention):
            found = _long_form(text, short, mention)
            if found is not None:
                if found.start < mention.start:
                    yield found
                meanings.setdefault(_singular(short), found._replace(start=start))
    for named in LONG_FORM.finditer(text) if "(" in text else ():
        short, parts = named[2], re.split(r"[ -]", named[1])[:-1]
        if short not in meanings and _initials(parts).upper().endswith(short):
            start = named.start() + sum(len(part) + 1 for part in parts[: -len(short)])
            long = _named(words, start, named.end(1) - 1, lexicon)
            if long.kind != NO_MENTION:
                yield long
            meanings[short] = long._replace(start=named.start(2))
    for illness in _undefined(words, chosen, lexicon):
        meanings.setdefault(illness.name, illness)
    for place in SHORT_FORM.finditer(text) if meanings else ():
        short = place[0] if place[0] in meanings else _singular(place[0])
        if short in meanings and place.start() >= meanings[short].start:
            meaning = meanings[short]
            yield meaning._replace(start=place.start(), end=place.start() + len(short), rank=0)


def _undefined(words: Words, chosen: list[Candidate], lexicon: Lexicon) -> Iterator[Candidate]:
    """Unknown short forms that end their phrase where only an illness can stand, but for those that the lexicon knows to be none."""
    known = {mention.end for mention in chosen}
    for found in UNDEFINED.finditer(words.text):
        start, end = found.span()
        place = PLACE.search(words.text, max(0, start - REACH), start)
        last = words.ends.get(end)
        if place is None or last is None or end in known or words.normal[last - 1] in lexicon.tails["acronym"]:
            continue
        behind = lexicon.normalizer.word(place[1]) in lexicon.tails[PLACES[place[2]]] and lexicon.followers.isdisjoint(place[3].split())
        if behind and words.ends_phrase(last, lexicon.followers):
            why = f"stands behind {place[1]!r}, as illnesses do"
            yield Candidate(start, end, "condition", found[0], None, 0, why)


def _beside(text: str, mention: Candidate) -> Iterator[tuple[str, int]]:
    """The words on either side of a mention that may be its short form, each with the place from which it counts."""
    behind = BEHIND.match(text, mention.end)
    if behind:
        group = behind.lastindex or 1
        yield behind[group], behind.start(group)
    if text[mention.end : mention.end + 1] in (")", "]", ",", ";"):
        before = BEFORE.search(text, max(0, mention.start - REACH), mention.start)
        if before:
            yield before[1], before.start(1)


def _long_form(text: str, short: str, mention: Candidate) -> Candidate | None:
    """The mention, a condition with as many words before it as the abbreviation counts; None where it is no abbreviation of it."""
    if sum(char.isupper() for char in short) < 2:
        return None
    start, end = mention.start, mention.end
    why = f"short form of {text[start:end]!r}, defined in the text"
    if _abbreviates(short, text[start:end]):
        return mention._replace(why=why)
    for _ in range(EXTRA if mention.kind == "condition" else 0):
        word = WORD_BEFORE.search(text, max(0, start - REACH), start)
        if word is None:
            return None
        start = word.start(1)
        if _abbreviates(short, _initials(re.split(r"[ -]", text[start:end]))):
            why = f"short form of {text[start:end]!r}, defined in the text"
            return Candidate(start, end, "condition", text[start:end].casefold(), None, 0, why)
    return None


def _named(words: Words, start: int, end: int, lexicon: Lexicon) -> Candidate:
    """A long form that the lexicon does not know: a condition if its last word says so."""
    name, last = words.text[start:end], words.ends.get(end)
    illness = last is not None and words.normal[last - 1] in lexicon.tails["illness"]
    return Candidate(start, end, "condition" if illness else NO_MENTION, name.casefold(), None, 0, f"{name!r}, defined in the text")


def _initials(parts: list[str]) -> str:
    return "".join(part[0] for part in parts if part)


def _singular(short: str) -> str:
    return short[:-1] if short.endswith("s") and short[-2].isupper() else short


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of the abbreviation come in this order in the long form, the first ones first."""
    letters = iter(long.casefold())
    wanted = [char for char in _singular(short).casefold() if char.isalnum()]
    return long[0].casefold() == wanted[0] and all(char in letters for char in wanted)
