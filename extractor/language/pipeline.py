"""The English pipeline: spaCy's tokeniser, our sentence splitter, and a parser that reads only the units it is given."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from spacy.attrs import IDX  # type: ignore[import-not-found, unused-ignore]
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc, Token

from extractor.errors import PipelineError
from extractor.language.asides import asides, copy_back, without
from extractor.language.repairs import mend
from extractor.language.sentences import SentenceSplitter
from extractor.report import Block
from extractor.rulebook import Rulebook

if TYPE_CHECKING:
    from extractor.language.parser import BiaffineParser
    from extractor.language.units import Unit


class Pipeline:
    """Tokenises passages and parses units.

    Args:
        rulebook: for the sentence splitter's abbreviations.
        pipeline: None for the shipped parser; else the name of an installed spaCy pipeline with a parser, or the pipeline itself.

    Raises:
        PipelineError: no such pipeline, or one without a parser.
    """

    def __init__(self, rulebook: Rulebook, pipeline: str | Language | None = None) -> None:
        self.splitter = SentenceSplitter(rulebook)
        self._own = pipeline is None
        if pipeline is None:
            self.nlp: Language = English()
            self._load_own()
        else:
            self.nlp = _load(pipeline) if isinstance(pipeline, str) else pipeline
            if not {"parser", "biaffine_parser"} & set(self.nlp.pipe_names) and not self.nlp.has_pipe("parser"):
                raise PipelineError("the pipeline has no parser", str(self.nlp.meta.get("name", "?")))
            meta = self.nlp.meta
            self.name = f"{meta.get('lang', '')}_{meta.get('name', '?')}-{meta.get('version', '?')}"

    def _load_own(self) -> None:
        from extractor.language.lemmas import HealthLemmas
        from extractor.language.parser import MODEL, QUICK, BiaffineParser

        self._parser, self._quick_parser = BiaffineParser(), BiaffineParser(QUICK)
        self._lemmas = HealthLemmas()
        meta = json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))
        self.name = f"{meta['name']}-{meta['version']}"

    @contextmanager
    def memory_zone(self) -> Iterator[None]:
        """Docs made inside must not be used outside: the words that they brought into the vocabulary are dropped at the end.

        So a long run over many pages needs no more memory than a short one. Inside a zone of the caller's this does nothing.
        """
        if self.nlp.vocab.in_memory_zone:  # type: ignore[attr-defined]
            yield
            return
        if self._own:
            for parser in (self._parser, self._quick_parser):
                parser.prepare(self.nlp.vocab)  # its labels are to outlast the zone
        with self.nlp.memory_zone():
            yield

    def tokenise(self, text: str) -> Doc:
        """Tokens of a whole passage. A byte order mark, as copied texts carry at their end, parts words like a blank and is in none."""
        if len(text) > self.nlp.max_length:
            self.nlp.max_length = len(text) + 1
        return self.nlp.make_doc(text.replace("\ufeff", " "))

    def sentences(self, doc: Doc, blocks: Sequence[Block]) -> Iterator[tuple[int, list[list[Token]]]]:
        """For each block its index and its sentences, those of the doc if it has any; a sentence never crosses blocks."""
        split = _given if doc.has_annotation("SENT_START") else self.splitter.split
        starts = doc.to_array(IDX)
        for index, block in enumerate(blocks):
            first, last = starts.searchsorted((block.start, block.end)).tolist()
            tokens = list(doc[first:last])
            if tokens:
                yield index, split(tokens)

    def skim(self, units: Sequence[Unit]) -> None:
        """As `parse`, by the quick parser where there is one: for units of which no more is asked than how far their hedges reach.

        The trees are left as they are: what is mended in others are the arguments of claims.
        """
        units = [unit for unit in units if not unit.parsed and len(unit.doc)]
        self._annotate(units, self._quick_parser if self._own else None)
        for unit in units:
            unit.skimmed = True

    def parse(self, units: Sequence[Unit]) -> None:
        """Fills part of speech, morphology, lemma, head and dependency of the units' docs, in place."""
        units = [unit for unit in units if not unit.parsed and len(unit.doc)]
        self._annotate(units, self._parser if self._own else None)
        for unit in units:
            unit.parsed = True

    def _annotate(self, units: Sequence[Unit], parser: BiaffineParser | None) -> None:
        """Fills the units' docs by a parser of ours, or by the given pipeline."""
        if parser is not None:
            left_out = [asides(unit.doc) for unit in units]
            parsed = [without(unit.doc, spans) if spans else unit.doc for unit, spans in zip(units, left_out, strict=True)]
            parser.annotate([doc[:] for doc in parsed])
            for unit, doc, spans in zip(units, parsed, left_out, strict=True):
                if spans:
                    copy_back(doc, unit.doc, spans)
                if parser is self._parser:
                    mend(unit.doc)
            self._lemmas.annotate([unit.doc[:] for unit in units])
        else:
            from extractor.language.schemes import copy_parse

            for unit, doc in zip(units, self.nlp.pipe(_bare(unit.doc, self.nlp) for unit in units), strict=True):
                copy_parse(doc, unit.doc)


def _given(tokens: list[Token]) -> list[list[Token]]:
    """A block's tokens by the sentences of their doc."""
    sentences: list[list[Token]] = []
    for token in tokens:
        if token.is_sent_start or not sentences:
            sentences.append([])
        sentences[-1].append(token)
    return sentences


def _bare(doc: Doc, nlp: Language) -> Doc:
    """The same tokens, unannotated, in the pipeline's own vocabulary, as one sentence."""
    bare = Doc(nlp.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])
    for token in bare:
        token.is_sent_start = token.i == 0
    return bare


def _load(name: str) -> Language:
    import spacy

    try:
        return spacy.load(name)
    except OSError:
        raise PipelineError("no such spaCy pipeline is installed", name) from None
