"""The shipped dependency parser as a spaCy component.

MiniLM with a deep biaffine head (Dozat & Manning 2017, https://arxiv.org/abs/1611.01734), trained on Universal Dependencies by
``training/parser`` and run by onnxruntime as an int8 graph on one core. It writes Universal Dependencies: ``pos_``, ``morph``,
``dep_`` with subtypes ("nsubj:pass") and ``head``; the root's label is "ROOT", as everywhere in spaCy.

In the folder `QUICK` lies a pupil of it, with convolutions in the place of MiniLM: several times as fast, and right less often.

A sentence is parsed alone, never in a batch with others. The graph scales its activations by their range in the whole input, so in a
batch the neighbours of a sentence could change its tree; alone, a sentence has one tree for ever. It costs nothing: on one core a batch
is no faster.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> _ = nlp.add_pipe("biaffine_parser")
>>> [(token.text, token.dep_, token.head.text) for token in nlp("Zinc clears acne")]
[('Zinc', 'nsubj', 'clears'), ('clears', 'ROOT', 'clears'), ('acne', 'obj', 'clears')]
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, HEAD, POS, SENT_START
from spacy.language import Language
from spacy.parts_of_speech import IDS as POS_IDS
from spacy.tokens import Doc, MorphAnalysis, Span, Token
from spacy.vocab import Vocab

from extractor.errors import PipelineError
from extractor.language.decoding import Ints, best_tree
from extractor.language.figures import figures
from extractor.language.sessions import open_session, open_tokenizer

MODEL = Path(__file__).parent / "model"
QUICK = MODEL / "quick"
MAX_PIECES = 512  # what the encoder has places for, [CLS] and [SEP] included
MAX_WORD_PIECES = 48  # of one word; only its first piece is read, and no word of the treebanks has as many
JOIN = "parataxis"  # label that ties the later windows of an overlong sentence to its first

ErrorHandler = Callable[[str, Any, list[Doc], Exception], Any]


# ---------------------------------------------------------------------------------------------------------------- model


class Model:
    """The files of a model folder, read once: ``parser.onnx``, ``labels.json``, ``tokenizer.json``.

    A folder inside a model folder may lack the last two, which are then those above it. Raises `PipelineError` if a file is missing or
    unreadable.
    """

    def __init__(self, folder: Path) -> None:
        files = {name: _find(folder, name) for name in ("parser.onnx", "labels.json", "tokenizer.json")}
        try:
            labels = json.loads(files["labels.json"].read_text(encoding="utf-8"))
            self.deps: list[str] = labels["deps"]
            self.tags: list[tuple[str, str]] = [(pos, feats) for pos, _, feats in (tag.partition("|") for tag in labels["tags"])]
            self.tokenizer = open_tokenizer(files["tokenizer.json"], os.getpid())
            self.session = open_session(files["parser.onnx"])
        except Exception as error:  # onnxruntime and tokenizers raise a dozen kinds, some of them bare Exception
            raise PipelineError(f"the parser's files cannot be read: {error}", str(folder)) from error
        self.cls, self.sep, self.unk = (self.tokenizer.token_to_id(piece) or 0 for piece in ("[CLS]", "[SEP]", "[UNK]"))

    def pieces(self, words: Sequence[str]) -> list[list[int]]:
        """Word-pieces of each word: one at least ([UNK] for a word that has none), `MAX_WORD_PIECES` at most."""
        encoding = self.tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
        pieces: list[list[int]] = [[] for _ in words]
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None and len(pieces[word]) < MAX_WORD_PIECES:
                pieces[word].append(piece)
        return [ids or [self.unk] for ids in pieces]

    def parse(self, words: Sequence[str]) -> tuple[Ints, list[str], Ints]:
        """Heads (n,) as in `is_tree`, labels (n,) and indices into `tags` (n,) of the `n` words of one sentence of any length.

        A sentence too long for the encoder is parsed in windows; the root of each later one hangs from the first one's root.
        """
        if not words:
            return np.zeros(0, dtype=np.int64), [], np.zeros(0, dtype=np.int64)
        pieces = self.pieces(words)
        heads: list[Ints] = []
        deps: list[str] = []
        tags: list[Ints] = []
        start = first_root = 0
        while start < len(words):
            end = _window(words, pieces, start)
            part, names, kinds = self._parse(pieces[start:end])
            root = int((part == 0).argmax())
            if start:
                part = np.where(part == 0, first_root + 1, part + start)
                names[root] = JOIN
            else:
                first_root = root
            heads.append(part)
            deps += names
            tags.append(kinds)
            start = end
        return np.concatenate(heads), deps, np.concatenate(tags)

    def _parse(self, pieces: list[list[int]]) -> tuple[Ints, list[str], Ints]:
        """One window, of at most `MAX_PIECES`."""
        lengths = np.array([1, *map(len, pieces)])
        starts = np.concatenate(([0], lengths[:-1].cumsum()))
        ids = np.array([self.cls, *(piece for word in pieces for piece in word), self.sep])
        inputs = {"pieces": ids.astype(np.int64), "starts": starts.astype(np.int64)}
        arcs, labels, tags = self.session.run(["arcs", "labels", "tags"], inputs)
        heads = best_tree(arcs)
        deps = ["ROOT" if head == 0 else self.deps[row[head - 1]] for head, row in zip(heads.tolist(), labels, strict=True)]
        return heads, deps, tags


def _find(folder: Path, name: str) -> Path:
    own = folder / name
    if not own.is_file() and name != "parser.onnx" and (folder.parent / "parser.onnx").is_file():
        own = folder.parent / name
    if not own.is_file():
        remedy = "reinstall the package or make it with `python -m training.parser`"
        raise PipelineError(f"the parser's file {name} is missing; {remedy}", str(folder))
    return own


def _window(words: Sequence[str], pieces: list[list[int]], start: int) -> int:
    """Where the window that begins at word `start` ends (exclusive).

    Behind a strong mark in its last half, else behind a weak one, else where it is full.
    """
    room = MAX_PIECES - 2
    end = start
    while end < len(words) and room >= len(pieces[end]):
        room -= len(pieces[end])
        end += 1
    if end < len(words):
        for marks in (".!?;•|", ":,)–—"):
            for cut in range(end, (start + end) // 2, -1):
                if words[cut - 1] in marks:
                    return cut
    return end


@lru_cache(maxsize=2)
def _load(folder: str, process: int) -> Model:
    """The model of a folder, shared by all components of one process. `process` keeps a forked worker from using its parent's session."""
    return Model(Path(folder))


def _attach_rest(span: Span, words: Sequence[Token], table: npt.NDArray[np.uint64]) -> None:
    """Fill the rows of what is not parsed, white space and brackets of figures, in `table` (tokens of the doc, [POS, DEP, HEAD]).

    It hangs from the word before it, at the start of a sentence from the first word, and is labelled "dep", as white space is in spaCy's
    own pipelines.
    """
    strings = span.doc.vocab.strings
    parsed = {token.i for token in words}
    head = words[0].i if words else span.start
    for token in span:
        if token.i in parsed:
            head = token.i
            continue
        label = strings.add("ROOT" if head == token.i else "dep")
        pos = "SPACE" if token.is_space else "PUNCT" if token.is_punct else "NUM" if token.like_num else "X"
        table[token.i] = (POS_IDS[pos], label, np.int64(head - token.i).astype(np.uint64))
        token.morph = MorphAnalysis(span.doc.vocab, "")


# ------------------------------------------------------------------------------------------------------------ component


@Language.factory(
    "biaffine_parser",
    default_config={"model": None},
    assigns=["token.pos", "token.morph", "token.dep", "token.head"],
)
def make_parser(nlp: Language, name: str, model: str | None) -> BiaffineParser:
    """The spaCy factory. `model` is a folder with the three files; None means the one shipped."""
    return BiaffineParser(model, name=name)


class BiaffineParser:
    """Parses sentences whose bounds are already set, and leaves those bounds as they are.

    `annotate` parses chosen sentences, of as many docs as wanted; calling the component on a doc parses all of its sentences. Nothing but
    the model's path is pickled or saved; the files are read at the first sentence.
    """

    def __init__(self, model: str | Path | None = None, name: str = "biaffine_parser") -> None:
        self.name = name
        self.model = None if model is None else str(model)
        self._vocab: Vocab | None = None
        self._morphs: list[MorphAnalysis] = []
        self._pos = np.zeros(0, dtype=np.uint64)
        self._handle_error: ErrorHandler | None = None

    def load(self) -> Model:
        """Read the model now. Raises `PipelineError` if that cannot be done."""
        return _load(self.model or str(MODEL), os.getpid())

    def __call__(self, doc: Doc) -> Doc:
        """Parse every sentence of `doc`, or all of it as one sentence if no bounds are set."""
        if len(doc):
            self.annotate(list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Parse a stream of docs. A doc that fails goes to the pipeline's error handler, if one is set, and the stream goes on."""
        for doc in stream:
            try:
                self(doc)
            except Exception as error:
                if self._handle_error is None:
                    raise
                self._handle_error(self.name, self, [doc], error)
                continue
            yield doc

    def annotate(self, sentences: Sequence[Span]) -> None:
        """Set ``pos_``, ``morph``, ``dep_`` and ``head`` of the tokens of these sentences, in place, and of no others.

        The spans may come from any docs, in any order; each is one sentence. Sentence starts stay as they were.
        """
        by_doc: dict[int, list[Span]] = {}
        for span in sentences:
            if len(span):
                by_doc.setdefault(id(span.doc), []).append(span)
        for spans in by_doc.values():
            self._annotate(spans[0].doc, spans)

    def _annotate(self, doc: Doc, spans: list[Span]) -> None:
        """Parse `spans`, all of `doc`."""
        model = self.prepare(doc.vocab)
        starts: Any = doc.to_array([SENT_START])
        known = doc.has_annotation("SENT_START")
        table: Any = doc.to_array([POS, DEP, HEAD])
        for span in spans:
            left_out = figures(span)
            words = [token for token in span if not token.is_space and token.i not in left_out]
            heads, deps, tags = model.parse([token.text for token in words])
            places = np.array([token.i for token in words], dtype=np.int64)
            # a root is its own head, which spaCy writes as a distance of 0
            distances = np.where(heads == 0, 0, places[heads - 1] - places) if words else places
            table[places, 0] = self._pos[tags]
            table[places, 1] = [doc.vocab.strings.add(dep) for dep in deps]
            table[places, 2] = distances.astype(np.uint64)
            for token, tag in zip(words, tags.tolist(), strict=True):
                token.morph = self._morphs[tag]
            if len(words) < len(span):
                _attach_rest(span, words, table)
        # The array is written as a whole because setting `Token.head` one by one is slow and may move sentence bounds. Writing HEAD and
        # DEP makes spaCy derive the bounds anew from the trees, and there are none in sentences that were not parsed: hence the last line.
        doc.from_array([POS, DEP, HEAD], table)
        if known:
            doc.from_array([SENT_START], starts)

    def prepare(self, vocab: Vocab) -> Model:
        """Read the model, and make the tag tables for a vocabulary, unless they are its already."""
        model = self.load()
        if vocab is not self._vocab:
            self._pos = np.array([POS_IDS[pos] for pos, _ in model.tags], dtype=np.uint64)
            self._morphs = [MorphAnalysis(vocab, feats) for _, feats in model.tags]
            self._vocab = vocab
        return model

    def set_error_handler(self, handler: ErrorHandler) -> None:
        """Called by spaCy with what to do about a doc that fails in `pipe`."""
        self._handle_error = handler

    def __getstate__(self) -> dict[str, Any]:
        return {"model": self.model, "name": self.name}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["model"], state["name"])  # type: ignore[misc]

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The model's path as bytes; the model itself is part of the package."""
        return json.dumps({"model": self.model}).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> BiaffineParser:
        """Take over the path that `to_bytes` wrote."""
        self.model = json.loads(data)["model"]
        self._vocab = None
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model's path into the folder `path`; the model itself is part of the package."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "parser.json").write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> BiaffineParser:
        """Take over the path that `to_disk` wrote."""
        return self.from_bytes((Path(path) / "parser.json").read_bytes())
