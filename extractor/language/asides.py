"""Names in brackets and datelines, which make parsers stumble: a sentence is parsed without them, and they are hung on the word before.

"Ginger (Zingiber officinale) extracts", "chronic kidney disease (CKD) patients". Only what can be nothing else is left out: short forms and
the Latin names of plants and microbes. A dateline is hung on the root. For figures in brackets see `figures`.
"""

from __future__ import annotations

import re
from typing import Any

from spacy.attrs import DEP, HEAD, POS
from spacy.symbols import NOUN, PUNCT, X
from spacy.tokens import Doc

from extractor.language.datelines import dateline
from extractor.report import OBJECT_KINDS

MOST = 6  # tokens of a name
SHORT_FORM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z0-9αβγω/-]{2,10}")
BINOMIAL = re.compile(r"[A-Z](?:[a-z]{3,}|\.) [a-z]{2,}\.?(?: [A-Z][a-z]*\.?)?")  # also with who gave it: "Nigella sativa L."


def asides(doc: Doc) -> list[tuple[int, int]]:
    """Where a sentence has a dateline, or a name in brackets behind a word: indices of the first token and of the last.

    A Latin name is no condition.
    """
    behind = dateline(doc)
    found = [(0, behind - 1)] if behind else []
    opening = None
    for token in doc[behind:]:
        if token.text == "(":
            opening = token.i
        elif token.text == ")" and opening is not None:
            inner = doc[opening + 1 : token.i]
            latin = BINOMIAL.fullmatch(inner.text) and not any(term.label_ in OBJECT_KINDS for term in inner.ents)
            named = len(inner) <= MOST and (latin or SHORT_FORM.fullmatch(inner.text))
            if opening > behind and named and doc[opening - 1].is_alpha:
                found.append((opening, token.i))
            opening = None
    return found


def without(doc: Doc, spans: list[tuple[int, int]]) -> Doc:
    """The sentence without its asides, for a parser to read."""
    kept = _kept(doc, spans)
    terms = [f"{doc[i].ent_iob_}-{doc[i].ent_type_}" if doc[i].ent_type_ else "O" for i in kept]
    return Doc(doc.vocab, words=[doc[i].text for i in kept], spaces=[bool(doc[i].whitespace_) for i in kept], ents=terms)


def copy_back(short: Doc, doc: Doc, spans: list[tuple[int, int]]) -> None:
    """Gives a sentence the tree of what was parsed without its asides, in place; each aside is in apposition to the word before it.

    A dateline hangs on the root, as what has no part in the sentence.
    """
    kept = _kept(doc, spans)
    table: Any = doc.to_array([POS, DEP, HEAD])
    for token, i in zip(short, kept, strict=True):
        table[i] = token.pos, token.dep, _distance(kept[token.head.i], i)
        doc[i].morph = token.morph
    appos, flat, punct, dep = (doc.vocab.strings.add(label) for label in ("appos", "flat", "punct", "dep"))
    root = next(i for token, i in zip(short, kept, strict=True) if token.head.i == token.i)
    for opening, closing in spans:
        if opening == 0:
            for i in range(closing + 1):
                table[i] = X, dep, _distance(root, i)
            continue
        first = opening + 1
        for i in range(opening, closing + 1):
            bracket = i in (opening, closing)
            table[i] = PUNCT if bracket else NOUN, punct if bracket else flat, _distance(first, i)
        table[first] = NOUN, appos, _distance(opening - 1, first)
    doc.from_array([POS, DEP, HEAD], table)


def _kept(doc: Doc, spans: list[tuple[int, int]]) -> list[int]:
    left_out = {i for opening, closing in spans for i in range(opening, closing + 1)}
    return [i for i in range(len(doc)) if i not in left_out]


def _distance(head: int, i: int) -> int:
    """A head as spaCy's arrays hold it, in 64 bits without a sign."""
    return (head - i) % 2**64
