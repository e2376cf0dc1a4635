"""The pages that the benchmarks read."""

from __future__ import annotations

import gzip
from pathlib import Path


def page_paths(folder: Path, limit: int | None = None) -> list[Path]:
    """The pages of a folder, `*.html` and `*.html.gz`, in order; `limit` at most."""
    return [*sorted(folder.rglob("*.html")), *sorted(folder.rglob("*.html.gz"))][:limit]


def read(path: Path) -> bytes:
    """One of these pages."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def page_bytes(folder: Path, limit: int | None = None) -> list[bytes]:
    """All of these pages."""
    return [read(path) for path in page_paths(folder, limit)]
