"""Trains the network on the CPU: first in fp32 (or bfloat16 where that is faster), then with the rounding of the int8 file in the loop."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from .composed import Composer
from .data import MAX_PIECES, Batch, Encoder, Example, Labels, Sentence, batches, commas, final_mark, left_out_in_headlines, without
from .model import Parser

SEED = 20
PIECES = 2400  # padded word-pieces a batch
WARMUP = 0.06  # of the first phase
HALF_WAY = 0.698  # of the full learning rate
DROPOUT = 0.1  # in the encoder, while refining
# Shares of sentences that are changed in an epoch, so that headings, list items and careless prose parse as well.
UNMARKED, HEADLINES, NO_COMMAS = 0.15, 0.1, 0.05


@dataclass(frozen=True)
class Phase:
    """Some epochs. `rate` is the share of the full learning rate when a share of the phase is done."""

    epochs: int
    rate: Callable[[float], float]
    refining: bool = False  # with rounding, dropout and more variants
    composed: int = 0  # composed sentences an epoch


def _rate(done: float) -> float:
    """Linear warm-up, down to `HALF_WAY` at half, down to one per cent."""
    if done < WARMUP:
        return done / WARMUP
    if done < 0.5:
        return 1 - (1 - HALF_WAY) * (done - WARMUP) / (0.5 - WARMUP)
    return HALF_WAY - (HALF_WAY - 0.01) * (done - 0.5) / 0.5


PHASES = (
    Phase(8, _rate),
    Phase(3, lambda done: 0.3 - 0.295 * done, refining=True),
    Phase(1, lambda done: 0.1 - 0.095 * done, refining=True, composed=3000),
)


def _groups(model: Parser) -> list[dict]:
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    head = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    return [{"params": body, "lr": 3e-4}, {"params": head, "lr": 2e-3}]


def varied(example: Example, sentence: Sentence, refining: bool, rng: random.Random) -> Example:
    chance = rng.random()
    if chance < UNMARKED:
        return without(example, final_mark(sentence))
    if refining and chance < UNMARKED + HEADLINES:
        return without(example, left_out_in_headlines(sentence))
    if refining and chance < UNMARKED + HEADLINES + NO_COMMAS:
        return without(example, commas(sentence))
    return example


def _epochs(sentences: list[Sentence], encoder: Encoder) -> Iterator[tuple[int, Phase, float, list[Batch]]]:
    """Number, phase, share of the phase that is done, and batches of every epoch."""
    pairs = [(encoder.example(s), s) for s in sentences]
    pairs = [(e, s) for e, s in pairs if len(e.pieces) <= MAX_PIECES]
    composer = Composer()
    plan = [(phase, number / phase.epochs) for phase in PHASES for number in range(phase.epochs)]
    for epoch, (phase, done) in enumerate(plan):
        rng = random.Random(SEED * 1000 + epoch)  # by epoch, so that a resumed run sees the same batches
        examples = [varied(e, s, phase.refining, rng) for e, s in pairs]
        examples += [encoder.example(composer.sentence(rng)) for _ in range(phase.composed)]
        yield epoch, phase, done, list(batches(examples, PIECES, rng))


def descend(model: torch.nn.Module, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> float:
    """One step down the gradient, clipped at 1; gives the loss as a number."""
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()


def train(
    sentences: list[Sentence],
    labels: Labels,
    encoder: Encoder,
    weights: Path,
    checkpoint: Path,
    threads: int = 2,
    bfloat16: bool = False,
) -> Parser:
    """Train through `PHASES`, from the encoder's published `weights`, and return the model.

    After each epoch `checkpoint` is written; a run that finds one goes on from there, and ends as it would have without the break.
    """
    torch.set_num_threads(threads)
    torch.manual_seed(SEED)
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    model = Parser(len(labels.deps), len(labels.tags))
    model.encoder.load(weights)
    optimizer = torch.optim.AdamW(_groups(model), betas=(0.9, 0.98), weight_decay=0.01)
    full = [group["lr"] for group in optimizer.param_groups]
    first = 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        first = state["epoch"] + 1
    for epoch, phase, done, epoch_batches in _epochs(sentences, encoder):
        if epoch < first:
            continue
        if phase.refining:
            model.refine(DROPOUT)
        torch.manual_seed(SEED * 1000 + epoch)
        model.train()
        begun, total = time.perf_counter(), 0.0
        for number, batch in enumerate(epoch_batches, start=1):
            for group, lr in zip(optimizer.param_groups, full, strict=True):
                group["lr"] = lr * phase.rate(done + number / len(epoch_batches) / phase.epochs)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
                loss = model.loss(batch)
            total += descend(model, optimizer, loss)
            if number % 20 == 0:
                speed = (time.perf_counter() - begun) / number
                print(f"epoch {epoch + 1} step {number}/{len(epoch_batches)} loss {total / number:.3f} {speed:.2f} s/step", flush=True)
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}
        torch.save(state, checkpoint.with_suffix(".tmp"))
        checkpoint.with_suffix(".tmp").replace(checkpoint)
    return model.eval()
