"""Training: AdamW, a short warm-up, down to nothing; the rounding of the int8 file in the loop for the last part."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from training.parser.model import round_off
from training.parser.train import descend

from .batches import Encoded, batches
from .model import Classifier

BETAS, DECAY = (0.9, 0.98), 0.01


@dataclass(frozen=True)
class Settings:
    """`rates` of the encoder and of the heads; `warm` the share of steps that warm up, `rounded` that of the last that compute as int8."""

    epochs: int = 5
    rates: tuple[float, float] = (1.5e-4, 1e-3)
    warm: float = 0.08
    rounded: float = 0.25
    dropout: float = 0.2
    inner_dropout: float = 0.1
    smoothing: float = 0.05
    seed: int = 1


def train(model: Classifier, items: Sequence[Encoded], settings: Settings) -> None:
    """Fit the model to the items."""
    rng = random.Random(settings.seed)
    torch.manual_seed(settings.seed)
    for layer in model.encoder.layers:
        layer.dropout.p = settings.inner_dropout
    inner = [parameter for parameter in model.encoder.parameters() if parameter.requires_grad]
    outer = [parameter for name, parameter in model.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": inner, "lr": settings.rates[0]}, {"params": outer, "lr": settings.rates[1]}]
    optimiser = torch.optim.AdamW(groups, betas=BETAS, weight_decay=DECAY)
    steps = settings.epochs * sum(1 for _ in batches(items, random.Random(settings.seed)))
    warm = max(1, int(settings.warm * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: min(1.0, (step + 1) / warm) * max(0.01, 1 - step / steps))
    done = 0
    for epoch in range(settings.epochs):
        model.train()
        begun, total, count = time.monotonic(), 0.0, 0
        for batch in batches(items, rng):
            if done == int((1 - settings.rounded) * steps):
                round_off(model)
            total += descend(model, optimiser, model.loss(batch, settings.smoothing))
            schedule.step()
            done, count = done + 1, count + 1
            if count % 100 == 0:
                print(f"  {count}: {total / count:.3f}, {time.monotonic() - begun:.0f} s", flush=True)
        print(f"epoch {epoch + 1}: loss {total / count:.3f}, {time.monotonic() - begun:.0f} s", flush=True)
