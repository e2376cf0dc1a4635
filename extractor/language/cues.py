"""Cues found by word patterns: the common ground of hedges, boosters and negation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import Field, ValidationInfo, field_validator
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractor.language.pattern_matcher import Hit, PatternMatcher
from extractor.language.patterns import PatternError, compile_pattern
from extractor.language.scope import Reach
from extractor.rulebook import Rule

_LISTED = re.compile(r"\{(\w+)\}")


def check_patterns(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The patterns, if all of them compile.

    Raises:
        ValueError: one does not, in words for the rule's author (pydantic turns it into a `RuleError` with file and line).
    """
    for pattern in patterns:
        try:
            compile_pattern(pattern)
        except PatternError as error:
            raise ValueError(str(error)) from None
    return patterns


def _spelled_out(pattern: str, words: Mapping[str, Sequence[str]]) -> str:
    """The pattern with the words of each list in the place of its name."""
    for name in _LISTED.findall(pattern):
        if not words.get(name):
            raise ValueError(f"no words are listed for {{{name}}}")
    return _LISTED.sub(lambda found: "|".join(words[found[1]]), pattern)


def check_regex(regex: str | None) -> str | None:
    """The regular expression, if it is one.

    Raises:
        ValueError: it is none.
    """
    try:
        re.compile(regex or "", re.IGNORECASE)  # as it will be used, so that `re` has it ready
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return regex


class CueRule(Rule):
    """Patterns that give the cue, patterns in which it is none, and how far it reaches.

    `words`: lists by name, for words that stand in several patterns; a pattern has "{name}" in their place.
    """

    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    patterns: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    scope: Reach = "auto"

    @field_validator("patterns", "unless")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        return check_patterns(tuple(_spelled_out(pattern, info.data.get("words", {})) for pattern in patterns))


class TextRule(CueRule):
    """A cue rule that may go by a regular expression instead, searched in the whole text, whatever the casing (for clocks, addresses …)."""

    patterns: tuple[str, ...] = ()
    regex: str | None = None

    @field_validator("regex")
    @classmethod
    def _is_regex(cls, regex: str | None) -> str | None:
        return check_regex(regex)


C = TypeVar("C", bound=CueRule)


@dataclass(frozen=True, slots=True)
class Cue(Generic[C]):
    """A cue in a doc: its rule and token offsets, end-exclusive."""

    rule: C
    start: int
    end: int


class CueFinder(Generic[C]):
    """Finds the cues of a set of rules; where two overlap the longer stands, then the earlier rule."""

    def __init__(self, vocab: Vocab, rules: Sequence[C]) -> None:
        self.rules = rules
        self._yes = PatternMatcher(vocab, [rule.patterns for rule in rules])
        self._no = PatternMatcher(vocab, [rule.unless for rule in rules])

    def exceptions(self, doc: Doc) -> list[Hit]:
        """Where the `unless` patterns of the rules match."""
        return self._no.find(doc)

    def find(self, doc: Doc, overlap: bool = False) -> list[Cue[C]]:
        """The cues in reading order."""
        hits = self._yes.find(doc)
        if not hits:
            return []
        blocked = [(hit.rule, hit.start, hit.end) for hit in self.exceptions(doc)]
        kept: list[Cue[C]] = []
        taken: set[int] = set()
        for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.rule, hit.start)):
            if any(rule == hit.rule and start < hit.end and hit.start < end for rule, start, end in blocked):
                continue
            span = range(hit.start, hit.end)
            if not overlap and taken.intersection(span):
                continue
            taken.update(span)
            kept.append(Cue(self.rules[hit.rule], hit.start, hit.end))
        return sorted(kept, key=lambda cue: (cue.start, cue.end))
