"""From the head word of an argument to the mentions that it brings in.

Handled once for every frame: coordination, apposition, "such as", light nouns ("risk of", "levels of", "people who take"), gerunds
("eating fish"), and generic nouns that stand for a mention said elsewhere. The classes of light words come from `rules/claims/light`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial

from spacy.tokens import Token

from extractor.language import word_order
from extractor.language.light import (
    AVOIDANCE,
    EATEN,
    KIND,
    LIST,
    NAMING,
    POPULATION,
    QUANTITIES,
    RANGE,
    RISK,
    STAYING,
    UNRELATED,
    LightTable,
    LightWords,
    light_words,
)
from extractor.language.subjects import noun_subjects
from extractor.language.tree import (
    HYPHENS,
    PLACES,
    SUBJECTS,
    base,
    before_comma,
    children,
    is_relative,
    is_verbal,
    prepositions,
    relative_subject,
)
from extractor.language.units import Placed, Unit
from extractor.report import EXPOSURE_KINDS, OBJECT_KINDS, State
from extractor.rulebook import Rulebook

MOST_DEEP = 12  # steps from an argument head
_DIRECT = frozenset({"compound", "nmod:poss", "flat", "nmod:desc", "nmod:unmarked", "amod", "obl:npmod", "obl:unmarked", "goeswith"})


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


class Walk:
    """A walk down from an argument head: what is looked for, and the arguments found, by the first token of their mentions.

    `visit` is told of each token once, with the classes of the light words passed on the way to it, and goes on with `down`.
    """

    def __init__(
        self,
        visit: Callable[[Walk, Token, frozenset[str]], None],
        unit: Unit,
        side: str,
        kinds: frozenset[str],
        around: Iterable[Token] = (),
    ) -> None:
        self.unit = unit
        self.side = side
        self.kinds = kinds
        self.found: dict[int, Argument] = {}
        self._visit = visit
        self._seen = {token.i for token in around}
        self._depth = 0

    def down(self, tokens: Iterable[Token], via: frozenset[str]) -> None:
        """Goes on to these tokens, unless it has been there or is far down already."""
        for token in tokens:
            if token.i not in self._seen and self._depth <= MOST_DEEP:
                self._seen.add(token.i)
                self._depth += 1
                self._visit(self, token, via)
                self._depth -= 1


class ArgumentFinder:
    """Walks down from argument heads; one for a rulebook, without state of its own.

    `generic` says of a noun whether it only stands for another ("zinc, a mineral"): such an apposition brings in nothing. `is_trigger` says
    of any word whether it may be a claim's trigger, whatever its part of speech: no list runs on over it.
    """

    def __init__(self, rulebook: Rulebook, generic: Callable[[Token], bool], is_trigger: Callable[[Token], bool]) -> None:
        self.light = LightTable(rulebook)
        self._words = partial(light_words, rulebook)
        self._generic = generic
        self.is_trigger = is_trigger

    def reach(self, unit: Unit, token: Token, side: str, kinds: frozenset[str], around: Iterable[Token] = ()) -> list[Argument]:
        """The mentions of these kinds that an argument head brings, in reading order, each once, none by way of the words `around` it."""
        walk = Walk(self._visit, unit, side, kinds, around)
        walk.down([token], frozenset())
        return sorted(walk.found.values(), key=lambda argument: argument.placed.start)

    def _visit(self, walk: Walk, token: Token, via: frozenset[str]) -> None:
        placed = walk.unit.mention_at(token)
        light = self.light.classes(token, walk.side)
        if placed is not None and walk.side == "object" and token.pos_ == "VERB":
            before = len(walk.found)
            walk.down([child for child in children(token, "obl") if walk.unit.mention_at(child) not in (None, placed)], via)
            if len(walk.found) > before:
                return  # "likely to die of a heart attack"
        inner = via | {rule.class_ for rule in light}
        if walk.side == "exposure" and not light and self._who(token):
            inner |= {POPULATION}  # "non-smokers who drank coffee"
        if walk.side == "object" and light:
            inner |= self._modified(token)  # "lower rates of acne"
        if placed is not None and placed.kind in walk.kinds:
            # "a herbal medicine called aloe vera"; but not "yam, known as a crop", "vitamin C, known as ascorbic acid"
            called = [name for name in self._called(walk, token) if name.head.i == placed.end and walk.unit.mention_at(name) is not None]
            if called:
                walk.down(called, inner)
            else:
                self._from_mention(walk, token, placed, light, inner, via)
        elif is_verbal(token):
            self._from_verb(walk, token, light, inner, via)
        elif named := self._named(walk, token):
            walk.down(named, inner)
        elif not any(rule.class_ == UNRELATED for rule in light):
            self._from_noun(walk, token, light, inner, via)

    def _from_mention(
        self, walk: Walk, token: Token, placed: Placed, light: list[LightWords], inner: frozenset[str], via: frozenset[str]
    ) -> None:
        """A mention that is looked for, and those beside it: in a list, as examples, in apposition."""
        unit, exposure = walk.unit, walk.side == "exposure"
        # The head word of an exposure may itself say more ("zinc supplements" is one mention): its class still counts. But a diet may be
        # named after what it leaves out ("salt restriction"), and people are meant only if they were before: not so "in chickens".
        eaten = inner - ({AVOIDANCE, POPULATION} - via)
        passed = eaten | self._shared_group(token) if exposure else via | self._modified(token)
        passed |= self._quantity(token, walk.side)
        if not exposure and token.dep_ == "advcl" and not any(noun.ent_type_ for noun in children(token, *SUBJECTS)):
            passed |= {RISK}  # "if you are tired", as "if you suffer from tiredness"
        walk.found.setdefault(placed.start, Argument(placed, passed | self._named_so(unit, placed)))
        listed = self._coordinated(token)
        walk.down(listed if exposure else [child for child in listed if not self._gapped(unit, token, child)], via)
        walk.down(self._examples(token), via)
        if exposure:
            walk.down(self._mixed_in(unit, token, bool(light)), inner)
        named = [child for child in children(token, "appos") if unit.mention_at(child) not in (None, placed)]
        described = [child for child in named if children(child, "det")]  # "thymol, a phenol that …", "goitre, an enlarged thyroid"
        walk.down([child for child in named if not self._generic(child) and child not in described], via)
        if token.dep_ == "appos" and exposure and unit.mention_at(token.head) is not None:
            walk.down([token.head], via)  # "beta-glucan, a soluble fibre that lowers …"
        for part in unit.doc[placed.start : placed.end]:
            if part.i != token.i:  # not "burning of the mouth and [throat]"
                joined = [(child, unit.mention_at(child)) for child in self._coordinated(part)]
                walk.down([child for child, other in joined if exposure or other is None or other.kind == placed.kind], via)

    def _from_noun(self, walk: Walk, token: Token, light: list[LightWords], inner: frozenset[str], via: frozenset[str]) -> None:
        """Nouns, and whatever else is neither a mention nor a verb: "levels of zinc", "people who take zinc", "a diet low in zinc"."""
        exposure = walk.side == "exposure"
        at_first = len(walk.found)
        contents = self._contents(token, walk.side) if exposure else []
        if not light and not self._generic(token):
            contents = [child for child in contents if not _tells_source(child)]
        allowed = {name for rule in light for name in rule.prepositions} | ({"of"} if all(rule.object for rule in light) else set())
        allowed.update(name for child in contents for rule in self.light.classes(child, walk.side) for name in rule.prepositions)
        other = {name for rule in light if not rule.object for name in rule.prepositions} - {"of"}
        # "replacement of butter with olive oil"
        passed_over = any(other.intersection(prepositions(child)) for child in children(token, "nmod", "obl"))
        allowed -= {"of"} if passed_over else set()
        walk.down(self._coordinated(token), via)
        before = len(walk.found)
        if not passed_over:
            walk.down(children(token, *_DIRECT), inner)
        walk.down(self._examples(token), via)
        phrases = children(token, "nmod", "obl", "acl", "advcl", *(("xcomp", "ccomp") if light else ()))
        for child in sorted(phrases, key=lambda child: "of" not in prepositions(child)):
            names = prepositions(child)
            if not exposure and names and names[0] in ("of", "in") and len(walk.found) > before:
                continue  # "levels of cholesterol in the blood" are about cholesterol
            if exposure and light and names and names[0] in ("to", "in") and len(walk.found) > before:
                continue  # "addition of psyllium to bread" is about psyllium
            if (names and names[0] in allowed) or (not names and child.dep_ in ("nmod", "obl")):
                walk.down([child], inner)
        if light:
            # "does harm to memory": the phrase right behind a light noun may hang on the verb
            beside = [child for child in children(token.head, "obl") if child.left_edge.i == token.right_edge.i + 1]
            walk.down([child for child in beside if allowed.intersection(prepositions(child)) - {"by"}], inner)
        if exposure:
            # "a diet low in B12", "foods rich in zinc", "people who take B12", "patients taking zinc", "women deficient in iron"
            walk.down(contents, inner)
            walk.down(self._owned(token), inner)
            if light and token.dep_ == "advcl" and children(token, "cop"):
                walk.down(children(token, "nsubj"), inner)  # "when iron levels are low"
            if not walk.found and POPULATION in inner and walk.unit.doc[token.i + 1 : token.i + 2].text == "(":
                walk.down([named for group in word_order.listed(token) for named in group], inner)  # "between groups (zinc vs placebo)"
            if not walk.found and token.dep_ == "appos":
                walk.down([apposed_to(walk.unit, token)], via)
        elif any(rule.class_ == POPULATION for rule in light):
            # "people who have had a stroke", "those struggling with acne"
            walk.down([child for child in children(token, "acl:relcl", "acl") if self.light.classes(child, walk.side)], inner)
        if len(walk.found) == at_first and (exposure or self.light.is_of(token, walk.side, KIND)):
            # "eucalyptol, the main part of eucalyptus oil": known by what it comes from; "some disorders (notably coeliac disease)"
            named = [child for child in children(token, "appos") if not self.is_left_out(child)]
            walk.down([child for child in named if walk.unit.doc[child.left_edge.i - 1].text != ":"], inner)

    def _from_verb(self, walk: Walk, token: Token, light: list[LightWords], inner: frozenset[str], via: frozenset[str]) -> None:
        """Gerunds and clauses as arguments: "eating fish", "developing acne", "taking zinc with food"; only verbs of a light class pass."""
        walk.down(self._coordinated(token), via)
        if not light:
            return
        before = children(token, "compound", "amod", "obl:npmod", "obl:unmarked", *(SUBJECTS if token.dep_ == "amod" else ()))
        walk.down([child for child in before if child.i < token.i], inner)
        allowed = {name for rule in light for name in rule.prepositions}
        if all(rule.object for rule in light):
            taken = children(token, "obj", "iobj", "nsubj:pass", "xcomp")
            walk.down([child for child in taken if token.dep_ != "amod" or child.i > token.i], inner)
        # "the reason your acne won't go away", "if acne bothers you"
        comes = any(rule.class_ == STAYING or (walk.side == "object" and not rule.object) for rule in light)
        if comes or (token.dep_ in (*SUBJECTS, "advcl") and not children(token, "obj")):
            walk.down(children(token, "nsubj"), inner)  # "as vitamin D levels fell"; "kimchi eaten daily" read as a clause
        away = [child for part in children(token, "advmod") for child in children(part, "obl")]  # "staying away from alcohol"
        bare = [child for child in children(token, "obl", "obl:agent", "obl:unmarked") if child.i > token.i and not prepositions(child)]
        walk.down(bare, inner)  # "children given zinc"
        put = [] if all(rule.object for rule in light) else [child for noun in children(token, "obj") for child in children(noun, "nmod")]
        for child in (*children(token, "obl", "obl:agent", "advcl"), *away, *put):
            if allowed.intersection(prepositions(child)):
                walk.down([child], inner)

    def _mixed_in(self, unit: Unit, token: Token, light: bool) -> list[Token]:
        """What an exposure holds besides: "a Nordic diet rich in rye", "milk fortified with iron"; not "antioxidants found in berries".

        Behind a comma it is said of the exposure: "pumpkin seeds, rich in zinc, …".
        """
        mixed = [
            child
            for child in self._contents(token, "exposure")
            if not any(word.is_punct for word in unit.doc[max(child.left_edge.i - 1, 0) : child.left_edge.i + 1])
            and (child.pos_ == "ADJ" or any("with" in prepositions(part) for part in children(child, "obl")))
        ]
        return mixed + [child for child in children(token, "nmod") if light and "with" in prepositions(child)]

    def _shared_group(self, token: Token) -> frozenset[str]:
        """The class of a last conjunct that means the people of both: "the zinc and placebo groups"."""
        groups = [child for child in children(token, "conj") if children(child, "compound", "amod") and not children(child, "det", "case")]
        return frozenset({POPULATION} if any(self.light.is_of(child, "exposure", POPULATION) for child in groups) else ())

    def _named_so(self, unit: Unit, placed: Placed) -> frozenset[str]:
        """The classes of a mention's name and of the words in it, and of what hyphens tie to it: "anti-cancer"."""
        words = {placed.found.name.lower(), *(token.lower_ for token in unit.doc[placed.start : placed.end])}
        inner = frozenset(rule.class_ for word in words for rule in self.light.written(word, "NAME"))
        return inner | self._tied(unit, placed)

    def _tied(self, unit: Unit, placed: Placed) -> frozenset[str]:
        """The classes of what hyphens tie to the front and the end of a mention."""
        before, after = unit.doc[max(placed.start - 2, 0) : placed.start], unit.doc[placed.end : placed.end + 2]
        tied: list[LightWords] = []
        if len(before) == 2 and before[1].text in HYPHENS:
            tied += self.light.written(before[0].lower_, "PREFIX")
        if len(after) == 2 and after[0].text in HYPHENS:
            tied += self.light.written(after[1].lower_, "SUFFIX")
        return frozenset(rule.class_ for rule in tied)

    def _quantity(self, token: Token, side: str) -> frozenset[str]:
        """What is said of how much of a mention there is, or how good it is: "fewer headaches", "no more cramps", "less salt"."""
        words = children(token, "amod", "det", "nummod", "advmod")
        words += [child for word in words for child in children(word, "advmod")]
        return frozenset(rule.class_ for word in words for rule in self.light.classes(word, side)) & QUANTITIES

    def _modified(self, noun: Token) -> frozenset[str]:
        """The classes of the adjectives of a noun, as they are written: "lower rates", "fewer headaches"."""
        return frozenset(rule.class_ for child in children(noun, "amod") for rule in self.light.written(child.lower_, "AMOD"))

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
            and self.light.classes(child, side)
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
        return any(child.pos_ == "PRON" and self.light.is_of(child, "exposure", POPULATION) for child in subjects)

    def _called(self, walk: Walk, token: Token) -> list[Token]:
        """The name that a participle gives a noun: "a compound called sulforaphane"."""
        verbs = [child for child in children(token, "acl") if self.light.is_of(child, walk.side, NAMING)]
        return [name for verb in verbs for name in children(verb, "xcomp", "obj", "obl") if not is_verbal(name)]

    def _named(self, walk: Walk, token: Token) -> list[Token]:
        """What a noun is called: "a compound in broccoli called sulforaphane", "its main part, curcumin, …"."""
        named = self._called(walk, token)
        if walk.side == "exposure" and self._generic(token):
            called = [(child, walk.unit.mention_at(child)) for child in children(token, "appos")]
            named += [child for child, placed in called if placed is not None and placed.kind in walk.kinds]  # not "deficiency (anaemia)"
        return named

    @cached_property
    def _openers(self) -> frozenset[str]:
        return self._words("example")

    def is_example(self, token: Token) -> bool:
        """Whether "such as", "like", "including" stands before a word."""
        return not self._openers.isdisjoint(prepositions(token))

    @cached_property
    def joiners(self) -> frozenset[str]:
        """Words that join the parts of a list."""
        return self._words(LIST)

    @cached_property
    def avoiding(self) -> frozenset[str]:
        """Words for doing without something."""
        return self._words(AVOIDANCE)

    @cached_property
    def eating(self) -> frozenset[str]:
        """Words for taking something."""
        return self._words(EATEN)

    @cached_property
    def _excluders(self) -> frozenset[str]:
        return self._words("exclusion")

    def _coordinated(self, token: Token) -> list[Token]:
        """Conjuncts, those that a preposition or subject of their own makes a new phrase left out."""
        found = []
        for child in children(token, "conj"):
            if children(child, *SUBJECTS) and is_verbal(child):
                continue
            aside = any(token.i < part.i < child.i and children(part, "det") for part in children(token, "appos"))
            # "testosterone, the hormone behind oil and [acne]": an apposition ends with its comma
            if not self.is_left_out(child) and (not aside or before_comma(child) is not None):
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
        ranging = [child for child in children(token, "acl") if self.light.is_of(child, "object", RANGE)]
        starts = [child for verb in ranging for child in children(verb, "obl")]
        ends = [child for start in starts for child in children(start, "nmod") if "to" in prepositions(child)]
        clauses = [word for clause in children(token, "acl", "acl:relcl") for word in clause.subtree]
        inner = [word for word in clauses if word.ent_type_ in OBJECT_KINDS or (word.pos_ == "NOUN" and self.light.classes(word, "object"))]
        examples = [
            child
            for holder in (token, *inner)
            for child in children(holder, "nmod", "acl", "obl", "advcl")
            if child.i > holder.i and self.is_example(child) and (holder is token or child.ent_type_ in EXPOSURE_KINDS)
        ]
        return [*examples, *starts, *ends]


def _tells_source(clause: Token) -> bool:
    """Whether an aside only tells where something of a name of its own is found: "ricin, [found in castor beans], is lethal"."""
    places = [child for child in children(clause, "obl") if not set(PLACES).isdisjoint(prepositions(child))]
    return bool(places) and is_verbal(clause) and before_comma(clause) is not None


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
