"""Scores of the shipped file on lines that it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractor.language.relations import LABELS, Judgement, read_marked

from .data import Example

THRESHOLDS = (0.5, 0.8, 0.9, 0.95)


def evaluate(held: Sequence[Example], unclaimed: Sequence[Example], folder: Path) -> dict[str, dict[str, float]]:
    """At each threshold of the likelihood of a claim.

    Precision and recall on the pairs of the held-out lines; of the claims found, the share with the right relation, with the right
    denial, and with the trigger among the annotated words; and the share of web pairs that claim nothing and are taken for claims.
    """
    judged = [(item, _read(folder, item)) for item in held]
    company = [_read(folder, item).claimed for item in unclaimed]
    scores = {}
    for least in THRESHOLDS:
        found = [(item, verdict) for item, verdict in judged if verdict.claimed >= least]
        right = [(item, verdict) for item, verdict in found if item.label]
        claims = sum(item.label > 0 for item in held)
        scores[str(least)] = {
            "precision": len(right) / max(1, len(found)),
            "recall": len(right) / max(1, claims),
            "relation": sum(LABELS.index(verdict.relation) == item.label for item, verdict in right) / max(1, len(right)),
            "denied": sum((verdict.denied > 0.5) == item.denied for item, verdict in right) / max(1, len(right)),
            "trigger": sum(verdict.trigger in item.trigger for item, verdict in right) / max(1, len(right)),
            "web_false": sum(value >= least for value in company) / max(1, len(company)),
        }
    return {least: {name: round(value, 3) for name, value in row.items()} for least, row in scores.items()}


def _read(folder: Path, item: Example) -> Judgement:
    marks = (item.subject, item.object)
    ends = [next(i for i in range(mark + 1, len(item.words)) if item.words[i] == item.words[mark]) for mark in marks]
    inside = {i for mark, end in zip(marks, ends, strict=True) for i in range(mark, end + 1)}
    return read_marked(folder, item.words, *marks, [i for i in range(len(item.words)) if i not in inside] or [0])
