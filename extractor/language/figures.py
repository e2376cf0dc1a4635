"""Brackets that hold figures and no mention: "(P < 0.001)", "[95% CI, 0.70-0.96]". A sentence is parsed without them.

They belong to no clause, and a parser that reads them takes their letters for subjects and objects.
"""

from __future__ import annotations

from spacy.tokens import Span

BRACKETS = {"(": ")", "[": "]"}
SIGNS = frozenset("=<>≤≥±%")
MOST = 40  # tokens in one bracket


def figures(sentence: Span) -> set[int]:
    """The indices in their doc of the tokens of such brackets, brackets included."""
    found: set[int] = set()
    for token in sentence:
        if token.text not in BRACKETS or token.i in found or token.i == sentence.start:
            continue
        inside = sentence.doc[token.i + 1 : min(sentence.end, token.i + MOST)]
        depth, end = 1, None
        for other in inside:
            depth += (other.text in BRACKETS) - (other.text in BRACKETS.values())
            if depth == 0:
                end = other.i
                break
        if end is None or any(other.ent_type_ for other in inside[: end - token.i]):
            continue
        held = [other.text for other in inside[: end - token.i - 1]]
        if any(char.isdigit() for text in held for char in text) and any(char in SIGNS for text in held for char in text):
            found.update(range(token.i, end + 1))
    return found
