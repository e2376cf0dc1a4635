"""Comments that are there to sell or to be seen, with the rules that say so (`rules/spam`)."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, model_validator
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractor.language.cues import TextRule
from extractor.language.patterns import PatternMatcher
from extractor.report import Comment
from extractor.rulebook import Rulebook

FOLDER = "spam"
THRESHOLD = 1.0


class SpamRule(TextRule):
    """A sign of spam and its weight; weights of the rules that fire are added, and a comment with 1.0 or more is spam.

    Weights below zero speak for the comment. `regex` is searched in the text and the addresses of its links, whatever the casing. `test`
    says what is looked at: the `text`, the `author`'s name, or whether the comment names any food, nutrient, illness … (`on_topic`,
    `no_topic`; these need no patterns).
    """

    test: Literal["text", "author", "on_topic", "no_topic"] = "text"
    weight: float = Field(ge=-2, le=2)

    @model_validator(mode="after")
    def _looks_at_something(self) -> SpamRule:
        if (self.test in ("text", "author")) != bool(self.patterns or self.regex):
            raise ValueError("expected patterns or a regex with test text or author, and neither with on_topic or no_topic")
        return self


class SpamFinder:
    """Weighs a comment."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        self._vocab = vocab
        self.rules = rulebook.rules(FOLDER, SpamRule)
        self._yes = PatternMatcher(vocab, [rule.patterns for rule in self.rules])
        self._no = PatternMatcher(vocab, [rule.unless for rule in self.rules])
        self._regexes = [re.compile(rule.regex, re.IGNORECASE) if rule.regex else None for rule in self.rules]

    def judge(self, comment: Comment, doc: Doc, author: Doc | None, mentions: int) -> list[str]:
        """Ids of the rules that make the comment spam; empty where it is none.

        Args:
            doc: the comment's tokens; `author` those of its author's name, if it has one.
            mentions: how many nutrients, foods, conditions … it names.
        """
        fired = self.weigh(comment, doc, author, mentions)
        if sum(fired.values()) < THRESHOLD:
            return []
        return [name for name, weight in fired.items() if weight > 0]

    def weigh(self, comment: Comment, doc: Doc, author: Doc | None, mentions: int) -> dict[str, float]:
        """The weight of every rule that fires, by id, in the order of the files."""
        fired = self._patterns(doc, "text")
        if author is not None:
            fired |= self._patterns(author, "author")
        hrefs = " ".join(link.href for block in comment.blocks for link in block.links)
        text = f"{comment.text} {hrefs}"
        for index, (rule, regex) in enumerate(zip(self.rules, self._regexes, strict=True)):
            if rule.test == "text" and regex is not None and regex.search(text):
                fired.add(index)
            if (rule.test == "on_topic" and mentions) or (rule.test == "no_topic" and not mentions):
                fired.add(index)
        return {self.rules[index].id: self.rules[index].weight for index in sorted(fired)}

    def _patterns(self, doc: Doc, test: str) -> set[int]:
        blocked = {(hit.rule, i) for hit in self._no.find(doc) for i in range(hit.start, hit.end)}
        return {
            hit.rule
            for hit in self._yes.find(doc)
            if self.rules[hit.rule].test == test and not any((hit.rule, i) in blocked for i in range(hit.start, hit.end))
        }
