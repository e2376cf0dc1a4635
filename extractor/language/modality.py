"""What happens to a claim in its sentence: is it denied, asked, hedged, boosted, or not said at all?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field
from spacy.tokens import Token
from spacy.vocab import Vocab

from extractor.language.cues import CueFinder, CueRule
from extractor.language.hedges import FoundHedge
from extractor.language.scope import scope_of
from extractor.language.tree import base, children, is_verbal, prepositions
from extractor.language.units import Unit
from extractor.report import Certainty, Strength
from extractor.rulebook import Rule, Rulebook

NEGATION = "negation"
SUPPRESS = "claims/suppress"


class NegationRule(CueRule):
    """Words that deny what they cover."""


class SuppressRule(Rule):
    """Settings in which nothing is claimed.

    `type` governor: words (lemmas) that govern the trigger as their object or complement ("we examined the effect of"); marker: words that
    open a clause which only supposes ("if", "unless"); asking: words that open a clause which such a governor asks about ("whether").
    """

    type: Literal["governor", "marker", "asking"]
    words: tuple[str, ...] = Field(min_length=1)


class Modality:
    """Reads negation, certainty and suppression for claims; stateless beyond its rules."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        self._negation = CueFinder(vocab, rulebook.rules(NEGATION, NegationRule))
        rules = rulebook.rules(SUPPRESS, SuppressRule)
        self._governors = {word: rule for rule in rules if rule.type == "governor" for word in rule.words}
        self._markers = {word: rule for rule in rules if rule.type == "marker" for word in rule.words}
        self._asking = {word for rule in rules if rule.type == "asking" for word in rule.words}

    def negations(self, unit: Unit) -> list[tuple[set[int], set[int]]]:
        """For each negation of the unit the tokens of the cue and the tokens that it covers."""
        found = []
        for cue in self._negation.find(unit.doc):
            span = unit.doc[cue.start : cue.end]
            found.append((set(range(cue.start, cue.end)), self._negated_tokens(span.root, scope_of(span, cue.rule.scope), span.root.head)))
        return found

    @staticmethod
    def _negated_tokens(cue: Token, scope: set[int], governor: Token) -> set[int]:
        """The scope, and for a denied noun ("no effect", "no vitamin cures") the clause that it takes part in."""
        if cue.dep_ not in ("det", "advmod", "cc:preconj") or governor.pos_ not in ("NOUN", "PROPN", "PRON"):
            return scope
        extended = set(scope)
        head = governor.head
        if base(governor.dep_) in ("nsubj", "obj") and is_verbal(head):
            extended.add(head.i)
            extended.update(child.i for child in children(head, "xcomp", "ccomp"))
            for clause in children(head, "ccomp", "xcomp"):
                extended.update(token.i for token in clause.subtree)
        return extended

    @staticmethod
    def denials(words: Sequence[Token], negations: list[tuple[set[int], set[int]]]) -> list[set[int]]:
        """The tokens of each cue that denies the trigger (its head word, or the noun that makes its meaning). An odd number denies it."""
        trigger = {word.i for word in words}
        return [cue for cue, covered in negations if covered & trigger and not cue & trigger]

    def suppressor(self, head: Token) -> SuppressRule | None:
        """The rule by which the trigger stands where nothing is claimed: in a supposition or as the object of an inquiry."""
        token = head
        for _ in range(12):
            if token.dep_ == "advcl":
                marker = next((self._markers[name] for name in prepositions(token) if name in self._markers), None)
                if marker is not None:
                    return marker
            outer = next((self._inquiry(child) for child in children(token, "nsubj:outer") if self._inquiry(child)), None)
            if outer is not None:
                return outer  # "our hypothesis was that …"
            governor, label = token.head, base(token.dep_)
            if governor.i == token.i:
                return None
            inquiry = self._inquiry(governor)
            if inquiry is not None and self._asked(token, governor):
                return inquiry
            ends = label in ("parataxis", "nsubj") and token.dep_ != "nsubj:pass"
            if ends or token.dep_ == "acl:relcl" or (label == "conj" and is_verbal(token) and children(token, "nsubj")):
                return None
            token = governor
        return None

    def _inquiry(self, word: Token) -> SuppressRule | None:
        """The rule by which a word, or a verb with its particle ("find out"), inquires."""
        lemma = word.lemma_.lower()
        names = (lemma, *(f"{lemma} {part.lower_}" for part in children(word, "compound:prt")))
        return next((self._governors[name] for name in names if name in self._governors), None)

    def _asked(self, token: Token, governor: Token) -> bool:
        """Whether a word is what its governor, a word of inquiry, inquires into."""
        openers = prepositions(token)
        if base(token.dep_) in ("obj", "ccomp", "xcomp") or token.dep_ == "nsubj:pass" or self._asking.intersection(openers):
            return True
        if token.dep_ == "advcl" and "to" in openers:
            return True  # "the trial will test zinc to prevent colds"
        return base(token.dep_) in ("nmod", "acl") and not is_verbal(governor)


def certainty_of(unit: Unit, words: Sequence[Token], subject: set[int], hedges: Sequence[FoundHedge]) -> tuple[Certainty, list[FoundHedge]]:
    """A claim's certainty and the cues that touch it: questioned over hedged over boosted over asserted."""
    head = words[0].i
    touching = []
    for hedge in hedges:
        own = set(range(hedge.start, hedge.end))
        quantified = hedge.rule.category == "approximator" and subject & hedge.scope and _quantifies(hedge, subject)
        if head in hedge.scope or own & {word.i for word in words} or quantified:
            touching.append(hedge)
    lowered = [hedge for hedge in touching if hedge.rule.category != "booster"]
    if unit.is_question:
        return "questioned", touching
    if lowered:
        return "hedged", touching
    if touching:
        return "boosted", touching
    return "asserted", touching


def _quantifies(hedge: FoundHedge, subject: set[int]) -> bool:
    """Whether an approximator stands right before the subject's own phrase."""
    return hedge.end <= min(subject) and min(subject) - hedge.end <= 3


def strength_of(relation: str, negated: bool, certainty: Certainty) -> Strength:
    """The four levels of Yu, Li and Wang (EMNLP 2019)."""
    if negated:
        return "no_relationship"
    if relation == "associated_with":
        return "correlational"
    return "conditional_causal" if certainty in ("hedged", "questioned") else "causal"
