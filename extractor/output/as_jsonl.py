"""JSON Lines: each report on a line of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from extractor.report import Report


def write(reports: Iterable[Report], file: TextIO) -> None:
    """Write one line a report. Each line is flushed, so that a reader at the other end of a pipe can begin."""
    for report in reports:
        file.write(report.model_dump_json() + "\n")
        file.flush()
