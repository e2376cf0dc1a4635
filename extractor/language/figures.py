"""Brackets that hold figures and no mention: "(P < 0.001)", "[95% CI, 0.70-0.96]". A sentence is parsed without them.

They belong to no clause, and a parser that reads them takes their letters for subjects and objects.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

BRACKETS = {"(": ")", "[": "]"}
SIGNS = frozenset("=<>≤≥±%")
MOST = 40  # tokens in one bracket


def figures(sentence: Span) -> set[int]:
    """The indices in their doc of the tokens of such brackets, brackets included; none of one that begins the sentence."""
    found: set[int] = set()
    for token in sentence[1:]:
        end = _closing(token, sentence.end) if token.text in BRACKETS and token.i not in found else None
        if end is None:
            continue
        inside = sentence.doc[token.i + 1 : end]
        signs = SIGNS.intersection(inside.text) and any(char.isdigit() for char in inside.text)
        if signs and not any(other.ent_type_ for other in inside):
            found.update(range(token.i, end + 1))
    return found


def _closing(bracket: Token, stop: int) -> int | None:
    """The index of the bracket that closes one, before `stop`."""
    depth = 0
    for token in bracket.doc[bracket.i : min(stop, bracket.i + MOST)]:
        depth += (token.text in BRACKETS) - (token.text in BRACKETS.values())
        if depth == 0:
            return token.i
    return None
