"""Whom the text names as the source of what it says: "Li said", "according to the NHS", "Animal studies have shown that …".

The words come from `rules/attribution`. Quotations that run over several sentences are followed with `quoted`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pydantic import Field
from spacy.tokens import Token

from extractor.language.evidence import EvidenceFinder
from extractor.language.lemmas import lemma, possible_lemmas
from extractor.language.people import PeopleFinder
from extractor.language.quotations import outside, signature, speaker_may_follow
from extractor.language.slots import AGENT
from extractor.language.source_names import full_names, is_proper, name_of
from extractor.language.tree import (
    SUBJECTS,
    before_comma,
    children,
    is_passive,
    is_verbal,
    main_clause,
    morph,
    prepositions,
    relative_subject,
)
from extractor.language.units import Unit, walk_back
from extractor.report import OBJECT_KINDS
from extractor.rulebook import Rule, Rulebook

__all__ = ["Attributed", "AttributionFinder", "EvidenceFinder", "SourceRule", "full_names"]

FOLDER = "attribution"
NEAR = 12  # sentences back to where "she" may have been named
CLOSE = 2  # sentences back to where "my doctor" may stand for her
LONGEST_ASIDE = 12  # words of a source between commas or behind the last one
_TIMES = frozenset({"obl:unmarked", "obl:tmod", "amod", "nummod", "case", "compound"})  # of "last week", "Tuesday", "in June"
_CONTENT = frozenset(
    {"ccomp", "xcomp", "obj", "csubj", "obl", "advcl", "parataxis", "acl", "nmod", "iobj", "conj", "nsubj:pass", "csubj:pass"}
)


class SourceRule(Rule):
    """Words (lemmas) that name a source.

    `type`:
        saying: verbs whose subject is the source of a clause or quotation.
        finding: verbs whose subject is one if it is a `source`, `data` or `study` noun, or a proper name with a clause.
        source, data, study: nouns for people and bodies, for data and publications, for studies.
        lay: nouns for people who are the source of what they say in a clause, or report with one of the verbs of `telling`.
        amount: nouns that only count such nouns ("dozens of studies").
        preposition: what stands before a source ("according to").
        authority: what stands before a source that is a noun for one or a proper name ("per").
        place: what stands before a `study` noun in which something was found.
        certain: adjectives for somebody who holds a clause to be true ("was certain that").
        view: nouns for what somebody thinks or says ("in the words of one doctor", "in Dr Lee's view").
        no_source: never a source.
        unreal: words that mark a clause as not said ("until researchers confirm").
    """

    type: Literal[
        "saying", "finding", "source", "lay", "telling", "data", "study", "amount", "preposition", "authority", "place", "view", "certain",
        "no_source", "unreal",
    ]  # fmt: skip
    words: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True, eq=False)
class Attributed:
    """A source in its unit.

    Attributes:
        start, end: token offsets of the wording, end-exclusive ("study co-author Li says").
        source: the source's name.
        covers: the tokens it vouches for.
        speaker: whether it is someone who speaks, whose quotation may run over several sentences.
        named: whether it has a name of its own ("Huiying Li", "NHS").
        rules: ids of the rules that found it.
    """

    start: int
    end: int
    source: str
    covers: frozenset[int]
    speaker: bool = False
    named: bool = False
    rules: tuple[str, ...] = ()


class AttributionFinder:
    """Finds the sources that a unit names."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._words: dict[str, dict[str, str]] = {}
        for rule in rulebook.rules(FOLDER, SourceRule):
            self._words.setdefault(rule.type, {}).update(dict.fromkeys(rule.words, rule.id))
        self._heads = frozenset(word.split()[0] for type_ in ("saying", "finding", "study", "view") for word in self._words.get(type_, ()))
        self._people = PeopleFinder(self._words)
        self._openers = [frozenset(phrase.split()) for type_ in ("preposition", "authority") for phrase in self._words.get(type_, ())]

    def wants_parse(self, unit: Unit) -> bool:
        """Whether the words alone may name a source, of something that claims are about or of a quotation that ends in the unit."""
        if signature(unit) is not None:
            return True
        if not unit.mentions and not speaker_may_follow(unit):
            return False
        words = set(unit.lowered)
        return any(opener <= words for opener in self._openers) or any(not self._heads.isdisjoint(possible_lemmas(word)) for word in words)

    def find(self, unit: Unit) -> list[Attributed]:
        """The sources in a parsed unit: first those with a name of their own, then "researchers", "a study" …, each in reading order."""
        return self._find(unit, pronouns=True)

    def _find(self, unit: Unit, pronouns: bool) -> list[Attributed]:
        found = [self._by_word(unit, token, pronouns) for token in unit.doc]
        items = [item for item in found if item is not None]
        return sorted(items or _by_signature(unit) or self._by_commas(unit), key=lambda item: not item.named)

    def _by_word(self, unit: Unit, token: Token, pronouns: bool) -> Attributed | None:
        if token.dep_ != "amod" and self._rule("certain", token.lower_):
            return self._by_certainty(unit, token)
        return self._by_verb(unit, token, pronouns) if token.pos_ == "VERB" else self._by_preposition(unit, token)

    def _by_certainty(self, unit: Unit, adjective: Token) -> Attributed | None:
        """Who is certain of a clause: "one client was convinced that dairy caused her acne"."""
        rule = self._rule("certain", adjective.lower_)
        clauses = [token for clause in children(adjective, "ccomp") for token in clause.subtree] if rule else []
        who = next(iter(children(adjective, "nsubj", "nsubj:pass")), None) if clauses else None
        if rule is None or who is None or not self._may_be(unit, who):
            return None
        what = self._rule("lay", self._counted(who)[0].lemma_.lower()) or self._is_source(self._counted(who)[0])
        if what is None and not _has_name(who):
            return None
        name = name_of(who)
        rules = (rule, what) if what else (rule,)
        return Attributed(
            min(token.i for token in who.subtree), adjective.i + 1, _text(name), frozenset(token.i for token in clauses),
            speaker=True, named=is_proper(name[0]), rules=rules,
        )  # fmt: skip

    def _by_commas(self, unit: Unit) -> list[Attributed]:
        """The source in a part between commas or behind the last one, by its words alone: parsers lose curt ones.

        "Zinc clears acne, trial shows", ", say researchers in Oslo", "zinc, Dr Lee explains, clears acne".
        """
        words = [token for token in unit.doc if not token.is_punct or token.text == ","]
        commas = [i for i, token in enumerate(words) if token.text == ","]
        for start, end in pairwise([*commas, len(words)]):
            aside = words[start + 1 : end]
            item = self._in_aside(unit, aside) if 2 <= len(aside) <= LONGEST_ASIDE else None
            if item is not None:
                return [item]
        return []

    def _in_aside(self, unit: Unit, aside: list[Token]) -> Attributed | None:
        timed = [i for i in range(1, len(aside) - 1) if all(token.dep_ in _TIMES for token in aside[i + 1 :])][:1]  # "… reported last week"
        for verb, name in ((aside[-1], aside[:-1]), (aside[0], aside[1:]), *((aside[i], aside[:i]) for i in timed)):
            form = lemma(verb.lower_, "VERB")
            rule = self._rule("finding", form) or self._rule("saying", form)
            nouns = [token for token in name if token.pos_ in ("NOUN", "PROPN")]
            if not rule or not nouns or not verb.is_lower or name[0].pos_ == "ADP" or any(unit.mention_at(token) for token in name):
                continue
            known = next((what for token in nouns if (what := self._is_source(token))), None)
            proper = [token for token in name if token.pos_ != "DET"]
            if not (known or all(map(is_proper, proper))) or not self._may_be(unit, nouns[0]):
                continue
            if known and is_proper(name[-1]) and all(token.pos_ != "ADP" for token in name):
                proper = list(filter(is_proper, name))  # "nutritionist Mary Poole"
            inside = range(aside[0].i, aside[-1].i + 1)
            covers = frozenset(range(len(unit.doc))) - frozenset(inside)
            rules = (rule, known) if known else (rule,)
            return Attributed(inside.start, inside.stop, _text(proper), covers, named=is_proper(proper[0]), rules=rules)
        return None

    def _is_source(self, noun: Token) -> str | None:
        form = noun.lemma_.lower()
        return self._rule("study", form) or self._rule("source", form) or self._rule("data", form)

    def _by_preposition(self, unit: Unit, noun: Token) -> Attributed | None:
        before = prepositions(noun)
        rules = [rule for word in before if (rule := self._rule("preposition", word))]
        if not rules and (_has_name(noun) or self._is_source(self._counted(noun)[0])):
            rules = [rule for word in before if (rule := self._rule("authority", word))]
        view = noun.head if not rules and noun.dep_ in ("nmod", "nmod:poss") else None
        if view is not None and "in" in prepositions(view) and (noun.dep_ == "nmod:poss" or ("of" in before and children(view, "det"))):
            rules = [rule] if (rule := self._rule("view", view.lemma_.lower())) else []
        study: str | None = None
        if not rules:
            view = None
            rules = [rule for word in before if (rule := self._rule("place", word))]
            counted, amount = self._counted(noun)
            study = self._rule("study", counted.lemma_.lower())
            # hung on another word: "in a trial zinc …", "linked to depression in the study"
            passed = noun.doc[noun.head.i : noun.i]
            hung = noun.dep_ == "nmod" and (noun.i < noun.head.i or any(token.ent_type_ in OBJECT_KINDS for token in passed))
            if not rules or study is None or is_proper(noun) or not (noun.dep_.startswith("obl") or hung):
                return None
            rules = [study, *rules, *amount]
        if not self._may_be(unit, noun):
            return None
        clause = noun.head if view is None else view.head
        own = clause.i != noun.i and clause.dep_ in ("conj", "acl", "acl:relcl", "advcl", "ccomp")
        covers = frozenset(token.i for token in clause.subtree) if own else frozenset(range(len(unit.doc)))
        if study and view is None and noun.i > clause.i:  # "was linked to acne in two trials, but it harms the skin"
            covers = frozenset(i for i in covers if main_clause(unit.doc[i]) == main_clause(noun))
        name = name_of(noun)
        start = min(token.i for token in (view or noun).subtree if token.i <= noun.i and not token.is_punct)
        return Attributed(start, name[-1].i + 1, _text(name), covers, named=is_proper(name[0]), rules=tuple(rules))

    def _by_verb(self, unit: Unit, verb: Token, pronouns: bool) -> Attributed | None:
        form = verb.lemma_.lower()
        phrases = (form, *(f"{form} {child.lower_}" for child in children(verb, "obj")))  # "as she puts it"
        saying = next((rule for phrase in phrases if (rule := self._rule("saying", phrase))), None)
        finding = self._rule("finding", form)
        if saying is None and finding is None:
            return None
        passive = is_passive(verb)
        joined = children(verb, "cc") and children(verb, "ccomp")  # "…, but my mother says that …"
        aside = (verb.dep_ == "parataxis" and not joined) or (verb.dep_ == "advcl" and "as" in prepositions(verb))
        noun = (_agent(verb) or (self._told_in(verb) if aside else None)) if passive else _sayer(verb)
        quotes = outside(unit, verb)
        behind = _behind(verb) if noun is None and not passive else None
        if behind is not None and self._is_source(self._counted(behind)[0]):
            noun, aside = behind, aside or verb.dep_ == "conj"
        if noun is None and (quotes or (verb.i and verb.nbor(-1).text == ",")) and saying and not passive:
            noun = _inverted(verb)
        if noun is None or any(self._rule("unreal", word.lower_) for word in children(verb, "mark", "advmod")):
            return None
        person = self._meant(unit, noun) if pronouns and (saying or aside or quotes) and not passive else None
        if person is None and not self._may_be(unit, noun):
            return None
        clauses = [child for child in children(verb, "ccomp", "parataxis") if is_verbal(child) or children(child, *SUBJECTS, "cop", "mark")]
        says = aside or quotes or bool(clauses)
        counted, amount = self._counted(noun)
        data = self._rule("data", counted.lemma_.lower()) or self._rule("study", counted.lemma_.lower())
        tells = self._rule("telling", form)
        what = self._is_source(counted) or (self._rule("lay", counted.lemma_.lower()) if tells or says else None)
        if saying and says and not passive:
            rules = [saying]
        elif finding and (what or (person and says) or ((says or tells) and _has_name(noun))):
            rules = [rule for rule in (finding, what, tells, *amount) if rule]
        else:
            return None
        covers = _covers(unit, verb, noun, aside, quotes)
        if not covers:
            return None
        name = name_of(noun)
        start, end = _wording(verb, noun, name, passive)
        speaks = not passive and data is None and verb.dep_ not in ("acl", "acl:relcl")
        named = person is not None or is_proper(name[0]) or (quotes and _has_name(name[0])) or (is_proper(noun) and name[0].is_title)
        return Attributed(start, end, person or _text(name), covers, speaks, named, tuple(rules))

    def _told_in(self, verb: Token) -> Token | None:
        """The publication in which something was reported: "as reported in JAMA"."""
        places = [child for child in children(verb, "obl") if any(self._rule("place", name) for name in prepositions(child))]
        return next((place for place in places if _has_name(place) or self._is_source(place)), None)

    def _rule(self, type_: str, word: str) -> str | None:
        return self._words.get(type_, {}).get(word)

    def _may_be(self, unit: Unit, noun: Token) -> bool:
        counted, amount = self._counted(noun)
        if amount:
            return self._may_be(unit, counted)
        if noun.pos_ not in ("NOUN", "PROPN", "ADJ", "X") or (unit.mention_at(noun) is not None and not self._names_body(noun)):
            return False
        if self._rule("no_source", noun.lemma_.lower()) or self._rule("no_source", noun.lower_):
            return False
        # "there isn't a trial showing that …"
        lacking = children(noun.head, "expl") and any("Neg" in morph(child, "Polarity") for child in noun.head.children)
        return not lacking and not any("Neg" in child.morph.get("PronType", []) or child.lower_ == "no" for child in children(noun, "det"))

    def _names_body(self, noun: Token) -> bool:
        """Whether a word for something eaten is part of a body's name, as the noun before it tells: "the industry body Soft Drinks UK"."""
        return is_proper(noun) and any(child.is_lower and self._rule("source", child.lower_) for child in children(noun, "compound"))

    def _counted(self, noun: Token) -> tuple[Token, list[str]]:
        """What an amount is made of, with the id of its rule: studies in "dozens of studies". Else the noun itself."""
        rule = self._rule("amount", noun.lemma_.lower())
        parts = [child for child in children(noun, "nmod", "obl") if "of" in prepositions(child)] if rule else []
        return (parts[0], [rule]) if parts and rule else (noun, [])

    def _meant(self, unit: Unit, pronoun: Token) -> str | None:
        """The person that "he" or "she" means: who spoke last in the section, or was brought in to speak."""
        if not {"Masc", "Fem"} & set(pronoun.morph.get("Gender", [])):
            return None
        last_names: set[str] = set()  # "Reiss prefers tea. Tea calms, he said."
        other = False  # whether the one looked for next is "she", not "he"
        found: str | None = None
        for steps, earlier in enumerate(walk_back(unit, NEAR)):
            items = reversed(self._find(earlier, pronouns=False)) if earlier.parsed else ()
            person = next((item.source for item in items if item.speaker and item.named), None) or self._people.named(earlier)
            other = other or self._speaks_other(earlier, pronoun)
            if person is not None and (not last_names or person.split()[-1] in last_names):
                if not other or last_names:
                    return person
                other = False
            elif person is not None:
                found = found or person
            elif steps < CLOSE and not last_names and (trade := self._people.of_a_trade(earlier)) is not None:
                return trade
            elif (last := self._people.by_last_name(earlier)) is not None:
                last_names.add(last)
        return found

    def _speaks_other(self, unit: Unit, pronoun: Token) -> bool:
        """Whether somebody of the other gender than a pronoun's speaks in a unit: "she said" where "he" is asked for."""
        gender = set(pronoun.morph.get("Gender", []))
        pronouns = (token for token in unit.doc if token.dep_ == "nsubj" and token.pos_ == "PRON")
        spoken = (token for token in pronouns if self._rule("saying", token.head.lemma_.lower()))
        return any(other and not other & gender for token in spoken if (other := set(morph(token, "Gender")) - {"Neut"}))


def _by_signature(unit: Unit) -> list[Attributed]:
    signed = signature(unit)
    if signed is None:
        return []
    start, end = signed
    return [Attributed(start, end, unit.doc[start:end].text, frozenset(range(start)), speaker=True, named=True)]


def _agent(verb: Token) -> Token | None:
    return next((child for child in children(verb, "obl:agent", "obl") if any(name in AGENT for name in prepositions(child))), None)


def _sayer(verb: Token) -> Token | None:
    """The subject of a verb in the active: its own, that of the verb it is joined to, or the noun it hangs on ("research showing …")."""
    own = children(verb, "nsubj")
    if verb.dep_ == "advcl:relcl" and relative_subject(verb):
        return before_comma(verb)  # "my pharmacist, who said that …"
    if verb.dep_ == "acl:relcl" and (not own or relative_subject(verb)):
        return verb.head
    if own:
        return own[0]
    participle = bool({"Ger", "Part"} & set(verb.morph.get("VerbForm", [])))
    if verb.dep_ == "acl" and participle:
        return verb.head
    joined = verb.dep_ == "conj" or (verb.dep_ == "advcl" and participle)
    if joined and is_verbal(verb.head) and not is_passive(verb.head):
        told = "for" in prepositions(verb)  # "warned the firm for claiming that …", "sent a letter to the firm for claiming that …"
        taken_to_task = [child for child in children(verb.head, "obj", "iobj", "obl") if child.i < verb.i] if told else []
        return next(iter(taken_to_task[-1:] or children(verb.head, "nsubj")), None)
    return None


def _behind(verb: Token) -> Token | None:
    """What the tree took for the object of a verb behind its clause: "zinc clears acne, finds a [study] in JAMA"."""
    clause = any(child.i < verb.i for child in children(verb, "ccomp"))
    clause = clause or (verb.dep_ in ("conj", "parataxis") and verb.i > 0 and verb.nbor(-1).text == ",")
    return next((child for child in children(verb, "obj") if child.i > verb.i), None) if clause else None


def _has_name(noun: Token) -> bool:
    """Whether a noun is a name, as its capital shows: "the NHS", "JAMA Neurology"."""
    return is_proper(noun) or (noun.i > 0 and noun.pos_ == "NOUN" and noun.text[0].isupper())


def _inverted(verb: Token) -> Token | None:
    """The proper name close behind a verb of saying, where the tree has lost its subject: ‘…,” said study co-author Huiying Li.’"""
    for token in verb.doc[verb.i + 1 :]:
        if is_proper(token):
            return token
        if token.is_punct and token.text != "-":
            return None
    return None


def _covers(unit: Unit, verb: Token, noun: Token, aside: bool, quotes: bool) -> frozenset[int]:
    """What the source of a verb vouches for: its clauses and objects; the rest of the sentence where the verb is an aside."""
    covers: set[int] = set()
    for child in verb.children:
        if child.dep_ in _CONTENT and child.i != noun.i and not (child.dep_ == "conj" and children(child, *SUBJECTS)):
            covers |= {token.i for token in child.subtree}
    if aside:
        covers |= set(range(len(unit.doc))) - {token.i for token in verb.subtree}
    if not covers and quotes:
        covers = set(range(len(unit.doc)))
    above = noun.is_ancestor(verb)
    apart = {noun.i} if above else {token.i for token in noun.subtree}
    return frozenset((covers | {verb.i}) - apart) if covers else frozenset()


def _wording(verb: Token, noun: Token, name: list[Token], passive: bool) -> tuple[int, int]:
    """Tokens of the wording: "A study in the Lancet found", "said study co-author Huiying Li", "by researchers in Oslo"."""
    below = {token.i for token in verb.subtree} if noun.is_ancestor(verb) else set()
    before = [token.i for token in noun.subtree if token.i <= noun.i and token.i not in below and not token.is_punct]
    first, last = min([*before, name[0].i]), name[-1].i
    return (first, last + 1) if passive else (min(first, verb.i), max(last, verb.i) + 1)


def _text(tokens: list[Token]) -> str:
    return tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text
