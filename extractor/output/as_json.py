"""JSON: one report as one object, several as an array."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from extractor.report import Report


def write(reports: Iterable[Report], file: TextIO, *, pretty: bool = False, array: bool = False) -> None:
    """Write reports as one JSON document.

    Args:
        pretty: indented by two spaces.
        array: as an array, also around a single report or none. Without it there must be at most one report.
    """
    count = 0
    for count, report in enumerate(reports, 1):
        if count > 1 and not array:
            raise ValueError("several reports need array=True to be one JSON document")
        file.write(("[\n" if count == 1 else ",\n") if array else "")
        file.write(report.model_dump_json(indent=2 if pretty else None))
    if array:
        file.write("[]\n" if count == 0 else "\n]\n")
    elif count:
        file.write("\n")
