"""The pages that the benchmarks read."""

from __future__ import annotations

import gzip
from pathlib import Path


def page_bytes(folder: Path, limit: int | None = None) -> list[bytes]:
    """The pages of a folder, `*.html` and `*.html.gz`, by path; `limit` at most."""
    paths = [*sorted(folder.rglob("*.html")), *sorted(folder.rglob("*.html.gz"))][:limit]
    return [gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in paths]
