"""Precision and recall over the pages of `fixtures/`: `python -m benchmarks.fixtures [CASE …] [--errors]`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.gold import SCORED, GoldClaim, Score, claim_from, score_claims, score_hedges, score_promotions, total
from extractor import Extractor, Failure, Report, Source

FIXTURES = Path(__file__).parent.parent / "fixtures"


@dataclass(frozen=True)
class Case:
    """One folder of `fixtures/`: a page as bytes and what a report on it must hold."""

    name: str
    html: bytes = field(repr=False)
    expected: dict[str, Any] = field(repr=False)

    @property
    def source(self) -> Source:
        return Source.html(self.html, self.expected["url"])

    def claims(self, place: str) -> list[GoldClaim]:
        """The gold claims of the article or of one comment ("comment-2" is the second)."""
        return [claim for claim in map(claim_from, self.expected["claims"]) if claim.place == place]


@dataclass
class CaseScore:
    """The figures of one case, or of several together. `claims` pairs whatever the relation, `with_relation` asks for the same one."""

    claims: Score = field(default_factory=Score)
    with_relation: Score = field(default_factory=Score)
    hedges: Score = field(default_factory=Score)
    promotions: Score = field(default_factory=Score)

    def __add__(self, other: CaseScore) -> CaseScore:
        return CaseScore(
            self.claims + other.claims,
            self.with_relation + other.with_relation,
            self.hedges + other.hedges,
            self.promotions + other.promotions,
        )

    @property
    def mistakes(self) -> list[str]:
        return self.claims.mistakes + self.hedges.mistakes + self.promotions.mistakes

    def figures(self) -> dict[str, dict[str, float]]:
        """What floors are set for: precision and recall of each kind, and the accuracy of each field."""
        kinds = {"claims": self.claims, "with_relation": self.with_relation, "hedges": self.hedges, "promotions": self.promotions}
        figures = {kind: {"precision": score.precision, "recall": score.recall} for kind, score in kinds.items()}
        figures["fields"] = {name: self.claims.accuracy(name) for name in SCORED}
        figures["fields"]["category"] = self.hedges.accuracy("category")
        figures["fields"]["products"] = self.promotions.accuracy("products")
        return figures


def cases(names: Sequence[str] = ()) -> list[Case]:
    """The named cases, or all of them, by name.

    Raises:
        FileNotFoundError: a name that is no folder of `fixtures/`.
    """
    folders = [FIXTURES / name for name in names] or sorted(path.parent for path in FIXTURES.glob("*/expected.json"))
    return [
        Case(folder.name, (folder / "page.html").read_bytes(), json.loads((folder / "expected.json").read_text(encoding="utf-8")))
        for folder in folders
    ]


def score_case(case: Case, report: Report) -> CaseScore:
    """The article and all comments of one report against the case's gold."""
    result = CaseScore()
    passages = [("article", report.article), *((f"comment-{n}", comment) for n, comment in enumerate(report.comments, start=1))]
    for place, passage in passages:
        loose, strict = score_claims(passage, case.claims(place), label=f"[{case.name}, {place}] ")
        result += CaseScore(loose, strict)
    lost = [claim for claim in map(claim_from, case.expected["claims"]) if claim.place not in dict(passages)]
    missed = Score(gold=len(lost), mistakes=[f"[{case.name}] missed with its whole comment: {claim}" for claim in lost])
    label = f"[{case.name}] "
    return result + CaseScore(
        missed,
        Score(gold=len(lost)),
        score_hedges(report.article, case.expected["hedges"], label),
        score_promotions(report.article, case.expected["promotions"], label),
    )


def score_all(chosen: Sequence[Case], reports: Iterable[Report | Failure]) -> dict[str, CaseScore]:
    """The figures by case; `reports` in the order of the cases. A page that could not be read counts as one in which nothing was found."""
    results = {}
    for case, report in zip(chosen, reports, strict=True):
        if isinstance(report, Failure):
            gold = case.expected
            claims = Score(gold=len(gold["claims"]), mistakes=[f"[{case.name}] failed: {report.message}"])
            results[case.name] = CaseScore(
                claims, Score(gold=claims.gold), Score(gold=len(gold["hedges"])), Score(gold=len(gold["promotions"]))
            )
        else:
            results[case.name] = score_case(case, report)
    return results


def overall(scores: Iterable[CaseScore]) -> CaseScore:
    """All cases together, every claim weighing the same."""
    return sum(scores, CaseScore())


def table(results: dict[str, CaseScore]) -> Iterator[str]:
    """The lines of the table that the command prints."""
    rows = {**results, "all": overall(results.values())}
    kinds = {"claims": "claims", "with_relation": "same relation", "hedges": "hedges", "promotions": "promotions"}
    for attribute, title in kinds.items():
        yield f"{title:<26}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}"
        for name, row in rows.items():
            score: Score = getattr(row, attribute)
            yield f"  {name:<24}{score.precision:7.3f}{score.recall:7.3f}{score.f1:7.3f}{score.gold:7}{score.found:7}"
    yield from field_table({name: total([row.claims, row.hedges, row.promotions]) for name, row in rows.items()})


def field_table(rows: dict[str, Score]) -> Iterator[str]:
    """Accuracy of each field (of the claims, hedges and promotions that were found) in each row."""
    names = [name for name in (*SCORED, "category", "products") if any(row.field_total[name] for row in rows.values())]
    yield f"{'field accuracy':<26}" + "".join(f"{name[:11]:>12}" for name in names)
    for title, row in rows.items():
        cells = (f"{row.accuracy(name):.3f}/{row.field_total[name]}" if row.field_total[name] else "-" for name in names)
        yield f"  {title:<24}" + "".join(f"{cell:>12}" for cell in cells)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fixtures", description=__doc__)
    parser.add_argument("case", nargs="*", help="folders of fixtures/; all of them by default")
    parser.add_argument("--errors", action="store_true", help="list every mistake below the table")
    options = parser.parse_args(arguments)
    chosen = cases(options.case)
    results = score_all(chosen, Extractor().pipe(case.source for case in chosen))
    print("\n".join(table(results)))
    if options.errors:
        print("\n".join(mistake for score in results.values() for mistake in score.mistakes))


if __name__ == "__main__":
    main()
