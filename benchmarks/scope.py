"""How many cues of `fixtures/scope.yaml` are found with the right reach: `python -m benchmarks.scope [--errors N]`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from benchmarks.fixtures import FIXTURES
from extractor import Extractor, Failure, Source
from extractor.report import Passage


@dataclass(frozen=True)
class ScopeCase:
    """A sentence, one cue of it with its category, words that the cue covers and words that it leaves alone."""

    text: str
    cue: str
    category: str
    covers: tuple[str, ...]
    spares: tuple[str, ...]

    def place(self, word: str) -> tuple[int, int]:
        """Where a word (or words) of the gold stands in the text.

        Raises:
            ValueError: it does not stand there just once.
        """
        spans = [match.span() for match in re.finditer(rf"\b{re.escape(word)}\b", self.text)]
        if len(spans) != 1:
            raise ValueError(f"{word!r} stands {len(spans)} times in {self.text!r}")
        return spans[0]


def scope_cases() -> list[ScopeCase]:
    """The gold, in file order."""
    data = yaml.safe_load((FIXTURES / "scope.yaml").read_text(encoding="utf-8"))
    return [ScopeCase(item["text"], item["cue"], item["category"], tuple(item["covers"]), tuple(item["spares"])) for item in data]


def mistake(case: ScopeCase, passage: Passage) -> str | None:
    """What is wrong with the cue in a report, in words for a person; None if it is found with its category and its reach."""
    start, end = case.place(case.cue)
    hedge = next((hedge for hedge in passage.hedges if hedge.start < end and start < hedge.end), None)
    if hedge is None:
        return f"cue missed: {case.cue!r} in {case.text!r}"
    if hedge.category != case.category:
        return f"category: gold {case.category}, found {hedge.category} for {case.cue!r} in {case.text!r}"
    places = {word: case.place(word) for word in (*case.covers, *case.spares)}
    covered = {word for word, (first, last) in places.items() if hedge.scope.start <= first and last <= hedge.scope.end}
    touched = {word for word, (first, last) in places.items() if hedge.scope.start < last and first < hedge.scope.end}
    wrong = [f"does not cover {word!r}" for word in case.covers if word not in covered]
    wrong += [f"covers {word!r}" for word in case.spares if word in touched]
    return f"{hedge.text!r} {', '.join(wrong)} in {case.text!r}" if wrong else None


def mistakes(cases: Sequence[ScopeCase], extractor: Extractor | None = None) -> list[str]:
    """The mistakes over all cases, at most one a case."""
    found = []
    for case, report in zip(cases, (extractor or Extractor()).pipe(Source.text(case.text) for case in cases), strict=True):
        wrong = report.message if isinstance(report, Failure) else mistake(case, report.article)
        if wrong is not None:
            found.append(wrong)
    return found


def figures(wrong: Sequence[str], cases: int) -> dict[str, dict[str, float]]:
    """What floors are set for, from the mistakes and the number of cases."""
    return {"scope": {"accuracy": 1 - len(wrong) / cases}}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scope", description=__doc__)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N mistakes")
    options = parser.parse_args(arguments)
    cases = scope_cases()
    wrong = mistakes(cases)
    print(f"{'scope':<26}{figures(wrong, len(cases))['scope']['accuracy']:7.3f}{len(cases):7}")
    print("\n".join(wrong[: options.errors]))


if __name__ == "__main__":
    main()
