"""Light words: those that a claim's arguments are reached through, and what each class of them says ("risk of", "people who take").

The classes come from `rules/claims/light`.
"""

from __future__ import annotations

from pydantic import Field
from spacy.tokens import Token

from extractor.language.lemmas import lemma
from extractor.language.tree import children
from extractor.report import State
from extractor.rulebook import Rule, Rulebook

FOLDER = "claims/light"
AVOIDANCE = "avoidance"
CARRIER = "carrier"
CONTENT = "content"
CORRECTION = "correction"
DEFICIENCY = "deficiency"
EATEN = "eaten"
INTAKE = "intake"
KIND = "kind"
LEVEL = "level"
LIST = "list"
LESSENING = "lessening"
LISTING = "listing"
NAMING = "naming"
POPULATION = "population"
RANGE = "range"
RISK = "risk"
STAYING = "staying"
UNRELATED = "unrelated"
WISH = "wish"
UNBALANCED = (DEFICIENCY, "excess")  # states of an exposure of which the body has not what it needs
# what is said of how much of a mention there is
QUANTITIES = frozenset({"decrease", "absence", LESSENING, "plenty", "bettering"})
_TAGS = {"PROPN": "NOUN", "AUX": "VERB"}  # as what a word of this part of speech is listed


class LightWords(Rule):
    """A class of words that are passed through on the way to a mention.

    `words` are lemmas of nouns, adjectives or verbs (`pos`; NAME: words of a mention, or its whole name; AMOD: words that modify a mention
    or a light noun, PREFIX and SUFFIX: what a hyphen ties to a mention, as they are written); `prepositions` are those through which the
    mention is reached (for nouns compounds and, without `object: false`, "of" always are); `reaches` says which side it serves. With
    `object: false` only the prepositions lead on: of a verb not its object, of a noun "of" (if named) for want of another; to a condition
    its subject does ("when nausea strikes"). A verb with its particle ("give up") goes before the verb alone. `state` is what a noun or
    verb says of the exposure behind it where a pronoun stands for that ("a lack of it", "who drank it").
    """

    class_: str = Field(alias="class")
    object: bool = True
    pos: str = "NOUN"
    words: tuple[str, ...]
    prepositions: tuple[str, ...] = ()
    reaches: str = Field(default="both", pattern="^(exposure|object|both)$")
    state: State | None = None


def light_words(rulebook: Rulebook, class_: str) -> frozenset[str]:
    """All words of one class."""
    return frozenset(word for rule in rulebook.rules(FOLDER, LightWords) if rule.class_ == class_ for word in rule.words)


def classes(rulebook: Rulebook) -> frozenset[str]:
    """The names of all classes."""
    return frozenset(rule.class_ for rule in rulebook.rules(FOLDER, LightWords))


class LightTable:
    """The light words of a rulebook, to be asked for the classes of a word."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rules: dict[tuple[str, str], list[LightWords]] = {}
        for rule in rulebook.rules(FOLDER, LightWords):
            for word in rule.words:
                self._rules.setdefault((word, rule.pos), []).append(rule)

    def classes(self, token: Token, side: str) -> list[LightWords]:
        """The classes of light words that a token belongs to, for one side of a claim."""
        pos = _TAGS.get(token.pos_, token.pos_)
        name = token.lemma_.lower()
        if pos == "ADJ" and children(token, "aux:pass"):
            pos, name = "VERB", lemma(token.lower_, "VERB")  # "salt should be limited"
        for particle in children(token, "compound:prt", "advmod", "xcomp"):
            phrasal = [rule for rule in self._rules.get((f"{name} {particle.lower_}", pos), ()) if rule.reaches in ("both", side)]
            if phrasal:
                return phrasal
        tags = (pos, "ADJ") if pos == "VERB" else (pos,)  # "vitamin D-deficient women"
        keys = dict.fromkeys((key, tag) for tag in tags for key in (name, token.lower_))
        return [rule for key in keys for rule in self._rules.get(key, ()) if rule.reaches in ("both", side)]

    def is_of(self, token: Token, side: str, *classes: str) -> bool:
        """Whether a word is a light word of one of these classes, for one side of a claim."""
        return any(rule.class_ in classes for rule in self.classes(token, side))

    def written(self, word: str, use: str) -> list[LightWords]:
        """The classes of a word as it is written, in one of the uses that are no parts of speech: NAME, AMOD, PREFIX, SUFFIX."""
        return self._rules.get((word, use), [])
