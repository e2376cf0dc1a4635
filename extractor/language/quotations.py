"""Quotations: where they begin and end, and who signs them. No parse is needed."""

from __future__ import annotations

from spacy.tokens import Token

from extractor.language.units import Unit

OPENING, CLOSING, EITHER = frozenset("“«"), frozenset("”»"), frozenset({'"', "``", "''"})
ENDS = CLOSING | EITHER
MARKS = OPENING | ENDS
DASHES = frozenset("—–―-~") | {"--"}
LONGEST_NAME = 4  # words
LONGEST = 12  # tokens behind the dash of a signature: name, place, age, trade


def quoted(unit: Unit, open_before: bool) -> tuple[bool, bool]:
    """Whether the unit stands in a quotation (wholly or from somewhere on), and whether one is still open behind it."""
    inside, touched = open_before, open_before
    for token in unit.doc if not MARKS.isdisjoint(unit.lowered) else ():
        if token.text in OPENING or (token.text in EITHER and not inside):
            inside = touched = True
        elif token.text in ENDS:
            inside = False
    return touched, inside


def outside(unit: Unit, verb: Token) -> bool:
    """Whether the unit has a quotation, or an end of one, and the verb stands outside it."""
    marks = [token for token in unit.doc if token.text in MARKS]
    before = [token for token in marks if token.i < verb.i]
    if not before:
        return bool(marks) and marks[0].text not in CLOSING
    if before[-1].text in EITHER:
        return len(before) % 2 == 0 or len(marks) == 1
    return before[-1].text in CLOSING


def speaker_may_follow(unit: Unit) -> bool:
    """Whether a quotation ends in the unit and the unit goes on."""
    marks = [token for token in unit.doc if token.text in ENDS]
    behind = [token for mark in marks[:2] for token in unit.doc[mark.i + 1 : mark.i + 4]]
    return any(mark.i > 0 for mark in marks) and any(token.is_alpha for token in behind)


def signature(unit: Unit) -> tuple[int, int] | None:
    """The tokens of the name that a quotation is signed with, end-exclusive: "… my knee pain was gone.” — [Dana R.], Ohio".

    The quotation ends in the unit, or the unit before it ends with it.
    """
    dash = next((i for i, word in enumerate(unit.lowered) if word in DASHES and _is_behind_quotation(unit, i)), None)
    if dash is None or not 2 <= len(unit.doc) - dash <= LONGEST:
        return None
    end = start = dash + 1
    while end < len(unit.doc) and end - start < LONGEST_NAME and unit.doc[end].text[0].isupper():
        end += 1
    signed = end > start and (end == len(unit.doc) or not unit.doc[end].is_alpha) and unit.mention_at(unit.doc[start]) is None
    return (start, end) if signed else None


def _is_behind_quotation(unit: Unit, i: int) -> bool:
    if i:
        return unit.lowered[i - 1] in ENDS
    before = unit.previous
    return before is not None and bool(before.lowered) and before.lowered[-1] in ENDS
