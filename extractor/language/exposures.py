"""The exposures of a trigger: named in its slots, stood for there by a pronoun or generic noun, or lost by the tree and found beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from extractor.language import adjacent, word_order
from extractor.language.antecedents import Antecedents
from extractor.language.arguments import Argument, ArgumentFinder, apposed_to
from extractor.language.deeds import Deeds
from extractor.language.frames import ClaimRule, Trigger
from extractor.language.grammar import word_class
from extractor.language.light import AVOIDANCE, CARRIER, EATEN, INTAKE, POPULATION, WISH
from extractor.language.resolve import Resolver
from extractor.language.slots import AGENT
from extractor.language.subjects import CREDIT, governor_subjects, subject_groups
from extractor.language.tree import (
    GERUND,
    MEANS,
    PLACES,
    SUBJECTS,
    Groups,
    children,
    first_conjunct,
    is_passive,
    is_verbal,
    morph,
    prepositions,
)
from extractor.language.units import Placed, Unit
from extractor.report import BENEFICIAL, EXPOSURE_KINDS, OBJECT_KINDS

AFTERMATH = frozenset(word_class("aftermath"))
CIRCUMSTANCES = frozenset({"occasion", "company", "joined", "without"})  # slots of that under which something is so
DONE = frozenset({AVOIDANCE, EATEN})  # of a clause joined by "and" only such deeds bring about what is told behind it
LONGEST_LINE = 12  # words of a sentence that may be a line without a subject


@dataclass(frozen=True)
class Exposures:
    """What was found; `resolved`: it stands for a mention named elsewhere."""

    arguments: list[Argument]
    resolved: bool = False


class ExposureFinder:
    """Finds the exposures of triggers."""

    def __init__(self, arguments: ArgumentFinder, resolver: Resolver) -> None:
        self.arguments = arguments
        self.resolver = resolver
        self.antecedents = Antecedents(arguments, resolver)
        self.deeds = Deeds(arguments.eating, arguments.avoiding)

    def find(self, unit: Unit, trigger: Trigger, around: dict[str, Groups], carried: Sequence[Argument]) -> Exposures:
        """The exposures of a trigger whose condition is known.

        `around` are the trigger's slots; `carried` the exposures of the trigger before, which "and" may hand on.
        """
        found = self.in_slots(unit, trigger, around, trigger.exposure_slots)
        if not found.arguments:
            loose = word_order.prepositional(trigger.words, trigger.exposure_slots, near=True)
            found = self.in_slots(unit, trigger, loose, trigger.exposure_slots)
        if found.arguments:
            return found
        if "predicate" in trigger.exposure_slots:
            named = self.antecedents.named_by_predicate(unit, trigger.head)  # "common causes of migraine include wine"
            if named:
                return Exposures(named)
        if trigger.curt and trigger.rule.relation in BENEFICIAL:
            # of harm the phrase tells the company, not the means: "the drug causes nausea with milk"
            found = self.means(unit, trigger, around)
            if found.arguments:
                return found
        if trigger.plain and is_passive(trigger.head):
            # "caused by mites, shrimp or eggs", the list hung on another word
            agents = word_order.prepositional(trigger.words, AGENT, near=True)
            heads = [token for groups in agents.values() for group in groups for token in group]
            found = Exposures(self._exposures(unit, trigger, heads))
            if found.arguments:
                return found
        if "joined" in trigger.exposure_slots:
            told = [argument for argument in self.deeds.before(unit) if _is_so(argument, trigger.rule.exposure_via)]
            if told and self._tells_outcome(trigger):
                return Exposures(told, resolved=True)
        return self._advised(unit, trigger) or self._beside(unit, trigger, carried)

    @staticmethod
    def _tells_outcome(trigger: Trigger) -> bool:
        """Whether a trigger is what its sentence says, not a clause inside it."""
        head = trigger.head
        while head.dep_ == "conj":
            head = head.head
        return head.head.i == head.i

    def _advised(self, unit: Unit, trigger: Trigger) -> Exposures | None:
        """What is recommended for what the verb says, or to those who want it.

        "To avoid colds, snack on garlic", "if you want to avoid colds, take zinc".
        """
        verb = trigger.head
        wish = verb.head
        wishes = self.arguments.light.is_of(wish, "exposure", WISH)
        if not trigger.curt or not is_verbal(wish):
            return None
        if wishes and verb.dep_ in ("xcomp", "advcl") and wish.dep_ == "advcl":
            main = wish.head
            avoids = self._avoidance([main])
            found = self._exposures(unit, trigger, children(main, "obj") or (children(main, "obl") if avoids else []))
            if not is_verbal(main):
                found = self._exposures(unit, trigger, children(main, "nsubj"))  # "zinc is ideal if you want to …"
            found = found or self._taken(unit, main)
        elif verb.dep_ == "advcl" and any(part.pos_ == "PART" for part in children(verb, "mark")) and "Imp" in morph(wish, "Mood"):
            found = self._taken(unit, wish)
        else:
            return None
        return Exposures(found) if found else None

    def _taken(self, unit: Unit, verb: Token) -> list[Argument]:
        """What a verb such as "snack on", "go easy on" has eaten or left, with the verb's classes."""
        return self.arguments.reach(unit, verb, "exposure", EXPOSURE_KINDS) if is_verbal(verb) else []

    def may_stand_before(self, unit: Unit) -> bool:
        """Whether a unit that names no exposure can speak of one named before it, as far as its words alone tell."""
        line = unit.kind in ("heading", "list_item") or len(unit.doc) <= LONGEST_LINE or unit.doc[0].lower_.endswith("s")
        return (line and bool(self.antecedents.named_above(unit))) or self.resolver.may_resolve(unit) or bool(self.deeds.before(unit))

    def means(self, unit: Unit, trigger: Trigger, around: dict[str, Groups]) -> Exposures:
        """With what something is done, whoever does it: "treat acne with zinc", "by taking zinc you lower …"."""
        deeds = {name: [[token for token in group if is_verbal(token)] for group in around.get(name, ())] for name in AGENT}
        near = {} if is_passive(trigger.head) else word_order.prepositional(trigger.words, MEANS, near=True)
        means = [name for name in MEANS if name != trigger.last]  # not "deals with zinc and acne"
        for slots, names in ((around, means), (deeds, AGENT), (near, means)):
            found = self.in_slots(unit, trigger, slots, names)
            if found.arguments:
                return found
        return Exposures([])

    def beside(self, unit: Unit, trigger: Trigger, carried: Sequence[Argument]) -> list[Argument]:
        """The exposure right before the trigger, that of the trigger before it, or that of the line above a bare verb."""
        beside = adjacent.before(unit, trigger.head, EXPOSURE_KINDS, self.arguments) or self._shared(unit, trigger, carried)
        if trigger.surface and not beside and len(trigger.words) > 1:
            beside = adjacent.phrase_before(unit, trigger.head, self.arguments)  # "prunes every evening ward off …"
        return beside or (self.antecedents.headed(unit, trigger) if trigger.surface else [])

    def of_gerund(self, unit: Unit, trigger: Trigger) -> Exposures:
        """The exposures of a gerund behind a preposition that was read as an adjective: "honey is great for [soothing] coughs".

        Of harm it is one: "taken for [worsening] coughs".
        """
        gerund, noun = trigger.head, trigger.head.head
        before = unit.doc[max(gerund.i - 1, 0)]
        behind = gerund.dep_ == "amod" and gerund.lower_.endswith(GERUND) and before.dep_ in ("case", "mark")
        if not behind or before.head not in (gerund, noun) or trigger.rule.relation not in BENEFICIAL:
            return Exposures([])
        owner = [[noun.head]] if noun.dep_ == "nmod" else []  # "its reputation for soothing coughs"
        if before.lower_ in CREDIT:
            owner += [[child for child in children(noun.head, "obj") if child.i < gerund.i]]  # "credit tea with soothing coughs"
        return self.in_slots(unit, trigger, {"subject": [*owner, *governor_subjects(noun.head)]}, ("subject",))

    def _beside(self, unit: Unit, trigger: Trigger, carried: Sequence[Argument]) -> Exposures:
        subjects: list[Argument] = []
        if trigger.exposure_slots == ("without",):
            return Exposures([])  # "can't grow without iron", not "taking iron won't make your hair grow"
        if trigger.plain and not trigger.rule.exposure_via and not is_passive(trigger.head):
            subjects = self.beside(unit, trigger, carried)
        joined = trigger.head.dep_ == "conj" and is_verbal(trigger.head) and not children(trigger.head, *SUBJECTS)
        if joined and trigger.rule.any_mention:
            return Exposures([])  # "eat fruit and [stay hydrated]" bids two things
        if not subjects and joined and not trigger.rule.exposure_via:
            subjects = self._shared(unit, trigger, carried)  # "banish cramps with magnesium and wave goodbye to pain"
        subjects = subjects or self._gerund(unit, trigger)
        predicate = is_verbal(trigger.head) or children(trigger.head, "cop")
        if (
            not subjects
            and predicate
            and not _attributive(trigger.head)
            and "subject" in trigger.exposure_slots
            and not trigger.rule.exposure_via
        ):
            subjects = adjacent.phrase_before(unit, trigger.head, self.arguments)
        subjects = [argument for argument in subjects if not self._stands_alone(unit, argument.placed)]
        subjects = [argument for argument in subjects if not _holds_substance(unit, argument.placed)]
        if not subjects and not CIRCUMSTANCES.isdisjoint(trigger.exposure_slots):
            return Exposures([])  # a line's heading names whom it is said of, not on what occasion it is so
        return Exposures(subjects) if subjects else Exposures(self.antecedents.headed(unit, trigger), resolved=True)

    def _stands_alone(self, unit: Unit, placed: Placed) -> bool:
        """Whether a mention is a word such as "this herb", of which the slots have shown that it stands for nothing named."""
        return placed.end - placed.start == 1 and placed.kind != "product" and self.resolver.rule_for(unit.doc[placed.start]) is not None

    def in_slots(self, unit: Unit, trigger: Trigger, around: dict[str, Groups], names: Sequence[str]) -> Exposures:
        """The exposures in the first of the slots that has any."""
        rule = trigger.rule
        for name in names:
            if name == "subject" and rule.frame == "predicate-noun" and self._is_aside(trigger):
                continue
            for group in around.get(name, ()):
                if trigger.last is not None and name == "subject" and group in around.get(trigger.last, ()):
                    continue  # "associated with cheese" is not done with cheese
                if name == "main":  # "stay away from sugar if you want …", but not "ask your doctor about sugar if …"
                    group = [token for token in group if token.dep_ == "obj" or self._avoidance([token.head, token.head.head])]
                if name == "itself":
                    group = [token for token in group if self.resolver.rule_for(token) is not None]
                if name == "governor":
                    # "magnesium for sleep": the noun before the preposition must be the exposure itself, or its intake
                    group = [token for token in group if unit.mention_at(token) is not None or self.antecedents.is_intake(token)]
                arguments = self._exposures(unit, trigger, group)
                if name == "governor":
                    arguments = _of_own_pair(unit, trigger, arguments)
                if rule.exposure_via and name != "company":
                    arguments = [argument for argument in arguments if _as_asked(unit, rule, name, group[0], argument)]
                if arguments:
                    return Exposures(list({argument.placed: argument for argument in arguments}.values()))
                if not self._carried(trigger):
                    continue
                for token in group:
                    classes = {light.class_ for light in self.arguments.light.classes(token, "exposure")}
                    if rule.exposure_via and not classes.intersection(rule.exposure_via):
                        continue
                    generic = self.antecedents.said_elsewhere(unit, token, ahead="listed" not in trigger.object_slots)
                    if generic:
                        return Exposures(generic, resolved=True)
        return Exposures([])

    def _is_aside(self, trigger: Trigger) -> bool:
        """Whether nobody says of the sentence's subject that it is what the noun means: "fish regulates the risk factors for …"."""
        noun = first_conjunct(trigger.head)
        if trigger.head.dep_ == "obj":
            return not self._carried(trigger)
        return noun.dep_ == "obl" and noun is not trigger.head and "as" not in prepositions(noun)

    def _exposures(self, unit: Unit, trigger: Trigger, group: list[Token]) -> list[Argument]:
        """The exposures under a group of heads; "the herb" gives what it stands for, the object of "avoid" brings avoidance along."""
        found = []
        # "cutting out dairy cleared …" with "dairy" hung on the second verb
        clauses = [token for token in group if token.dep_ == "csubj" and len(group) > 1]
        avoided = self._avoidance(clauses)
        for token in group:
            if token.dep_ == "conj" and self.arguments.is_left_out(token):
                token = token.head  # "it is dairy rather than sugar that triggers …"
            own = unit.mention_at(token)
            named = own is not None and (own.end - own.start > 1 or own.kind == "product")  # "the Mediterranean diet" needs no antecedent
            if not named and self.resolver.rule_for(token) is not None:
                meant = self.antecedents.all_meant(unit, token)
                if meant:
                    found += meant
                    continue
                if own is not None:
                    continue  # "the mineral" of which the text has said no name
            extra = avoided
            if (
                token.dep_ in ("obj", "obl", "nsubj:pass")
                and token.head not in trigger.words
                and trigger.head.dep_ in ("advcl", "xcomp")
                and is_verbal(trigger.head)
            ):
                extra = self._avoidance([token.head, token.head.head] if token.head.pos_ == "ADV" else [token.head])
                if any(not rule.object for rule in self.arguments.light.classes(token.head, "exposure")):
                    token = token.head  # "swap butter for olive oil to …"
            reached = self._said_of(unit, token) or self.arguments.reach(unit, token, "exposure", EXPOSURE_KINDS, trigger.words)
            if own is None and not trigger.rule.exposure_via:
                reached = [*reached, *self.antecedents.named_by_predicate(unit, token)]
            found += [Argument(argument.placed, argument.via | extra) for argument in reached]
        return found

    def _said_of(self, unit: Unit, token: Token) -> list[Argument]:
        """For a predicate or an apposition that is itself a mention the exposure it is said of.

        "Sesame oil is a herbal product that eases pain", "magnesium, the mineral that relaxes muscles", "is used as a food to treat …".
        """
        own = unit.mention_at(token)
        if own is None:
            return []
        if token.dep_ == "obl" and "as" in prepositions(token) and is_passive(token.head):
            owners = [owner for group in subject_groups(token.head)[:1] for owner in group]
            return [found for owner in owners for found in self.arguments.reach(unit, owner, "exposure", EXPOSURE_KINDS)]
        bare = own.end - own.start == 1 and self.resolver.is_generic(token)  # not "my first-aid kit: sage tea for …"
        if token.dep_ == "appos" and (bare or children(token, "det")):  # "oats hold beta-glucan, a fibre that …"
            return self.arguments.reach(unit, apposed_to(unit, token), "exposure", EXPOSURE_KINDS)
        if not children(token, "cop"):
            return []
        return [found for subject in children(token, "nsubj") for found in self.arguments.reach(unit, subject, "exposure", EXPOSURE_KINDS)]

    def _avoidance(self, tokens: Iterable[Token]) -> frozenset[str]:
        avoided = any(self.arguments.light.is_of(token, "exposure", AVOIDANCE) for token in tokens)
        return frozenset({AVOIDANCE}) if avoided else frozenset()

    def _carried(self, trigger: Trigger) -> bool:
        """Whether a noun's subject may be a pronoun: only behind a verb that carries it ("it plays a role", not "it lists causes")."""
        head = trigger.head
        if is_verbal(head) or not is_verbal(head.head) or head.head.i == head.i:
            return True
        if is_passive(head.head) and "as" in prepositions(head):
            return True  # "is described as a remedy"
        return self.arguments.light.is_of(head.head, "object", CARRIER)

    def described(self, unit: Unit, trigger: Trigger, around: dict[str, Groups]) -> Exposures:
        """The exposures that a compound participle describes: "oats are [acne-busting]", "the [acne-busting] effect of oats".

        Of what a verb acts on nobody says that the verb's subject is or has it: "inhibits the growth of [acne-causing] bacteria".
        """
        found = self.in_slots(unit, trigger, around, ("subject",))
        behind = unit.doc[trigger.head.i + 1 :][:1]
        if len(behind) and behind[0].pos_ in ("NOUN", "PROPN") and behind[0].head == trigger.head and trigger.head.dep_ in ("advcl", "acl"):
            # "kills acne-[causing] germs", read as a clause of its own, of the verb or of the condition
            verb = trigger.head.head if trigger.head.dep_ == "advcl" else trigger.head.head.head
            return found if self.antecedents.holds(verb) else Exposures([])
        noun = trigger.head.head
        while noun.dep_ in ("nmod", "compound", "conj"):
            noun = noun.head
        aside = noun.dep_ == "obl" and not set(PLACES).isdisjoint(prepositions(noun))  # "tea is drunk in a sleep-promoting setting"
        if trigger.head.dep_ != "amod" or not (aside or (noun.dep_ == "obj" and not self.antecedents.holds(noun.head))):
            return found
        inside = {word.i for word in noun.subtree}
        return Exposures([argument for argument in found.arguments if argument.placed.start in inside], found.resolved)

    def _shared(self, unit: Unit, trigger: Trigger, carried: Sequence[Argument]) -> list[Argument]:
        """The subject of the verb before "and": "it disrupts sleep and worsens pain" where the tree takes "worsens" for something else."""
        if "Cmp" in morph(trigger.head, "Degree"):
            return []  # "between coffee and lower risk of …"
        if trigger.head.dep_ == "conj" and trigger.head.head.dep_.endswith("relcl"):
            return []  # "…, which harms cells and plays a role in cancer"
        return list(dict.fromkeys(carried)) if adjacent.joiner_before(unit, trigger.head.i, self.arguments) else []

    def _gerund(self, unit: Unit, trigger: Trigger) -> list[Argument]:
        """A subject such as "using a probiotic" that the tree has hung on another verb: the last gerund before a predicate without one."""
        head = trigger.head
        if children(head, *SUBJECTS) or not children(head, "cop", "aux") or trigger.rule.exposure_via:
            return []
        for token in reversed(unit.doc[: head.i]):
            form = morph(token, "VerbForm")
            active = "Ger" in form or ("Part" in form and "Pres" in morph(token, "Tense"))
            if active and self.arguments.light.classes(token, "exposure") and not children(token, "mark", "case", "aux"):
                return self.arguments.reach(unit, token, "exposure", EXPOSURE_KINDS)
        return []


def _of_own_pair(unit: Unit, trigger: Trigger, arguments: list[Argument]) -> list[Argument]:
    """In a list of pairs ("zinc for acne, iron for fatigue and …") the exposures between the pair before and the trigger."""
    before = [argument for argument in arguments if argument.placed.end <= trigger.head.i]
    last = max((placed.end for placed in unit.mentions if placed.kind in OBJECT_KINDS and placed.end <= trigger.head.i), default=0)
    return [argument for argument in before if argument.placed.start >= last] or before or arguments


def _holds_substance(unit: Unit, placed: Placed) -> bool:
    """Whether a mention only says what a substance with a short name that is not known is in: "PFAS in [fish]"."""
    root = unit.doc[placed.start : placed.end].root
    named = root.dep_ == "nmod" and root.head.text.isupper() and len(root.head) > 1 and not root.head.ent_type_
    return named and not set(PLACES).isdisjoint(prepositions(root))


def _is_so(argument: Argument, asked: Collection[str]) -> bool:
    """Whether a light word on the way to an exposure, or its state, is one that the rule asks for."""
    if argument.via.intersection(asked):
        return True
    state = argument.stand_in.state if argument.stand_in is not None else argument.placed.state
    return POPULATION not in argument.via and state in asked


def _as_asked(unit: Unit, rule: ClaimRule, slot: str, head: Token, argument: Argument) -> bool:
    """Whether with an exposure, found in a slot under `head`, is done what a rule asks for; "after" it, barely named, it has been eaten."""
    if _is_so(argument, DONE.intersection(rule.exposure_via) if slot == "joined" else rule.exposure_via):
        return True
    after = slot in AFTERMATH or (slot == "occasion" and not AFTERMATH.isdisjoint(prepositions(head)))
    bare = not argument.via and unit.mention_at(head) is argument.placed  # not "after the harvest of strawberries"
    return after and bare and not {INTAKE, EATEN}.isdisjoint(rule.exposure_via)


def _attributive(verb: Token) -> bool:
    """Whether a participle only describes the noun behind it: "with an increased risk"."""
    return verb.dep_ == "amod" and verb.i > 0 and verb.nbor(-1).pos_ in ("DET", "ADP")
