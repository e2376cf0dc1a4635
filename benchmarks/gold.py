"""Gold claims, hedges and promotions as people write them down, and how what was found is held against them.

`fixtures/README.md` documents the notation. A field given as `*` in the gold is a judgement call and is not scored.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from extractor.report import Claim, Hedge, Mention, Passage

ANY = "*"
CERTAINTIES = ("questioned", "hedged", "boosted", "asserted")
SCORED = ("relation", "negated", "certainty", "strength", "state", "evidence", "attribution", "promotion", "subject_kind", "object_kind")
_COMPACT = re.compile(r"\{(?P<subject>[^{}]+)\} -> (?P<relation>\w+) -> <(?P<object>[^<>]+)>")


@dataclass(frozen=True)
class GoldClaim:
    """One claim of the gold. `sentence` is a prefix that finds the sentence in its passage; "" stands for the whole passage."""

    subject: str
    relation: str
    object: str
    sentence: str = ""
    negated: bool | str = False
    certainty: str = "asserted"
    state: str | None = None
    evidence: str | None = None
    attribution: str | None = None
    promotion: bool | str = ANY
    subject_kind: str = ANY
    object_kind: str = ANY
    place: str = "article"

    @property
    def strength(self) -> str:
        """What the contract's table makes of the other fields."""
        if ANY in (self.relation, self.negated, self.certainty):
            return ANY
        return strength(self.relation, bool(self.negated), self.certainty)

    def __str__(self) -> str:
        flags = [f"{f.name}={getattr(self, f.name)}" for f in fields(self)[4:] if getattr(self, f.name) not in (f.default, ANY)]
        return " | ".join([f"{{{self.subject}}} -> {self.relation} -> <{self.object}>", *flags])


def strength(relation: str, negated: bool, certainty: str) -> str:
    """The level of claim strength (Yu, Li and Wang, EMNLP 2019) that the contract derives from the other fields."""
    if negated:
        return "no_relationship"
    if relation == "associated_with":
        return "correlational"
    return "conditional_causal" if certainty in ("hedged", "questioned") else "causal"


def parse_claim(line: str) -> GoldClaim:
    """A claim in the compact form, such as `{zinc} -> treats -> <acne> | negated | hedged | state=deficiency`.

    Raises:
        ValueError: the line is not in that form or names an unknown field.
    """
    head, *flags = [part.strip() for part in line.split(" | ")]
    match = _COMPACT.fullmatch(head)
    if match is None:
        raise ValueError(f"not a claim in the compact form: {line!r}")
    values: dict[str, Any] = match.groupdict()
    for flag in flags:
        name, equals, value = flag.partition("=")
        if equals:
            values[name] = value
        elif name in CERTAINTIES:
            values["certainty"] = name
        elif name in ("negated", "promotion"):
            values[name] = True
        else:
            raise ValueError(f"unknown flag {flag!r} in {line!r}")
    return claim_from(values)


def claim_from(values: dict[str, Any]) -> GoldClaim:
    """A claim as it stands in an `expected.json`.

    Raises:
        ValueError: an unknown field.
    """
    unknown = set(values) - {f.name for f in fields(GoldClaim)}
    if unknown:
        raise ValueError(f"unknown fields {sorted(unknown)} in {values!r}")
    return GoldClaim(**values)


@dataclass
class Score:
    """Counts of one kind of thing, with the fields of those that were found, and the mistakes as lines for a person."""

    found: int = 0
    gold: int = 0
    right: int = 0  # found things that are in the gold
    hit: int = 0  # gold things that were found; equals `right` where things pair one to one
    field_right: Counter[str] = field(default_factory=Counter)
    field_total: Counter[str] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def accuracy(self, name: str) -> float:
        """The share of found gold things whose field `name` is right; 1 where the gold never scores it."""
        return self.field_right[name] / self.field_total[name] if self.field_total[name] else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.found + other.found,
            self.gold + other.gold,
            self.right + other.right,
            self.hit + other.hit,
            self.field_right + other.field_right,
            self.field_total + other.field_total,
            self.mistakes + other.mistakes,
        )


def total(scores: Iterable[Score]) -> Score:
    """All of them together."""
    return sum(scores, Score())


@dataclass(frozen=True)
class _Found:
    """A claim of a report with its mentions looked up."""

    claim: Claim
    subject: Mention
    object: Mention

    def value(self, name: str) -> Any:
        if name == "state":
            return self.subject.state
        if name == "attribution":
            return self.claim.attribution.source if self.claim.attribution else None
        if name == "promotion":
            return self.claim.promotion is not None
        if name == "subject_kind":
            return self.subject.kind
        if name == "object_kind":
            return self.object.kind
        return getattr(self.claim, name)


def score_claims(passage: Passage, gold: Sequence[GoldClaim], label: str = "") -> tuple[Score, Score]:
    """Claims of one passage against the gold: pairs of subject and object whatever the relation, and with the same relation.

    A found claim pairs with a gold claim where their sentences overlap and, for subject and object, one text holds the other.
    The fields are counted over the pairs of the first score. Each claim pairs once; the closest pairs go first.
    """
    mentions = {mention.id: mention for mention in passage.mentions}
    found = [_Found(claim, mentions[claim.subject], mentions[claim.object]) for claim in passage.claims]
    places = [_place(passage.text, item) for item in gold]

    def closeness(f: int, g: int) -> int | None:
        claim, item, (start, end) = found[f], gold[g], places[g]
        if claim.claim.end <= start or claim.claim.start >= end:
            return None
        if not (_holds(claim.subject.text, item.subject) and _holds(claim.object.text, item.object)):
            return None
        exact = (claim.subject.text.lower() == item.subject.lower()) + (claim.object.text.lower() == item.object.lower())
        agree = sum(_agrees(name, getattr(item, name), claim.value(name)) for name in SCORED)
        return 100 * _agrees("relation", item.relation, claim.claim.relation) + 10 * exact + agree

    pairs = _pair(len(found), len(gold), closeness)
    same = [(f, g) for f, g in pairs if _agrees("relation", gold[g].relation, found[f].claim.relation)]
    loose = Score(len(found), len(gold), len(pairs), len(pairs))
    strict = Score(len(found), len(gold), len(same), len(same))
    for f, g in pairs:
        for name in SCORED:
            wanted, got = getattr(gold[g], name), found[f].value(name)
            if wanted == ANY:
                continue
            loose.field_total[name] += 1
            if _agrees(name, wanted, got):
                loose.field_right[name] += 1
            else:
                loose.mistakes.append(f"{label}{name}: gold {wanted}, found {got}, in {gold[g]}: {found[f].claim.text!r}")
    for g in sorted(set(range(len(gold))) - {g for _, g in pairs}):
        start = places[g][0]
        loose.mistakes.append(f"{label}missed: {gold[g]}: {passage.text[start : start + 90]!r}")
    for f in sorted(set(range(len(found))) - {f for f, _ in pairs}):
        claim = found[f]
        shown = f"{{{claim.subject.text}}} -> {claim.claim.relation} -> <{claim.object.text}> by {claim.claim.rule}"
        loose.mistakes.append(f"{label}false: {shown}: {claim.claim.text!r}")
    return loose, strict


def score_hedges(passage: Passage, gold: Sequence[dict[str, str]], label: str = "") -> Score:
    """Hedges and boosters of one passage: a cue is found where the spans overlap; the field is the category."""
    taken: set[int] = set()
    spans: list[tuple[int, int]] = []
    for item in gold:
        at = max(passage.text.find(item["sentence"]), 0)
        cue = re.compile(rf"\b{re.escape(item['text'])}\b", re.IGNORECASE)
        starts = [match.start() for match in cue.finditer(passage.text, at) if match.start() not in taken]
        start = starts[0] if starts else len(passage.text)
        taken.add(start)
        spans.append((start, start + len(item["text"])))

    def closeness(f: int, g: int) -> int | None:
        hedge: Hedge = passage.hedges[f]
        if hedge.end <= spans[g][0] or hedge.start >= spans[g][1]:
            return None
        return 2 * (hedge.category == gold[g]["category"]) + ((hedge.start, hedge.end) == spans[g])

    pairs = _pair(len(passage.hedges), len(gold), closeness)
    score = Score(len(passage.hedges), len(gold), len(pairs), len(pairs))
    for f, g in pairs:
        score.field_total["category"] += 1
        score.field_right["category"] += passage.hedges[f].category == gold[g]["category"]
        if passage.hedges[f].category != gold[g]["category"]:
            score.mistakes.append(f"{label}hedge category: gold {gold[g]}, found {passage.hedges[f].category}")
    for g in sorted(set(range(len(gold))) - {g for _, g in pairs}):
        score.mistakes.append(f"{label}hedge missed: {gold[g]}")
    for f in sorted(set(range(len(passage.hedges))) - {f for f, _ in pairs}):
        hedge = passage.hedges[f]
        around = passage.text[max(hedge.start - 40, 0) : hedge.end + 40]
        score.mistakes.append(f"{label}hedge false: {hedge.text!r} ({hedge.category}, {hedge.rule}) in {around!r}")
    return score


def score_promotions(passage: Passage, gold: Sequence[dict[str, Any]], label: str = "") -> Score:
    """Promotions of one passage: right where one of the same kind overlaps, sentence or block alike; the field is the products."""
    mentions = {mention.id: mention.text.lower() for mention in passage.mentions}
    spans = []
    for item in gold:
        start = passage.text.find(item["text"])
        spans.append((start, start + len(item["text"])) if start >= 0 else (len(passage.text), len(passage.text)))
    score = Score(len(passage.promotions), len(gold))
    for promotion in passage.promotions:
        matches = [
            g for g, (start, end) in enumerate(spans)
            if promotion.kind == gold[g]["kind"] and promotion.start < end and promotion.end > start
        ]  # fmt: skip
        score.right += bool(matches)
        if not matches:
            score.mistakes.append(f"{label}promotion false: {promotion.kind} ({promotion.rule}): {promotion.text!r}")
    for item, (start, end) in zip(gold, spans, strict=True):
        over = [p for p in passage.promotions if p.kind == item["kind"] and p.start < end and p.end > start]
        score.hit += bool(over)
        if not over:
            score.mistakes.append(f"{label}promotion missed: {item['kind']}: {item['text']!r}")
        elif item["products"] != ANY:
            got = {mentions[product] for p in over for product in p.products}
            score.field_total["products"] += 1
            score.field_right["products"] += got == {product.lower() for product in item["products"]}
            if got != {product.lower() for product in item["products"]}:
                score.mistakes.append(f"{label}promotion products: gold {item['products']}, found {sorted(got)}: {item['text']!r}")
    return score


def _place(text: str, item: GoldClaim) -> tuple[int, int]:
    """Where the gold claim's sentence begins, as far as its prefix reaches; nowhere if the text has lost it."""
    if not item.sentence:
        return 0, len(text)
    start = text.find(item.sentence)
    return (start, start + len(item.sentence)) if start >= 0 else (len(text), len(text))


def _holds(found: str, gold: str) -> bool:
    """One text is, or as whole words holds, the other."""
    short, long = sorted((found.lower(), gold.lower()), key=len)
    return re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long) is not None


def _agrees(name: str, wanted: Any, got: Any) -> bool:
    if wanted == ANY:
        return True
    if name == "attribution" and wanted is not None and got is not None:
        return _holds(*(re.sub(r"^(the|a|an)\s+", "", source.lower()) for source in (got, wanted)))
    return bool(wanted == got)


def _pair(found: int, gold: int, closeness: Callable[[int, int], int | None]) -> list[tuple[int, int]]:
    """One-to-one pairs of indices, the closest first; `closeness` is None for two that do not match."""
    candidates = [(value, f, g) for f in range(found) for g in range(gold) if (value := closeness(f, g)) is not None]
    used_found: set[int] = set()
    used_gold: set[int] = set()
    pairs = []
    for _, f, g in sorted(candidates, key=lambda item: (-item[0], item[1], item[2])):
        if f not in used_found and g not in used_gold:
            used_found.add(f)
            used_gold.add(g)
            pairs.append((f, g))
    return pairs
