"""The small language in which rules write word patterns.

A pattern is words with blanks between them; each word stands for one token of spaCy's English tokeniser, whatever its casing:

    may                 this form
    appear(s|ed|ing)    this form, with any or none of the endings
    some|many|most      any of these (endings may be added to each)
    fatty?              may be missing
    *                   any one word;  *3: up to three words, or none (never punctuation)
    *ing, mac*          a word with this ending, with this beginning
    ...9                up to nine tokens of any sort, punctuation too, or none
    #                   a number;  $: a currency sign
    ~May                this form in just this casing
    !not|never          any token but these ("!|," are the marks themselves)
    may/AUX             this form with this part of speech (the sentence is then parsed before it is matched)
    =suggest            this lemma (needs a parse as well)
    @nutrient           a token of a mention of this kind; @exposure, @object: of any such kind
    @Name               a word with a capital that tells of a name: not the first of its sentence, not in a line in Title Case
    @Brand              the same, and neither all in capitals nor a known food, nutrient, illness …
    @Camel              a word with a capital inside it;  @NAME: one all in capitals;  @Digits: one that begins with a digit
    ^ word              the word must begin the sentence (of a list item with its lead-in: the lead-in)
    word $$             the word must end the sentence, but for its end marks
    {goods}             any of the words that the rule lists under `words: {goods: […]}`
    [word] … [word]     the words in brackets are the cue itself, the others its context; without brackets all of it is

Words are split as the tokeniser splits them: "do n't", "limited - time", "10 %", "it 's".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Token

from extractor.report import EXPOSURE_KINDS, OBJECT_KINDS

_ENDINGS = re.compile(r"^(.+)\(([^()]*)\)$")
_SHAPES = {
    "@Name": re.compile(r"[A-Z][\w'’.-]*"),
    "@Brand": re.compile(r"(?=.*[a-z0-9])[A-Z][\w'’.-]*"),
    "@Camel": re.compile(r"(?=\w{5})(?:[A-Z]+[a-z]+|[a-z]{2,})[A-Z]\w*"),
    "@NAME": re.compile(r"[A-Z][A-Z0-9]+"),
    "@Digits": re.compile(r"\d\S*"),
}
_CAPITALS = "health_capitals"  # key in Doc.user_data: the first word's index, and whether the line is in Title Case
_KINDS = {"exposure": EXPOSURE_KINDS, "object": OBJECT_KINDS, **{k: frozenset({k}) for k in EXPOSURE_KINDS | OBJECT_KINDS}}
_NEVER_ONE_TOKEN = re.compile(r"\w-\w|\w(?<!^n)['’](?:s|t|re|ve|ll|d|m)$|\d%|[$£€]\d|\w[!,;:]$", re.IGNORECASE)


class PatternError(ValueError):
    """A pattern that is not in the language described above, or that can never match."""


def forms(word: str) -> list[str]:
    """The forms that one word of a pattern stands for.

    >>> forms("appear(s|ed)|seem(s)")
    ['appear', 'appears', 'appeared', 'seem', 'seems']
    """
    found: list[str] = []
    for part in _alternatives(word):
        match = _ENDINGS.match(part)
        if match:
            found += [match[1], *(match[1] + ending for ending in match[2].split("|"))]
        else:
            found.append(part)
    if not all(found):
        raise PatternError(f"an empty alternative in {word!r}")
    return found


def _alternatives(word: str) -> list[str]:
    """Splits at every "|" outside parentheses; a parenthesis that follows no letter is a word of its own."""
    parts, inside = [""], False
    for character in word:
        if character == "|" and not inside:
            parts.append("")
            continue
        inside = (inside or (character == "(" and parts[-1] != "")) and character != ")"
        parts[-1] += character
    return parts


@dataclass(frozen=True)
class Word:
    """What one word of a pattern asks of a token; None asks nothing. It stands for `least` to `most` tokens."""

    lower: frozenset[str] | None = None
    text: frozenset[str] | None = None
    lemma: frozenset[str] | None = None
    pos: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    shape: re.Pattern[str] | None = None
    number: bool = False
    currency: bool = False
    gap: bool = False
    negated: bool = False
    name: bool = False
    least: int = 1
    most: int = 1

    def fits(self, token: Token) -> bool:
        """Whether a token is what the word asks for."""
        if self.gap:
            return not token.is_punct and not token.is_space
        if self.name and not tells_name(token):
            return False
        return self.negated != (
            (self.lower is None or token.lower_ in self.lower)
            and (self.text is None or token.text in self.text)
            and (self.lemma is None or token.lemma_ in self.lemma)
            and (self.kinds is None or token.ent_type_ in self.kinds)
            and (self.shape is None or self.shape.fullmatch(token.text) is not None)
            and (not self.number or token.like_num)
            and (not self.currency or token.is_currency)
        ) and (self.pos is None or token.pos_ in self.pos)


@dataclass(frozen=True)
class Compiled:
    """A pattern's words, the indices of those that are the cue itself, the index of its anchor (None: no literal word), and its ties."""

    words: tuple[Word, ...]
    core: frozenset[int]
    anchor: int | None
    first: bool
    last: bool


def tells_name(token: Token) -> bool:
    """Whether a capital at this place says anything: not on the first word of a sentence, nor in a line in Title Case or capitals."""
    doc = token.doc
    known: tuple[int, bool] | None = doc.user_data.get(_CAPITALS)
    if known is None:
        words = [word for word in doc if word.text[0].isalpha()]
        rest = [word.text[0].isupper() for word in words[1:] if word.lower_ not in STOP_WORDS]
        known = (words[0].i if words else 0, len(rest) > 1 and sum(rest) > 0.75 * len(rest))
        doc.user_data[_CAPITALS] = known
    return token.i > known[0] and not known[1]


@lru_cache(maxsize=20_000)
def compile_pattern(pattern: str) -> Compiled:
    """Compiles one pattern.

    Raises:
        PatternError: the pattern is not in the language, or can never match.
    """
    words: list[Word] = []
    core: set[int] = set()
    pieces = pattern.split()
    first, last = pieces[:1] == ["^"], pieces[-1:] == ["$$"]
    inside = False
    for piece in pieces[1 if first else 0 : len(pieces) - last]:
        opens, closes = piece.startswith("[") and len(piece) > 1, piece.endswith("]") and len(piece) > 1
        inside = inside or opens
        if inside:
            core.add(len(words))
        words.append(_word(piece[opens : len(piece) - closes]))
        inside = inside and not closes
    if inside:
        raise PatternError(f"a bracket that is not closed in {pattern!r}")
    if not any(word.least for word in words):
        raise PatternError(f"a pattern needs a word that must be there: {pattern!r}")
    literal = [i for i, word in enumerate(words) if word.least and not word.negated and (word.lower or word.text)]
    anchor = max(literal, key=lambda i: _rarity(words[i].lower or words[i].text or frozenset()), default=None)
    return Compiled(tuple(words), frozenset(core or range(len(words))), anchor, first, last)


def _rarity(choices: frozenset[str]) -> tuple[int, int, int]:
    """A guess at how seldom a word of these forms is met: no function words, few forms, long ones."""
    return -sum(choice in STOP_WORDS or not choice[0].isalpha() for choice in choices), -len(choices) // 8, min(map(len, choices))


@lru_cache(maxsize=10_000)
def _word(piece: str) -> Word:
    gap = re.fullmatch(r"\*(\d*)", piece)
    if gap:
        return Word(gap=True, least=0, most=int(gap[1])) if gap[1] else Word(gap=True)
    anything = re.fullmatch(r"\.\.\.(\d+)", piece)
    if anything:
        return Word(least=0, most=int(anything[1]))
    part = re.fullmatch(r"\*[a-z]+|[a-z]+\*", piece)
    if part:
        return Word(shape=re.compile(piece.replace("*", r"\w+"), re.IGNORECASE))
    least = 1
    if piece.endswith("?") and len(piece) > 1:
        piece, least = piece[:-1], 0
    pos: frozenset[str] | None = None
    if "/" in piece.strip("/"):
        piece, tags = piece.rsplit("/", 1)
        pos = frozenset(tags.split("|"))
    if piece == "#":
        return Word(number=True, pos=pos, least=least)
    if piece == "$":
        return Word(currency=True, pos=pos, least=least)
    if piece in _SHAPES:
        kinds = frozenset({"", "product"}) if piece == "@Brand" else None
        return Word(shape=_SHAPES[piece], kinds=kinds, name=piece in ("@Name", "@Brand"), pos=pos, least=least)
    if piece.startswith("@"):
        if piece[1:] not in _KINDS:
            known = ", ".join([*_SHAPES, *("@" + kind for kind in _KINDS)])
            raise PatternError(f"unknown kind {piece!r}; expected one of {known}")
        return Word(kinds=_KINDS[piece[1:]], pos=pos, least=least)
    if len(piece) > 1 and piece[0] == "=":
        return Word(lemma=_spelled(piece[1:]), pos=pos, least=least)
    if len(piece) > 1 and piece[0] == "~":
        return Word(text=_spelled(piece[1:]), pos=pos, least=least)
    negated = piece[0] == "!" and piece[1:2].isalpha()
    return Word(lower=_spelled(piece[negated:].lower()), negated=negated, pos=pos, least=least)


def _spelled(piece: str) -> frozenset[str]:
    """The forms with both kinds of apostrophe."""
    choices = forms(piece)
    for choice in choices:
        if _NEVER_ONE_TOKEN.search(choice):
            raise PatternError(f"{choice!r} is never one token: write it with blanks, as the tokeniser splits it")
    return frozenset(choices) | {choice.replace("'", "’") for choice in choices}
