"""The quick network: the parser's scores from convolutions over word-pieces, in the place of MiniLM."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from .model import VOCABULARY, Biaffine
from .rounding import Linear

EMBEDDED, WIDTH, DROPOUT = 96, 160, 0.1
STEPS = (1, 1, 2, 4, 1, 2)  # how far to either side each layer looks


class Window(nn.Module):
    """One dilated convolution of width three with a gate (Dauphin et al. 2017), added to its input. (b, p, WIDTH) to the same shape."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step = step
        self.mix = Linear(3 * WIDTH, 2 * WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        if mask is not None:
            x = x * mask[:, :, None]
        pieces = x.shape[1]
        padded = F.pad(x, (0, 0, self.step, self.step))
        around = torch.cat([padded[:, :pieces], x, padded[:, 2 * self.step :]], -1)
        return self.norm(x + self.dropout(F.glu(self.mix(around))))


class Pupil(Biaffine):
    """The parser on convolutions."""

    def __init__(self, deps: int, tags: int) -> None:
        super().__init__(WIDTH, deps, tags, arc=128, label=48, dropout=DROPOUT)
        self.pieces = nn.Embedding(VOCABULARY, EMBEDDED)
        self.dropout = nn.Dropout(DROPOUT)
        self.up = Linear(EMBEDDED, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(Window(step) for step in STEPS)

    def take_pieces(self, vectors: torch.Tensor) -> None:
        """Begin with the `EMBEDDED` main components of other `vectors` (VOCABULARY, any width) of the pieces."""
        centred = vectors - vectors.mean(0)
        _, _, axes = torch.linalg.svd(centred, full_matrices=False)
        main = centred @ axes[:EMBEDDED].T
        self.pieces.weight.data.copy_(main / main.std())

    def states(self, pieces: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        """The last layer's output."""
        x = self.norm(self.up(self.dropout(self.pieces(pieces))))
        for layer in self.layers:
            x = layer(x, mask)
        return x
