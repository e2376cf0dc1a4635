"""Claim rules, and the frames that say where a trigger's exposure and condition stand.

A frame is a preset of part of speech and slots (see `tree.slots`); a rule may override the slots. Frames live in code because they are few
and structural; every word is in `rules/claims`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pydantic import Field, model_validator
from spacy.tokens import Doc, Token

from extractor.errors import RuleError
from extractor.language import own_names, word_order
from extractor.language.lemmas import is_verb, lemma
from extractor.language.light import classes
from extractor.language.tree import GERUND, HYPHENS, NOUNS, children, is_passive, is_verbal, morph, prepositions
from extractor.report import Relation
from extractor.rulebook import Rule, Rulebook

FOLDER = "claims"

Frame = Literal[
    "subject-verb-object", "verb-preposition", "predicate-noun", "noun-of-noun", "between-and", "adjective-for", "preposition",
    "population", "correlative",
]  # fmt: skip

VERBS = ("VERB", "AUX")
ADJECTIVES = ("ADJ", "ADV", "VERB")

# frame -> (parts of speech of the head, slots of the exposure, slots of the condition); "+last": named by the trigger's last word
PRESETS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "subject-verb-object": (VERBS, ("subject",), ("object",)),
    "verb-preposition": (VERBS, ("subject",), ("+last",)),
    "predicate-noun": (NOUNS, ("subject", "poss", "predicate", "listed"), ("of", "for", "in", "on", "against", "to", "with")),
    "noun-of-noun": (NOUNS, ("of", "poss", "from", "between", "subject"), ("on", "in", "for", "to", "with", "and")),
    "between-and": (NOUNS, ("between",), ("between",)),
    "adjective-for": (ADJECTIVES, ("subject",), ("for", "to", "in", "against")),
    "preposition": (("ADP", "SCONJ", "ADV", "ADJ", "VERB", "NOUN"), ("complement",), ("head",)),
    "population": (VERBS + ADJECTIVES, ("subject",), ("object",)),
    "correlative": (("ADJ", "ADV", "DET", "PRON"), ("first",), ("second",)),
}
# the slots of the noun for who or what does a plain verb's work: "zinc is an acne fighter", "nature's acne fighter: zinc"
AGENT_SLOTS = (("subject", "predicate", "listed"), ("poss", "of"))


class ClaimRule(Rule):
    """One way in which texts put a relation.

    Attributes:
        relation: what it says (contract's table).
        trigger: lemmas of the words that must be there, linked in the tree; "a|b" are alternatives. Verbs first; a noun's or adjective's
            own modifiers before it. A last word that is a preposition names the slot of the condition. "<condition>" and "<function>" are
            any word that is one itself: "I was [bloated]".
        frame: where exposure and condition stand around the trigger; `exposure` and `object` override the frame's slots.
        object_kind: only conditions, or only functions.
        via, exposure_via: only where the way to the condition (exposure) passes a light word of one of these classes (in `via`
            "risk+decrease" asks for both).
        not_via: not where the way to the condition passes one of these classes.
        symmetric: exposure and condition may change places.
        negated: the wording itself denies ("do nothing for").
        alone: of one exposure only; several are set against each other.
        priority: of several rules for the same pair, the highest wins; by default the more telling relation does.
        modifiers: words of which one must modify the trigger (an adverb, an adjective, an auxiliary).
        without: words that must not modify the trigger, nor as prepositions open a phrase of its.
    """

    relation: Relation
    trigger: tuple[str, ...] = Field(min_length=1)
    frame: Frame
    exposure: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    object_kind: Literal["condition", "function"] | None = None
    via: tuple[str, ...] = ()
    exposure_via: tuple[str, ...] = ()
    not_via: tuple[str, ...] = ()
    symmetric: bool = False
    negated: bool = False
    alone: bool = False
    priority: int | None = None
    modifiers: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _triggers_have_words(self) -> ClaimRule:
        for trigger in self.trigger:
            if not trigger.split() or any("" in word.split("|") for word in trigger.split()):
                raise ValueError(f"an empty word in the trigger {trigger!r}")
        return self

    @property
    def plain(self) -> bool:
        """Whether exposure and condition stand where a plain verb has them, so that they may also be read off right beside it."""
        return self.frame == "subject-verb-object" and not self.object and not self.exposure

    @property
    def any_mention(self) -> bool:
        """Whether a word is its trigger by being a condition or function, whichever."""
        return self.trigger[0].startswith("<")

    @property
    def curt(self) -> bool:
        """Whether exposure and condition may be read off right before and behind its words, where the tree shows no verb."""
        if self.exposure_via:
            return False
        return self.plain or (self.frame == "verb-preposition" and not (self.object or self.exposure or self.modifiers or self.without))

    @property
    def compounds(self) -> bool:
        """Whether the condition may be tied to the trigger by a hyphen: "acne-causing", "gut-friendly"."""
        return self.plain or (self.frame == "adjective-for" and self.object == ("poss",))

    @property
    def rank(self) -> tuple[int, int, int]:
        """Higher wins. Rules that ask for more come before those that ask for less."""
        weak = {"affects": 10, "associated_with": 20}
        own = self.priority if self.priority is not None else weak.get(self.relation, 50)
        return own, len(self.via) + len(self.exposure_via) > 0, self.object_kind is not None


def claim_rules(rulebook: Rulebook) -> list[ClaimRule]:
    """The claim rules of a rulebook.

    Raises:
        RuleError: one asks for a class of light words that there is not.
    """
    rules = rulebook.rules(FOLDER, ClaimRule)
    known = classes(rulebook)
    for rule in rules:
        asked = {name for path in rule.via for name in path.split("+")}
        unknown = {*asked, *rule.exposure_via, *rule.not_via} - known
        if unknown:
            where = next(entry.where for entry in rulebook.entries(FOLDER) if entry.id == rule.id)
            raise RuleError(f"rule {rule.id}: no class of light words (got {min(unknown)!r}, expected some of {sorted(known)})", where)
    return rules


@dataclass(frozen=True)
class Trigger:
    """A rule's words found in a tree: head first. `last` is the slot named by a closing preposition, if any.

    `surface`: the tree does not show the head as a verb; it counts only with its arguments right beside it (`adjacent`).
    `agent`: the head is the noun for who or what does the verb's work ("fighter").
    """

    rule: ClaimRule
    words: tuple[Token, ...]
    last: str | None = None
    surface: bool = False
    agent: bool = False

    @property
    def head(self) -> Token:
        return self.words[0]

    @property
    def plain(self) -> bool:
        """Whether exposure and condition stand where a plain verb has them."""
        return self.rule.plain and not self.agent

    @property
    def curt(self) -> bool:
        """Whether they stand where a plain verb, or one with a preposition, has them."""
        return self.rule.curt and not self.agent

    @property
    def exposure_slots(self) -> tuple[str, ...]:
        if self.agent:
            return AGENT_SLOTS[0]
        return self._named(self.rule.exposure or PRESETS[self.rule.frame][1])

    @property
    def object_slots(self) -> tuple[str, ...]:
        if self.agent:
            return AGENT_SLOTS[1]
        if self.rule.object:
            return self._named(self.rule.object)
        slots = PRESETS[self.rule.frame][2]
        return (self.last,) if self.last and "+last" not in slots else self._named(slots)

    def _named(self, slots: tuple[str, ...]) -> tuple[str, ...]:
        """The slots, with the trigger's closing preposition (or, where it was read as a particle, the object) in the place of "+last".

        What a passive participle says as an adjective does, it says of its object: "[women] are depleted in iron".
        """
        described = self.rule.frame == "adjective-for" and is_verbal(self.head) and is_passive(self.head)
        instead = {"+last": self.last or "object", **({"subject": "object"} if described else {})}
        return tuple(instead.get(slot, slot) for slot in slots)


class _Wording(NamedTuple):
    """A rule's trigger without its head: the words as the rule has them, and for each the forms of which one must be there."""

    rule: ClaimRule
    rest: tuple[tuple[str, ...], ...]
    asked: tuple[frozenset[str], ...]


class TriggerFinder:
    """Finds the triggers of all claim rules in a parsed doc."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rules = claim_rules(rulebook)
        self._index: dict[str, list[_Wording]] = {}
        self._agents: dict[str, list[ClaimRule]] = {}
        for rule in self.rules:
            for trigger in rule.trigger:
                words = tuple(tuple(word.split("|")) for word in trigger.split())
                head = self._head(rule, words)
                rest = tuple(word for i, word in enumerate(words) if i != head)
                wording = _Wording(rule, rest, tuple(frozenset(choice.lstrip("+") for choice in choices) for choices in rest))
                for word in words[head]:
                    self._index.setdefault(word, []).append(wording)
                    nouns = agent_nouns(word) if rule.plain and not rest else ()
                    for noun in (noun for noun in nouns if not is_verb(noun)):  # "number" is nobody that numbs
                        self._agents.setdefault(noun, []).append(rule)

    @staticmethod
    def _head(rule: ClaimRule, words: tuple[tuple[str, ...], ...]) -> int:
        """Verb frames put the head first; nouns and adjectives come last, but for a closing preposition, which they mark with "+"."""
        if set(PRESETS[rule.frame][0]) <= set(VERBS) or rule.frame in ("population", "preposition", "correlative"):
            return 0
        for i in range(len(words) - 1, -1, -1):
            if not words[i][0].startswith("+"):
                return i
        return 0

    def is_trigger(self, token: Token) -> bool:
        """Whether a word may be the verb of a claim, whatever part of speech it was given."""
        return any("VERB" in PRESETS[wording.rule.frame][0] for wording in self._index.get(lemma(token.lower_, "VERB"), ()))

    def names_itself(self, adjective: Token) -> bool:
        """Whether an adjective is the condition of a rule of its own, and so no other's before a noun: "removes [lethal] metals"."""
        wordings = self._index.get(adjective.lemma_.lower(), ()) if adjective.dep_ == "amod" else ()
        return any(wording.rule.frame == "adjective-for" and wording.rule.object == ("self",) for wording in wordings)

    def acts(self, verb: Token) -> bool:
        """Whether a verb alone, without further words, says what its subject does to its object."""
        return any(wording.rule.plain and not wording.rest for wording in self._index.get(verb.lemma_.lower(), ()))

    def find(self, doc: Doc) -> Iterator[Trigger]:
        """All triggers, in reading order of their heads."""
        present = {form for token in doc for form in (token.lower_, token.lemma_.lower())}
        for token in doc:
            if token.pos_ in NOUNS:
                yield from (Trigger(rule, (token,), agent=True) for rule in self._agents.get(token.lemma_.lower(), ()))
            verbal = is_verbal(token)
            keys = [token.lemma_.lower(), token.lower_]
            if token.pos_ in ("NOUN", "PROPN", "ADJ", "ADV") or token.lower_.endswith(GERUND):  # a gerund may pass for an infinitive
                keys.append(lemma(token.lower_, "VERB"))
            if own_names.is_head(token):
                keys.append(f"<{token.ent_type_}>")
            if token.i > 1 and doc[token.i - 1].text in HYPHENS:
                keys.append(f"{doc[token.i - 2].lower_}-{lemma(token.lower_, 'VERB')}")  # "kick-starts", cut in three
            for key in dict.fromkeys(keys):
                for rule, rest, asked in self._index.get(key, ()):
                    if any(present.isdisjoint(forms) for forms in asked):
                        continue
                    allowed = PRESETS[rule.frame][0]
                    fits = token.pos_ in allowed or (verbal and "VERB" in allowed) or (allowed is ADJECTIVES and _is_predicate(token))
                    if not fits:
                        words = _right_behind(token, rest) if rule.curt else None
                        if words is not None:
                            yield Trigger(rule, words, surface=True)
                        continue
                    if rule.frame == "adjective-for" and children(token, "obj"):
                        continue  # "zinc reduced acne" says nothing of what zinc is
                    found = self._complete(rule, token, rest)
                    if found is not None:
                        yield found

    @staticmethod
    def _complete(rule: ClaimRule, head: Token, rest: tuple[tuple[str, ...], ...]) -> Trigger | None:
        words, last = [head], None
        for position, choices in enumerate(rest):
            choices = tuple(choice.lstrip("+") for choice in choices)
            match = next((child for word in words for child in _near(word) if _is(child, choices) and child not in words), None)
            if match is not None and not (match.dep_ in ("case", "mark") and position == len(rest) - 1):
                words.append(match)
                continue
            if position != len(rest) - 1:
                return None
            last = _nearest_slot(words, choices) or next(iter(word_order.prepositional(words, choices)), None)
            if last is None or (rule.frame == "subject-verb-object" and children(head, "obj") and children(head, "advmod", "compound:prt")):
                return None  # not "[brings] pressure down [in] people with gout"
        beside = [child for word in words for child in word.children]
        # not "a role in healing"
        if rule.modifiers and not any(_is(child, rule.modifiers) for child in beside if not children(child, "case")):
            return None
        if rule.object == ("self",) and not own_names.is_said(head, rule.frame, rule.any_mention):
            return None
        if head.dep_ in ("amod", "acl") and rule.exposure == rule.object != ():
            return None  # "the two are related" is said of both; "related goods" are not
        if rule.without and any(name in rule.without for child in beside for name in (child.lower_, *prepositions(child))):
            return None
        return Trigger(rule, tuple(words), last)


def agent_nouns(verb: str) -> tuple[str, ...]:
    """The nouns for who or what does a verb's work, as far as spelling tells: one of them is a word.

    >>> agent_nouns("boost"), agent_nouns("relieve"), agent_nouns("cut"), agent_nouns("inhibit")
    (('booster', 'boostter'), ('reliever',), ('cuter', 'cutter'), ('inhibiter', 'inhibitter', 'inhibitor'))
    """
    if len(verb) < 3:
        return ()
    if verb.endswith("e"):
        return (f"{verb}r",)
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (f"{verb[:-1]}ier",)
    latin = (f"{verb}or",) if verb.endswith(("it", "ct")) else ()
    return (f"{verb}er", f"{verb}{verb[-1]}er", *latin)


def _is_predicate(noun: Token) -> bool:
    """Whether a noun without an article is said of something, as an adjective is: "oats are magic for the skin"."""
    return noun.pos_ in NOUNS and bool(children(noun, "cop")) and not children(noun, "det", "nmod:poss", "amod", "nummod")


def _right_behind(head: Token, rest: tuple[tuple[str, ...], ...]) -> tuple[Token, ...] | None:
    """A trigger's words where they follow its head one by one ("wards off", "guards against"); None if they do not.

    It is no verb behind an article or adjective ("a shield against"), nor where another follows ("the zinc results in acne were mixed").
    """
    described = head.pos_ == "ADJ" and head.dep_ == "amod" and not head.lower_.endswith(GERUND)
    if described and head.i > 0 and head.nbor(-1).dep_ == "case" and head.nbor(-1).head == head.head:
        return None  # "linked tea to lower blood pressure"
    if rest and head.i > 0 and head.nbor(-1).pos_ not in ("NOUN", "PROPN", "PRON", "ADV", "CCONJ", "PART"):
        return None
    words = head.doc[head.i : head.i + 1 + len(rest)]
    if len(words) <= len(rest) or not all(_is(word, choices) for word, choices in zip(words[1:], rest, strict=True)):
        return None
    for token in head.doc[words.end :] if rest else ():
        if token.is_punct or token.pos_ in ("CCONJ", "SCONJ", "PRON"):
            break
        if "Fin" in morph(token, "VerbForm"):
            return None
    return tuple(words)


def _near(word: Token) -> Iterator[Token]:
    """Words that may belong to a trigger with this one: its dependents, and what governs it as a copula or light verb does."""
    yield from (child for child in word.children if child.dep_ not in ("conj", "parataxis", "advcl"))
    for child in children(word, "obj", "xcomp", *(("nsubj",) if children(word, "expl") else ())):  # "there were fewer colds"
        for part in children(child, "amod", "det", "compound"):
            yield part
            yield from children(part, "advmod", "amod")  # "had better visual acuity", "showed lower serum zinc"


def _is(token: Token, choices: tuple[str, ...]) -> bool:
    return token.lower_ in choices or token.lemma_.lower() in choices


def _nearest_slot(words: list[Token], names: tuple[str, ...]) -> str | None:
    """Of several prepositions that of the phrase next behind the trigger: "may result to anaemia in rats"."""
    phrases = [child for word in words for child in word.children]
    phrases += [nested for word in words for child in children(word, "obj") for nested in children(child, "nmod", "acl")]
    for word in words:
        if word.dep_ in ("obj", "nsubj:pass", "xcomp"):
            phrases += children(word.head, "obl", "advcl")
    found = [(phrase.i < words[0].i, phrase.i, name) for phrase in phrases for name in prepositions(phrase) if name in names]
    return min(found)[2] if found else None
