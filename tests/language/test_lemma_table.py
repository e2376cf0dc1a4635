"""lemminflect's table, as we read it and as it reads it itself."""

from __future__ import annotations

import pytest

from extractor.language.lemma_table import LemmaTable
from extractor.language.lemmas import is_english


@pytest.fixture(scope="module")
def path() -> str:
    is_english("zinc")  # lets lemminflect be imported without its marks on spaCy's tokens
    from lemminflect import Lemmatizer

    return str(Lemmatizer().lemma_lu_fn)


def test_every_word_has_what_lemminflect_gives_it(path: str) -> None:
    from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec

    table, expected = LemmaTable(path), LemmaLUCodec.load(path)
    assert len(expected) > 60_000
    assert [word for word, lemmas in expected.items() if table.get(word, {}) != lemmas] == []


def test_a_word_that_is_not_there(path: str) -> None:
    table = LemmaTable(path)
    assert table.get("blorkle", {}) == {}
    assert table.get("", None) is None
    assert table.get("zzzzz", None) is None
