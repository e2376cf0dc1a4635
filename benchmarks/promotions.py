"""Precision and recall over the gold of `fixtures/promotions.yaml`, by kind: `python -m benchmarks.promotions [--errors N]`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

import yaml

from benchmarks.fixtures import FIXTURES
from benchmarks.gold import ANY, Score, score_promotions, total
from extractor import Extractor, Failure, Source


def promotion_cases() -> list[dict[str, Any]]:
    """The gold, in file order: `text` and `kind`, null where nothing is sold."""
    cases: list[dict[str, Any]] = yaml.safe_load((FIXTURES / "promotions.yaml").read_text(encoding="utf-8"))
    return cases


def score_cases(cases: Sequence[dict[str, Any]], extractor: Extractor | None = None) -> list[Score]:
    """The score of each text; a promotion of another kind than the gold's is both false and missed."""
    scores = []
    for case, report in zip(cases, (extractor or Extractor()).pipe(Source.text(case["text"]) for case in cases), strict=True):
        gold = [{"kind": case["kind"], "text": case["text"], "products": ANY}] if case["kind"] else []
        if isinstance(report, Failure):
            scores.append(Score(gold=len(gold), mistakes=[f"failed: {report.message}: {case['text']!r}"]))
        else:
            scores.append(score_promotions(report.article, gold))
    return scores


def figures(scores: Sequence[Score]) -> dict[str, dict[str, float]]:
    """What floors are set for."""
    score = total(scores)
    return {"promotions": {"precision": score.precision, "recall": score.recall, "f1": score.f1}}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.promotions", description=__doc__)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N mistakes")
    options = parser.parse_args(arguments)
    cases = promotion_cases()
    scores = score_cases(cases)
    groups: dict[str, list[Score]] = {}
    for case, score in zip(cases, scores, strict=True):
        groups.setdefault(case["kind"] or "nothing sold", []).append(score)
    groups["all"] = scores
    print(f"{'promotions':<26}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}")
    for name, group in groups.items():
        score = total(group)
        print(f"  {name:<24}{score.precision:7.3f}{score.recall:7.3f}{score.f1:7.3f}{score.gold:7}{score.found:7}")
    mistakes = [mistake for score in scores for mistake in score.mistakes]
    for mistake in mistakes[: options.errors]:
        print(mistake)


if __name__ == "__main__":
    main()
