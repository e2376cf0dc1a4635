"""What a pronoun, "the vitamin" or "a deficiency" stands for: the nearest exposure that the text made its topic.

Only subjects of claims are resolved (contract, "Resolving"). Word classes come from `rules/claims/anaphors`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain
from typing import Literal

from pydantic import Field
from spacy.tokens import Token

from extractor.language.grammar import word_class
from extractor.language.lemmas import possible_lemmas
from extractor.language.light import INTAKE, POPULATION, light_words
from extractor.language.tree import SUBJECTS, base, children, is_relative, is_verbal, morph, prepositions
from extractor.language.units import Placed, Unit, walk_back
from extractor.report import EXPOSURE_KINDS, MentionKind, State
from extractor.rulebook import Rule, Rulebook

FOLDER = "claims/anaphors"
OPENING = 6  # tokens that a sentence may begin with, its topic among them
DESCRIBED = word_class("described")
RELATIVES = word_class("relative")
MOST_BACK = 8  # sentences looked back over where each goes on about the same topic


class Anaphor(Rule):
    """Words that stand for an exposure said before.

    `type` pronoun: bare ("it"); generic: a noun with one of `determiners` ("this vitamin"; "" in the list: also without any; "#": any
    number), and behind it no more than `asides` open ("a scoop [after] training");
    relational: a noun that is always of something, if the sentence does not say of what ("benefits include"): of what the heading
    names, else the text before; first, last: "the former" and "the latter" of two in the sentence before.
    `kinds` are the kinds of mention it can stand for; `names` parts of the mention's name, one of which it must have ("vitamin");
    `state` what it adds, `denied` what it adds to a verb that is denied ("don't get enough"); `states` those of which it must have one.
    """

    type: Literal["pronoun", "generic", "relational", "first", "last"]
    words: tuple[str, ...]
    determiners: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    kinds: tuple[MentionKind, ...] = ("nutrient", "supplement", "food", "product")
    names: tuple[str, ...] = ()
    state: State | None = None
    denied: State | None = None
    states: tuple[State, ...] = ()
    reach: int = Field(default=2, ge=0, le=10)


class Resolver:
    """Resolves subjects of claims against the units before them."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rules: dict[str, list[Anaphor]] = {}
        self._people = light_words(rulebook, POPULATION)
        self._portions = light_words(rulebook, INTAKE)
        for rule in rulebook.rules(FOLDER, Anaphor):
            for word in rule.words:
                self._rules.setdefault(word, []).append(rule)
        self._pronouns = frozenset(word for word, rules in self._rules.items() for rule in rules if rule.type == "pronoun")
        self._heads = {word.rpartition(" ")[2] for word in self._rules}
        self._reach = max((rule.reach for rules in self._rules.values() for rule in rules), default=0)

    def may_resolve(self, unit: Unit) -> bool:
        """Whether, as far as the words alone tell, something in the unit can stand for an exposure named before it."""
        words = [token for token in unit.doc if not self._heads.isdisjoint(possible_lemmas(token.text))]
        before = (earlier for token in words for earlier in self._back(unit, self._reach, token.lower_))
        return any(placed.kind in EXPOSURE_KINDS for earlier in before for placed in earlier.mentions)

    def rule_for(self, token: Token) -> Anaphor | None:
        """The anaphor rule that a word falls under, if any."""
        compounds = [f"{child.lower_} {token.lemma_.lower()}" for child in children(token, "compound")]
        for rule in [rule for key in (token.lemma_.lower(), token.lower_, *compounds) for rule in self._rules.get(key, ())]:
            relative = "Rel" in morph(token, "PronType") or (is_relative(token) and token.head.dep_.endswith("relcl"))
            said = bool(children(token, "acl:relcl", "nmod"))  # "those that are processed"
            if rule.type == "pronoun" and token.pos_ in ("PRON", "DET") and token.dep_ != "det" and not relative and not said:
                return rule
            if rule.type in ("first", "last") and children(token, "det"):
                return rule
            topic = token.dep_ in SUBJECTS or token.head.i == token.i
            if rule.type == "relational" and topic and token.pos_ in ("NOUN", "PROPN") and not self._says_of_what(token):
                return rule
            noun = token.pos_ in ("NOUN", "PROPN") or topic or token.dep_ == "obj"  # "too much"
            if rule.type == "generic" and noun and not children(token, "cop", "nsubj"):
                if any(not _aside(rule, child) for child in children(token, "nmod", "obl", "acl", "acl:relcl", "compound", "appos")):
                    continue  # "the antioxidants in blueberries" says itself what it means
                if any(child.ent_type_ in EXPOSURE_KINDS for child in children(token, "amod")):
                    continue  # "turmeric supplements", the first word read as an adjective
                before = {_determiner(child) for child in children(token, "det", "nmod:poss", "amod", "nummod", "advmod")}
                if before & set(rule.determiners) or ("" in rule.determiners and not children(token, "nmod:poss")):
                    return rule
        return None

    @staticmethod
    def _says_of_what(noun: Token) -> bool:
        owners = [child for child in children(noun, "nmod:poss") if child.pos_ != "PRON"]
        clauses = [word for clause in children(noun, "acl", "acl:relcl") for word in clause.subtree if word.ent_type_ in EXPOSURE_KINDS]
        return bool(owners or clauses or any("of" in prepositions(child) for child in children(noun, "nmod")))

    def is_generic(self, token: Token) -> bool:
        """Whether a noun is one of those that stand for another ("a mineral", "a drink"), with whatever determiner."""
        return any(rule.type == "generic" for rule in self._rules.get(token.lemma_.lower(), []))

    def resolve(self, unit: Unit, token: Token) -> Placed | None:
        """The exposure that `token`, head of a claim's subject, stands for; None if it is no anaphor or nothing fits."""
        rule = self.rule_for(token)
        if rule is None:
            return None
        people = [
            other
            for other in unit.doc[: token.i]
            if other.lemma_.lower() in self._people
            and other.pos_ != "SCONJ"
            and "2" not in morph(other, "Person")
            and "Rel" not in morph(other, "PronType")
            and base(other.dep_) not in ("obl", "nmod")
        ]
        if people and rule.type == "pronoun" and "Plur" in morph(token, "Number") and not _done_by(people, token):
            return None  # "patients should ask a doctor before they …"
        aside = _asides(token) if rule.type == "pronoun" else frozenset()
        before = [placed for placed in unit.mentions if placed.end <= token.i and placed.start not in aside and self._fits(rule, placed)]
        if rule.type == "pronoun":  # "sold as a superfood, but …, and [it] …"
            before = [item for item in before if unit.doc[item.start].dep_ in SUBJECTS or not self._names_class(unit, item)]
        if rule.type == "pronoun" and token.i >= OPENING and _opens(unit, (token.lower_, token.lemma_.lower())):
            before = []  # "it suppresses fat, as [it] …": the first "it" is the topic
        if before and (rule.type != "pronoun" or before[0].start == _first_said(unit)):
            return before[0]
        if rule.type == "pronoun" and (self._means_other(token) or _means_clause(token)):
            return None
        if rule.asides and self._goes_on_about_other(token):
            return None
        back = self._back(unit, rule.reach, token.lower_)
        if rule.type == "relational" and unit.heading is not None:
            back = chain((unit.heading,), back)
        for earlier in back:
            fitting = [placed for placed in earlier.mentions if self._fits(rule, placed)]
            if rule.type == "generic" and _opens(earlier, self._pronouns):  # "It is an adaptogen" names no other topic
                fitting = [placed for placed in fitting if not self._names_class(earlier, placed)]
            if rule.type == "pronoun" and (topic := _topic(earlier)) is not None:
                fitting = [placed for placed in fitting if placed.start >= topic.start]
            if rule.type in ("first", "last"):
                return fitting[0 if rule.type == "first" else -1] if len(fitting) > 1 else None
            asks = unit.is_question and unit.block != earlier.block and "Plur" in morph(token, "Number")
            if rule.type == "pronoun" and asks and len(fitting) == 1 and not _is_plural(earlier, fitting[0]):
                return None  # "Sugar rots teeth." and in the next reader's question: "Will [they] help with colds?"
            if rule.type == "pronoun":
                # the topic of a sentence is what it begins with: "Eczema is …. It …" does not speak of an exposure named at its end
                if fitting and fitting[0] is _topic(earlier):
                    return fitting[0]
                if earlier.mentions and earlier is not unit.heading:
                    return None
            elif fitting:
                return fitting[0]
        return None

    def _back(self, unit: Unit, reach: int, word: str) -> Iterator[Unit]:
        """The units before this one in its section, nearest first, then the headings above it.

        Those do not count that go on about a topic named before, with the same word, one like it, or a class for it: "Rosehip oil is cheap.
        It fades scars. The oil smells of nothing. [This] softens skin".
        """
        rules = chain.from_iterable(self._rules.get(name, ()) for name in possible_lemmas(word))
        pronouns = (rule.words for rule in rules if rule.type == "pronoun")
        alike = frozenset([word, *chain.from_iterable(pronouns)])
        for earlier in walk_back(unit, MOST_BACK):
            if earlier is not unit.heading:
                if _opens(earlier, alike) or self._opens_on_class(earlier) or self._goes_on(earlier, alike):
                    continue
                if _opens(earlier, self._pronouns) and not any(placed.kind in EXPOSURE_KINDS for placed in earlier.mentions):
                    continue  # "Collagen has many tasks. These include wound healing. It …"
                if reach == 0:
                    continue
                reach -= 1
            yield earlier
        yield from _topic_above(unit, word)

    def _names_class(self, unit: Unit, placed: Placed) -> bool:
        """Whether a mention is but a noun that can stand for another: "an adaptogen"."""
        names = possible_lemmas(unit.doc[placed.start].text)
        return placed.end - placed.start == 1 and any(rule.type == "generic" for name in names for rule in self._rules.get(name, ()))

    def _goes_on(self, unit: Unit, words: Collection[str]) -> bool:
        """Whether a unit that names no exposure says that someone takes what one of these pronouns stands for: "men who took it"."""
        behind = (n for n, then in enumerate(unit.lowered[1:]) if then in words)
        taken = any(not self._portions.isdisjoint(possible_lemmas(unit.doc[n].text)) for n in behind)
        return taken and not any(placed.kind in EXPOSURE_KINDS for placed in unit.mentions)

    def _opens_on_class(self, unit: Unit) -> bool:
        """Whether a unit begins with a noun that stands for an exposure said before ("this tangy drink"), and names none itself."""
        before: set[str] = set()
        for token in unit.doc[:OPENING] if _named_first(unit) == OPENING else ():
            rules = chain.from_iterable(self._rules.get(name, ()) for name in possible_lemmas(token.text))
            if any(rule.type == "generic" and before & set(rule.determiners) for rule in rules):
                return True
            before.add(_determiner(token))
        return False

    def _means_other(self, pronoun: Token) -> bool:
        """Whether a pronoun means something else in its sentence: "I skip [the late film] because [it] keeps me awake".

        So too what the main clause is said of: "[Running] in the heat is a bad idea, since [it] hurts the kidneys".
        """
        clause = pronoun.head
        main = clause.head
        if pronoun.dep_ not in SUBJECTS or clause.dep_ not in ("advcl", "parataxis") or main.i > clause.i:
            return False
        # of whoever is somebody's it is not "it": "my doctor is glad, since it …"
        said_of = [noun for noun in children(main, "nsubj") if children(main, "cop") and not children(noun, "nmod:poss")]
        return any(
            noun.pos_ == "NOUN"
            and not noun.ent_type_
            and noun.lemma_.lower() not in self._portions | self._people
            and not self.is_generic(noun)
            and morph(noun, "Number") == morph(pronoun, "Number")
            and not any(word.pos_ == "PRON" and word.lower_ == pronoun.lower_ for word in noun.subtree)
            for noun in (*children(main, "obj"), *said_of)
        )

    def _goes_on_about_other(self, amount: Token) -> bool:
        """Whether the clause that an amount's is joined to speaks of something else: "[exercise] is healthy, but too [much] is not"."""
        clause = next((word for word in amount.ancestors if word.dep_ == "conj"), None)
        before = children(clause.head, "nsubj") if clause is not None else []
        return any(
            noun.pos_ == "NOUN" and not noun.ent_type_ and noun.lemma_.lower() not in self._portions | self._people for noun in before
        )

    @staticmethod
    def plain(unit: Unit, placed: Placed) -> Placed | None:
        """A mention of the same thing before the unit, of which nothing is said as to its lack or excess."""
        for earlier in walk_back(unit, 10):
            for other in earlier.mentions:
                if other.found.name == placed.found.name and other.state not in ("deficiency", "excess"):
                    return other
        return None

    def all_fitting(self, unit: Unit, token: Token) -> list[Placed]:
        """The nutrients of a unit that a plural for nutrients stands for, wherever they stand in it; none where it may be for foods."""
        rule = self.rule_for(token)
        if rule is None or "food" in rule.kinds:
            return []
        return [placed for placed in unit.mentions if self._fits(rule, placed)]

    @staticmethod
    def _fits(rule: Anaphor, placed: Placed) -> bool:
        kind = placed.kind
        name = placed.found.name.lower()
        if rule.states and placed.state not in rule.states:
            return False
        return kind in EXPOSURE_KINDS and kind in rule.kinds and (not rule.names or any(part in name for part in rule.names))


def _first_said(unit: Unit) -> int:
    """Where the first mention of a sentence begins, of a list item with its lead-in that of the item."""
    return next((placed.start for placed in unit.mentions if placed.start >= unit.lead), unit.mentions[0].start)


def _determiner(token: Token) -> str:
    """A word as `determiners` write it."""
    return "#" if token.like_num else token.lower_


def _aside(rule: Anaphor, modifier: Token) -> bool:
    """Whether what modifies a noun leaves open what it is of: "a scoop [after training]", "a [400 mg] tablet"."""
    opener = (*prepositions(modifier), modifier.lower_)[0]
    if modifier.pos_ == "PRON" and rule.state is not None:
        return True  # "too little [of it]"
    return opener in rule.asides or (modifier.dep_ == "compound" and bool(rule.asides) and bool(children(modifier, "nummod")))


def _opens(unit: Unit, words: Collection[str]) -> bool:
    """Whether a unit begins with one of these words ("it", "specifically, it") before any exposure, and so goes on about a topic.

    What describes it may stand before: "[Rich in zinc], it …".
    """
    behind = behind_description(unit)
    first = unit.lowered[: _named_first(unit)]
    # "trials have found [that] zinc …" opens with no pronoun
    first = [word for n, word in enumerate(first) if n == 0 or word not in RELATIVES or first[n - 1] == ","]
    return any(word in words for word in (*first, *unit.lowered[behind : behind + min(behind, 1)]))


def behind_description(unit: Unit) -> int:
    """Where what a description at the head of a sentence is said of begins: "[Rich in zinc], it …"; 0 where there is none."""
    opening = unit.lowered[:OPENING]
    named = bool(unit.mentions) and unit.mentions[0].start <= 1  # "Roasted almonds, walnuts …"
    return opening.index(",") + 1 if "," in opening and opening[0].endswith(DESCRIBED) and not named else 0


def _topic(unit: Unit) -> Placed | None:
    """What a sentence begins with, but for a description of it: "Rich in zinc, [oysters] …"."""
    return next((placed for placed in unit.mentions if placed.start >= behind_description(unit)), None)


def _is_plural(unit: Unit, placed: Placed) -> bool:
    """Whether a mention's last word is a plural."""
    return len(possible_lemmas(unit.doc[placed.end - 1].lower_)) > 1


def _named_first(unit: Unit) -> int:
    """The first exposure among the tokens that a unit opens with, else their number."""
    return min((placed.start for placed in unit.mentions if placed.kind in EXPOSURE_KINDS and placed.start < OPENING), default=OPENING)


def _topic_above(unit: Unit, word: str) -> Iterator[Unit]:
    """The heading that names what the headings under it go on about with a pronoun ("2. It calms the nerves"), if there is one."""
    heading = unit.heading
    while heading is not None and any(token.lower_ == word for token in heading.doc):
        heading = heading.heading
        if heading is not None and any(placed.kind in EXPOSURE_KINDS for placed in heading.mentions):
            yield heading
            return


def _done_by(people: Collection[Token], pronoun: Token) -> bool:
    """Whether it is these people who do something to what a pronoun means, so that it does not mean them: "people who eat [them]"."""
    verb = pronoun.head if is_verbal(pronoun.head) else pronoun.head.head
    doers = children(verb, *SUBJECTS)
    return pronoun not in doers and any(doer in people or (is_relative(doer) and verb.head in people) for doer in doers)


def _means_clause(pronoun: Token) -> bool:
    """Whether "that" or "this" means all of the clause before it: "Stress keeps cortisol high, and [that] harms sleep"."""
    clause = pronoun.head
    return "Dem" in morph(pronoun, "PronType") and clause.dep_ == "conj" and bool(children(clause.head, *SUBJECTS))


def _asides(pronoun: Token) -> frozenset[int]:
    """The words before a pronoun that only describe what it stands for: "[Rich in zinc], they help …"."""
    clauses = [child for child in children(pronoun.head, "advcl", "acl", "amod") if child.i < pronoun.i]
    bare = [child for child in clauses if not children(child, *SUBJECTS, "mark", "case")]
    return frozenset(word.i for clause in bare for word in clause.subtree)
