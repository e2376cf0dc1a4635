"""What a word of a claim's subject stands for that names no exposure itself.

"Foods that trigger migraine include cheese", "it has properties that …", "taking it daily", "Benefits:" over a list: in the sentence
itself, in those before it, or in the heading.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from extractor.language import adjacent
from extractor.language.arguments import Argument, ArgumentFinder, StandIn, antecedent_heads
from extractor.language.frames import Trigger
from extractor.language.grammar import word_class
from extractor.language.lemmas import lemma, possible_lemmas
from extractor.language.light import AVOIDANCE, CARRIER, CONTENT, EATEN, INTAKE, LESSENING, LISTING, UNBALANCED
from extractor.language.resolve import MOST_BACK, Resolver, behind_description
from extractor.language.subjects import subject_groups
from extractor.language.tree import NOUNS, RAISING, SUBJECTS, before_comma, children, is_finite, is_verbal, morph, prepositions
from extractor.language.units import Placed, Unit, walk_back
from extractor.report import EXPOSURE_KINDS, OBJECT_KINDS, State

PREDICATIVE = ("AUX", "ADV", "PART")  # what stands before the verb or adjective of a predicate
DEED = word_class("deed")
NEAR = 3  # tokens before a mention that is told to be left: "Cut out all dairy."
MOST_ITEMS = 10  # items of a list above which its first line is still looked for


class Antecedents:
    """Finds what pronouns, generic nouns and bare verbs are said of."""

    def __init__(self, arguments: ArgumentFinder, resolver: Resolver) -> None:
        self.arguments = arguments
        self.resolver = resolver

    def stands_for(self, unit: Unit, token: Token, holder: Token | None = None) -> Argument | None:
        """What a pronoun or generic noun stands for, with the state that it adds, or that its `holder` adds.

        "Vitamin B12 and eczema: can a deficiency cause …?", "a lack of it".
        """
        placed, rule = self.resolver.resolve(unit, token), self.resolver.rule_for(token)
        if placed is None or rule is None:
            return None
        states = [light.state for light in self.arguments.light.classes(holder, "exposure")] if holder is not None else []
        if rule.type == "pronoun":
            states += self._amounts(unit, placed, token)
        denied = rule.denied if any("Neg" in morph(child, "Polarity") for child in children(token.head, "advmod")) else None
        state = next((state for state in (rule.state, denied, *states) if state is not None), None)
        via = self._of_deed(unit, placed)
        if token.lower_ in DEED and self._given_up(unit, placed):
            via |= {AVOIDANCE}
        return Argument(placed, via, None if state is None else StandIn(unit, (holder or token).i, state))

    def _amounts(self, unit: Unit, placed: Placed, pronoun: Token) -> list[State | None]:
        """The states of the amounts in which a pronoun means a mention: "don't take [large doses]: they …", "in [large amounts] it …"."""
        between = unit.doc[placed.end : pronoun.i] if placed in unit.mentions else ()
        alike = [word for word in between if word.pos_ == "NOUN" and morph(word, "Number") == morph(pronoun, "Number")]
        rules = [self.resolver.rule_for(word) for word in (*children(pronoun.head, "obl"), *reversed(alike))]
        return [rule.state for rule in rules if rule is not None and rule.state in UNBALANCED]

    def _of_deed(self, unit: Unit, placed: Placed) -> frozenset[str]:
        """What is done with a mention, where that is the subject of a clause: "[avoiding dairy] is hard, but it helped"."""
        if placed not in unit.mentions:
            return frozenset()
        root, light = unit.doc[placed.start : placed.end].root, self.arguments.light
        deeds = [word for word in root.ancestors if word.dep_ == "csubj"]
        avoided = any(light.is_of(word, "exposure", AVOIDANCE) for word in deeds)
        less = bool(deeds) and any(light.is_of(word, "exposure", LESSENING) for word in children(root, "amod"))
        return frozenset(name for name, holds in ((AVOIDANCE, avoided), (LESSENING, less)) if holds)

    def _given_up(self, unit: Unit, placed: Placed) -> bool:
        """Whether the sentence of a mention, which need not be parsed, tells to do without it: "Cut out dairy. [This] may help acne"."""
        home = _home(unit, placed)
        if home is None:
            return False
        before, behind = home.doc[: placed.start], home.doc[placed.end :]
        if not 1 <= len(before) <= NEAR or not all(token.is_punct for token in behind):
            return False  # not "never skip oats", "cut garlic finely", "stop worrying and drink tea"
        first = possible_lemmas(before[0].text)
        names = [f"{name} {before[1].lower_}" for name in first] if len(before) > 1 else []  # "give up"
        determined = len(before) < NEAR  # "avoid all sugar"
        avoiding = self.arguments.avoiding
        return not avoiding.isdisjoint(names) or (determined and not avoiding.isdisjoint(first))

    def all_meant(self, unit: Unit, token: Token, holder: Token | None = None) -> list[Argument]:
        """What a word stands for, of a plural the whole list: "Ginger and turmeric are roots. [Both] ease nausea", "[These roots] …"."""
        meant = self.stands_for(unit, token, holder)
        if meant is None:
            return []
        home = _home(unit, meant.placed)
        several = "Plur" in morph(token, "Number") if token.pos_ == "NOUN" else "Sing" not in morph(token, "Number")
        if home is None or meant.stand_in is not None or token.pos_ not in ("PRON", "DET", "NOUN") or not several:
            return [meant]
        listed = self.resolver.all_fitting(home, token) if token.pos_ == "NOUN" else []
        listed = listed or adjacent.listed_by_words(home, meant.placed, self.arguments)
        return [Argument(placed, meant.via) for placed in listed if placed.start >= behind_description(home)]

    def is_intake(self, token: Token) -> bool:
        return self.arguments.light.is_of(token, "exposure", INTAKE)

    def said_elsewhere(self, unit: Unit, token: Token, ahead: bool = True) -> list[Argument]:
        """What a generic noun or a pronoun stands for: in its own sentence first (`ahead`: also behind its colon), then in those before."""
        if unit.mention_at(token) is not None:
            return []
        colon = next((other.i for other in unit.doc[token.i :] if other.text == ":"), None)
        cataphor = (
            token.pos_ == "PRON" and token.i < unit.lead and "Plur" in morph(token, "Number") and self.resolver.rule_for(token) is not None
        )
        known = "Sing" in morph(token, "Number") and any("Def" in morph(child, "Definite") for child in children(token, "det"))
        if ahead and ((token.pos_ == "NOUN" and (token.i < unit.lead or (colon is not None and not known))) or cataphor):
            # "Foods that may trigger migraine:", "Avoid these foods, as they …:" stand for what the list behind them names; not "the diet"
            first = unit.lead if token.i < unit.lead else colon or 0
            items = [placed for placed in unit.mentions if placed.start >= first and placed.kind in EXPOSURE_KINDS]
            if items:
                return adjacent.complete(unit, [Argument(items[0], frozenset())], EXPOSURE_KINDS, self.arguments)
        named = self._contained_in(unit, token) or self._exemplified(unit, token)
        if named:
            return named
        predicate = token.pos_ == "NOUN" and (children(token, "cop") or (token.dep_ == "nmod" and children(token.head, "cop")))
        acted_on = token.dep_ == "obj" and not self.holds(token.head)  # "neutralises molecules that harm the skin"
        people = any("with" in prepositions(child) for child in children(token, "nmod"))  # "those with gout"
        stands = predicate or (self.resolver.is_generic(token) and not acted_on) or (token.pos_ == "PRON" and not people)
        for head in antecedent_heads(token) if stands else ():
            arguments = self.arguments.reach(unit, head, "exposure", EXPOSURE_KINDS)
            if arguments:
                return arguments
        if token.pos_ in ("DET", "NUM", "ADJ"):
            token = next(iter(children(token, "nmod")), token)  # "some of its roles"
        # "a lack of it", "its roots"
        inside = [child for child in children(token, "nmod", "nmod:poss") if self.arguments.light.classes(token, "exposure")]
        for candidate in (token, *inside):
            named = self.all_meant(unit, candidate, None if candidate is token else token)
            if named:
                return named
        # "taking it daily", "people who avoid it", "those who stuck to it", "eating more of it"
        for verb in (token, *children(token, "acl:relcl", "acl")):
            light = self.arguments.light.classes(verb, "exposure") if is_verbal(verb) else []
            if not light or children(verb, "xcomp"):
                continue  # not "make it plain"
            through = {name for rule in light for name in rule.prepositions}
            taken = children(verb, "obj") + [phrase for phrase in children(verb, "obl") if through.intersection(prepositions(phrase))]
            classes = frozenset(rule.class_ for rule in light)
            if AVOIDANCE in classes:  # "cutting back on it", "staying away from it"
                holders = (verb, *children(verb, "advmod"))
                taken += [child for holder in holders for child in children(holder, "obl") if child.pos_ == "PRON"]
            for candidate in (*taken, *(part for noun in taken for part in children(noun, "nmod", "obl"))):
                meant = self.stands_for(unit, candidate, verb)
                if meant is not None:
                    return [replace(meant, via=classes)]
            if EATEN in classes and not children(verb, "obj", "obl", "xcomp", "ccomp"):
                return [replace(argument, via=classes) for argument in self._taken_before(unit, verb)]
        return []

    def _taken_before(self, unit: Unit, verb: Token) -> list[Argument]:
        """What somebody took, named in the clause before: "I take zinc, and my skin is less dry since I [started]"."""
        taken = [word for word in unit.doc[: verb.i] if word.dep_ == "ROOT" and self.arguments.light.is_of(word, "exposure", EATEN)]
        return [argument for word in taken for argument in self.arguments.reach(unit, word, "exposure", EXPOSURE_KINDS)]

    def named_by_predicate(self, unit: Unit, token: Token) -> list[Argument]:
        """What the predicate or object of its clause names a noun as: "foods that trigger migraine are (or include) cheese"."""
        if token.dep_ == "conj":
            token = token.head  # "foods and drinks that …"
        plural = token.pos_ == "NOUN" and "Plur" in morph(token, "Number")
        # "what causes bloating is often dairy", "the best way to beat bloating is to give up dairy"
        cleft = children(token, "acl:relcl", "acl")
        if token.dep_ == "nmod" and token.head.pos_ in ("NUM", "DET", "PRON"):
            token = token.head  # "one of the ways to beat bloating"
        head = token.head
        if not (plural or cleft) or token.dep_ not in ("nsubj", "nsubj:outer") or head.i < token.i:
            return []
        named = unit.mention_at(head) is not None or (bool(cleft) and self.is_intake(head))  # "… are a source of calcium" names no food
        if children(head, "cop") and named:
            heads = [head]
        elif self.arguments.light.is_of(head, "exposure", LISTING):
            heads = children(head, "obj", "nmod", "obl")
        elif is_verbal(head) and children(head, "cop", "aux") and self.arguments.light.is_of(head, "exposure", INTAKE, AVOIDANCE):
            heads = [head]
        else:
            return []
        return [argument for other in heads for argument in self.arguments.reach(unit, other, "exposure", EXPOSURE_KINDS)]

    def _contained_in(self, unit: Unit, token: Token) -> list[Argument]:
        """What has the nameless compounds or properties of which something is said: "garlic has properties that fight infection"."""
        verb = token.head
        if token.dep_ != "obj" or not self.holds(verb) or not (self.resolver.is_generic(token) or self.is_intake(token)):
            return []
        for group in subject_groups(verb):
            named = [argument for owner in group for argument in self.arguments.reach(unit, owner, "exposure", EXPOSURE_KINDS)]
            anaphors = [placed for owner in group if (placed := self.resolver.resolve(unit, owner)) is not None]
            if named or anaphors:
                return named or [Argument(anaphors[0], frozenset())]
        return []

    def holds(self, verb: Token) -> bool:
        """Whether a verb says what its subject has or contains."""
        return any(self.arguments.light.is_of(verb, side, CARRIER, CONTENT) for side in ("exposure", "object"))

    def _exemplified(self, unit: Unit, token: Token) -> list[Argument]:
        """What is named as an example of a nameless class after all that is said of it: "certain herbs ease nausea, like ginger"."""
        if token.pos_ != "NOUN" or "Plur" not in morph(token, "Number") or not (self.resolver.is_generic(token) or self.is_intake(token)):
            return []
        verb = token.head
        words = [word for word in verb.subtree if word.i > verb.i and word.ent_type_ in EXPOSURE_KINDS and self.arguments.is_example(word)]
        inside = {word.i for clause in verb.subtree if clause.i != verb.i and is_finite(clause) for word in clause.subtree}
        # without a comma where they can be examples of nothing nearer: "some foods irritate the [bladder] such as tomatoes"
        heads = [word for word in words if word.i not in inside and (before_comma(word) is not None or word.head.ent_type_ in OBJECT_KINDS)]
        return [argument for word in heads[:1] for argument in self.arguments.reach(unit, word, "exposure", EXPOSURE_KINDS)]

    def headed(self, unit: Unit, trigger: Trigger) -> list[Argument]:
        """What a line that begins with a bare predicate leaves unsaid ("Lowers triglycerides", "May help with cramps", "Good for the
        skin", also behind "Benefits:"): the exposures behind its own colon ("Eases cramps: magnesium"), that of its heading, or that of the
        line above its list; behind "Signs to look out for include:" that of which they are signs."""
        if "subject" not in trigger.exposure_slots:
            return []
        if unit.lead and trigger.head.i < unit.lead:
            topics = [self.resolver.resolve(unit, token) for token in unit.doc[: unit.lead] if self._is_topic(trigger, token)]
            if topics and topics[0] is not None:
                return [Argument(topics[0], frozenset())]
            if trigger.rule.frame == "predicate-noun" and "Plur" in morph(trigger.head, "Number"):  # "Sleep wreckers:" over "Wine: …"
                items = [placed for placed in unit.mentions if unit.lead <= placed.start <= unit.lead + NEAR]
                return [Argument(placed, frozenset()) for placed in items[:1] if placed.kind in EXPOSURE_KINDS]
        named = self._behind_colon(unit, trigger.head) or self.named_above(unit)[:1]
        if "line" in trigger.object_slots:
            bare = _is_item(unit)
        else:
            predicate = is_verbal(trigger.head) or trigger.surface or trigger.rule.frame == "adjective-for"  # not "Results: …"
            bare = bool(named) and predicate and self._is_bare(unit, trigger.head, named[0])
        if not named or not bare:
            return []
        return adjacent.complete(unit, [Argument(named[0], frozenset())], EXPOSURE_KINDS, self.arguments)

    @staticmethod
    def _behind_colon(unit: Unit, head: Token) -> list[Placed]:
        """The exposure that a line's own colon leads to."""
        colon = next((token.i for token in unit.doc[head.i :] if token.text == ":"), None)
        behind = [placed for placed in unit.mentions if colon is not None and placed.start > colon][:1]
        return [placed for placed in behind if placed.kind in EXPOSURE_KINDS]

    def _is_bare(self, unit: Unit, head: Token, topic: Placed) -> bool:
        """Whether a trigger, or what carries it ("may help [lower]"), begins its line and agrees with what the line is said of."""
        before = unit.doc[0 if head.i < unit.lead else unit.lead : head.i]
        carried = all(token.pos_ in PREDICATIVE or token.lower_ in RAISING for token in before)
        if children(head, *SUBJECTS) or not carried:
            return False
        first = next((token for token in before if token.pos_ != "ADV"), head)
        if lemma(first.lower_, "VERB") != first.lower_:
            finite = "Fin" in morph(first, "VerbForm") or (first.pos_ in NOUNS and self.arguments.is_trigger(first))  # "Firms the skin"
            return finite and first.lower_.endswith("s")
        if first.pos_ == "AUX" or (first.pos_ == "ADJ" and first.dep_ != "amod"):
            return True
        return unit.kind == "list_item" and topic.found.name.endswith("s") and self.arguments.is_trigger(first)

    @staticmethod
    def named_above(unit: Unit) -> list[Placed]:
        """The exposures of the line that leads into a unit, of its heading, or of the name or line above it."""
        leading = [placed for placed in unit.mentions if placed.end <= unit.lead and placed.kind in EXPOSURE_KINDS]
        if leading:
            return leading
        above = unit.heading
        if unit.previous is not None and unit.previous.block == unit.block and _is_label(unit.previous):
            above = unit.previous
        elif above is None and unit.kind == "list_item":
            above = next((earlier for earlier in walk_back(unit, MOST_ITEMS) if earlier.kind != unit.kind), None)
        return [placed for placed in above.mentions if placed.kind in EXPOSURE_KINDS] if above else []

    def _is_topic(self, trigger: Trigger, token: Token) -> bool:
        """Whether a noun of a lead-in line is one that the trigger's rule speaks of ("signs", "benefits")."""
        classes = {rule.class_ for rule in self.arguments.light.classes(token, "exposure")}
        return self.resolver.rule_for(token) is not None and bool(classes.intersection(trigger.rule.exposure_via))


def _home(unit: Unit, placed: Placed) -> Unit | None:
    """The unit before this one that a mention stands in."""
    return next((earlier for earlier in walk_back(unit, MOST_BACK) if placed in earlier.mentions), None)


def _is_item(unit: Unit) -> bool:
    """Whether a unit is an item of a list that says nothing in a verb: "- Better mood"."""
    return unit.kind == "list_item" and not any("Fin" in morph(token, "VerbForm") for token in unit.doc[unit.lead :])


def _is_label(unit: Unit) -> bool:
    """Whether a sentence is but the name of an exposure: "Green tea. Calms the nerves."."""
    named = {i for placed in unit.mentions if placed.kind in EXPOSURE_KINDS for i in range(placed.start, placed.end)}
    return bool(named) and all(token.i in named or not token.text.isalpha() for token in unit.doc)
