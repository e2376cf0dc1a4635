"""What is matched in a text, and why: each mention with its lexicon row or rule. For `health-claims terms`."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.language.analyser import Analyser
from extractor.language.mentions import Found
from extractor.language.states import StateRule
from extractor.report import Passage


def explain(analyser: Analyser, passage: Passage) -> Iterator[str]:
    """A paragraph of lines for each mention of a passage, in reading order; nothing is parsed."""
    reading = analyser.read(passage)
    states = {placed.found: rule for unit in reading.units for placed, rule in analyser.states.matches(unit).items()}
    for found in reading.mentions:
        yield "\n".join(_lines(found, passage.text[found.start : found.end], states.get(found)))


def _lines(found: Found, text: str, state: StateRule | None) -> Iterator[str]:
    yield f"{text!r} ({found.start}-{found.end}): {found.kind}, {found.name}, {found.concept or 'no identifier'}"
    yield f"  by {found.why}"
    if state is not None:
        yield f"  {state.state} by {state.id}"
