"""Reads CoNLL-U treebanks and turns them into batches of word-pieces."""

from __future__ import annotations

import gzip
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

TREEBANKS = ("en_ewt", "en_gum_permissive")
MAX_PIECES = 400  # longer training sentences are left out (there are a handful)
IGNORE = -100  # target of a padded word


@dataclass(frozen=True)
class Sentence:
    """One tree. All lists have one entry a syntactic word; heads are 1-based with 0 for the root."""

    text: str
    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]  # "UPOS|Feature=Value|…"
    heads: tuple[int, ...]
    deps: tuple[str, ...]
    surface: tuple[tuple[int, int, str], ...]  # multiword tokens: first word, last word (1-based), the form in the text

    @property
    def upos(self) -> list[str]:
        """Universal part-of-speech tags."""
        return [tag.split("|", 1)[0] for tag in self.tags]


def read_conllu(path: Path) -> list[Sentence]:
    """All sentences of a (gzipped) CoNLL-U file. Empty nodes are dropped."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        blocks = file.read().split("\n\n")
    sentences = []
    for block in blocks:
        text, rows, surface = "", [], []
        for line in block.splitlines():
            if line.startswith("# text = "):
                text = line[len("# text = ") :]
            if not line or line.startswith("#"):
                continue
            row = line.split("\t")
            if "-" in row[0]:
                first, last = row[0].split("-")
                surface.append((int(first), int(last), row[1]))
            elif "." not in row[0]:
                rows.append(row)
        if rows:
            _, forms, lemmas, upos, _, feats, heads, deps, _, _ = zip(*rows, strict=True)
            tags = tuple(pos if feat == "_" else f"{pos}|{feat}" for pos, feat in zip(upos, feats, strict=True))
            sentences.append(Sentence(text, forms, lemmas, tags, tuple(map(int, heads)), deps, tuple(surface)))
    return sentences


def read_split(folder: Path, split: str) -> dict[str, list[Sentence]]:
    """The sentences of one split ("train", "dev", "test") of every treebank, by treebank."""
    return {name: read_conllu(folder / f"{name}-{split}.conllu.gz") for name in TREEBANKS}


@dataclass(frozen=True)
class Labels:
    """The closed sets that the model chooses from. ``root`` is no member of `deps`: it follows from the head alone."""

    deps: tuple[str, ...]
    tags: tuple[str, ...]

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Labels:
        """Every label of the training data, commonest first."""
        deps = Counter(dep for s in sentences for dep in s.deps if dep != "root")
        tags = Counter(tag for s in sentences for tag in s.tags)
        # a tag seen once is as often a slip of the annotators as a tag
        return cls(tuple(d for d, _ in deps.most_common()), tuple(t for t, count in tags.most_common() if count > 1))


@dataclass(frozen=True)
class Example:
    """A sentence as numbers: word-pieces with [CLS] and [SEP], the place of [CLS] and of each word's first piece, and the gold tree."""

    pieces: list[int]
    starts: list[int]
    heads: list[int]
    deps: list[int]
    tags: list[int]


class Encoder:
    """Turns sentences into examples."""

    def __init__(self, tokenizer: Tokenizer, labels: Labels) -> None:
        self.tokenizer = tokenizer
        self.deps = {name: i for i, name in enumerate(labels.deps)}
        self.tags = {name: i for i, name in enumerate(labels.tags)}
        self.cls, self.sep, self.unk = (tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[UNK]"))

    def _pieces(self, words: Sequence[str]) -> tuple[list[int], list[int]]:
        pieces, starts = [self.cls], [0]
        for word in self.tokenizer.encode_batch(list(words), add_special_tokens=False):
            starts.append(len(pieces))
            pieces += word.ids or [self.unk]
        return [*pieces, self.sep], starts

    def untold(self, words: Sequence[str]) -> Example:
        """A sentence whose tree is not known: all its heads say root."""
        unknown = [IGNORE] * len(words)
        return Example(*self._pieces(words), [0] * len(words), unknown, unknown)

    def example(self, sentence: Sentence) -> Example:
        """One sentence; a label that the training data lack becomes `IGNORE`."""
        pieces, starts = self._pieces(sentence.forms)
        deps = [IGNORE if d == "root" else self.deps.get(d, IGNORE) for d in sentence.deps]
        return Example(pieces, starts, list(sentence.heads), deps, [self.tags.get(t, IGNORE) for t in sentence.tags])


def final_mark(sentence: Sentence) -> set[int]:
    """The last word, by place from 0, if it is a mark: what headings and list items lack."""
    last = len(sentence.forms) - 1
    return {last} if last > 1 and sentence.deps[last] == "punct" else set()


def left_out_in_headlines(sentence: Sentence) -> set[int]:
    """Articles, forms of "be" and the final mark, by place from 0: "(The) dairy (is) linked to (an) acne flare(.)"."""
    small = {("det", "a"), ("det", "the"), ("cop", "be"), ("aux:pass", "be")}
    return final_mark(sentence) | {i for i, word in enumerate(zip(sentence.deps, sentence.lemmas, strict=True)) if word in small}


def commas(sentence: Sentence) -> set[int]:
    """The commas of a sentence, by place from 0."""
    return {i for i, form in enumerate(sentence.forms) if form == ","}


def without(example: Example, words: set[int]) -> Example:
    """A copy that lacks `words`, by place from 0, but for those on which others hang; all of it if nothing would be left."""
    gone = words - {head - 1 for head in example.heads}
    kept = [i for i in range(len(example.heads)) if i not in gone]
    if not gone or not kept:
        return example
    ends = [*example.starts[2:], len(example.pieces) - 1]
    pieces, starts, place = [example.pieces[0]], [0], {0: 0}
    for number, i in enumerate(kept, start=1):
        place[i + 1] = number
        starts.append(len(pieces))
        pieces += example.pieces[example.starts[i + 1] : ends[i]]
    heads = [place[example.heads[i]] for i in kept]
    return Example([*pieces, example.pieces[-1]], starts, heads, [example.deps[i] for i in kept], [example.tags[i] for i in kept])


@dataclass(frozen=True)
class Batch:
    """`b` sentences of at most `p` pieces and `n` words, padded.

    pieces (b, p), mask (b, p) bool, starts (b, n + 1), words (b, n) bool, heads, deps and tags (b, n) with `IGNORE` where padded.
    """

    pieces: torch.Tensor
    mask: torch.Tensor
    starts: torch.Tensor
    words: torch.Tensor
    heads: torch.Tensor
    deps: torch.Tensor
    tags: torch.Tensor

    @property
    def places(self) -> torch.Tensor:
        """Where a head may be, the root first: (b, n + 1) bool."""
        return torch.cat([torch.ones_like(self.words[:, :1]), self.words], 1)


def _pad(rows: list[list[int]], value: int) -> torch.Tensor:
    width = max(map(len, rows))
    return torch.tensor([row + [value] * (width - len(row)) for row in rows])


def collate(examples: Sequence[Example]) -> Batch:
    """Pad examples into one batch."""
    heads = _pad([e.heads for e in examples], IGNORE)
    mask = _pad([[1] * len(e.pieces) for e in examples], 0).bool()
    return Batch(
        pieces=_pad([e.pieces for e in examples], 0),
        mask=mask,
        starts=_pad([e.starts for e in examples], 0),
        words=heads != IGNORE,
        heads=heads,
        deps=_pad([e.deps for e in examples], IGNORE),
        tags=_pad([e.tags for e in examples], IGNORE),
    )


def groups_of_like_length(examples: Sequence[Example], size: int, rng: random.Random) -> list[list[int]]:
    """Indices of the examples in groups of about `size` padded pieces, the groups in random order."""
    order = sorted(range(len(examples)), key=lambda i: (len(examples[i].pieces), rng.random()))
    groups: list[list[int]] = [[]]
    for i in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(examples[i].pieces) > size:
            groups.append([])
        groups[-1].append(i)
    rng.shuffle(groups)
    return groups


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[Batch]:
    """One epoch: sentences of like length together, about `size` padded pieces a batch, the batches in random order."""
    for group in groups_of_like_length(examples, size, rng):
        yield collate([examples[i] for i in group])
