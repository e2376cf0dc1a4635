"""The formats by name: which one a file's suffix asks for, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from extractor.report import Report


class Format(str, Enum):
    """What `--format` takes."""

    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    html = "html"


def format_of(output: Path | None) -> Format | None:
    """What the suffix of the output file asks for; None if it has none.

    Raises:
        ValueError: a suffix of no format; the message names the known ones.
    """
    known = {**{f".{format.value}": format for format in Format}, ".ndjson": Format.jsonl, ".htm": Format.html}
    suffix = output.suffix.lower() if output else ""
    if suffix and suffix not in known:
        raise ValueError(f"{output}: expected one of {', '.join(known)}, or a --format")
    return known.get(suffix)


def writer(chosen: Format, pretty: bool, several: bool) -> Callable[[Iterable[Report], TextIO], None]:
    """What writes the reports of a run in a format. `several`: JSON is an array, for there may be more than one."""
    if chosen is Format.json:
        from extractor.output import as_json

        return partial(as_json.write, pretty=pretty, array=several)
    from extractor.output import as_csv, as_html, as_jsonl

    return {Format.jsonl: as_jsonl.write, Format.csv: as_csv.write, Format.html: as_html.write}[chosen]
