"""Precision and recall over the gold of `fixtures/sentences.yaml`, or of one of the harder files beside it.

python -m benchmarks.sentences [--gold lay|blogs|guides|articles] [--errors N] [--by frame|style]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from benchmarks.fixtures import FIXTURES, field_table
from benchmarks.gold import SCORED, GoldClaim, Score, parse_claim, score_claims, total
from extractor import Extractor, Failure, Source

GOLD = ("sentences", "lay", "blogs", "guides", "articles")


@dataclass(frozen=True)
class Sentence:
    """A sentence or short passage with all of its claims. `frame` and `style` sort the mistakes and are scored nowhere."""

    text: str
    claims: tuple[GoldClaim, ...]
    frame: str
    style: str


def sentences(name: str = "sentences") -> list[Sentence]:
    """The gold of `fixtures/NAME.yaml`, in file order.

    Raises:
        ValueError: a claim that is not in the compact form.
    """
    data = yaml.safe_load((FIXTURES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [
        Sentence(item["text"].strip(), tuple(map(parse_claim, item["claims"])), item.get("frame", "other"), item.get("style", "other"))
        for item in data
    ]


def score_sentences(chosen: Sequence[Sentence], extractor: Extractor | None = None) -> list[tuple[Score, Score]]:
    """For each sentence its claims' scores, whatever the relation and with the same one. A text that cannot be read has no claims."""
    results = []
    reports = (extractor or Extractor()).pipe(Source.text(sentence.text) for sentence in chosen)
    for sentence, report in zip(chosen, reports, strict=True):
        if isinstance(report, Failure):
            gold = len(sentence.claims)
            results.append((Score(gold=gold, mistakes=[f"failed: {report.message}: {sentence.text!r}"]), Score(gold=gold)))
        else:
            results.append(score_claims(report.article, sentence.claims, label=f"[{sentence.frame}] "))
    return results


def figures(results: Sequence[tuple[Score, Score]]) -> dict[str, dict[str, float]]:
    """What floors are set for: precision and recall, and the accuracy of each field."""
    loose, strict = total(score for score, _ in results), total(score for _, score in results)
    return {
        "claims": {"precision": loose.precision, "recall": loose.recall},
        "with_relation": {"precision": strict.precision, "recall": strict.recall},
        "fields": {name: loose.accuracy(name) for name in SCORED if loose.field_total[name]},
    }


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sentences", description=__doc__)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N mistakes")
    parser.add_argument("--gold", choices=GOLD, default=GOLD[0], help="which file of fixtures/")
    parser.add_argument("--by", choices=["frame", "style"], help="a row for each frame or style as well")
    options = parser.parse_args(arguments)
    gold = sentences(options.gold)
    results = score_sentences(gold)
    groups: dict[str, list[tuple[Score, Score]]] = {}
    for sentence, result in zip(gold, results, strict=True):
        if options.by:
            groups.setdefault(getattr(sentence, options.by), []).append(result)
    groups["all"] = list(results)
    for title, column in (("claims", 0), ("same relation", 1)):
        print(f"{title:<26}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}")
        for name, group in groups.items():
            score = total(result[column] for result in group)
            print(f"  {name:<24}{score.precision:7.3f}{score.recall:7.3f}{score.f1:7.3f}{score.gold:7}{score.found:7}")
    print("\n".join(field_table({name: total(loose for loose, _ in group) for name, group in groups.items()})))
    mistakes = [mistake for loose, _ in results for mistake in loose.mistakes]
    for mistake in mistakes[: options.errors]:
        print(mistake)


if __name__ == "__main__":
    main()
