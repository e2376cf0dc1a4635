"""Examples as tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer

from .data import Example

PIECES = 4000  # of a batch, padding included


@dataclass(frozen=True)
class Batch:
    """`pieces`, `mask` (b, p); `starts`, `words`, `triggers` (b, n); `marks` (b, 2); `labels`, `denied` (b,)."""

    pieces: torch.Tensor
    mask: torch.Tensor
    starts: torch.Tensor
    words: torch.Tensor
    triggers: torch.Tensor
    marks: torch.Tensor
    labels: torch.Tensor
    denied: torch.Tensor


@dataclass(frozen=True)
class Encoded:
    pieces: list[int]
    starts: list[int]
    example: Example


def encode(example: Example, tokenizer: Tokenizer) -> Encoded:
    """Word-pieces of one example with [CLS] and [SEP], and the place of each word's first piece."""
    encoding = tokenizer.encode(list(example.words), is_pretokenized=True, add_special_tokens=False)
    pieces, starts, seen = [tokenizer.token_to_id("[CLS]")], [0] * len(example.words), set()
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        if word not in seen:
            seen.add(word)
            starts[word] = len(pieces)
        pieces.append(piece)
    return Encoded([*pieces, tokenizer.token_to_id("[SEP]")], starts, example)


def batches(items: Sequence[Encoded], rng: random.Random | None) -> Iterator[Batch]:
    """Batches of like length; shuffled where `rng` is given."""
    order = sorted(items, key=lambda item: len(item.pieces) + (rng.random() * 6 if rng else 0))
    groups: list[list[Encoded]] = [[]]
    for item in order:
        if groups[-1] and len(item.pieces) * (len(groups[-1]) + 1) > PIECES:
            groups.append([])
        groups[-1].append(item)
    if rng:
        rng.shuffle(groups)
    yield from (_batch(group) for group in groups if group)


def _batch(group: Sequence[Encoded]) -> Batch:
    p, n = max(len(item.pieces) for item in group), max(len(item.starts) for item in group)
    pieces, mask = torch.zeros(len(group), p, dtype=torch.long), torch.zeros(len(group), p, dtype=torch.bool)
    starts, words, triggers = (torch.zeros(len(group), n, dtype=kind) for kind in (torch.long, torch.bool, torch.float))
    for row, item in enumerate(group):
        pieces[row, : len(item.pieces)] = torch.tensor(item.pieces)
        mask[row, : len(item.pieces)] = True
        starts[row, : len(item.starts)] = torch.tensor(item.starts)
        words[row, : len(item.starts)] = True
        for i in item.example.trigger:
            triggers[row, i] = 1 / len(item.example.trigger)
    found = [item.example for item in group]
    return Batch(
        pieces, mask, starts, words, triggers,
        torch.tensor([[e.subject, e.object] for e in found]),
        torch.tensor([e.label for e in found]),
        torch.tensor([float(e.denied) for e in found]),
    )  # fmt: skip
