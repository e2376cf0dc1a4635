"""What the rules of `rules/page/` may hold, and their compiled form.

Two kinds of rule. An *element rule* looks at one HTML element: its tag, attributes and the words of its class and id ("related posts"
matches `class="sidebar-relatedPosts-2"`). A *line rule* looks at the text of one block or line (`lines/`), or at a name and what stands
beside a name or date (`names/`). Both name a role; what a role means for the text is decided in `roles`, `comments`, `byline`, `published`
and `text`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from extractor.rulebook import Rule, Rulebook

_SLUG = 4  # words; a longer id is the slug of a heading and speaks of the subject
_NAMES = 40  # of an element that are looked at
_CLASSES, _VALUE = 4000, 500  # characters of `class` or `id`, and of another attribute
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


class ElementRule(Rule):
    """Gives a role to an HTML element. Its examples are snippets whose first element must match.

    `words`: sequences of words found in a row in one class or id name; a word may end in `*`. `tokens`: whole class or id names. `attrs`:
    attribute values as regular expressions (full match). A rule with tags alone matches every such element; with `tags` and others, both
    must hold; words, tokens and attrs are alternatives. `unless` are words that forbid it in the
    same name. `most`: words of prose that the element may
    hold for the name to be believed; names that mean one thing only have none. `inline`: believed of a part of a line, too.
    """

    role: str
    tags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    attrs: dict[str, str] = Field(default_factory=dict)
    unless: tuple[str, ...] = ()
    most: int | None = 80
    inline: bool = False

    @field_validator("attrs")
    @classmethod
    def _compiles(cls, value: dict[str, str]) -> dict[str, str]:
        for pattern in value.values():
            re.compile(pattern)
        return value


class LineRule(Rule):
    """Gives a role to a line of text. Examples are lines.

    `patterns` are regular expressions that must match the whole line, upper and lower case alike (unless `cased`). Named groups
    (`author`, `date`) carry what is to be read from the line. `drops`: the `block` alone, the `section` under it (to the next heading of
    the same or a higher level), or all to the `end` of the page. `where`: `anywhere`, or only in the `head` before the article's first
    prose, or in the `tail` after its last.
    """

    role: str
    patterns: tuple[str, ...] = Field(min_length=1)
    drops: Literal["block", "section", "end"] = "block"
    where: Literal["anywhere", "head", "tail"] = "anywhere"
    cased: bool = False
    longest: int = 120  # characters of a line that is looked at

    @field_validator("patterns")
    @classmethod
    def _compiles(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            try:
                re.compile(pattern)  # each alone: two halves of a bracket would make one whole together
            except re.error as error:
                raise ValueError(f"not a regular expression: {error}") from None
        return value

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in self.patterns), 0 if self.cased else re.IGNORECASE)

    def match(self, line: str) -> re.Match[str] | None:
        """The match with the whole line, or None."""
        return self.regex.fullmatch(line) if len(line) <= self.longest else None


def token_words(token: str) -> tuple[str, ...]:
    """The words of a class or id name: `relatedPosts-2` gives related, posts, 2."""
    return tuple(word for word in _NOT_WORD.split(_CAMEL.sub("-", token[:120]).lower()) if word)


@dataclass
class ElementRules:
    """Element rules in a form that costs a dictionary look-up for a class name seen before."""

    rules: list[ElementRule]

    def __post_init__(self) -> None:
        self._by_tag = {i: frozenset(rule.tags) for i, rule in enumerate(self.rules)}
        self._bare: dict[str, list[int]] = {}
        self._tokens: dict[str, list[int]] = {}
        self._first: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._stems: list[tuple[int, tuple[str, ...]]] = []
        self._unless: dict[str, list[int]] = {}
        self._attrs: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
        for i, rule in enumerate(self.rules):
            if not (rule.words or rule.tokens or rule.attrs):
                for tag in rule.tags:
                    self._bare.setdefault(tag, []).append(i)
            for token in rule.tokens:
                self._tokens.setdefault(token.lower(), []).append(i)
            for phrase in rule.words:
                words = tuple(phrase.lower().split())
                if words[0].endswith("*"):
                    self._stems.append((i, words))
                else:
                    self._first.setdefault(words[0], []).append((i, words))
            for word in rule.unless:
                self._unless.setdefault(word.lower(), []).append(i)
            for name, pattern in rule.attrs.items():
                self._attrs.setdefault(name, []).append((i, re.compile(pattern, re.IGNORECASE)))
        self._token = lru_cache(maxsize=50_000)(self._match_token)
        self._element = lru_cache(maxsize=50_000)(self._match_element)

    def match(self, tag: str, attrs: Mapping[str, str]) -> tuple[ElementRule, ...]:
        """The rules that an element meets, in rule order."""
        held = tuple((name, value[:_VALUE]) for name, value in attrs.items() if name in self._attrs) if attrs else ()
        return self._element(tag, attrs.get("class", "")[:_CLASSES], attrs.get("id", "")[:_CLASSES], held)

    def _match_element(self, tag: str, classes: str, ident: str, attrs: tuple[tuple[str, str], ...]) -> tuple[ElementRule, ...]:
        found: set[int] = set(self._bare.get(tag, ()))
        for name in classes.split()[:_NAMES]:
            found |= self._token(name)
        if len(token_words(ident)) <= _SLUG:
            found |= self._token(ident)
        for attr, value in attrs:
            found |= {i for i, pattern in self._attrs[attr] if pattern.fullmatch(value)}
        return tuple(self.rules[i] for i in sorted(found) if not self._by_tag[i] or tag in self._by_tag[i])

    def _match_token(self, token: str) -> frozenset[int]:
        hits = set(self._tokens.get(token.lower(), ()))
        words = token_words(token)
        for at, word in enumerate(words):
            for i, phrase in (*self._first.get(word, ()), *self._stems):
                if i not in hits and _starts(words[at : at + len(phrase)], phrase):
                    hits.add(i)
        return frozenset(hits.difference(*(self._unless.get(word, ()) for word in words)))


def _starts(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return len(words) == len(phrase) and all(
        word.startswith(want[:-1]) if want.endswith("*") else word == want for word, want in zip(words, phrase, strict=True)
    )


@dataclass
class LineRules:
    """Line rules, asked together; what was found for a line is remembered, for short lines come again and again."""

    rules: list[LineRule]

    def __post_init__(self) -> None:
        self._longest = max((rule.longest for rule in self.rules), default=0)
        self._found = lru_cache(maxsize=20_000)(self._match)

    def match(self, line: str, roles: frozenset[str] | None = None) -> tuple[LineRule, re.Match[str]] | None:
        """The first rule that matches the line, with its match; only rules of these roles, if given."""
        return self._found(line, roles) if 0 < len(line) <= self._longest else None

    def _match(self, line: str, roles: frozenset[str] | None) -> tuple[LineRule, re.Match[str]] | None:
        for rule in self.rules:
            if roles is None or rule.role in roles:
                match = rule.match(line)
                if match:
                    return rule, match
        return None

    def all(self, role: str) -> list[LineRule]:
        """The rules of one role."""
        return [rule for rule in self.rules if rule.role == role]


@dataclass
class PageRules:
    """All rules of `rules/page/`, compiled."""

    elements: ElementRules
    lines: LineRules
    names: LineRules  # of authors, and labels of names and dates
    english: frozenset[str]  # its commonest words
    languages: dict[str, str]  # code: English name
    comment_lines: LineRules  # asked only inside comments
    product_lines: LineRules  # asked only of links, names and prices of products
    months: dict[str, int]

    @classmethod
    def of(cls, book: Rulebook) -> PageRules:
        """The compiled rules of a rulebook.

        Raises:
            RuleError: a rules file that cannot be used.
        """
        return cls(
            ElementRules(book.rules("page/elements", ElementRule)),
            LineRules(book.rules("page/lines", LineRule)),
            LineRules(book.rules("page/names", LineRule)),
            frozenset(word for _, words in book.table("page", "function_words.tsv") for word in words.split()),
            dict(book.table("page", "languages.tsv")),
            LineRules(book.rules("page/comments", LineRule)),
            LineRules(book.rules("page/products", LineRule)),
            {name: int(number) for name, number in book.table("page", "months.tsv")},
        )


@lru_cache(maxsize=8)
def _compiled(extra: str | None) -> PageRules:
    return PageRules.of(Rulebook(Path(extra) if extra else None))


def page_rules(book: Rulebook | None = None) -> PageRules:
    """The compiled rules; those of the shipped rulebook are made once a process, as are those of each folder of a user's own."""
    return _compiled(str(book.extra) if book is not None and book.extra is not None else None)
