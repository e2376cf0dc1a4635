"""Trains the network in fp32 on the CPU (or bfloat16 where that is faster)."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch

from .data import MAX_PIECES, Batch, Encoder, Labels, Sentence, batches, without_final_mark
from .model import Parser

SEED = 20
PIECES = 2400  # padded word-pieces a batch
WARMUP = 80
HALF_WAY = 0.698  # of the full learning rate
UNMARKED = 0.15  # share of sentences that lose their final mark in an epoch, so that headings and list items parse as well


def _groups(model: Parser) -> list[dict]:
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    head = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    return [{"params": body, "lr": 3e-4}, {"params": head, "lr": 2e-3}]


def _rate(step: int, steps: int) -> float:
    """Share of the full learning rate: linear warm-up, linear to `HALF_WAY` at half of the steps, linear to one per cent at the end."""
    if step < WARMUP:
        return (step + 1) / WARMUP
    half = steps // 2
    if step < half:
        return 1 - (1 - HALF_WAY) * (step - WARMUP) / max(1, half - WARMUP)
    return HALF_WAY - (HALF_WAY - 0.01) * (min(step, steps) - half) / max(1, steps - half)


def _epochs(sentences: list[Sentence], encoder: Encoder, epochs: int) -> Iterator[tuple[int, list[Batch]]]:
    pairs = [(encoder.example(s), s) for s in sentences]
    pairs = [(e, s) for e, s in pairs if len(e.pieces) <= MAX_PIECES]
    for epoch in range(epochs):
        rng = random.Random(SEED * 1000 + epoch)  # by epoch, so that a resumed run sees the same batches
        examples = [without_final_mark(e, s) if rng.random() < UNMARKED else e for e, s in pairs]
        yield epoch, list(batches(examples, PIECES, rng))


def train(
    sentences: list[Sentence],
    labels: Labels,
    encoder: Encoder,
    weights: Path,
    checkpoint: Path,
    epochs: int = 8,
    threads: int = 2,
    bfloat16: bool = False,
) -> Parser:
    """Train for `epochs`, from the encoder's published `weights`, and return the model.

    After each epoch `checkpoint` is written; a run that finds one goes on from there, and ends as it would have without the break.
    """
    torch.set_num_threads(threads)
    torch.manual_seed(SEED)
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    model = Parser(len(labels.deps), len(labels.tags))
    model.encoder.load(weights)
    optimizer = torch.optim.AdamW(_groups(model), betas=(0.9, 0.98), weight_decay=0.01)
    full = [group["lr"] for group in optimizer.param_groups]
    first, step, steps = 0, 0, 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        first, step, steps = state["epoch"] + 1, state["step"], state["steps"]
    for epoch, epoch_batches in _epochs(sentences, encoder, epochs):
        steps = steps or epochs * len(epoch_batches)
        if epoch < first:
            continue
        torch.manual_seed(SEED * 1000 + epoch)
        model.train()
        begun, total = time.perf_counter(), 0.0
        for number, batch in enumerate(epoch_batches, start=1):
            for group, lr in zip(optimizer.param_groups, full, strict=True):
                group["lr"] = lr * _rate(step, steps)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
                loss = model.loss(batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            total += loss.item()
            if number % 20 == 0:
                speed = (time.perf_counter() - begun) / number
                print(f"epoch {epoch + 1} step {step}/{steps} loss {total / number:.3f} {speed:.2f} s/step", flush=True)
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch, "step": step, "steps": steps}
        torch.save(state, checkpoint.with_suffix(".tmp"))
        checkpoint.with_suffix(".tmp").replace(checkpoint)
    return model.eval()
