"""``python -m training.page --data DIR``: cross-validates over domains, trains on all pages, writes the weights and their scores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from extractor.page.features import FEATURES
from training.page.data import read
from training.page.train import cross_validate, fit, kept_by_model, kept_by_rules, scores, split

OUT = Path(__file__).resolve().parents[2] / "extractor" / "page" / "model"


def main(
    data: Annotated[Path, typer.Option(help="Folder with gold.jsonl.gz and html/.", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Option(help="Where the weights and their scores go.")] = OUT,
    folds: Annotated[int, typer.Option(min=2, help="Of the cross-validation.")] = 8,
) -> None:
    """Train the block-role classifier and say how good it is on domains that it has not seen."""
    pages = list(read(data))
    chances = cross_validate(pages, folds)
    found = {
        "rules alone": scores(pages, [kept_by_rules(page) for page in pages]),
        f"rules and model, {folds}-fold cross-validation over domains": scores(
            pages, [kept_by_model(page, one) for page, one in zip(pages, split(pages, chances), strict=True)]
        ),
        "best choice of blocks": scores(pages, [page.labels > 0.5 for page in pages]),
    }
    trees = fit(pages)
    out.mkdir(exist_ok=True)
    np.savez_compressed(
        out / "main_text.npz",
        feature=trees.feature,
        threshold=trees.threshold,
        left=trees.left,
        right=trees.right,
        value=trees.value,
        names=np.array(FEATURES),
    )
    (out / "scores.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    typer.echo(json.dumps(found, indent=2))


if __name__ == "__main__":
    typer.run(main)
