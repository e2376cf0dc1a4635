"""``python -m training.lexicon --data DIR [--out DIR]``: writes `rules/lexicon/` anew, the same bytes every time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from training.lexicon.build import build

ROOT = Path(__file__).resolve().parents[2]


def main(
    data: Annotated[Path, typer.Option(help="Folder with the term lists (see README.md).", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Option(help="Where the lexicons go.")] = ROOT / "rules" / "lexicon",
) -> None:
    """Merge the term lists with the overlays and write one TSV file a kind."""
    for path, rows, strings in build(data, out):
        typer.echo(f"{path}: {rows} rows, {strings} strings")


if __name__ == "__main__":
    typer.run(main)
