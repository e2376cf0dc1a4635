"""Claims in words that no rule has: pairs of mentions that the rules leave, read by the relation classifier.

`rules/claims/learned` says for each relation how sure the classifier must be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field
from spacy.tokens import Token

from extractor.language.claims import FoundClaim, Pair
from extractor.language.modality import Modality
from extractor.language.relations import Judgement, RelationClassifier
from extractor.language.units import Placed, Unit
from extractor.report import EXPOSURE_KINDS, OBJECT_KINDS, Relation
from extractor.rulebook import Rule, Rulebook

FOLDER = "claims/learned"
MOST = 12  # pairs of one sentence; longer lists are left to the rules
FITTING = {  # what a relation is called where its object is of the other kind
    "condition": {"supports": "ameliorates", "impairs": "exacerbates"},
    "function": {
        "prevents": "supports",
        "treats": "supports",
        "ameliorates": "supports",
        "exacerbates": "impairs",
        "predisposes": "impairs",
    },
}

# how likely the classifier must find a denial: where a word denies the claim, where one stands elsewhere in the sentence, where
# none does
CUED, EVEN, UNCUED = 0.02, 0.5, 0.95
SMALL = frozenset({"DET", "PRON", "PUNCT", "CCONJ", "ADP", "AUX", "PART", "SCONJ"})  # words that say nothing alone


class LearnedRule(Rule):
    """A relation that the classifier may find.

    Attributes:
        relation: what it says (contract's table).
        likely: how likely it must be that the pair is claimed at all, 0 to 1.
    """

    relation: Relation
    likely: float = Field(ge=0, le=1)


@dataclass(frozen=True)
class Said:
    """The words that say a claim, and the rule that lets the classifier find it."""

    rule: LearnedRule
    words: tuple[Token, ...]

    @property
    def head(self) -> Token:
        return self.words[0]


@dataclass(eq=False)
class LearnedClaim:
    """A claim in its unit, found by the classifier, and how likely it is that the pair is claimed at all."""

    unit: Unit
    trigger: Said
    subject: Placed
    object: Placed
    relation: str
    likelihood: float
    denied: bool
    stand_in: ClassVar[None] = None  # its subject is always named


class LearnedClaimFinder:
    """Reads the pairs of parsed units that the rules leave."""

    def __init__(self, rulebook: Rulebook, modality: Modality) -> None:
        self._modality = modality
        self._rules: dict[str, LearnedRule] = {rule.relation: rule for rule in rulebook.rules(FOLDER, LearnedRule)}
        self._classifier = RelationClassifier()

    def find(self, unit: Unit, by_rule: Sequence[FoundClaim], weighed: Collection[Pair]) -> list[LearnedClaim]:
        """The claims on the pairs that the rules leave, in reading order."""
        found = (self._claim(unit, *pair) for pair in self.judged(unit, by_rule, weighed))
        return [claim for claim in found if claim is not None]

    def judged(self, unit: Unit, by_rule: Sequence[FoundClaim], weighed: Collection[Pair]) -> Iterator[tuple[Placed, Placed, Judgement]]:
        """What the classifier says of each pair that the rules leave.

        They leave none of a condition that they have a cause or cure for: of "the sulfites in wine cause headaches" the wine is not asked;
        and none of the pairs that they have weighed and turned down.
        """
        settled = [claim.object for claim in by_rule]
        said = {word.i for claim in by_rule for word in claim.trigger.words}
        subjects = [placed for placed in unit.mentions if placed.kind in EXPOSURE_KINDS and not _defines(unit, placed)]
        objects = [
            placed
            for placed in unit.mentions
            if placed.kind in OBJECT_KINDS
            and said.isdisjoint(range(placed.start, placed.end))
            and not any(other is placed or _belongs(unit, placed, other) for other in settled)
            and not _describes(unit, placed)
        ]
        if not self._rules or len(subjects) * len(objects) > MOST:
            return
        names = {(claim.subject.found.name, claim.object.found.name) for claim in by_rule}
        words = [token.text for token in unit.doc]
        for subject in subjects:
            for object_ in objects:
                if (
                    (subject.found.name, object_.found.name) in names
                    or frozenset((subject, object_)) in weighed
                    or _side_by_side(unit, subject, object_)
                ):
                    continue
                judged = self._classifier.judge(words, (subject.start, subject.end), (object_.start, object_.end), object_.kind)
                if judged is not None:
                    yield subject, object_, judged

    def rule_of(self, object_: Placed, judged: Judgement) -> LearnedRule | None:
        """The rule for the likeliest relation, by the name that it has where its object is of this kind."""
        return self._rules.get(FITTING[object_.kind].get(judged.relation, judged.relation))

    def _claim(self, unit: Unit, subject: Placed, object_: Placed, judged: Judgement) -> LearnedClaim | None:
        rule = self.rule_of(object_, judged)
        if rule is None or judged.claimed < rule.likely:
            return None
        said = Said(rule, (_content(unit, unit.doc[judged.trigger]),))
        denied = self._is_denied(unit, said, judged.denied)
        return None if denied is None else LearnedClaim(unit, said, subject, object_, rule.relation, judged.claimed, denied)

    def _is_denied(self, unit: Unit, said: Said, likely: float) -> bool | None:
        """Whether a claim is denied, by its sentence's negating words and by the classifier; None where the latter alone half thinks so."""
        if unit.is_question:
            return False  # "doesn't fat clog your arteries?" is asked, not denied
        negations = self._modality.negations(unit)
        if self._modality.deny(said.words, negations):
            return likely > CUED
        if negations:
            return likely > EVEN
        return None if EVEN < likely <= UNCUED else likely > UNCUED


def _head(unit: Unit, placed: Placed) -> Token:
    return unit.doc[placed.start : placed.end].root


def _content(unit: Unit, word: Token) -> Token:
    """The word that a small one goes with: "way" of "on [its] way"; the small one itself if that is a mention."""
    return word.head if word.pos_ in SMALL and unit.mention_at(word.head) is None else word


def _side_by_side(unit: Unit, subject: Placed, object_: Placed) -> bool:
    """Whether both are members of one list: "[obesity] and a lack of [fibre] have been blamed"."""
    return _phrase(unit, object_) in _phrase(unit, subject).conjuncts


def _phrase(unit: Unit, placed: Placed) -> Token:
    """The noun that a mention is the topic of: "a lack" of "a lack of [fibre]"."""
    noun = _head(unit, placed)
    while noun.dep_ == "nmod" and unit.mention_at(noun.head) is None:
        noun = noun.head
    return noun


def _describes(unit: Unit, placed: Placed) -> bool:
    """Whether a mention but says of what kind the next one is: "[rosacea] flushing"."""
    noun = _head(unit, placed)
    return noun.dep_ in ("compound", "amod") and noun.head.i >= placed.end and unit.mention_at(noun.head) is not None


def _belongs(unit: Unit, placed: Placed, other: Placed) -> bool:
    """Whether one of two mentions hangs on the other: "[death] from [heart failure]", "[rosacea] [flares]"."""
    return any(one.start <= _head(unit, hung).head.i < one.end for one, hung in ((placed, other), (other, placed)))


def _defines(unit: Unit, placed: Placed) -> bool:
    """Whether an exposure only says what another one is: "DHA, an [omega-3 fatty acid]"."""
    noun = _head(unit, placed)
    home = unit.mention_at(noun.head) if noun.dep_ == "appos" else None
    return home is not None and home is not placed and home.kind in EXPOSURE_KINDS
