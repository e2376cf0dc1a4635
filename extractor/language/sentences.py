"""Sentences inside a block, by rules: end marks, closing quotes, abbreviations, initials, numbers. Words come from `rules/sentences`."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from extractor.rulebook import Rule, Rulebook

FOLDER = "sentences"

END_MARKS = frozenset(".!?…") | {"...", "?!", "!?", "??", "!!", "!!!", "。"}
CLOSING = frozenset("\"'”’»)]") | {"''"}
RELATIONS = frozenset("=<>≤≥")
UNITS = frozenset("%)]±")  # behind a number
BRACKETED = 30  # words that a bracket around a number may hold
OPENING = frozenset("\"'“‘«([") | {"``"}


class Abbreviations(Rule):
    """Abbreviations whose full stop ends no sentence: `never`, or only `before_capital` says nothing (then a capital decides it does).

    `after_letter`: words behind which a single capital is no initial, and its full stop may end the sentence ("vitamin D.").
    """

    ends: Literal["never", "before_capital", "after_letter"]
    words: tuple[str, ...]


class SentenceSplitter:
    """Says before which tokens of a block a sentence begins."""

    def __init__(self, rulebook: Rulebook) -> None:
        words: dict[str, set[str]] = {"never": set(), "before_capital": set(), "after_letter": set()}
        for rule in rulebook.rules(FOLDER, Abbreviations):
            words[rule.ends].update(word.lower().rstrip(".") for word in rule.words)
        self._never, self._capital, self._lettered = words["never"], words["before_capital"], words["after_letter"]

    def split(self, tokens: list[Token]) -> list[list[Token]]:
        """A block's tokens cut into sentences; blanks go with the sentence before them. Nothing is lost."""
        sentences: list[list[Token]] = []
        current: list[Token] = []
        for i, token in enumerate(tokens):
            current.append(token)
            if self._ends(tokens, i):
                sentences.append(current)
                current = []
        if current:
            if sentences and all(token.is_space for token in current):
                sentences[-1].extend(current)
            else:
                sentences.append(current)
        return sentences

    def _ends(self, tokens: list[Token], i: int) -> bool:
        """Whether a sentence ends behind token i: an end mark and the quotes behind it, before something that can begin one."""
        text = tokens[i].text
        if not text.endswith(".") and text not in END_MARKS and text not in CLOSING and not text.isspace():
            return False  # nearly every word
        mark = i
        while mark >= 0 and tokens[mark].text in CLOSING and not tokens[mark - 1].whitespace_:
            mark -= 1
        if mark < 0 or i + 1 >= len(tokens):
            return False
        following = tokens[i + 1]
        if following.text in CLOSING and not tokens[i].whitespace_:
            return False
        if tokens[mark].text.endswith(".") and mark == i and following.is_digit and _in_number(tokens, mark):
            return False
        if tokens[i].is_space and "\n" in tokens[i].text:
            return True
        glued = not tokens[i].whitespace_ and not following.is_space and mark == i and tokens[mark].text not in "!?"
        if glued and not self._sloppy(tokens, mark):
            return False
        if tokens[mark].text not in END_MARKS:
            return self._ends_in_abbreviation(tokens, mark, following)
        start = self._next_word(tokens, i + 1)
        if start is None:
            return True
        if tokens[mark].text in ("…", "...") or mark != i:
            return start.text[:1].isupper() or start.like_num
        if tokens[mark].text == "." and mark > 0:
            before = tokens[mark - 1]
            if before.lower_ in self._never or (
                len(before.text) == 1 and before.text.isupper() and before.is_alpha and self._initial(tokens, mark - 1)
            ):
                return False
            if before.lower_ in self._capital:
                return start.text[:1].isupper()
        return not start.text[:1].islower() or tokens[mark].text != "."

    def _ends_in_abbreviation(self, tokens: list[Token], mark: int, following: Token) -> bool:
        """A token such as "a.m." or "Inc." that keeps its stop: a capital behind it begins a sentence, but for the ones that never end."""
        text = tokens[mark].text
        if len(text) < 2 or not text.endswith(".") or tokens[mark].like_num:
            return False
        if text.rstrip(".").lower() in self._never or (len(text) == 2 and text[0].isupper() and not self._is_letter(tokens, mark)):
            return False
        start = self._next_word(tokens, mark + 1)
        return start is not None and start.text[:1].isupper() and not following.is_punct

    @staticmethod
    def _sloppy(tokens: list[Token], mark: int) -> bool:
        """A full stop with no blank behind it, as on sloppy pages ("the end.Third, …"): between a word and a capital."""
        before, following = tokens[mark - 1], tokens[mark + 1]
        if tokens[mark].text != "." or mark == 0:
            return False
        return following.text[:1].isupper() and len(following.text) > 1 and before.is_alpha and len(before.text) > 2

    def _initial(self, tokens: list[Token], i: int) -> bool:
        """Whether a single capital is an initial ("J. Smith", "P. acnes") not the end of a name ("vitamin D. It …", "hepatitis B. …")."""
        following = tokens[i + 2] if i + 2 < len(tokens) else None
        before = tokens[i - 1] if i > 0 else None
        if following is not None and following.text[:1].islower():
            return True
        if before is None or not before.is_alpha:
            return True
        return before.text[:1].isupper() and not self._is_letter(tokens, i)

    def _is_letter(self, tokens: list[Token], i: int) -> bool:
        """Whether a single capital names one of a kind: "vitamin D"."""
        return i > 0 and tokens[i - 1].lower_ in self._lettered

    @staticmethod
    def _next_word(tokens: list[Token], i: int) -> Token | None:
        for token in tokens[i:]:
            if not token.is_space and token.text not in OPENING:
                return token
        return None


def _in_number(tokens: list[Token], mark: int) -> bool:
    """Whether a stop before digits parts a decimal, as in texts cut into words and put together again: "(P < 0. 05)", "rose by 9. 4%"."""
    before = tokens[mark].text[:-1] or tokens[mark - 1].text
    if before in RELATIONS:
        return True
    behind = tokens[mark + 2].text if mark + 2 < len(tokens) else ""
    opened = sum((token.text in "([") - (token.text in ")]") for token in tokens[max(0, mark - BRACKETED) : mark])
    return before.isdigit() and (opened > 0 or behind in UNITS)
