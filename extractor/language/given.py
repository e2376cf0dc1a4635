"""Trees that a doc brings along, from whatever pipeline parsed it, for the units made of it."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from extractor.language.schemes import copy_parse
from extractor.language.units import Unit


def take_trees(doc: Doc, units: Iterable[Unit]) -> None:
    """Marks as parsed the units that are one whole tree of `doc`, and gives them that tree in Universal Dependencies.

    A unit that is none stays unparsed: a list item read with the line above it, part of a sentence that the doc draws across two
    paragraphs. So do all where the doc lacks dependencies, parts of speech or lemmas.
    """
    if not all(doc.has_annotation(attribute) for attribute in ("DEP", "POS", "LEMMA")):
        return
    by_offset = {token.idx: token for token in doc}
    for unit in units:
        tokens = [by_offset[offset] for offset in unit.offsets]
        heads = _heads(tokens)
        if heads is not None:
            copy_parse(_sentence(tokens, heads), unit.doc)
            unit.parsed = True


def _heads(tokens: list[Token]) -> list[int] | None:
    """Heads as places in `tokens`, or None if one lies elsewhere or there are several roots."""
    places = {token.i: place for place, token in enumerate(tokens)}
    heads = [places.get(token.head.i, -1) for token in tokens]
    roots = sum(head == place for place, head in enumerate(heads))
    return heads if roots == 1 and -1 not in heads and len(places) == len(tokens) else None


def _sentence(tokens: list[Token], heads: list[int]) -> Doc:
    return Doc(
        tokens[0].vocab,
        words=[token.text for token in tokens],
        heads=heads,
        deps=[token.dep_ for token in tokens],
        pos=[token.pos_ for token in tokens],
        tags=[token.tag_ for token in tokens],
        lemmas=[token.lemma_ for token in tokens],
        morphs=[str(token.morph) for token in tokens],
    )
