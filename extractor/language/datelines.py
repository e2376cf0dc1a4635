"""Datelines, which parsers take for part of the sentence: "GHENT, Belgium, 14 March – …", "LONDON, Nov. 3, 2025 /PRNewswire/ -- …"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

DASHES = frozenset("—–-") | {"--"}
LONGEST = 16  # tokens up to the dash
SHORTEST_PLACE = 3  # letters of a place in capitals
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")
_BETWEEN = frozenset(",.;:/()[]")


def dateline(doc: Doc) -> int:
    """How many tokens the dateline that a sentence begins with has, its dash included; 0 if there is none.

    A place in capitals, or a place, comma and date; an agency may stand in brackets or between strokes.
    """
    dash = next((token.i for token in doc[:LONGEST] if token.text in DASHES and _is_apart(token)), 0)
    before = list(doc[:dash])
    if not before or dash + 1 == len(doc) or any(token.ent_type_ for token in before) or not all(map(_fits, _outside(before))):
        return 0
    words = [token.text for token in before]
    in_capitals = len(words[0]) >= SHORTEST_PLACE and words[0].isupper() and words[0].isalpha()
    dated = "," in words and any(word.isdigit() for word in words) and before[0].is_alpha
    agency = words[0] in _OPENING and words[-1] in _CLOSING
    return dash + 1 if in_capitals or dated or agency else 0


def _is_apart(dash: Token) -> bool:
    """Whether a dash is no hyphen within a word."""
    return bool(dash.i and dash.nbor(-1).whitespace_) or dash.text not in "-–"


def _outside(tokens: list[Token]) -> list[Token]:
    """The tokens that stand in no brackets."""
    kept, depth = [], 0
    for token in tokens:
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if depth == 0:
            kept.append(token)
    return kept


def _fits(token: Token) -> bool:
    text = token.text
    return text in _BETWEEN or text[0].isupper() or text[0].isdigit() or text.startswith("/")
