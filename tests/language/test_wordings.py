"""Every wording of every claim rule can be heard: put in the place of the words of one of the rule's own examples, it makes a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from spacy.tokens import Token

from extractor.language.frames import ClaimRule, Trigger
from extractor.language.lemmas import lemma
from extractor.language.tree import morph
from extractor.language.units import Unit
from extractor.report import Article, Block
from tests.language.harness import Marked, analyser, marked_mentions, parse_marks

DATA = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))

Words = tuple[str, ...]
NOMINAL = ("predicate-noun", "noun-of-noun", "between-and", "adjective-for")  # frames whose triggers have their head last


@dataclass(frozen=True)
class Example:
    """An example of a rule, read, and the trigger that was found in it."""

    marked: Marked
    unit: Unit
    trigger: Trigger

    def written(self, new: dict[int, str]) -> str:
        """The example with its marks, and other words in the place of some of its tokens."""
        opens = {start: "{" if what == "exposure" else "<" for what, start, _ in self.marked.spans}
        closes = {end: "}" if what == "exposure" else ">" for what, _, end in self.marked.spans}
        cuts = {self.unit.offsets[i]: (self.unit.doc[i], word) for i, word in new.items()}
        text, at = "", 0
        while at <= len(self.marked.text):
            text += closes.get(at, "") + opens.get(at, "")
            token, word = cuts.get(at, (None, self.marked.text[at : at + 1]))
            text += word
            at += 1 if token is None else len(token.text) + (not word and bool(token.whitespace_))
        return re.sub(r"\b([Aa]) (?=[aeiou])", r"\1n ", re.sub(r"\b([Aa])n (?=[^aeiou\W])", r"\1 ", text))


def wordings(rule: ClaimRule) -> Iterator[Words]:
    """The rule's triggers word by word; of one with alternatives as many as it takes for each of them to stand in one.

    Not those that any mention may be ("<condition>").
    """
    for trigger in (trigger for trigger in rule.trigger if not trigger.startswith("<")):
        choices = [word.lstrip("+").split("|") for word in trigger.split()]
        yield from (tuple(words[i % len(words)] for words in choices) for i in range(max(map(len, choices))))


def read(texts: Iterable[tuple[Marked, str | None]]) -> list[Unit]:
    """The first unit of each text, all parsed in one batch."""
    made, units = analyser(), []
    for marked, kind in texts:
        made.matcher.extra = marked_mentions(marked, kind)
        units.append(made.read(Article(text=marked.text, blocks=[Block(kind="paragraph", start=0, end=len(marked.text))])).units[0])
    made.matcher.extra = []
    made.pipeline.parse(units)
    return units


def heard(unit: Unit, rule: ClaimRule, words: Words = ()) -> list[Trigger]:
    """The rule's triggers that make a claim, those with one of `words` if any are given."""
    found = [attempt.trigger for attempt in analyser().claims.attempts(unit) if attempt.claims and attempt.trigger.rule.id == rule.id]
    parts = {part for word in words for part in (word, *word.split("-"))}
    return [trigger for trigger in found if not words or not forms(trigger.head).isdisjoint(parts)]


def forms(token: Token) -> set[str]:
    """What a word may stand as in a rule."""
    return {token.lower_, token.lemma_.lower(), lemma(token.lower_, "VERB")}


@cache
def examples() -> dict[str, list[Example]]:
    """The examples in which a rule was heard, by its id."""
    rules = analyser().claims.triggers.rules
    marked = [(rule, parse_marks(example)) for rule in rules for example in rule.examples]
    found: dict[str, list[Example]] = {rule.id: [] for rule in rules}
    for (rule, text), unit in zip(marked, read((text, rule.object_kind) for rule, text in marked), strict=True):
        found[rule.id] += [Example(text, unit, trigger) for trigger in heard(unit, rule)[:1]]
    return found


def inflected(word: str, like: Token) -> str:
    """A word in the form of another: "cause" in that of "eased" is "caused"."""
    from lemminflect import getInflection  # not before the lemmatiser has: its import marks spaCy's tokens

    past, tag = "Past" in morph(like, "Tense"), None
    if like.lower_ == like.lemma_.lower():
        return word
    if like.pos_ in ("VERB", "AUX"):
        tag = "VBG" if like.lower_.endswith("ing") else "VBN" if past and "Part" in morph(like, "VerbForm") else "VBD" if past else "VBZ"
    elif like.pos_ in ("NOUN", "PROPN"):
        tag = "NNS"
    elif "Cmp" in morph(like, "Degree"):
        tag = "JJR"
    return (getInflection(word, tag) or (word,))[0] if tag else word


def tries(rule: ClaimRule, words: Words) -> Iterator[str]:
    """Sentences for a wording, the likeliest first."""
    own = DATA["sentences"].get(rule.id, {}).get(" ".join(words))
    if own is not None:
        yield own
        return
    head, *rest = words if rule.frame not in NOMINAL else (words[-1], *words[:-1])
    for example in examples()[rule.id]:
        doc, trigger = example.unit.doc, example.trigger
        old = [word.i for word in trigger.words]
        if trigger.last is not None:
            behind = (token.i for token in doc[min(old) + 1 :] if token.lower_ == trigger.last.split()[0])
            old += [i for i in behind if i not in old][:1]
        gone = dict.fromkeys(old, "")
        verb = inflected(head, trigger.head)
        if len(old) == len(words):
            yield example.written({**dict(zip(old[1:], rest, strict=True)), old[0]: verb})
        if rest or len(old) > 1:
            last = max(placed.end for placed in example.unit.mentions) - 1
            for small in DATA["between"]:
                tail = f"{small} {' '.join(rest)}".strip()
                yield example.written({**gone, old[0]: f"{verb} {tail}".strip()})
                if rest and last not in old:
                    yield example.written({**gone, old[0]: verb}).rstrip(".") + f" {tail}."


def test_every_wording_is_heard():
    """Round by round, each wording that has not been heard is tried in its next sentence, all of a round parsed in one batch."""
    left = [(rule, words, tries(rule, words)) for rule in analyser().claims.triggers.rules for words in wordings(rule)]
    unheard = set()
    while left:
        asked = [(item, next(item[2], None)) for item in left]
        unheard |= {(rule.id, " ".join(words)) for (rule, words, _), text in asked if text is None}
        written = [(item, parse_marks(text)) for item, text in asked if text is not None]
        units = read((text, rule.object_kind) for (rule, _, _), text in written)
        left = [item for (item, _), unit in zip(written, units, strict=True) if not heard(unit, *item[:2])]
    assert unheard == {(rule, wording) for rule, wordings in DATA["unheard"].items() for wording in wordings}
