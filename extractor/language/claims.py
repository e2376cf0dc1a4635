"""Claims: one exposure, one relation, one condition or function, in one sentence.

For every trigger that a rule finds in the tree, the words in its slots are followed to mentions on both sides; subjects that are pronouns
or generic nouns are resolved. Of several rules for one pair the one that says most stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from extractor.language import adjacent, ellipsis, word_order
from extractor.language.arguments import Argument, ArgumentFinder, StandIn
from extractor.language.exposures import CIRCUMSTANCES, ExposureFinder, Exposures
from extractor.language.frames import ClaimRule, Trigger, TriggerFinder
from extractor.language.lemmas import lemma
from extractor.language.light import AVOIDANCE, CORRECTION, DEFICIENCY, LESSENING, LEVEL, POPULATION, UNBALANCED, UNRELATED
from extractor.language.resolve import Resolver
from extractor.language.slots import slots
from extractor.language.tree import (
    HYPHENS,
    NOUNS,
    PLACES,
    SUBJECTS,
    Groups,
    before_comma,
    children,
    is_passive,
    is_verbal,
    relative_subject,
)
from extractor.language.units import Placed, Unit
from extractor.report import BENEFICIAL, EXPOSURE_KINDS, HARMFUL, OBJECT_KINDS
from extractor.rulebook import Rulebook

# what a claim says of A when its sentence says that less of A, avoiding or removing it does good; harm done by avoiding A says nothing of A
INVERSE = {"prevents": "predisposes", "treats": "causes", "ameliorates": "exacerbates", "supports": "impairs"}
HELD = {"condition": "causes", "function": "supports"}  # what is said of a mention that holds the verb: "alcohol [shortens life]"
IN_BODY = (*UNBALANCED, "level")  # states of a nutrient that another exposure may bring about
OWN_WORD = frozenset({"self", "line"})  # slots of objects that may hold the trigger: "[keeps you full]", "[deeper sleep]"
Pair = frozenset[Placed]
ALTERNATIVES = ("subject", "object", "poss", "complement")  # slots whose groups are alternatives, best first; others stand side by side


@dataclass(eq=False)
class FoundClaim:
    """A claim in its unit. `subject` may stand in an earlier unit (`resolved`); `stand_in` is then what stands for it with a state.

    `reversed`: of this pair the text denies what it says of the pair that stands at the verb, or says what it denies of that.
    """

    unit: Unit
    trigger: Trigger
    subject: Placed
    object: Placed
    relation: str
    resolved: bool = False
    stand_in: StandIn | None = None
    reversed: bool = False

    def is_denied(self, by_words: bool) -> bool:
        """Whether the text denies the claim, where words of the sentence deny its trigger or not."""
        return (self.trigger.rule.negated != by_words) != self.reversed


@dataclass(eq=False)
class Attempt:
    """What one trigger came to: the arguments on either side and the claims made of them. Without objects no subject was looked for."""

    trigger: Trigger
    subjects: Exposures
    objects: list[Argument]
    claims: list[FoundClaim] = field(default_factory=list)


class ClaimFinder:
    """Finds the claims of parsed units."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.triggers = TriggerFinder(rulebook)
        resolver = Resolver(rulebook)
        self.arguments = ArgumentFinder(rulebook, resolver.is_generic, self.triggers.is_trigger)
        self.exposures = ExposureFinder(self.arguments, resolver)

    def wants_parse(self, unit: Unit) -> bool:
        """Whether the unit can hold a claim, as far as its words tell: it has an object, and an exposure or what may stand for one."""
        exposures = [placed for placed in unit.mentions if placed.kind in EXPOSURE_KINDS]
        if len(exposures) == len(unit.mentions) and (len(exposures) < 2 or all(placed.state not in IN_BODY for placed in exposures)):
            return False
        return bool(exposures) or self.exposures.may_stand_before(unit)

    def find(self, unit: Unit) -> list[FoundClaim]:
        """The claims of one unit in reading order of subject and object, each pair with the relation that says most."""
        return self.weigh(unit)[0]

    def weigh(self, unit: Unit) -> tuple[list[FoundClaim], set[Pair]]:
        """The claims of one unit, as `find` gives them, and every pair that a trigger had before it, claimed or turned down."""
        best: dict[Pair, list[FoundClaim]] = {}  # by pair, whichever of the two is the subject
        weighed: set[Pair] = set()
        for attempt in self.attempts(unit):
            weighed |= {frozenset((one.placed, other.placed)) for one in attempt.subjects.arguments for other in attempt.objects}
            for claim in attempt.claims:
                best.setdefault(frozenset((claim.subject, claim.object)), []).append(claim)
        chosen = [claim for rivals in best.values() for claim in _choose(rivals)]
        return sorted(chosen, key=lambda claim: (claim.subject.found.start, claim.object.found.start, claim.trigger.head.i)), weighed

    def attempts(self, unit: Unit) -> Iterator[Attempt]:
        """What each trigger of a unit comes to, before overlapping claims are settled."""
        taken: dict[tuple[int, ...], dict[str, Groups]] = {}
        carried: list[Argument] = []
        echoes = ellipsis.echoes(unit)
        for trigger in self.triggers.find(unit.doc):
            words = tuple(word.i for word in trigger.words)
            if _inside_name(unit, trigger):
                continue
            if words not in taken:
                taken[words] = slots(trigger.words)
            attempt = self._attempt(unit, trigger, taken[words], carried)
            attempt.claims += self._pairs(unit, attempt)
            attempt.claims += self._elliptic(unit, attempt, echoes)
            carried = [Argument(claim.subject, frozenset()) for claim in attempt.claims] or carried
            yield attempt

    def _attempt(self, unit: Unit, trigger: Trigger, around: dict[str, Groups], carried: Sequence[Argument]) -> Attempt:
        whom = trigger.head.dep_ == "acl" and is_passive(trigger.head) and POPULATION in trigger.rule.exposure_via
        # "[women] diagnosed with gout who drank coffee"; "avoid skipping breakfast"
        if whom or (trigger.rule.plain and self._describes_people(trigger.head)) or self._is_forgone(trigger.head):
            return Attempt(trigger, Exposures([]), [])
        tied = adjacent.tied(unit, trigger.head) if len(trigger.words) == 1 and trigger.rule.compounds else None
        if tied is not None:
            right = adjacent.described(unit, trigger.head)
            if right is not None and (tied.kind in EXPOSURE_KINDS) != (right.kind in EXPOSURE_KINDS):
                return self._of_compound(trigger, tied, right)
            fits = tied.kind in OBJECT_KINDS and _object_fits(trigger.rule, Argument(tied, frozenset()))
            if fits and right is None:  # "oats are acne-busting", not "kills acne-causing germs"
                found = self.exposures.described(unit, trigger, around)
                return Attempt(trigger, found, [Argument(tied, frozenset())])
            if right is not None or tied.kind in OBJECT_KINDS:
                return Attempt(trigger, Exposures([]), [])
        if trigger.surface:
            found = Exposures(self.exposures.beside(unit, trigger, carried))
            opens = trigger.head.i == unit.lead or unit.doc[trigger.head.i - 1].text == ":"
            if not found.arguments and opens:  # "Banish bad breath with parsley", "Tip: lower …" read as a noun phrase
                found = self.exposures.means(unit, trigger, {})
            found = found if found.arguments else self.exposures.of_gerund(unit, trigger)
            return Attempt(trigger, found, self._beside(unit, trigger) if found.arguments else [])
        objects = self._objects(unit, trigger, around, trigger.object_slots)
        if not objects:
            loose = word_order.prepositional(trigger.words, trigger.object_slots)
            objects = self._objects(unit, trigger, loose, trigger.object_slots)
        if not objects and trigger.plain and trigger.last is None and not is_passive(trigger.head):
            objects = self._beside(unit, trigger)
        found = self.exposures.find(unit, trigger, around, carried) if objects and not _of_object(unit, trigger) else Exposures([])
        if trigger.rule.alone and len(found.arguments) > 1:
            return Attempt(trigger, Exposures([]), objects)
        if found.arguments or not trigger.rule.symmetric:
            return Attempt(trigger, found, objects)
        objects = self._objects(unit, trigger, around, trigger.exposure_slots)
        found = self.exposures.in_slots(unit, trigger, around, trigger.object_slots) if objects else Exposures([])
        return Attempt(trigger, found, objects)

    def _is_forgone(self, verb: Token) -> bool:
        """Whether a verb for doing without something is what another tells not to do: "avoid [skipping] breakfast"."""
        light = self.arguments.light
        return verb.dep_ == "xcomp" and all(light.is_of(word, "exposure", AVOIDANCE) for word in (verb, verb.head))

    def _describes_people(self, participle: Token) -> bool:
        """Whether a participle says what people or animals were given: "fish oil-fed rats"."""
        return participle.dep_ == "amod" and self.arguments.light.is_of(participle.head, "exposure", POPULATION)

    def _describes_other(self, unit: Unit, trigger: Trigger, placed: Placed) -> bool:
        """Whether a hyphen ties a condition to a participle that says what something else brings on: "kills [acne]-causing germs"."""
        behind = unit.doc[placed.end :][:2]
        tied = len(behind) == 2 and behind[0].text in HYPHENS and not unit.doc[placed.end - 1].whitespace_
        return tied and behind[1] not in trigger.words and self.triggers.is_trigger(behind[1])

    def _has_other_verb(self, unit: Unit, trigger: Trigger, placed: Placed) -> bool:
        """Whether a mention is the object of a verb that the tree took for a modifier: "reduces acne, as well as [even] out the skin"."""
        for token in unit.doc[trigger.words[-1].i + 1 : placed.start]:
            if " " not in adjacent.joiner_before(unit, token.i, self.arguments):
                continue  # "and" leads on to the next object as well
            behind = unit.doc[token.i + 1 : placed.end]
            bare = lemma(token.lower_, "VERB") == token.lower_ and self.triggers.is_trigger(token)
            if bare and not any(word.pos_ == "ADP" or word.is_punct for word in behind):
                return True
        return False

    @staticmethod
    def _of_compound(trigger: Trigger, left: Placed, right: Placed) -> Attempt:
        """Of "acne-causing dairy" the part before the hyphen is the object, of "dairy-induced acne" the subject."""
        subject, object_ = (left, right) if trigger.head.lower_.endswith("ed") else (right, left)
        fits = object_.kind in OBJECT_KINDS and _object_fits(trigger.rule, Argument(object_, frozenset()))
        subjects = [Argument(subject, frozenset())] if subject.kind in EXPOSURE_KINDS else []
        return Attempt(trigger, Exposures(subjects), [Argument(object_, frozenset())] if fits else [])

    def _beside(self, unit: Unit, trigger: Trigger) -> list[Argument]:
        """Conditions right behind the trigger that its rule takes."""
        found = adjacent.after(unit, trigger.words[-1], OBJECT_KINDS, self.arguments)
        return [argument for argument in found if _object_fits(trigger.rule, argument)]

    def _pairs(self, unit: Unit, attempt: Attempt) -> Iterable[FoundClaim]:
        trigger, subjects, objects = attempt.trigger, attempt.subjects.arguments, attempt.objects
        if trigger.head.i >= unit.lead and any(placed.kind in OBJECT_KINDS and placed.start >= unit.lead for placed in unit.mentions):
            objects = [other for other in objects if other.placed.start >= unit.lead]  # "Gut wreckers: sweeteners, linked to colitis"
        kinds = EXPOSURE_KINDS if all(argument.placed.kind in EXPOSURE_KINDS for argument in objects) else OBJECT_KINDS
        if trigger.rule.object != ("self",):  # not "swells in the stomach and [keeps you full]"
            objects = adjacent.complete(unit, objects, kinds, self.arguments)
        objects = [other for other in objects if _kind_fits(trigger.rule, other)]
        if not attempt.subjects.resolved:
            subjects = adjacent.complete(unit, subjects, EXPOSURE_KINDS, self.arguments)
        for subject in subjects:
            for object_ in objects:
                better = trigger.rule.frame == "population" and object_.placed.kind == "function"  # "nut eaters have [healthier hearts]"
                if (
                    (not OWN_WORD.intersection(trigger.object_slots) and _part_of_name(unit, trigger.head, object_.placed))
                    or self.triggers.names_itself(unit.doc[object_.placed.end - 1])
                    or self._describes_other(unit, trigger, object_.placed)
                    or self._has_other_verb(unit, trigger, object_.placed)
                    or (not better and any(object_.placed.start <= word.i < object_.placed.end for word in trigger.words[1:]))
                    or _tells_other(unit, trigger, object_.placed)
                    or subject.placed is object_.placed
                    or subject.placed.found.name == object_.placed.found.name
                ):
                    continue
                relation: str = trigger.rule.relation
                if trigger.rule.plain and object_.placed.start <= trigger.head.i < object_.placed.end:
                    relation = HELD.get(object_.placed.kind, relation)
                if relation not in BENEFICIAL and subject.placed.end <= trigger.head.i and _said_of_condition(trigger.head):
                    continue
                if AVOIDANCE in subject.via and trigger.rule.exposure_via != (AVOIDANCE,) and relation in HARMFUL | BENEFICIAL:
                    if relation not in INVERSE and _state(subject) != DEFICIENCY:  # "vegans who skip B12 risk anaemia"
                        continue
                    relation = INVERSE.get(relation, relation)
                elif CORRECTION in subject.via and relation in BENEFICIAL and _state(subject) in UNBALANCED:
                    relation = INVERSE[relation]  # "correcting a zinc deficiency improves sleep"
                elif LESSENING in subject.via and trigger.rule.negated:
                    continue  # "don't eat less salt if you …"
                elif LESSENING in subject.via and relation in HARMFUL and not CIRCUMSTANCES.isdisjoint(trigger.exposure_slots):
                    continue  # "I ate less meat and my energy dropped" blames the lack
                elif LESSENING in subject.via and relation in BENEFICIAL:
                    relation = INVERSE[relation]
                elsewhere = subject.placed not in unit.mentions
                placed: Placed | None = subject.placed
                if elsewhere and relation in BENEFICIAL and subject.placed.state in UNBALANCED:
                    # "low iron causes fatigue. It is essential for …": "it" is iron, but the mention nearest is of its lack
                    placed = self.exposures.resolver.plain(unit, subject.placed)
                if placed is not None:
                    yield FoundClaim(unit, trigger, placed, object_.placed, relation, attempt.subjects.resolved, subject.stand_in)
        if trigger.plain and objects and subjects:
            for left, right in adjacent.gapped(unit, trigger.head, objects[-1].placed, self.arguments):
                if _object_fits(trigger.rule, Argument(right, objects[-1].via)):
                    yield FoundClaim(unit, trigger, left, right, trigger.rule.relation)

    def _elliptic(self, unit: Unit, attempt: Attempt, echoes: Sequence[ellipsis.Echo]) -> list[FoundClaim]:
        """The claims on what "but not" sets against a subject or object, and on other subjects whose verb is an auxiliary alone."""
        found = []
        own = {claim.subject for claim in attempt.claims}
        for claim in attempt.claims:
            told = claim.trigger.rule.exposure == ("joined",)  # "she drank milk, not water, and …" denies nothing of the water
            contrasted = [] if told else self._contrasted(claim.subject, unit, "exposure", EXPOSURE_KINDS)
            subjects = [(argument.placed, True) for argument in contrasted]
            if echoes and (is_verbal(claim.trigger.head) or children(claim.trigger.head, "cop")):
                end = max(claim.trigger.head.i, claim.object.end - 1)
                subjects += [(echo.placed, echo.denied) for echo in echoes if echo.behind >= end]
            found += [replace(claim, subject=placed, reversed=denied) for placed, denied in subjects if placed not in own]
            objects = self._contrasted(claim.object, unit, "object", OBJECT_KINDS)
            found += [replace(claim, object=other.placed, reversed=True) for other in objects if _kind_fits(claim.trigger.rule, other)]
        return found

    def _contrasted(self, placed: Placed, unit: Unit, side: str, kinds: frozenset[str]) -> list[Argument]:
        return ellipsis.contrasted(unit, placed, side, kinds, self.arguments)

    def _objects(self, unit: Unit, trigger: Trigger, around: dict[str, Groups], names: Sequence[str]) -> list[Argument]:
        found: list[Argument] = []
        elsewhere = any(around.get(name) for name in names if name not in (*PLACES, *ALTERNATIVES, *trigger.exposure_slots))
        for name in sorted(names, key=lambda name: name in PLACES):
            if name in PLACES and (found or elsewhere):
                break  # "effects on the rate of colds in asthma" are effects on colds
            for group in around.get(name, ()):
                group = [token for token in group if token.head in trigger.words or not self._only_about(token)]
                arguments = [argument for token in group for argument in self.arguments.reach(unit, token, "object", OBJECT_KINDS)]
                if not arguments:
                    arguments = self._status(unit, group, trigger.rule)
                found += [argument for argument in arguments if _object_fits(trigger.rule, argument)]
                if found and name in ALTERNATIVES:
                    break
        unique: dict[Placed, Argument] = {}
        for argument in found:
            unique.setdefault(argument.placed, argument)
        return list(unique.values())

    def _only_about(self, token: Token) -> bool:
        """Whether a noun only says what something else is about: "had a history of stroke"."""
        return token.dep_ == "nmod" and self.arguments.light.is_of(token.head, "object", UNRELATED)

    def _status(self, unit: Unit, group: Iterable[Token], rule: ClaimRule) -> list[Argument]:
        """Nutrients whose deficiency is the condition, or whose level in the body the function, of a claim about something else.

        "Associated with folate deficiency", "raised zinc levels"; not the content of a food ("omega-3 levels in eggs").
        """
        found = []
        for token in group:
            within = range(token.left_edge.i, token.right_edge.i + 1)
            of_food = any(placed.kind == "food" and placed.start in within for placed in unit.mentions)
            for argument in self.arguments.reach(unit, token, "object", EXPOSURE_KINDS):
                state = argument.placed.state
                if DEFICIENCY in argument.via:
                    found += [argument] if state == DEFICIENCY else []
                elif argument.placed.kind == "nutrient" and not of_food and (state == LEVEL or LEVEL in argument.via):
                    # "may lower zinc levels" looks like a low level
                    found += [argument] if state != DEFICIENCY or rule.relation == "associated_with" else []
        return found


def _state(argument: Argument) -> str | None:
    """The state in which an argument is meant, by itself or by what stands for it."""
    return argument.stand_in.state if argument.stand_in is not None else argument.placed.state


def _inside_name(unit: Unit, trigger: Trigger) -> bool:
    """Whether a noun is but part of a name: "vitamin" in "vitamin K", "decline" in "cognitive decline"."""
    placed = unit.mention_at(trigger.head)
    if placed is None or trigger.head.pos_ not in NOUNS:
        return False
    if placed.kind in EXPOSURE_KINDS:
        return trigger.surface or trigger.head.i < placed.end - 1
    return placed.end - placed.start > 1 and trigger.rule.frame == "noun-of-noun"


def _part_of_name(unit: Unit, head: Token, placed: Placed) -> bool:
    """Whether a word is but part of a mention's name, and not its verb: "soothes inflamed skin", "flare-ups"."""
    return placed.start <= head.i < placed.end and (unit.doc[placed.start : placed.end].root.i != head.i or not is_verbal(head))


def _tells_other(unit: Unit, trigger: Trigger, placed: Placed) -> bool:
    """Whether a verb behind a condition only opens the name of another one: "linked to [acne] and [slow] wound healing"."""
    home = unit.mention_at(trigger.head)
    opens = home is not None and home is not placed and home.kind in OBJECT_KINDS and home.start == trigger.head.i < home.end - 1
    own = any(placed.start <= noun.i < placed.end for noun in children(trigger.head, *SUBJECTS))  # "your [stomach] will [feel] better"
    return opens and placed.end <= trigger.head.i and not own and not is_passive(trigger.head)


def _kind_fits(rule: ClaimRule, argument: Argument) -> bool:
    kind = argument.placed.kind
    if kind in EXPOSURE_KINDS:
        kind = "condition" if DEFICIENCY in argument.via else "function"
    return rule.object_kind in (None, kind)


def _object_fits(rule: ClaimRule, argument: Argument) -> bool:
    if not _kind_fits(rule, argument):
        return False
    if argument.via.intersection(rule.not_via):
        return False
    return not rule.via or any(argument.via.issuperset(path.split("+")) for path in rule.via)


def _of_object(unit: Unit, trigger: Trigger) -> bool:
    """Whether a participle ties a condition or function to another, not the sentence's subject: "eases cramps linked to stress"."""
    noun = unit.mention_at(trigger.head.head) if trigger.rule.symmetric and trigger.head.dep_ == "acl" else None
    return noun is not None and noun.kind in OBJECT_KINDS


def _said_of_condition(verb: Token) -> bool:
    """Whether what "which" does is a condition's doing: "helps with depression, which disrupts sleep and has a part in heart disease"."""
    while not verb.dep_.endswith("relcl") and verb.head.i != verb.i and not children(verb, *SUBJECTS):
        verb = verb.head
    if verb.dep_ != "advcl:relcl" and not (verb.dep_ == "acl:relcl" and relative_subject(verb)):
        return False
    before = before_comma(verb)
    return before is not None and before.ent_type_ == "condition"


def _choose(rivals: list[FoundClaim]) -> list[FoundClaim]:
    """One claim of the highest rank for a pair, and those of other relations with triggers beside its own ("triggers and worsens")."""
    triggers = [claim.trigger for claim in rivals]
    inner = [claim for claim in rivals if not _only_helps(claim.trigger, triggers)]

    def weight(claim: FoundClaim) -> tuple[object, ...]:
        return claim.trigger.rule.rank, _nearness(claim.trigger, triggers), not claim.trigger.agent

    ranked = sorted(inner, key=weight, reverse=True)
    kept = [ranked[0]]
    for claim in ranked[1:]:
        heads = {other.trigger.head.i for other in kept}
        token = claim.trigger.head
        joined = [other.trigger.head for other in kept if other.trigger.head in token.conjuncts and other.trigger.head.i != token.i]
        beside = any(is_verbal(head) == is_verbal(token) for head in joined)  # not "works as well as some [remedies] for …"
        if beside and token.i not in heads and claim.relation not in {other.relation for other in kept}:
            kept.append(claim)
    return kept


def _only_helps(trigger: Trigger, others: Iterable[Trigger]) -> bool:
    """Whether a verb only leads to the one that says what is done: "[helped] bring on acne"."""
    told = [other for other in others if other.rule.frame != "population"]  # "helps you [live] longer" is told of the help
    heads = [other.head for other in told if other.head not in trigger.words and is_verbal(other.head)]
    return trigger.plain and any(head.head == trigger.head and head.dep_ in ("xcomp", "ccomp") for head in heads)


def _nearness(trigger: Trigger, others: Iterable[Trigger]) -> int:
    """How many of the other triggers lead to a verb ("responsible for [healing]"), or, below 0, have a noun as part of their subject."""
    head = trigger.head
    above = [other.head for other in others if other.head.is_ancestor(head) and head not in other.words]
    return len(above) if is_verbal(head) else -sum(_in_subject(head, verb) for verb in above)


def _in_subject(token: Token, verb: Token) -> bool:
    while token.head != verb:
        token = token.head
    return token.dep_ in SUBJECTS
