"""CSV: one line a claim, as `Report.to_rows` has them. Texts stay as they are in the page, so a spreadsheet should import them as text."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from extractor.report import Report

COLUMNS = (
    "url", "title", "place", "claim", "subject", "subject_text", "subject_kind", "subject_concept", "subject_state", "relation",
    "object", "object_text", "object_kind", "object_concept", "object_state", "predicate", "negated", "certainty", "cues",
    "strength", "attribution", "evidence", "section", "promotion", "rule", "sentence", "start", "end",
)  # fmt: skip


def write(reports: Iterable[Report], file: TextIO) -> None:
    """Write a header and the claims of all reports. Open a file of yours with `newline=""`, as the csv module wants it."""
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for report in reports:
        writer.writerows(report.to_rows())
