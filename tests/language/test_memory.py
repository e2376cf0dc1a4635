"""A long run needs no more memory than a short one: what pages bring into the vocabulary goes with them."""

import pytest

from extractor import read_text
from extractor.language import Analyser
from extractor.rulebook import Rulebook


@pytest.fixture(scope="module")
def analyser():
    return Analyser(Rulebook())


def texts(name):
    """More pages than a batch holds, each with words that no other has."""
    return [f"The quux{name}{n} and the blorb{name}{n} say that zinc may help acne." for n in range(20)]


def test_the_vocabulary_does_not_grow(analyser):
    strings = analyser.pipeline.nlp.vocab.strings
    list(analyser.annotate([read_text(text) for text in texts("a")]))
    count = len(strings)
    pages = list(analyser.annotate([read_text(text) for text in texts("b")]))
    assert len(strings) == count
    assert "quuxa1" not in strings
    assert all(page.article.claims and page.article.hedges for page in pages)


def test_later_batches_are_read_as_the_first(analyser):
    text = texts("c")[0]
    pages = list(analyser.annotate([read_text(text) for _ in range(40)]))
    assert all(page.article == pages[0].article for page in pages)
    assert pages[0].article == next(iter(analyser.readings([read_text(text)])))[0].article


def test_a_zone_of_the_callers_is_left_to_him(analyser):
    with analyser.pipeline.nlp.memory_zone():
        doc = analyser.pipeline.tokenise("A quuxd word.")
        (page,) = analyser.annotate([read_text("Zinc may help acne.")])
        assert doc[1].text == "quuxd"
    assert len(page.article.claims) == 1
