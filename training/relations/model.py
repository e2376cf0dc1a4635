"""The network: MiniLM with the pair marked in its input (typed entity markers; Zhou and Chen 2022, https://arxiv.org/abs/2102.01373).

From the states of [CLS] and of the marks that open subject and object come the relation and whether it is denied; from every word's state,
whether it says the relation.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from training.parser.model import WIDTH, MiniLM
from training.parser.rounding import Linear

from .batches import Batch

INNER = 256


class Classifier(nn.Module):
    """Scores of the labels of a pair, of its denial, and of each word as the trigger."""

    def __init__(self, labels: int, dropout: float) -> None:
        super().__init__()
        self.encoder = MiniLM()
        self.hidden = nn.Sequential(nn.Dropout(dropout), Linear(3 * WIDTH, INNER), nn.GELU(), nn.Dropout(dropout))
        self.label = Linear(INNER, labels)
        self.denied = Linear(INNER, 1)
        self.trigger = Linear(WIDTH, 1)

    def scores(
        self, pieces: torch.Tensor, starts: torch.Tensor, marks: torch.Tensor, mask: torch.Tensor | None
    ) -> tuple[torch.Tensor, ...]:
        """Pieces (b, p), starts of words (b, n), words that are marks (b, 2) to labels (b, l), denial (b,), triggers (b, n)."""
        x = self.encoder(pieces, mask)[-1]
        words = x.gather(1, starts[:, :, None].expand(-1, -1, WIDTH))
        pair = words.gather(1, marks[:, :, None].expand(-1, -1, WIDTH)).flatten(1)
        hidden = self.hidden(torch.cat([x[:, 0], pair], 1))
        return self.label(hidden), self.denied(hidden)[:, 0], self.trigger(words)[:, :, 0]

    def loss(self, batch: Batch, smoothing: float) -> torch.Tensor:
        """Cross-entropy of labels, half that of denial and of triggers, of claims alone."""
        labels, denied, triggers = self.scores(batch.pieces, batch.starts, batch.marks, batch.mask)
        labels, denied, triggers = labels.float(), denied.float(), triggers.float()
        loss = F.cross_entropy(labels, batch.labels, label_smoothing=smoothing)
        told = batch.labels > 0
        if told.any():
            spread = triggers.masked_fill(~batch.words, -1e4).log_softmax(1)[told]
            loss = loss - 0.5 * (spread * batch.triggers[told]).sum(1).mean()  # of a claim without a known trigger, nothing
            loss = loss + 0.5 * F.binary_cross_entropy_with_logits(denied[told], batch.denied[told])
        return loss

    def forward(self, pieces: torch.Tensor, starts: torch.Tensor, marks: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """What the ONNX file computes for one pair: pieces (p,), starts (n,), marks (2,) to labels (l,), denied (), triggers (n,)."""
        labels, denied, triggers = self.scores(pieces[None], starts[None], marks[None], None)
        return labels[0].softmax(0), denied[0].sigmoid(), triggers[0]
