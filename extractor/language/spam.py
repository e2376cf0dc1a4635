"""Comments that are there to sell or to be seen, with the rules that say so (`rules/spam`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from pydantic import Field, model_validator
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractor.language.cues import TextRule
from extractor.language.mentions import Found
from extractor.language.pattern_matcher import PatternMatcher
from extractor.report import Comment
from extractor.rulebook import Rulebook

FOLDER = "spam"
THRESHOLD = 1.0
_STUFFED_LETTERS = 3
_STUFFED_WORDS = 8  # a comment of so many words with as many letters, …
_STUFFED_REPEATS = 4  # one of which stands so often in it, …
_STUFFED_SHARE = (0.2, 0.7)  # and makes up such a part, …
_STUFFED_GRAMMAR = 0.2  # with no more function words than this, is a list of search words


class SpamRule(TextRule):
    """A sign of spam and its weight; weights of the rules that fire are added, and a comment with 1.0 or more is spam.

    Weights below zero speak for the comment. `regex` is searched in the text and the addresses of its links, whatever the casing. `test`
    says what is looked at: the `text`, the `author`'s name, whether the comment names any food, nutrient, illness … outside its addresses
    (`on_topic`), or whether it says the same words over and over (`stuffing`); the last two need no patterns.
    """

    test: Literal["text", "author", "on_topic", "stuffing"] = "text"
    weight: float = Field(ge=-2, le=2)

    @model_validator(mode="after")
    def _looks_at_something(self) -> SpamRule:
        if (self.test in ("text", "author")) != bool(self.patterns or self.regex):
            raise ValueError("expected patterns or a regex with test text or author, and neither with on_topic or stuffing")
        return self


class SpamFinder:
    """Weighs a comment."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        self._vocab = vocab
        self.rules = rulebook.rules(FOLDER, SpamRule)
        self._yes = PatternMatcher(vocab, [rule.patterns for rule in self.rules])
        self._no = PatternMatcher(vocab, [rule.unless for rule in self.rules])
        self._regexes = [re.compile(rule.regex, re.IGNORECASE) if rule.regex else None for rule in self.rules]

    def judge(self, comment: Comment, doc: Doc, author: Doc | None, mentions: Sequence[Found]) -> list[str]:
        """Ids of the rules that make the comment spam; empty where it is none.

        Args:
            doc: the comment's tokens; `author` those of its author's name, if it has one.
            mentions: the nutrients, foods, conditions … it names.
        """
        fired = self.weigh(comment, doc, author, mentions)
        if sum(fired.values()) < THRESHOLD:
            return []
        return [name for name, weight in fired.items() if weight > 0]

    def weigh(self, comment: Comment, doc: Doc, author: Doc | None, mentions: Sequence[Found]) -> dict[str, float]:
        """The weight of every rule that fires, by id, in the order of the files."""
        fired = self._patterns(doc, "text")
        if author is not None:
            fired |= self._patterns(author, "author")
        hrefs = " ".join(link.href for block in comment.blocks for link in block.links)
        text = f"{comment.text} {hrefs}"
        told = {"on_topic": _on_topic(doc, mentions), "stuffing": _stuffed(doc)}
        for index, (rule, regex) in enumerate(zip(self.rules, self._regexes, strict=True)):
            if rule.test == "text" and regex is not None and regex.search(text):
                fired.add(index)
            if told.get(rule.test):
                fired.add(index)
        return {self.rules[index].id: self.rules[index].weight for index in sorted(fired)}

    def _patterns(self, doc: Doc, test: str) -> set[int]:
        blocked = {(hit.rule, i) for hit in self._no.find(doc) for i in range(hit.start, hit.end)}
        return {
            hit.rule
            for hit in self._yes.find(doc)
            if self.rules[hit.rule].test == test and not any((hit.rule, i) in blocked for i in range(hit.start, hit.end))
        }


def _on_topic(doc: Doc, mentions: Sequence[Found]) -> bool:
    """Whether the comment names anything of the page's subject; an address that holds such a word says nothing."""
    addresses = [(token.idx, token.idx + len(token)) for token in doc if token.like_url]
    return any(not any(start <= mention.start < end for start, end in addresses) for mention in mentions)


def _stuffed(doc: Doc) -> bool:
    """Whether the comment says the same words over and over, without the small words of a sentence."""
    words = [token.lower_ for token in doc if token.is_alpha and len(token) >= _STUFFED_LETTERS]
    content = Counter(word for word in words if word not in STOP_WORDS)
    if len(words) < _STUFFED_WORDS or sum(content.values()) < len(words) * (1 - _STUFFED_GRAMMAR):
        return False
    most = max(content.values())
    return most >= _STUFFED_REPEATS and _STUFFED_SHARE[0] <= most / len(words) <= _STUFFED_SHARE[1]
