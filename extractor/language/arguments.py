"""From the head word of an argument to the mentions that it brings in.

Handled once for every frame: coordination, apposition, "such as", light nouns ("risk of", "levels of", "people who take"), gerunds
("eating fish"), and generic nouns that stand for a mention said elsewhere. The classes of light words come from `rules/claims/light`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial

from pydantic import Field
from spacy.tokens import Token

from extractor.language import word_order
from extractor.language.lemmas import lemma
from extractor.language.subjects import noun_subjects
from extractor.language.tree import HYPHENS, SUBJECTS, base, before_comma, children, is_relative, is_verbal, prepositions, relative_subject
from extractor.language.units import Placed, Unit
from extractor.report import EXPOSURE_KINDS, OBJECT_KINDS, State
from extractor.rulebook import Rule, Rulebook

FOLDER = "claims/light"
Descent = Callable[[Iterable[Token], frozenset[str]], None]  # goes on to tokens, with the classes of light words passed so far
UNRELATED = "unrelated"
NAMING = "naming"
RANGE = "range"
DECREASE = "decrease"
LIST = "list"
POPULATION = "population"
WISH = "wish"
_DIRECT = frozenset({"compound", "nmod:poss", "flat", "nmod:desc", "nmod:unmarked", "amod", "obl:npmod", "obl:unmarked", "goeswith"})


class LightWords(Rule):
    """A class of words that are passed through on the way to a mention.

    `words` are lemmas of nouns, adjectives or verbs (`pos`; NAME: words of a mention, or its whole name; PREFIX: what a hyphen ties to one;
    AMOD: what stands before a noun, as written); `prepositions` are those through which the mention is reached (for nouns compounds and,
    without `object: false`, "of" always are); `reaches` says which side it serves. Of a verb with `object: false` only the prepositions
    lead on, not the object. A verb with its particle ("give up") goes before the verb alone. `state` is what a noun says of the exposure
    behind it where a pronoun stands for that ("a lack of it").
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


@dataclass(frozen=True)
class StandIn:
    """A word (its index in the unit) that stands for a mention named elsewhere and says in what state it is meant: "a deficiency"."""

    unit: Unit
    word: int
    state: State


@dataclass(frozen=True, eq=False)
class Argument:
    """A mention reached from an argument head, the classes of the light words on the way ("risk", "population", …), what stood for it."""

    placed: Placed
    via: frozenset[str]
    stand_in: StandIn | None = None


class ArgumentFinder:
    """Walks down from argument heads; one for a rulebook, without state of its own.

    `generic` says of a noun whether it only stands for another ("zinc, a mineral"): such an apposition brings in nothing. `is_trigger` says
    of any word whether it may be a claim's trigger, whatever its part of speech: no list runs on over it.
    """

    def __init__(self, rulebook: Rulebook, generic: Callable[[Token], bool], is_trigger: Callable[[Token], bool]) -> None:
        self._rules = rulebook.rules(FOLDER, LightWords)
        self._words = partial(light_words, rulebook)
        self._generic = generic
        self.is_trigger = is_trigger

    @cached_property
    def _light(self) -> dict[tuple[str, str], list[LightWords]]:
        table: dict[tuple[str, str], list[LightWords]] = {}
        for rule in self._rules:
            for word in rule.words:
                table.setdefault((word, rule.pos), []).append(rule)
        return table

    def classes(self, token: Token, side: str) -> list[LightWords]:
        """The classes of light words that a token belongs to, for one side of a claim."""
        pos = {"PROPN": "NOUN", "AUX": "VERB"}.get(token.pos_, token.pos_)
        name = token.lemma_.lower()
        if pos == "ADJ" and children(token, "aux:pass"):
            pos, name = "VERB", lemma(token.lower_, "VERB")  # "salt should be limited"
        for particle in children(token, "compound:prt", "advmod", "xcomp"):
            phrasal = [rule for rule in self._light.get((f"{name} {particle.lower_}", pos), ()) if rule.reaches in ("both", side)]
            if phrasal:
                return phrasal
        tags = (pos, "ADJ") if pos == "VERB" else (pos,)  # "vitamin D-deficient women"
        keys = dict.fromkeys((key, tag) for tag in tags for key in (name, token.lower_))
        return [rule for key in keys for rule in self._light.get(key, ()) if rule.reaches in ("both", side)]

    def is_of(self, token: Token, side: str, *classes: str) -> bool:
        """Whether a word is a light word of one of these classes, for one side of a claim."""
        return any(rule.class_ in classes for rule in self.classes(token, side))

    def reach(self, unit: Unit, token: Token, side: str, kinds: frozenset[str]) -> list[Argument]:
        """The mentions of these kinds that an argument head brings in, in reading order, each once."""
        found: dict[int, Argument] = {}
        self._walk(unit, token, side, kinds, frozenset(), found, set(), 0)
        return sorted(found.values(), key=lambda argument: argument.placed.start)

    def _walk(
        self,
        unit: Unit,
        token: Token,
        side: str,
        kinds: frozenset[str],
        via: frozenset[str],
        found: dict[int, Argument],
        seen: set[int],
        depth: int,
    ) -> None:
        if token.i in seen or depth > 12:
            return
        seen.add(token.i)

        def down(tokens: Iterable[Token], classes: frozenset[str]) -> None:
            for child in tokens:
                self._walk(unit, child, side, kinds, classes, found, seen, depth + 1)

        placed = unit.mention_at(token)
        light = self.classes(token, side)
        inner = via | {rule.class_ for rule in light}
        if side == "object":  # "led to reduced levels of inflammation"
            said = frozenset(rule.class_ for child in children(token, "amod") for rule in self._light.get((child.lower_, "AMOD"), ()))
            via, inner = via | said, inner | said
        if side == "exposure" and not light and self._who(token):
            inner |= {POPULATION}  # "non-smokers who drank coffee"
        if placed is not None and side == "object" and token.pos_ == "VERB":
            before = len(found)
            down([child for child in children(token, "obl") if unit.mention_at(child) not in (None, placed)], via)
            if len(found) > before:
                return  # "likely to die of a heart attack"
        if placed is not None and placed.kind in kinds:
            # the head word of an exposure may itself say more ("zinc supplements" is one mention): its class still counts
            fewer = side == "object" and any(self.is_of(child, side, DECREASE) for child in children(token, "amod"))
            eaten = inner if POPULATION in via else inner - {POPULATION}  # "in chickens" speaks of no people who eat them
            passed = eaten | self._shared_group(token) if side == "exposure" else via | {DECREASE} if fewer else via
            found.setdefault(placed.start, Argument(placed, passed | self._named_so(unit, placed)))
            listed = self._coordinated(token)
            if side == "object":
                listed = [child for child in listed if not self._gapped(unit, token, child)]
            down(listed, via)
            down(self._examples(token), via)
            if side == "exposure":
                # "a Nordic diet rich in rye", "milk fortified with iron"; not "antioxidants found in berries"
                # "pumpkin seeds, rich in zinc, …" says it of the seeds
                mixed = [
                    child
                    for child in self._contents(token, side)
                    if not unit.doc[max(child.left_edge.i - 1, 0)].is_punct
                    and (child.pos_ == "ADJ" or any("with" in prepositions(part) for part in children(child, "obl")))
                ]
                mixed += [child for child in children(token, "nmod") if light and "with" in prepositions(child)]
                down(mixed, inner)
            named = [child for child in children(token, "appos") if unit.mention_at(child) not in (None, placed)]
            down([child for child in named if not self._generic(child)], via)
            if token.dep_ == "appos" and side == "exposure":
                down([token.head] if unit.mention_at(token.head) is not None else [], via)  # "beta-glucan, a soluble fibre that lowers …"
            for inner_token in unit.doc[placed.start : placed.end]:
                if inner_token.i != token.i:
                    down(self._coordinated(inner_token), via)
            return
        if is_verbal(token):
            self._walk_verb(token, light, inner, via, down)
            return
        named = self._named(token, side)
        if side == "exposure" and self._generic(token):
            named += [child for child in children(token, "appos") if unit.mention_at(child) is not None]  # "its main part, curcumin, …"
        if named:
            down(named, inner)
            return
        contents = self._contents(token, side) if side == "exposure" else []
        if any(rule.class_ == UNRELATED for rule in light):
            return
        at_first = len(found)
        other = {name for rule in light if not rule.object for name in rule.prepositions}
        # "replacement of butter with olive oil"
        passed_over = any(other.intersection(prepositions(child)) for child in children(token, "nmod", "obl"))
        allowed = {name for rule in light for name in rule.prepositions} | ({"of"} if all(rule.object for rule in light) else set())
        allowed.update(name for child in contents for rule in self.classes(child, side) for name in rule.prepositions)
        down(self._coordinated(token), via)
        before = len(found)
        if not passed_over:
            down(children(token, *_DIRECT), inner)
        down(self._examples(token), via)
        for child in sorted(
            children(token, "nmod", "obl", "acl", "advcl", *(("xcomp", "ccomp") if light else ())),
            key=lambda child: "of" not in prepositions(child),
        ):
            names = prepositions(child)
            if side == "object" and names and names[0] in ("of", "in") and len(found) > before:
                continue  # "levels of cholesterol in the blood" are about cholesterol
            if side == "exposure" and light and names and names[0] in ("to", "in") and len(found) > before:
                continue  # "addition of psyllium to bread" is about psyllium
            if (names and names[0] in allowed) or (not names and child.dep_ in ("nmod", "obl")):
                down([child], inner)
        if light:
            # "does harm to memory": the phrase right behind a light noun may hang on the verb
            beside = [child for child in children(token.head, "obl") if child.left_edge.i == token.right_edge.i + 1]
            down([child for child in beside if allowed.intersection(prepositions(child)) - {"by"}], inner)
        if side == "object" and any(rule.class_ == POPULATION for rule in light):
            # "people who have had a stroke", "those struggling with acne"
            down([child for child in children(token, "acl:relcl", "acl") if self.classes(child, side)], inner)
        if side == "exposure":
            # "a diet low in B12", "foods rich in zinc", "people who take B12", "patients taking zinc", "women deficient in iron"
            down(contents, inner)
            down(self._owned(token), inner)
            if not found and POPULATION in inner and unit.doc[token.i + 1 : token.i + 2].text == "(":
                down([named for group in word_order.listed(token) for named in group], inner)  # "between groups (zinc vs placebo)"
        if side == "exposure" and not found and token.dep_ == "appos":
            down([apposed_to(unit, token)], via)
        if side == "exposure" and len(found) == at_first:
            # "eucalyptol, the main part of eucalyptus oil": known by what it comes from
            named = [child for child in children(token, "appos") if not self.is_left_out(child)]
            down([child for child in named if unit.doc[child.left_edge.i - 1].text != ":"], inner)

    def _walk_verb(self, token: Token, light: list[LightWords], inner: frozenset[str], via: frozenset[str], down: Descent) -> None:
        """Gerunds and clauses as arguments: "eating fish", "developing acne", "taking zinc with food"; only verbs of a light class pass."""
        down(self._coordinated(token), via)
        if not light:
            return
        before = children(token, "compound", "amod", "obl:npmod", "obl:unmarked", *(SUBJECTS if token.dep_ == "amod" else ()))
        down([child for child in before if child.i < token.i], inner)
        allowed = {name for rule in light for name in rule.prepositions}
        if all(rule.object for rule in light):
            down([child for child in children(token, "obj", "nsubj:pass", "xcomp") if token.dep_ != "amod" or child.i > token.i], inner)
        if token.dep_ in (*SUBJECTS, "advcl") and not children(token, "obj"):
            down(children(token, "nsubj"), inner)  # "as vitamin D levels fell"; "kimchi eaten daily" read as a clause
        away = [child for part in children(token, "advmod") for child in children(part, "obl")]  # "staying away from alcohol"
        bare = [child for child in children(token, "obl", "obl:agent", "obl:unmarked") if child.i > token.i and not prepositions(child)]
        down(bare, inner)  # "children given zinc"
        for child in (*children(token, "obl", "advcl"), *away):
            if allowed.intersection(prepositions(child)):
                down([child], inner)

    def _shared_group(self, token: Token) -> frozenset[str]:
        """The class of a last conjunct that means the people of both: "the zinc and placebo groups"."""
        groups = [child for child in children(token, "conj") if children(child, "compound", "amod") and not children(child, "det", "case")]
        return frozenset({POPULATION} if any(self.is_of(child, "exposure", POPULATION) for child in groups) else ())

    def _named_so(self, unit: Unit, placed: Placed) -> frozenset[str]:
        """The classes of a mention's name and of the words in it, and of what a hyphen ties to its front: "anti-cancer"."""
        words = {placed.found.name.lower(), *(token.lower_ for token in unit.doc[placed.start : placed.end])}
        inner = frozenset(rule.class_ for word in words for rule in self._light.get((word, "NAME"), ()))
        return inner | self._prefix(unit, placed)

    def _prefix(self, unit: Unit, placed: Placed) -> frozenset[str]:
        """The classes of what a hyphen ties to the front of a mention."""
        if placed.start < 2 or unit.doc[placed.start - 1].text not in HYPHENS:
            return frozenset()
        return frozenset(rule.class_ for rule in self._light.get((unit.doc[placed.start - 2].lower_, "PREFIX"), ()))

    def is_left_out(self, token: Token) -> bool:
        """Whether a word is one that "not", "rather than" or "instead of" leaves out."""
        parts = [part for word in (token, *children(token, "compound")) for part in children(word, "advmod", "cc", "case")]
        parts += children(token.head, "case") if token.dep_ == "conj" else []  # "instead of juice or [milk]"
        return any(part.lower_ in self._excluders for part in parts if part.i < token.i)

    def _contents(self, token: Token, side: str) -> list[Token]:
        """What a noun is rich in, low in, made of or takes: its adjectives, participles and relative clauses of a light class."""
        return [
            child
            for child in children(token, "acl", "amod", "acl:relcl")
            if child.i > token.i
            and self.classes(child, side)
            and (child.dep_ != "acl:relcl" or relative_subject(child) or not children(child, *SUBJECTS))
        ]

    @staticmethod
    def _owned(token: Token) -> list[Token]:
        """What a relative clause says of what people have or eat: "women whose diets were low in fish", "men in whom zinc was low"."""
        found = []
        for clause in children(token, "acl:relcl"):
            subjects = children(clause, *SUBJECTS)
            owners = [word for holder in (clause, *subjects) for word in children(holder, "nmod:poss", "obl")]
            if subjects and not relative_subject(clause) and any(map(is_relative, owners)):
                found += [*subjects, clause]
        return found

    def _who(self, token: Token) -> bool:
        """Whether a relative clause shows a noun to mean people."""
        subjects = [child for clause in children(token, "acl:relcl") for child in children(clause, "nsubj")]
        return any(child.pos_ == "PRON" and self.is_of(child, "exposure", POPULATION) for child in subjects)

    def _named(self, token: Token, side: str) -> list[Token]:
        """What a noun is called: "a compound in broccoli called sulforaphane"."""
        verbs = [child for child in children(token, "acl") if self.is_of(child, side, NAMING)]
        return [name for verb in verbs for name in children(verb, "xcomp", "obj", "obl") if not is_verbal(name)]

    @cached_property
    def _openers(self) -> frozenset[str]:
        return self._words("example")

    @cached_property
    def joiners(self) -> frozenset[str]:
        """Words that join the parts of a list."""
        return self._words(LIST)

    @cached_property
    def raising(self) -> frozenset[str]:
        """Words between a subject and the verb that it belongs to: "has been shown to"."""
        return self._words("raising")

    @cached_property
    def _excluders(self) -> frozenset[str]:
        return self._words("exclusion")

    def _coordinated(self, token: Token) -> list[Token]:
        """Conjuncts, those that a preposition or subject of their own makes a new phrase left out."""
        found = []
        for child in children(token, "conj"):
            if children(child, *SUBJECTS) and is_verbal(child):
                continue
            if not self.is_left_out(child):
                found.append(child)
        return found

    @staticmethod
    def _gapped(unit: Unit, token: Token, child: Token) -> bool:
        """Whether another exposure stands between two conjuncts, as where a verb is left out ("C prevents colds and D the flu")."""
        return any(token.i < placed.start < child.i and placed.kind in EXPOSURE_KINDS for placed in unit.mentions)

    def _examples(self, token: Token) -> list[Token]:
        """What follows "such as", "like", "including" a word, or where it ranges from and to.

        An exposure also behind a condition that says what the word is for.
        """
        ranging = [child for child in children(token, "acl") if self.is_of(child, "object", RANGE)]
        starts = [child for verb in ranging for child in children(verb, "obl")]
        ends = [child for start in starts for child in children(start, "nmod") if "to" in prepositions(child)]
        inner = [noun for clause in children(token, "acl") for noun in children(clause, "obl") if noun.ent_type_ in OBJECT_KINDS]
        examples = [
            child
            for holder in (token, *inner)
            for child in children(holder, "nmod", "acl", "obl", "advcl")
            if child.i > holder.i
            and self._openers.intersection(prepositions(child))
            and (holder is token or child.ent_type_ in EXPOSURE_KINDS)
        ]
        return [*examples, *starts, *ends]


def apposed_to(unit: Unit, token: Token) -> Token:
    """What an apposition says more of: the mention right before its comma ("fruits with melatonin, the hormone that …"), else its head."""
    beside = before_comma(token)
    placed = None if beside is None else unit.mention_at(beside)
    return token.head if placed is None else unit.doc[placed.start : placed.end].root


def antecedent_heads(token: Token) -> list[Token]:
    """What a generic noun stands for in its own sentence: the noun it is in apposition to, or the subject it is said of."""
    if token.dep_ == "appos":
        return [token.head]
    return [candidate for group in noun_subjects(token) for candidate in group] if base(token.dep_) != "nsubj" else []
