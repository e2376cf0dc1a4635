"""Whom the text names as the source of what it says, and on what kind of evidence.

Attribution: "Li said", "according to the NHS", "Animal studies have shown that …", quotations that run over several sentences.
Evidence: the study design stated in the sentence, or nearby in its section where the sentence goes on about the same study.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field
from spacy.tokens import Token
from spacy.vocab import Vocab

from extractor.language.cues import CueFinder, CueRule
from extractor.language.tree import SUBJECTS, children, is_passive, is_verbal, prepositions, relative_subject
from extractor.language.units import Unit, walk_back
from extractor.report import Evidence
from extractor.rulebook import Rule, Rulebook

ATTRIBUTION = "attribution"
EVIDENCE = "evidence"
OPENING, CLOSING, EITHER = frozenset("“«"), frozenset("”»"), frozenset({'"', "``", "''"})
NEAR = 6  # sentences within which a study goes on being spoken of
_OUTSIDE = frozenset({"acl", "acl:relcl", "appos", "parataxis", "advcl", "advcl:relcl", "case", "cc", "conj", "punct", "dep", "list", "discourse"})
_CONTENT = ("ccomp", "xcomp", "obj", "csubj", "obl", "advcl", "parataxis", "acl", "nmod", "iobj")


class SourceRule(Rule):
    """Words that name a source.

    `type` saying: lemmas of verbs whose subject is the source of a clause; finding: lemmas of verbs whose subject is one if it is a `source`
    noun, a `study` noun or a proper name; preposition: what stands before a source ("according to"); place: what stands before a `study`
    noun in which something was found; no_source: words that are never a source.
    """

    type: Literal["saying", "finding", "source", "study", "preposition", "place", "no_source"]
    words: tuple[str, ...] = Field(min_length=1)


class EvidenceRule(CueRule):
    """Words that state a design. `carries`: the words only point to a study named before, whose design is then taken."""

    evidence: Evidence | None = None
    carries: bool = False


@dataclass(frozen=True, eq=False)
class Attributed:
    """A source in its unit.

    Attributes:
        start, end: token offsets of the wording, end-exclusive ("study co-author Li says").
        source: the source's name.
        covers: the tokens it vouches for.
        speaker: whether it is someone who speaks, whose quotation may run over several sentences.
        rules: ids of the rules that found it.
    """

    start: int
    end: int
    source: str
    covers: frozenset[int]
    speaker: bool = False
    rules: tuple[str, ...] = ()


class AttributionFinder:
    """Finds the sources that a unit names."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._words: dict[str, dict[str, str]] = {}
        for rule in rulebook.rules(ATTRIBUTION, SourceRule):
            self._words.setdefault(rule.type, {}).update(dict.fromkeys(rule.words, rule.id))

    def _rule(self, type_: str, word: str) -> str | None:
        return self._words.get(type_, {}).get(word)

    @staticmethod
    def wants_parse(unit: Unit) -> bool:
        """Whether a quotation ends in the unit and the unit goes on, perhaps to name the speaker: then it must be parsed."""
        quotes = [token.i for token in unit.doc if token.text in CLOSING or token.text in EITHER]
        return bool(quotes) and (quotes[0] > 0 or len(quotes) > 1) and any(token.is_alpha for token in unit.doc[quotes[0] :])

    def find(self, unit: Unit) -> list[Attributed]:
        """The sources named in a parsed unit, in reading order of the words that say so."""
        found = []
        for token in unit.doc:
            if token.pos_ == "VERB":
                found.append(self._by_verb(unit, token))
            elif token.dep_ != "punct":
                found.append(self._by_preposition(unit, token))
        return [item for item in found if item is not None]

    def _by_preposition(self, unit: Unit, noun: Token) -> Attributed | None:
        before = prepositions(noun)
        rule = next((id_ for word in before if (id_ := self._rule("preposition", word))), None)
        rules = [rule] if rule else []
        if rule is None:
            study = self._rule("study", noun.lemma_.lower())
            rule = next((id_ for word in before if (id_ := self._rule("place", word))), None)
            ahead = noun.dep_ == "nmod" and noun.i < noun.head.i
            if study is None or rule is None or not (noun.dep_.startswith("obl") or ahead):
                return None
            rules = [study, rule]
        if not self._may_be(unit, noun):
            return None
        clause = noun.head
        own = clause.dep_ in ("conj", "acl", "acl:relcl", "advcl", "ccomp") and clause.i != noun.i
        covers = frozenset(token.i for token in clause.subtree) if own else frozenset(range(len(unit.doc)))
        name = _name(noun)
        first = min(token.i for token in noun.subtree if token.i <= noun.i)
        first = min([first, *(child.i for child in children(noun, "case", "mark"))])
        return Attributed(first, name[-1].i + 1, _text(name), covers, False, tuple(rules))

    def _by_verb(self, unit: Unit, verb: Token) -> Attributed | None:
        lemma = verb.lemma_.lower()
        saying, finding = self._rule("saying", lemma), self._rule("finding", lemma)
        if saying is None and finding is None:
            return None
        passive = is_passive(verb)
        noun = _agent(verb) if passive else _sayer(verb)
        if noun is None:
            return None
        speaker = None
        if "Prs" in noun.morph.get("PronType") and saying:
            speaker = self._before(unit, noun)
            if speaker is None:
                return None
        elif not self._may_be(unit, noun):
            return None
        clauses = [child for child in children(verb, "ccomp", "parataxis") if is_verbal(child) or _is_clause(child)]
        aside = verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and "as" in prepositions(verb))
        quotes = _has_quotes(unit)
        named = self._rule("source", noun.lemma_.lower()) or self._rule("study", noun.lemma_.lower())
        if saying and (clauses or aside or quotes) and not passive:
            rules = (saying,)
        elif finding and (named or (noun.pos_ == "PROPN" and (clauses or aside or quotes))):
            rules = (finding, *([named] if named else []))
        elif speaker is None:
            return None
        else:
            rules = (saying,) if saying else ()
        covers = self._covers(unit, verb, noun, aside, quotes)
        if not covers:
            return None
        name = _name(noun)
        start, end = _wording(verb, noun, name, passive)
        speaks = not passive and verb.dep_ not in ("acl", "acl:relcl") and not self._rule("study", noun.lemma_.lower())
        return Attributed(start, end, speaker or _text(name), covers, speaks, rules)

    def _covers(self, unit: Unit, verb: Token, noun: Token, aside: bool, quotes: bool) -> frozenset[int]:
        """What the source of a verb vouches for: its clauses and objects; the rest of the sentence where the verb is an aside."""
        apart = {token.i for token in noun.subtree} if noun.i not in {t.i for t in verb.ancestors} else {noun.i}
        covers: set[int] = set()
        for child in verb.children:
            if child.dep_ in (*_CONTENT, "nsubj:pass", "csubj:pass", "conj") and child.i != noun.i:
                if child.dep_ == "conj" and children(child, *SUBJECTS):
                    continue
                covers |= {token.i for token in child.subtree}
        if aside:
            covers |= set(range(len(unit.doc))) - {token.i for token in verb.subtree}
        if not covers and quotes:
            covers = set(range(len(unit.doc)))
        return frozenset((covers | {verb.i} if covers else covers) - apart)

    def _may_be(self, unit: Unit, noun: Token) -> bool:
        if noun.pos_ not in ("NOUN", "PROPN", "ADJ", "X") or unit.mention_at(noun) is not None:
            return False
        if any(self._rule("no_source", word) for word in (noun.lemma_.lower(), noun.lower_)):
            return False
        return not any(child.lower_ in ("no", "any") for child in children(noun, "det"))

    def _before(self, unit: Unit, pronoun: Token) -> str | None:
        """The person that "he" or "she" means: the one who spoke last."""
        if not pronoun.morph.get("Gender") or "Neut" in pronoun.morph.get("Gender"):
            return None
        for earlier in walk_back(unit, NEAR):
            if earlier.parsed:
                for item in reversed(self.find(earlier)):
                    if item.speaker and item.source[:1].isupper():
                        return item.source
        return None


def _agent(verb: Token) -> Token | None:
    return next((child for child in children(verb, "obl:agent", "obl") if "by" in prepositions(child)), None)


def _sayer(verb: Token) -> Token | None:
    """The subject of a verb in the active: its own, that of the verb it is joined to, or the noun it hangs on ("research showing …")."""
    own = children(verb, "nsubj")
    if verb.dep_ == "acl:relcl" and (not own or relative_subject(verb)):
        return verb.head
    if own:
        return own[0]
    if verb.dep_ == "acl" and ({"Ger", "Part"} & set(verb.morph.get("VerbForm"))):
        return verb.head
    if verb.dep_ in ("conj", "advcl", "xcomp") and is_verbal(verb.head) and not is_passive(verb.head):
        return next(iter(children(verb.head, "nsubj")), None)
    return None


def _is_clause(token: Token) -> bool:
    return bool(children(token, *SUBJECTS, "cop"))


def _has_quotes(unit: Unit) -> bool:
    return any(token.text in OPENING or token.text in CLOSING or token.text in EITHER for token in unit.doc)


def _wording(verb: Token, noun: Token, name: Sequence[Token], passive: bool) -> tuple[int, int]:
    """Tokens of the wording: "A study in the Lancet found", "said study co-author Huiying Li", "by researchers in Oslo"."""
    before = [token.i for token in noun.subtree if token.i <= noun.i and verb.i not in {t.i for t in token.ancestors if t.i != noun.i}]
    first, last = min([*before, name[0].i]), name[-1].i
    if passive:
        return first, last + 1
    return min(first, verb.i), max(last, verb.i) + 1


def _name(noun: Token) -> list[Token]:
    """The words that name a source: "Huiying Li" out of "study co-author Huiying Li, a pharmacologist"; else the noun phrase without article and clauses."""
    if noun.pos_ != "PROPN":
        for child in children(noun, "appos", "flat"):
            if child.pos_ == "PROPN" and (child.dep_ == "flat" or child.i - noun.i <= 3):
                return _run(child)
        following = noun.doc[noun.i + 1 : noun.i + 2]
        if any(token.pos_ == "PROPN" for token in following):
            return _run(following[0])  # "nutritionist Mary Poole", whatever the tree makes of it
    elif children(noun, "flat") or noun.dep_ == "flat":
        return _run(noun)
    phrase = sorted(_phrase(noun), key=lambda token: token.i)
    at = phrase.index(noun)
    first = last = at
    while first > 0 and phrase[first - 1].i == phrase[first].i - 1:
        first -= 1
    while last + 1 < len(phrase) and phrase[last + 1].i == phrase[last].i + 1:
        last += 1
    return phrase[first : last + 1]


def _run(token: Token) -> list[Token]:
    """The run of proper names around one."""
    doc, first, last = token.doc, token.i, token.i
    while first > 0 and doc[first - 1].pos_ == "PROPN":
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN":
        last += 1
    return list(doc[first : last + 1])


def _phrase(noun: Token) -> list[Token]:
    kept = [noun]
    for child in noun.children:
        article = child.dep_ == "det" and "Art" in child.morph.get("PronType")
        if child.dep_ == "punct" and child.text == "-":
            kept.append(child)
        elif not (child.dep_ in _OUTSIDE or article):
            kept += _whole(child)
    return kept


def _whole(token: Token) -> list[Token]:
    """A modifier of a name with its prepositions and articles, without clauses and appositions."""
    kept = [token]
    for child in token.children:
        if child.dep_ in ("case", "cc", "conj") or child.dep_ not in _OUTSIDE or (child.dep_ == "punct" and child.text == "-"):
            kept += _whole(child)
    return kept


def _text(tokens: Sequence[Token]) -> str:
    return tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text


def quoted(unit: Unit, open_before: bool) -> tuple[bool, bool]:
    """Whether the unit stands in a quotation (wholly or from somewhere on), and whether one is still open behind it."""
    inside, touched = open_before, open_before
    for token in unit.doc:
        if token.text in OPENING or (token.text in EITHER and not inside):
            inside = touched = True
        elif token.text in CLOSING or token.text in EITHER:
            inside = False
    return touched, inside


class EvidenceFinder:
    """Reads study designs."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        self.rules = rulebook.rules(EVIDENCE, EvidenceRule)
        self._rank = {rule.id: rank for rank, rule in enumerate(self.rules)}
        self._cues = CueFinder(vocab, self.rules)

    def stated(self, unit: Unit) -> EvidenceRule | None:
        """The most telling design stated in the unit (rules first in the files win), or None."""
        cues = self._cues.find(unit.doc, overlap=True)
        return min((cue.rule for cue in cues), key=lambda rule: self._rank[rule.id], default=None)

    def of(self, unit: Unit) -> Evidence | None:
        """The evidence for claims of this unit: its own statement, or that of the study it goes on about."""
        rule = self.stated(unit)
        if rule is None:
            return None
        if not rule.carries:
            return rule.evidence
        for earlier in walk_back(unit, NEAR):
            stated = self.stated(earlier)
            if stated is not None and not stated.carries and stated.evidence not in (None, "expert_opinion", "anecdote"):
                return stated.evidence
        return rule.evidence


def full_names(sources: Iterable[str]) -> dict[str, str]:
    """Short names to the full ones said elsewhere in the passage: "Li" to "Huiying Li", "Dr. Kim" to "Dr. Anna Kim".

    >>> full_names(["Huiying Li", "Li", "NHS"])
    {'Huiying Li': 'Huiying Li', 'Li': 'Huiying Li', 'NHS': 'NHS'}
    """
    all_sources = list(sources)
    whole = [source for source in all_sources if len(_bare(source)) > 1 and source[:1].isupper()]
    return {short: _full(short, whole) for short in all_sources}


def _full(short: str, whole: Sequence[str]) -> str:
    words = _bare(short)
    if len(words) != 1 or not short[:1].isupper():
        return short
    return next((long for long in whole if _bare(long)[-1] == words[0]), short)


def _bare(name: str) -> list[str]:
    """The words of a name without a title ("Dr.")."""
    words = name.split()
    return words[1:] if len(words) > 1 and len(words[0].rstrip(".")) <= 4 and words[0].endswith(".") else words
