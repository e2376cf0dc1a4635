"""Explanations as text for a terminal: each sentence with its claims marked, the rule and frame that fired, or the step that gave up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from extractor.language.explain import ExplainedClaim, ExplainedSentence, Mark

MARKS = {"subject": "{}", "object": "<>", "trigger": "[]", "hedge": "~~", "booster": "++", "negation": "!!"}
LEGEND = "{subject} [trigger] <object> ~hedge~ +booster+ !negation!"


def write(sentences: Iterable[ExplainedSentence], file: TextIO) -> None:
    """Write one paragraph a sentence, the marks' legend before the first."""
    file.write(LEGEND + "\n")
    for sentence in sentences:
        text = sentence.passage.text
        if not sentence.claims:
            file.write(f"\n{_one_line(text[sentence.start : sentence.end])}\n  no claim\n")
            for refusal in sentence.refusals:
                file.write(f"    {refusal.rule} ({refusal.frame}), {refusal.trigger!r}: {refusal.reason}\n")
            if not sentence.refusals:
                file.write("    no rule has a trigger here\n")
        for explained in sentence.claims:
            file.write(f"\n{_one_line(_marked(text, sentence.start, sentence.end, explained.marks))}\n  {_verdict(explained)}\n")


def _verdict(explained: ExplainedClaim) -> str:
    claim = explained.claim
    parts = [claim.relation, "negated" if claim.negated else "", claim.certainty, f"rule {claim.rule}", f"frame {explained.frame}"]
    if explained.subject is not None:
        parts.append(f"subject said elsewhere: {explained.subject}")
    return " · ".join(part for part in parts if part)


def _marked(text: str, start: int, end: int, marks: list[Mark]) -> str:
    """The sentence with its marks put in. Where two overlap, the one that begins first, or is the longer, encloses the other."""
    openers = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    at: dict[int, str] = {}
    for mark in openers:
        at[mark.start] = at.get(mark.start, "") + MARKS[mark.role][0]
    closing: dict[int, str] = {}
    for mark in reversed(openers):
        closing[mark.end] = closing.get(mark.end, "") + MARKS[mark.role][1]
    return "".join(closing.get(i, "") + at.get(i, "") + (text[i] if i < end else "") for i in range(start, end + 1))


def _one_line(text: str) -> str:
    return " ".join(text.split())
