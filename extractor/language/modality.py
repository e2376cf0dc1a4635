"""What happens to a claim in its sentence: is it denied, asked, hedged, boosted, or not said at all?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field
from spacy.tokens import Span, Token
from spacy.vocab import Vocab

from extractor.language.cues import CueFinder, CueRule
from extractor.language.grammar import word_class
from extractor.language.hedges import FoundHedge
from extractor.language.light import WISH, light_words
from extractor.language.scope import noun_phrase, predicate_scope, scope_of
from extractor.language.tree import (
    SUBJECTS,
    base,
    before_comma,
    children,
    is_finite,
    is_passive,
    is_relative,
    is_verbal,
    morph,
    prepositions,
    relative_subject,
)
from extractor.language.units import Unit
from extractor.report import Certainty, Strength
from extractor.rulebook import Rule, Rulebook

BEING = frozenset(word_class("being"))
LABEL = 5  # words that the label of a sentence may have, with its colon
NUMBERING = " :.)–-*•0123456789"  # around a title: "7. References:"
NEGATION = "negation"
SUPPRESS = "claims/suppress"


class NegationRule(CueRule):
    """Words that deny what they cover."""


class SuppressRule(Rule):
    """Settings in which nothing is claimed.

    `type` is one of
    governor: words (lemmas) that govern the trigger as their object or complement ("we examined the effect of"), or behind one of
    `prepositions` ("was asked about the effect of"), if need be with one of `subjects` ("little is known about the effect of");
    marker: words that open a clause which only supposes ("if", "unless");
    asking: words that open a clause which a governor asks about ("whether");
    inversion: auxiliaries that begin a clause which supposes ("should dairy cause …, …");
    open: question words that ask what something is; with one of the lemmas `objects` also without a question mark ("what happened to");
    title: nouns that name a topic and no more where a sentence without a verb begins with them ("effects of zinc on acne");
    design: nouns that, behind the colon of a sentence without a verb, make it the title of a study ("zinc for acne: a trial");
    label: nouns that, before a colon, label a sentence as what a study asks ("AIM: zinc would reduce acne");
    section: titles of sections that list what others wrote ("references");
    topic: nouns that, behind one of `prepositions`, only name what is spoken of ("in relation to zinc and acne, …");
    start: nouns that, behind one of `prepositions`, say that groups were compared before anything was done; only for the lemmas `objects`
    ("iron was similar in both groups at baseline").

    A governor may ask to stand `within` an auxiliary ("must") or another verb ("need to": "studies are needed to confirm the effect of"),
    and inquires into nothing with one of the words `lifted` above it, as its auxiliary or as its object ("confirm the hypothesis", "has
    been hypothesised", "describe a case of"), or with one of the adjectives `weighed` ("not enough research to show").
    With one of the lemmas `objects` as its object or infinitive it says of its subject that it is not known yet ("requires study").
    """

    type: Literal["governor", "marker", "asking", "inversion", "open", "title", "design", "label", "section", "topic", "start"]
    prepositions: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    lifted: tuple[str, ...] = ()
    weighed: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    words: tuple[str, ...] = Field(min_length=1)

    def allows(self, verb: Token) -> bool:
        """Whether a verb stands under one of the words that the rule asks for: as its infinitive, or with it as auxiliary."""
        above = [f"{verb.head.lemma_.lower()} to"] if "to" in prepositions(verb) else []
        return not {*above, *(part.lemma_.lower() for part in children(verb, "aux"))}.isdisjoint(self.within)

    def is_lifted(self, word: Token) -> bool:
        """Whether a word's governor, auxiliary or object shows that what it names is borne out, or its adjective that it is weighed."""
        auxiliaries = {part.lower_ for part in children(word, "aux", "aux:pass")}
        named = {noun.lemma_.lower() for noun in (word.head, *children(word, "obj", "nsubj:pass"))}
        adjectives = {part.lower_ for part in children(word, "amod")}
        return not (auxiliaries | named).isdisjoint(self.lifted) or not adjectives.isdisjoint(self.weighed)


class Modality:
    """Reads negation, certainty and suppression for claims; stateless beyond its rules."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        self._negation = CueFinder(vocab, rulebook.rules(NEGATION, NegationRule))
        self._wishes = light_words(rulebook, WISH)
        rules = rulebook.rules(SUPPRESS, SuppressRule)
        self._governors: dict[str, list[SuppressRule]] = {}
        self._by_type: dict[str, dict[str, SuppressRule]] = {}
        for rule in rules:
            for word in rule.words:
                if rule.type == "governor":
                    self._governors.setdefault(word, []).append(rule)
                else:
                    self._by_type.setdefault(rule.type, {})[word] = rule

    def negations(self, unit: Unit) -> list[tuple[set[int], set[int]]]:
        """For each negation of the unit the tokens of the cue and the tokens that it covers."""
        found = []
        cues = self._negation.find(unit.doc)
        asked = self._asked_clauses(unit) if cues else []
        beside = _asides_of(unit) if cues else []
        for cue in cues:
            span = unit.doc[cue.start : cue.end]
            own = set(range(cue.start, cue.end))
            # a clause of its own behind "and" or "but" is not denied with the one before it
            apart = {token.i for clause in children(span.root, "conj") if children(clause, *SUBJECTS) for token in clause.subtree}
            apart |= {token.i for clause in beside if cue.end <= clause.left_edge.i for token in clause.subtree}
            covered = self._negated_tokens(span.root, scope_of(span, cue.rule.scope), span.root.head) - apart
            about = {token.i for clause in asked if not clause.is_ancestor(span.root) for token in clause.subtree}
            found.append((own, (covered - about) & _bracket_around(span)))
        return found

    def _asked_clauses(self, unit: Unit) -> list[Token]:
        """The heads of clauses that are asked about, not said: "we don't know if …", "not clear how …" deny nothing in them."""
        asking = {*self._by_type.get("asking", {}), *self._by_type.get("marker", {})}
        marked = [token for token in unit.doc if token.dep_ != "advcl" and any(name in asking for name in prepositions(token))]
        return marked + [token for token in unit.doc if _asks_how(token)]

    @staticmethod
    def _negated_tokens(cue: Token, scope: set[int], governor: Token) -> set[int]:
        """The scope, and for a denied noun ("no effect", "no vitamin cures", "nobody") the clause that it takes part in."""
        if base(cue.dep_) == "nsubj" and cue.pos_ in ("PRON", "NOUN", "DET"):
            return scope | _clause_of(cue)
        described = governor
        while described.dep_ in ("advmod", "amod"):
            described = described.head
        whole = cue.pos_ != "PART" or children(described.head, "expl")  # not "a not uncommon cause"
        if whole and described is not governor and described.pos_ == "NOUN":
            governor = described  # "no statistically significant evidence that …", "there is not strong evidence that …"
            scope = scope | noun_phrase(governor)
        if cue.dep_ == "advmod" and governor.dep_ == "advmod":
            return scope | predicate_scope(governor.head)  # "no more effective than"
        if cue.dep_ not in ("det", "advmod", "cc:preconj") or governor.pos_ not in ("NOUN", "PROPN", "PRON"):
            return scope
        return scope | _clause_of(governor)

    @staticmethod
    def denials(words: Sequence[Token], negations: list[tuple[set[int], set[int]]]) -> list[set[int]]:
        """The tokens of each cue that denies the trigger (its head word, or the noun that makes its meaning)."""
        trigger = {word.i for word in words}
        outer = _outcome(words[0])
        cues = [cue for cue, covered in negations if covered & trigger and not cue & trigger]
        return [cue for cue in cues if outer is None or outer.i in cue or all(outer.doc[i].head != outer for i in cue)]

    @classmethod
    def deny(cls, words: Sequence[Token], negations: list[tuple[set[int], set[int]]]) -> bool:
        """Whether the unit's negations deny the trigger: two of them do not."""
        return len(cls.denials(words, negations)) % 2 == 1

    def lists_references(self, unit: Unit) -> bool:
        """Whether a unit stands in a section, or a list, of references, whose titles are not the text's own words."""
        titles = (unit.section or "", unit.doc[: unit.lead].text)
        return any(title.strip(NUMBERING).lower() in self._by_type.get("section", {}) for title in titles)

    def suppressor(self, head: Token) -> SuppressRule | None:
        """The rule by which the trigger stands where nothing is claimed: in a supposition, a topic, or as the object of an inquiry."""
        own = self._label(head) or self._topic(head) or self._start(head) or self._open_question(head) or self._title(head)
        if own is not None:
            return own
        token, asking = head, frozenset(self._by_type.get("asking", {}))
        for _ in range(12):
            rule = self._supposes(token)
            if rule is not None:
                return rule
            governor, label = token.head, base(token.dep_)
            outer = [rule for child in children(token, "nsubj:outer") for rule in self._inquiries(child)]
            if outer:
                return outer[0]  # "our hypothesis was that …"
            if governor.i == token.i:
                return None
            if token.dep_ == "acl:relcl" and any(is_relative(child) for child in token.children if child.dep_ != "mark"):
                return None  # "a trial in which zinc cleared acne" tells what came of it
            # "research linking A to B", "showing that A …" tells what it found
            says = token is head or any(asking.isdisjoint(prepositions(clause)) for clause in children(token, "ccomp"))
            tells = says and token.dep_ == "acl" and not prepositions(token) and is_verbal(token) and not is_passive(token)
            inquiries = [] if tells or self._is_wish(governor) else self._inquiries(governor)
            asked = next((rule for rule in inquiries if self._asked(rule, token, governor)), None)
            if asked is not None:
                return asked
            ends = label in ("parataxis", "nsubj") and token.dep_ != "nsubj:pass"
            if ends or token.dep_ == "acl:relcl" or (label == "conj" and is_verbal(token) and children(token, "nsubj")):
                return None
            token = governor
        return None

    def _supposes(self, token: Token) -> SuppressRule | None:
        """Whether a clause begins with a marker of a supposition, or with its auxiliary and asks nothing."""
        if token.dep_ == "advcl" or token.head.i == token.i:
            markers = self._by_type.get("marker", {})
            marked = next((markers[name] for name in prepositions(token) if name in markers), None)
            if marked is not None and not self._is_wish(token):
                return marked
        inverted = self._by_type.get("inversion", {})
        first = token.left_edge
        if first.lower_ in inverted and first.dep_ in ("aux", "cop", "aux:pass") and first.head.i == token.i:
            asks = "?" in token.doc[-1].text and token.head.i == token.i
            return None if asks or not children(token, "nsubj", "nsubj:pass") else inverted[first.lower_]
        return None

    def _is_wish(self, verb: Token) -> bool:
        """Whether a clause only names the reader's aim: "if you want to avoid colds, …"."""
        return verb.dep_ == "advcl" and verb.lemma_.lower() in self._wishes

    def _label(self, head: Token) -> SuppressRule | None:
        """Whether the sentence is labelled as what a study asks, as in the abstracts of journals."""
        labelled = any(token.text == ":" for token in head.doc[:LABEL])
        return self._by_type.get("label", {}).get(head.doc[0].lower_) if labelled else None

    def _start(self, head: Token) -> SuppressRule | None:
        """Whether a comparison was made before a study began."""
        lemma = head.lemma_.lower()
        rules = {word: rule for word, rule in self._by_type.get("start", {}).items() if lemma in rule.objects}
        if not rules:
            return None
        found = [(rules[token.lemma_.lower()], token) for token in head.doc if token.lemma_.lower() in rules]
        # "of those who were well at baseline, …": only whom it is about
        told = [(rule, token) for rule, token in found if token.i > head.i or token.head in (head, head.head)]
        return next((rule for rule, token in told if set(rule.prepositions).intersection(prepositions(token))), None)

    def _topic(self, head: Token) -> SuppressRule | None:
        """Whether the trigger only names what is spoken of: "in relation to"."""
        rule = self._by_type.get("topic", {}).get(head.lemma_.lower())
        return rule if rule is not None and set(rule.prepositions).intersection(prepositions(head)) and not children(head, "det") else None

    def _open_question(self, head: Token) -> SuppressRule | None:
        """Whether a question asks what the trigger's noun is."""
        words = self._by_type.get("open", {})
        asking = [*children(head, "nsubj", "cop", "det"), *([head.head] if head.dep_ == "nsubj" else [])]
        rules = [words[word.lower_] for word in asking if word.lower_ in words]
        return next((rule for rule in rules if head.doc[-1].text == "?" or head.lemma_.lower() in rule.objects), None)

    def _title(self, head: Token) -> SuppressRule | None:
        """Whether the trigger stands in a study's title, or is the noun at the beginning of a fragment: the topic of a study or a page."""
        rule = self._by_type.get("title", {}).get(head.lemma_.lower())
        begins = rule is not None and head.left_edge.i == 0 and head.head.i == head.i and head.pos_ == "NOUN"
        finite = any(is_finite(token) for token in head.doc)
        if finite and not begins:
            return None
        designs = self._by_type.get("design", {})
        colon = next((token.i for token in head.doc[head.i :] if token.text == ":"), len(head.doc))
        design = next((designs[token.lemma_.lower()] for token in head.doc[colon:] if token.lemma_.lower() in designs), None)
        if finite or design is not None:
            return design
        if rule is None or children(head, "nmod:poss", "cop", *SUBJECTS) or head.head.i != head.i:
            return None
        return None if any(token.i < head.i and token.pos_ in ("NOUN", "PROPN", "VERB", "AUX") for token in head.doc) else rule

    def _inquiries(self, word: Token) -> list[SuppressRule]:
        """The rules by which a word, or a verb with its particle ("find out"), inquires."""
        lemma = word.lemma_.lower()
        names = (lemma, *(f"{lemma} {part.lower_}" for part in children(word, "compound:prt")))
        return [rule for name in names for rule in self._governors.get(name, ())]

    def _asked(self, rule: SuppressRule, token: Token, governor: Token) -> bool:
        """Whether a word is what its governor, a word of inquiry, inquires into."""
        openers = prepositions(token)
        if (rule.within and not rule.allows(governor)) or rule.is_lifted(governor):
            return False
        if rule.objects:
            said = children(governor, "obj", "xcomp")
            return base(token.dep_) == "nsubj" and any(word.lemma_.lower() in rule.objects for word in said)
        if rule.subjects and not any(child.lower_ in rule.subjects for child in children(governor, *SUBJECTS)):
            return False
        if rule.prepositions:
            return bool(set(rule.prepositions).intersection(openers))
        if base(token.dep_) in ("obj", "iobj", "ccomp", "xcomp") or token.dep_ == "nsubj:pass":
            return True
        if any(name in self._by_type.get("asking", {}) for name in openers):
            return True
        if token.dep_ == "advcl" and "to" in openers:
            return True  # "the trial will test zinc to prevent colds"
        apart = token.dep_ == "acl" and before_comma(token) is not None  # "trials of creatine, long prized for …"
        return base(token.dep_) in ("nmod", "acl") and not is_verbal(governor) and not apart


def _asides_of(unit: Unit) -> list[Token]:
    """The heads of relative clauses behind a comma, which say something of their own: "instead of sugar, which harms teeth, …"."""
    return [token for token in unit.doc if token.dep_.endswith("relcl") and before_comma(token) is not None and relative_subject(token)]


def _bracket_around(span: Span) -> set[int]:
    """The tokens of the bracket that a span stands in, beyond which it denies nothing: "honey for coughs (never for babies)"; else all."""
    doc = span.doc
    opened = next((token.i for token in reversed(doc[: span.start]) if token.text in "()"), None)
    closed = next((token.i for token in doc[span.end :] if token.text in "()"), None)
    if opened is None or closed is None or doc[opened].text != "(" or doc[closed].text != ")":
        return set(range(len(doc)))
    return set(range(opened, closed))


def _asks_how(clause: Token) -> bool:
    """Whether a clause that a verb or adjective takes begins with "how", "why" or the like, or with "how quickly"."""
    openers = children(clause, "advmod") if base(clause.dep_) in ("ccomp", "csubj") else []
    return any("Int" in morph(word, "PronType") for opener in openers for word in (opener, *children(opener, "advmod")))


def _clause_of(noun: Token) -> set[int]:
    """The verb that a noun is the subject or object of, and what it says: for a denied noun all of that is denied."""
    verb = noun.head
    if base(noun.dep_) not in ("nsubj", "obj") or not is_verbal(verb):
        return set()
    return {verb.i} | {token.i for clause in children(verb, "ccomp", "xcomp") for token in clause.subtree}


def _outcome(head: Token) -> Token | None:
    """The verb that tells what came of what a noun says, which stands though that is denied: "the rise in iron did not help".

    Not a verb that says whether it was there ("the effect did not reach significance").
    """
    verb = head.head
    told = head.pos_ == "NOUN" and head.dep_ == "nsubj" and verb.pos_ == "VERB" and not children(verb, "cop")
    return verb if told and verb.lemma_.lower() not in BEING else None


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
    if unit.is_question and _asked(words[0]):
        return "questioned", touching
    if lowered:
        return "hedged", touching
    if touching:
        return "boosted", touching
    return "asserted", touching


def _asked(head: Token) -> bool:
    """Whether a question asks a claim's clause, not only one that "but" adds to its statement: "ginger eases nausea, but is it safe?"."""
    root = next((word for word in (head, *head.ancestors) if word.head.i == word.i), head)
    for clause in children(root, "conj", "parataxis"):
        first = clause.left_edge.i
        if head.i < first and children(clause, "cc") and _inverted(clause, first, len(head.doc)):
            return _inverted(root, 0, first)
    return True


def _inverted(verb: Token, start: int, end: int) -> bool:
    """Whether a clause, between two tokens, is put as a question: with a question word, or its auxiliary before its subject."""
    subject = min((child.i for child in children(verb, *SUBJECTS)), default=end)
    before = any(child.i < subject for child in children(verb, "aux", "aux:pass", "cop"))
    return before or any("Int" in morph(token, "PronType") for token in verb.doc[start:end])


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
