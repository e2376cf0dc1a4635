"""Trees of other parsers: handed in with a doc, or had from a pipeline of the user's, they are mended alike."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractor.language.given import take_trees
from extractor.language.pipeline import Pipeline
from extractor.language.reading import units_of
from extractor.report import Article, Block
from extractor.rulebook import Rulebook

# word, head (counted from 0), label, part of speech, lemma: slips that other parsers make, too; then the tree mended
SLIPS = {
    "Tuna may ease pain.": (
        "Tuna 3 nsubj NOUN tuna|may 3 aux AUX may|ease 3 compound NOUN ease|pain 3 ROOT NOUN pain|. 3 punct PUNCT .",
        [(2, "nsubj"), (2, "aux"), (2, "root"), (2, "obj"), (2, "punct")],
    ),
    "Honey eases pain.": (
        "Honey 1 nsubj NOUN honey|eases 1 ROOT VERB ease|pain 1 nsubj NOUN pain|. 1 punct PUNCT .",
        [(1, "nsubj"), (1, "root"), (1, "obj"), (1, "punct")],
    ),
}


@Language.component("by_hand")
def by_hand(doc: Doc) -> Doc:
    """A parser that knows the trees above."""
    words, heads, deps, pos, lemmas = zip(*(row.split() for row in SLIPS[doc.text][0].split("|")), strict=True)
    spaces = [bool(token.whitespace_) for token in doc]
    return Doc(doc.vocab, words=words, spaces=spaces, heads=list(map(int, heads)), deps=deps, pos=pos, lemmas=lemmas)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    nlp = spacy.blank("en")
    nlp.add_pipe("by_hand", name="parser")
    return Pipeline(Rulebook(), nlp)


@pytest.mark.parametrize("way", ["handed in", "parsed here"])
@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_mended_whichever_way_the_tree_comes_in(pipeline, text, way):
    passage = Article(text=text, blocks=[Block(kind="paragraph", start=0, end=len(text))])
    doc = pipeline.nlp(text) if way == "handed in" else pipeline.tokenise(text)
    (unit,) = units_of(pipeline, passage, doc)
    take_trees(doc, [unit])
    assert unit.parsed == (way == "handed in")
    pipeline.parse([unit])
    assert [(token.head.i, token.dep_) for token in unit.doc] == SLIPS[text][1]
