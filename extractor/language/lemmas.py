"""Lemmas from parts of speech, as a spaCy component.

Nouns, verbs, adjectives and adverbs go to lemminflect (MIT), whose tables travel in its wheel of 0.8 MB; words that its tables lack
go to its rules. A word that the parser's morphology calls a base form is its own lemma, and `rules/grammar` mends what lemminflect does
not treat as Universal Dependencies do: auxiliaries and clitics, pronouns, "more", "better". ``training/parser/README.md`` compares
it with simplemma and spacy-lookups-data on UD EWT and GUM.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from extractor.language.grammar import irregular_lemmas
from extractor.language.lemma_table import LemmaTable

OPEN = frozenset({"NOUN", "VERB", "ADJ", "ADV"})


@cache
def _lemminflect() -> Callable[..., tuple[str, ...]]:
    """lemminflect's ``getLemma``, its tables read.

    Its import sets ``Token._.lemma`` and ``Token._.inflect``, and fails where someone else has done so. Neither is wanted here: both are
    put back as they were.
    """
    names = ("lemma", "inflect")
    kept = {name: Token.remove_extension(name) for name in names if Token.has_extension(name)}
    try:
        from lemminflect import Lemmatizer, getLemma
    finally:
        for name in names:
            if Token.has_extension(name):
                Token.remove_extension(name)
        for name, (default, method, getter, setter) in kept.items():
            how: dict[str, Any] = {"method": method, "getter": getter, "setter": setter}
            given = {key: function for key, function in how.items() if function is not None}
            Token.set_extension(name, **(given or {"default": default}))
    tables = Lemmatizer()
    if not hasattr(tables, "lemma_dict"):
        tables.lemma_dict = LemmaTable(tables.lemma_lu_fn)
    found: Callable[..., tuple[str, ...]] = getLemma
    return found


def is_base_form(pos: str, morph: str) -> bool:
    """Whether a word with this morphology ("Number=Sing|…") is its own lemma.

    >>> is_base_form("NOUN", "Number=Sing"), is_base_form("VERB", "Tense=Past|VerbForm=Part")
    (True, False)
    """
    if pos == "NOUN":
        return "Number=Sing" in morph
    if pos == "VERB":
        finite = "VerbForm=Fin" in morph and "Tense=Pres" in morph and "Person=3" not in morph
        return finite or "VerbForm=Inf" in morph or "Mood=Imp" in morph
    return pos in OPEN and "Degree=Cmp" not in morph and "Degree=Sup" not in morph


@lru_cache(maxsize=50_000)
def lemma(text: str, pos: str, morph: str = "") -> str:
    """Lemma of one word: lower case, but for proper nouns, which stay as they are, and "I".

    >>> lemma("studies", "NOUN", "Number=Plur"), lemma("wo", "AUX"), lemma("n't", "PART"), lemma("DHA", "PROPN")
    ('study', 'will', 'not', 'DHA')
    """
    if pos == "PROPN":
        return text
    word = text.lower().replace("’", "'")
    irregular = irregular_lemmas().get((pos, word))
    if irregular is not None and irregular.morph in morph:
        return irregular.lemma
    if pos not in OPEN or is_base_form(pos, morph) or not any(map(str.isalpha, word)):
        return word
    found = _lemminflect()(word, pos)
    return found[0] if found else word


@lru_cache(maxsize=10_000)
def possible_lemmas(word: str) -> frozenset[str]:
    """What a word's lemma can be as a noun, verb, pronoun or determiner, in lower case, and the word itself.

    >>> sorted(possible_lemmas("Found"))
    ['find', 'found']
    """
    return frozenset({word.lower(), *(lemma(word.lower(), pos) for pos in ("NOUN", "VERB", "PRON", "DET"))})


def is_verb(word: str) -> bool:
    """Whether lemminflect's tables know the word as the base form of a verb.

    >>> is_verb("lower"), is_verb("western")
    (True, False)
    """
    return word in _lemminflect()(word, "VERB", lemmatize_oov=False)


def is_english(word: str) -> bool:
    """Whether lemminflect's tables know the word, as whatever part of speech.

    >>> is_english("carnations"), is_english("magnesuim")
    (True, False)
    """
    return any(_lemminflect()(word.lower(), pos, lemmatize_oov=False) for pos in sorted(OPEN))


def _lemma(token: Token) -> str:
    """Lemma of a token, which may depend on its head: "it's shown" is have, "it's known to" is be."""
    word = token.lower_.replace("’", "'")
    if token.pos_ == "AUX" and token.dep_ == "aux" and word in ("'s", "'d"):
        head = str(token.head.morph)
        if "VerbForm=Part" in head and "Tense=Past" in head:
            return "have"
    return lemma(token.text, token.pos_, str(token.morph))


@Language.factory("health_lemmas", requires=["token.pos", "token.morph"], assigns=["token.lemma"])
def make_lemmas(nlp: Language, name: str) -> HealthLemmas:
    """The spaCy factory."""
    return HealthLemmas(name)


class HealthLemmas:
    """Sets ``lemma_`` from ``pos_`` and ``morph``. Keeps no state; a token without a part of speech gets its lowercased text."""

    def __init__(self, name: str = "health_lemmas") -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of every token of `doc`."""
        self.annotate([doc[:]])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Set the lemmas of a stream of docs."""
        for doc in stream:
            yield self(doc)

    def annotate(self, sentences: Sequence[Span]) -> None:
        """Set the lemmas of the tokens of these spans, of any docs, in place, and of no others."""
        for span in sentences:
            for token in span:
                token.lemma_ = _lemma(token)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Nothing: there is no state."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> HealthLemmas:
        """Nothing to read."""
        return self

    def to_disk(self, path: Any, *, exclude: Iterable[str] = ()) -> None:
        """Write nothing: there is no state."""

    def from_disk(self, path: Any, *, exclude: Iterable[str] = ()) -> HealthLemmas:
        """Nothing to read."""
        return self
