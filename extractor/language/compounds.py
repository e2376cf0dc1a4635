"""Mentions that no list can hold, put together from parts: "joint stiffness", "nerve repair", "egg allergy", "poor bone health".

The parts are the word roles of `words.tsv`; what they make is said here by patterns over a text's role letters (`ROLES` of the lexicon)
and by what may stand beside a mention that the lexicon knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extractor.language.lexicon import KINDS, NO_MENTION, Lexicon
from extractor.language.words import HYPHENS, Candidate, Words

PART = "(?:[oafp]-(?:s-)?)"
# Behind "of": "the growth of new cells", "inflammation in your joints".
OF = f"-i-(?:d-)?(?:[gxn]-)?{PART}{{0,2}}"
PATTERNS = (
    ("condition", re.compile(f"(?:[oafp]-r-)?(?:x-)?{PART}{{1,3}}[th]")),
    ("condition", re.compile("[oafp]-r-[th]")),
    ("condition", re.compile(f"x-{PART}{{0,2}}[of]")),
    ("condition", re.compile(f"[hx]{OF}[ofs]")),
    ("function", re.compile(f"{PART}{{1,3}}(?:[bmw]-)?[bmw]")),
    ("function", re.compile(f"g-{PART}{{0,2}}[of]")),
    ("function", re.compile("[oa]-s")),
    ("function", re.compile(f"m{OF}[ofps]")),
    ("function", re.compile(f"w{OF}[ofs]")),
)
STARTS = "oafpgxhmw"
BUILDING = re.compile(f"(?<![{STARTS}]-)[{STARTS}]-")
# What a mention of one of these kinds makes with the word behind it; None is its own kind.
TAILS = (
    ("reaction", frozenset({"nutrient", "supplement", "food"}), "condition"),
    ("handling", frozenset({"nutrient", "supplement"}), "function"),
    ("dish", frozenset({"food", "supplement"}), None),
    ("preparation", frozenset({"nutrient", "supplement", "food"}), "supplement"),
    ("trade", frozenset({"nutrient", "supplement", "food"}), NO_MENTION),
    ("fate", frozenset({"condition"}), None),
    ("name", KINDS, NO_MENTION),
)
OF_NUTRIENTS = frozenset({"nutrient", "supplement"})
EATEN = frozenset({"nutrient", "food"})
LINKS = "&id"  # roles of the words that join others
RANK = 3


def built(words: Words, lexicon: Lexicon) -> Iterator[Candidate]:
    """A part of the body or a process, and what happens to it."""
    for place in BUILDING.finditer(words.roles):
        begin = place.start()
        while begin < len(words.roles) and words.roles[begin] in STARTS:
            for kind, pattern in PATTERNS:
                found = pattern.match(words.roles, begin)
                if found and _stands(words, begin // 2, (found.end() + 1) // 2, lexicon.followers):
                    yield _made(words, begin // 2, (found.end() + 1) // 2, kind)
            if words.roles[begin + 1] != "-":
                break
            begin += 2


def joined(words: Words, lexicon: Lexicon, known: list[Candidate]) -> Iterator[Candidate]:
    """What a mention makes with the words beside it."""
    for mention in known:
        first, last = words.starts.get(mention.start), words.ends.get(mention.end)
        if first is None or last is None:
            continue
        if words.follows(last):
            for role, kinds, kind in TAILS:
                if (
                    mention.kind in kinds
                    and words.normal[last] in lexicon.tails[role]
                    and (role != "name" or _is_title(words, first, last))
                ):
                    whole = _listed_before(words, first, known) if role == "trade" else first
                    yield _made(words, whole, last + 1, kind or mention.kind)
        function = mention.kind == "function"
        if function and words.follows(first) and words.role(first - 1) == "x" and not _is_plural(words, first - 1):  # "upsets balance"
            yield _made(words, first - 1, last, "condition")
        begin = _before_of(words, first) if function or mention.kind in OF_NUTRIENTS else None
        if begin is not None and words.ends_phrase(last, lexicon.followers):
            role = words.role(begin)
            if role == "m" or (role == "w" and function):
                yield _made(words, begin, last, "function")
            elif function and role in "hk":
                yield _made(words, begin, last, "condition")


def eaten(words: Words, lexicon: Lexicon, known: list[Candidate]) -> Iterator[Candidate]:
    """What is high or low in a mention, rich in it or free of it: "high-fructose diet", "iron-rich foods", "gluten-free bread"."""
    tails = lexicon.tails
    foods = {mention.start: mention.end for mention in known if mention.kind == "food"}
    for mention in known:
        first, last = words.starts.get(mention.start), words.ends.get(mention.end)
        if mention.kind not in EATEN or first is None or last is None:
            continue
        begin = first - 1 if _tied(words, first) and words.normal[first - 1] in tails["amount"] else first
        end = last + 1 if _tied(words, last) and words.normal[last] in tails["rich"] | tails["free"] else last
        if (begin, end) == (first, last) or not _tied(words, end):
            continue
        whole = words.ends.get(foods.get(words.spans[end][0], -1))
        if words.normal[end] in tails["regimen"]:
            yield _made(words, begin, end + 1, "food")
        elif begin < first and words.follows(end + 1) and words.normal[end + 1] in tails["regimen"] and words.role(end) not in LINKS:
            yield _made(words, begin, end + 2, "food")  # "low-fat refined diet"
        elif whole is not None and (begin < first or words.normal[last] in tails["free"]):
            yield _made(words, begin, whole, "food")


def constituents(words: Words, lexicon: Lexicon, known: list[Candidate]) -> Iterator[Candidate]:
    """What a food is made of: "oat fibre", "cocoa flavanols"."""
    for food, part in pairwise(known):
        first, last, whole = words.starts.get(food.start), words.ends.get(food.end), words.ends.get(part.end)
        if (food.kind, part.kind) != ("food", "nutrient") or first is None or last is None or whole is None:
            continue
        beside = _tied(words, last) and words.spans[last][0] == part.start and not _is_plural(words, last - 1)
        if beside and words.normal[whole - 1] in lexicon.tails["constituent"]:
            yield _made(words, first, whole, "nutrient")


def _tied(words: Words, i: int) -> bool:
    """Whether there is a word i, and only a space or a hyphen between it and the word before."""
    return words.follows(i) or (0 < i < len(words.spans) and words.gap(i) in HYPHENS)


def _listed_before(words: Words, first: int, known: list[Candidate]) -> int:
    """Where what "and" joins to the front of word `first` begins, if it may be eaten as well: "[meat] and dairy industry"."""
    if not words.follows(first) or words.role(first - 1) != "&":
        return first
    ends = {words.ends.get(mention.end): mention for mention in known if mention.kind in ("nutrient", "supplement", "food")}
    before = ends.get(first - 1)
    return words.starts.get(before.start, first) if before is not None else first


def _before_of(words: Words, first: int) -> int | None:
    """The word before "of" before word `first`, over a determiner and an adjective; None where there is no "of"."""
    begin = first
    for skipped in ("gxn", "d"):
        if words.follows(begin) and words.role(begin - 1) in skipped:
            begin -= 1
    if words.follows(begin) and words.role(begin - 1) == "i" and words.follows(begin - 1):
        return begin - 2
    return None


def _made(words: Words, first: int, last: int, kind: str) -> Candidate:
    name = words.surface(first, last)
    return Candidate(words.spans[first][0], words.spans[last - 1][1], kind, name.casefold(), None, RANK, "put together from its words")


def _stands(words: Words, first: int, last: int, followers: frozenset[str]) -> bool:
    """Whether a built term is one: its head is no verb, and a part with no head ends its phrase."""
    if words.role(last - 1) not in "thbmw":
        return words.ends_phrase(last, followers)
    if last < words.runs[first] and words.role(last) == "d":
        return False  # "stress damages the gut"
    return not any(words.role(i) in "opf" and _is_plural(words, i) for i in range(first, last - 1))  # "nerves control"


def _is_title(words: Words, first: int, last: int) -> bool:
    """Whether a mention and the word behind it begin with capitals: "Cancer Institute"."""
    return words.text[words.spans[first][0]].isupper() and words.text[words.spans[last][0]].isupper()


def _is_plural(words: Words, i: int) -> bool:
    surface = words.surface(i, i + 1).casefold()
    return surface.endswith("s") and not surface.endswith(("'s", "’s")) and not words.normal[i].endswith("s")
