"""Claims: one exposure, one relation, one condition or function, in one sentence.

For every trigger that a rule finds in the tree, the words in its slots are followed to mentions on both sides; subjects that are pronouns
or generic nouns are resolved. Of several rules for one pair the one that says most stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from extractor.language import adjacent
from extractor.language.arguments import Argument, ArgumentFinder, antecedent_heads
from extractor.language.frames import ClaimRule, Trigger, TriggerFinder
from extractor.language.resolve import Resolver
from extractor.language.tree import SUBJECTS, Groups, children, is_passive, is_verbal, morph, slots
from extractor.language.units import Placed, Unit
from extractor.report import BENEFICIAL, EXPOSURE_KINDS, HARMFUL, OBJECT_KINDS, State
from extractor.rulebook import Rulebook

# what a claim says of A when its sentence says that avoiding, limiting or removing A does good; harm done by avoiding A says nothing of A
INVERSE = {"prevents": "predisposes", "treats": "exacerbates", "ameliorates": "exacerbates", "supports": "impairs"}
AVOIDANCE = "avoidance"
CARRIER = "carrier"


@dataclass(eq=False)
class FoundClaim:
    """A claim in its unit. `subject` may stand in an earlier unit (`resolved`)."""

    unit: Unit
    trigger: Trigger
    subject: Placed
    object: Placed
    relation: str
    resolved: bool = False


class ClaimFinder:
    """Finds the claims of parsed units."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.triggers = TriggerFinder(rulebook)
        self.resolver = Resolver(rulebook)
        self.arguments = ArgumentFinder(rulebook, self.resolver.is_generic, self.triggers.is_trigger)

    def find(self, unit: Unit, states: dict[Placed, State]) -> list[FoundClaim]:
        """The claims of one unit in reading order of subject and object, each pair with the relation that says most.

        `states` are those of the unit's mentions; what "a deficiency" adds to the mention that it stands for is put in.
        """
        best: dict[tuple[Placed, Placed], list[FoundClaim]] = {}
        taken: dict[int, dict[str, Groups]] = {}
        carried: list[Argument] = []
        for trigger in self.triggers.find(unit.doc):
            if trigger.head.i not in taken or len(trigger.words) > 1:
                taken[trigger.head.i] = slots(trigger.words)
            subjects: list[Argument] = []
            for claim in self._claims(unit, trigger, taken[trigger.head.i], states, carried):
                best.setdefault((claim.subject, claim.object), []).append(claim)
                subjects.append(Argument(claim.subject, frozenset()))
            carried = subjects or carried
        chosen = [claim for rivals in best.values() for claim in self._choose(rivals)]
        return sorted(chosen, key=lambda claim: (claim.subject.found.start, claim.object.found.start, claim.trigger.head.i))

    def _claims(
        self, unit: Unit, trigger: Trigger, around: dict[str, Groups], states: dict[Placed, State], carried: list[Argument]
    ) -> Iterable[FoundClaim]:
        if trigger.surface:
            subjects = adjacent.before(unit, trigger.head, EXPOSURE_KINDS, self.arguments) or self._shared(unit, trigger, carried)
            objects = self._beside(unit, trigger) if subjects else []
            yield from self._pairs(unit, trigger, subjects, objects, False)
            return
        plain = trigger.rule.plain
        objects = self._objects(unit, trigger, around, trigger.object_slots, states)
        if not objects and plain and trigger.last is None and not is_passive(trigger.head):
            objects = self._beside(unit, trigger)
        if objects:
            subjects, resolved = self._subjects(unit, trigger, around, trigger.exposure_slots, states)
            if not subjects and plain and not trigger.rule.exposure_via and not is_passive(trigger.head):
                subjects = adjacent.before(unit, trigger.head, EXPOSURE_KINDS, self.arguments) or self._shared(unit, trigger, carried)
            if not subjects:
                subjects = self._gerund(unit, trigger)
            if not subjects:
                subjects, resolved = self._headed(unit, trigger), True
            yield from self._pairs(unit, trigger, subjects, objects, resolved)
            if subjects:
                return
        if trigger.rule.symmetric:
            objects = self._objects(unit, trigger, around, trigger.exposure_slots, states)
            if objects:
                subjects, resolved = self._subjects(unit, trigger, around, trigger.object_slots, states)
                yield from self._pairs(unit, trigger, subjects, objects, resolved)

    def _shared(self, unit: Unit, trigger: Trigger, carried: list[Argument]) -> list[Argument]:
        """The subject of the verb before "and": "it disrupts sleep and worsens pain" where the tree takes "worsens" for something else."""
        i = trigger.head.i
        return list(dict.fromkeys(carried)) if i > 0 and unit.doc[i - 1].lower_ in self.arguments.joiners else []

    def _gerund(self, unit: Unit, trigger: Trigger) -> list[Argument]:
        """A subject such as "using a probiotic" that the tree has hung on another verb: the last gerund before a predicate without one."""
        head = trigger.head
        if children(head, *SUBJECTS) or not children(head, "cop", "aux") or trigger.rule.exposure_via:
            return []
        for token in reversed(unit.doc[: head.i]):
            form = morph(token, "VerbForm")
            active = "Ger" in form or ("Part" in form and "Pres" in morph(token, "Tense"))
            if active and self.arguments.classes(token, "exposure") and not children(token, "mark", "case", "aux"):
                return self.arguments.reach(unit, token, "exposure", EXPOSURE_KINDS)
        return []

    @staticmethod
    def _headed(unit: Unit, trigger: Trigger) -> list[Argument]:
        """The exposure of the heading above a line that begins with a bare verb: "Omega-3" / "Lowers triglycerides"."""
        head = trigger.head
        if head.i != unit.lead or unit.heading is None or "Fin" not in morph(head, "VerbForm") or "Imp" in morph(head, "Mood"):
            return []
        if children(head, *SUBJECTS) or not head.lower_.endswith("s"):
            return []
        return [Argument(placed, frozenset()) for placed in unit.heading.mentions if placed.kind in EXPOSURE_KINDS][:1]

    def _beside(self, unit: Unit, trigger: Trigger) -> list[Argument]:
        """Conditions right behind the trigger that its rule takes."""
        found = adjacent.after(unit, trigger.words[-1], OBJECT_KINDS, self.arguments)
        return [argument for argument in found if self._object_fits(trigger.rule, argument)]

    def _pairs(
        self, unit: Unit, trigger: Trigger, subjects: list[Argument], objects: list[Argument], resolved: bool
    ) -> Iterable[FoundClaim]:
        kinds = EXPOSURE_KINDS if all(argument.placed.kind in EXPOSURE_KINDS for argument in objects) else OBJECT_KINDS
        objects = adjacent.complete(unit, objects, kinds, self.arguments)
        if not resolved:
            subjects = adjacent.complete(unit, subjects, EXPOSURE_KINDS, self.arguments)
        for subject in subjects:
            for object_ in objects:
                if subject.placed is object_.placed or subject.placed.found.name == object_.placed.found.name:
                    continue
                relation: str = trigger.rule.relation
                if AVOIDANCE in subject.via and relation in HARMFUL | BENEFICIAL:
                    if relation not in INVERSE:
                        continue
                    relation = INVERSE[relation]
                elsewhere = subject.placed not in unit.mentions
                placed: Placed | None = subject.placed
                if elsewhere and relation in BENEFICIAL and subject.placed.state in ("deficiency", "excess"):
                    # "low iron causes fatigue. It is essential for …": "it" is iron, but the mention nearest is of its lack
                    placed = self.resolver.plain(unit, subject.placed)
                if placed is not None:
                    yield FoundClaim(unit, trigger, placed, object_.placed, relation, resolved)

    def _objects(
        self, unit: Unit, trigger: Trigger, around: dict[str, Groups], names: Sequence[str], states: dict[Placed, State]
    ) -> list[Argument]:
        rule = trigger.rule
        found: list[Argument] = []
        for name in names:
            for group in around.get(name, ()):
                arguments = [argument for token in group for argument in self.arguments.reach(unit, token, "object", OBJECT_KINDS)]
                if not arguments:
                    # "associated with folate deficiency": a deficiency may be the condition of a claim about something else
                    nutrients = [argument for token in group for argument in self.arguments.reach(unit, token, "object", EXPOSURE_KINDS)]
                    arguments = [argument for argument in nutrients if states.get(argument.placed) == "deficiency"]
                found += [argument for argument in arguments if self._object_fits(rule, argument)]
                if found and name in ("subject", "object", "poss", "complement"):
                    break  # groups of these slots are alternatives, best first; those of a preposition stand side by side
        unique: dict[Placed, Argument] = {}
        for argument in found:
            unique.setdefault(argument.placed, argument)
        return list(unique.values())

    @staticmethod
    def _object_fits(rule: ClaimRule, argument: Argument) -> bool:
        kind = "condition" if argument.placed.kind in EXPOSURE_KINDS else argument.placed.kind
        if rule.object_kind is not None and kind != rule.object_kind:
            return False
        if argument.via.intersection(rule.not_via):
            return False
        return not rule.via or bool(argument.via.intersection(rule.via))

    def _subjects(
        self, unit: Unit, trigger: Trigger, around: dict[str, Groups], names: Sequence[str], states: dict[Placed, State]
    ) -> tuple[list[Argument], bool]:
        rule = trigger.rule
        for name in names:
            for group in around.get(name, ()):
                if name == "governor":
                    # "magnesium for sleep": the noun before the preposition must be the exposure itself
                    group = [token for token in group if unit.mention_at(token) is not None]
                arguments = self._exposures(unit, trigger, group, states)
                if rule.exposure_via:
                    arguments = [argument for argument in arguments if argument.via.intersection(rule.exposure_via)]
                if arguments:
                    return list({argument.placed: argument for argument in arguments}.values()), False
                if rule.exposure_via or not self._carried(trigger):
                    continue
                for token in group:
                    generic = self._said_elsewhere(unit, token, states)
                    if generic:
                        return generic, True
        return [], False

    def _exposures(self, unit: Unit, trigger: Trigger, group: list[Token], states: dict[Placed, State]) -> list[Argument]:
        """The exposures under a group of heads; "the herb" gives what it stands for, the object of "avoid" brings avoidance along."""
        found = []
        # "cutting out dairy cleared …" with "dairy" hung on the second verb
        clauses = [token for token in group if token.dep_ == "csubj" and len(group) > 1]
        avoided = frozenset(
            rule.class_ for token in clauses for rule in self.arguments.classes(token, "exposure") if rule.class_ == AVOIDANCE
        )
        for token in group:
            if self.resolver.rule_for(token) is not None:
                placed = self._stands_for(unit, token, states)
                if placed is not None:
                    found.append(Argument(placed, frozenset()))
                    continue
                own = unit.mention_at(token)
                if own is not None and own.end - own.start == 1 and own.kind != "product":
                    continue  # "the mineral" of which the text has said no name
            extra = avoided
            if (
                token.dep_ in ("obj", "obl", "nsubj:pass")
                and token.head not in trigger.words
                and trigger.head.dep_ in ("advcl", "xcomp")
                and is_verbal(trigger.head)
            ):
                extra = frozenset(rule.class_ for rule in self.arguments.classes(token.head, "exposure") if rule.class_ == AVOIDANCE)
            reached = self.arguments.reach(unit, token, "exposure", EXPOSURE_KINDS)
            found += [Argument(argument.placed, argument.via | extra) for argument in reached]
        return found

    def _stands_for(self, unit: Unit, token: Token, states: dict[Placed, State]) -> Placed | None:
        """What a pronoun or generic noun stands for; what "a deficiency" adds is put into `states`."""
        placed = self.resolver.resolve(unit, token)
        rule = self.resolver.rule_for(token)
        if placed is not None and rule is not None and rule.state is not None and placed in unit.mentions:
            states.setdefault(placed, rule.state)  # "Vitamin B12 and eczema: can a deficiency cause …?"
        return placed

    def _carried(self, trigger: Trigger) -> bool:
        """Whether a noun's subject may be a pronoun: only behind a verb that carries it ("it plays a role", not "it lists causes")."""
        head = trigger.head
        if is_verbal(head) or not is_verbal(head.head) or head.head.i == head.i:
            return True
        return any(rule.class_ == CARRIER for rule in self.arguments.classes(head.head, "object"))

    def _said_elsewhere(self, unit: Unit, token: Token, states: dict[Placed, State]) -> list[Argument]:
        """What a generic noun or a pronoun stands for: in its own sentence first, then in those before."""
        if unit.mention_at(token) is not None:
            return []
        colon = next((other.i for other in unit.doc[token.i :] if other.text == ":"), None)
        if token.pos_ == "NOUN" and (token.i < unit.lead or colon is not None):
            # "Foods that may trigger migraine:" stands for what the list behind it names
            first = unit.lead if token.i < unit.lead else colon or 0
            items = [placed for placed in unit.mentions if placed.start >= first and placed.kind in EXPOSURE_KINDS]
            if items:
                return adjacent.complete(unit, [Argument(items[0], frozenset())], EXPOSURE_KINDS, self.arguments)
        for head in antecedent_heads(token):
            arguments = self.arguments.reach(unit, head, "exposure", EXPOSURE_KINDS)
            if arguments:
                return arguments
        # "a lack of it"
        inside = [child for child in children(token, "nmod") if self.arguments.classes(token, "exposure")]
        for candidate in (token, *inside):
            placed = self._stands_for(unit, candidate, states)
            if placed is not None:
                return [Argument(placed, frozenset())]
        return []

    @staticmethod
    def _choose(rivals: list[FoundClaim]) -> list[FoundClaim]:
        """One claim of the highest rank for a pair, and those of other relations with triggers beside its own ("triggers and worsens")."""
        ranked = sorted(rivals, key=lambda claim: claim.trigger.rule.rank, reverse=True)
        kept = [ranked[0]]
        for claim in ranked[1:]:
            heads = {other.trigger.head.i for other in kept}
            token = claim.trigger.head
            beside = any(token.i != other.trigger.head.i and (other.trigger.head in token.conjuncts) for other in kept)
            if beside and token.i not in heads and claim.relation not in {other.relation for other in kept}:
                kept.append(claim)
        return kept
