"""Precision and recall over the gold of `fixtures/mentions.tsv`: `python -m benchmarks.mentions [--errors]`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from benchmarks.fixtures import FIXTURES
from benchmarks.gold import Score, total
from extractor.language.mentions import Found, Matcher
from extractor.rulebook import Rulebook

KINDS = {"N": "nutrient", "S": "supplement", "F": "food", "C": "condition", "U": "function"}
MARK = re.compile(r"\[([NSFCU]):([^\]]+)\]")
Span = tuple[str, str, int]  # kind, text, start


def read_marked(marked: str) -> tuple[str, list[Span]]:
    """A sentence with [N:…] marks as its text and the span of each mark."""
    text, spans, place = "", [], 0
    for found in MARK.finditer(marked):
        text += marked[place : found.start()]
        spans.append((KINDS[found[1]], found[2], len(text)))
        text += found[2]
        place = found.end()
    return text + marked[place:], spans


def gold() -> list[tuple[str, str]]:
    """(sort, marked sentence) in file order; sort is "plain", or "trap" where ordinary words are no mentions."""
    lines = (FIXTURES / "mentions.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if not line.startswith("#")]


def spans_of(text: str, found: list[Found]) -> list[Span]:
    """Found mentions as spans."""
    return [(mention.kind, text[mention.start : mention.end], mention.start) for mention in found]


def score_mentions(matcher: Matcher) -> dict[str, Score]:
    """The score of each kind. A mention is right where kind and offsets agree."""
    scores = {kind: Score() for kind in KINDS.values()}
    for _, marked in gold():
        text, wanted = read_marked(marked)
        found = spans_of(text, matcher.find(text))
        for kind, score in scores.items():
            right, seen = ({span for span in spans if span[0] == kind} for spans in (wanted, found))
            score.gold += len(right)
            score.found += len(seen)
            score.right += len(right & seen)
            score.hit = score.right
            score.mistakes += [f"{'missed' if span in right else 'false'}: {kind} {span[1]!r}: {text!r}" for span in right ^ seen]
    return scores


def figures(scores: dict[str, Score]) -> dict[str, dict[str, float]]:
    """What `floors.json` asks for."""
    whole = total(scores.values())
    return {"mentions": {"precision": whole.precision, "recall": whole.recall}}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mentions", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list every mistake below the table")
    options = parser.parse_args(arguments)
    scores = score_mentions(Matcher(Rulebook()))
    print(f"{'mentions':<26}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}")
    for name, score in {**scores, "all": total(scores.values())}.items():
        print(f"  {name:<24}{score.precision:7.3f}{score.recall:7.3f}{score.f1:7.3f}{score.gold:7}{score.found:7}")
    for score in scores.values() if options.errors else ():
        print("\n".join(score.mistakes))


if __name__ == "__main__":
    main()
