"""The network: MiniLM, a mean of its layers, and a deep biaffine parser on top.

Dozat & Manning (2017), "Deep Biaffine Attention for Neural Dependency Parsing", https://arxiv.org/abs/1611.01734. The encoder is BERT as in
Devlin et al. (2019), written out here so that it exports to a small, plain graph.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

from .data import IGNORE, Batch
from .rounding import Linear

WIDTH, HEADS, LAYERS, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30522, 512
READ = (3, 5, 6)  # layers whose mean the parser reads


class Layer(nn.Module):
    """One transformer layer with the norms behind, as in BERT. (b, p, WIDTH) to the same shape."""

    def __init__(self) -> None:
        super().__init__()
        self.dropout = nn.Dropout(0.0)
        self.qkv = Linear(WIDTH, 3 * WIDTH)
        self.out = Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = Linear(WIDTH, INNER)
        self.down = Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        b, p, _ = x.shape
        q, k, v = self.qkv(x).view(b, p, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        if torch.onnx.is_in_onnx_export():
            weights = (q * (WIDTH // HEADS) ** -0.5) @ k.transpose(-1, -2)
            mixed = weights.softmax(-1) @ v
        else:
            mixed = F.scaled_dot_product_attention(q, k, v, None if mask is None else mask[:, None, None, :])
        x = self.norm1(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(b, p, WIDTH))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class MiniLM(nn.Module):
    """all-MiniLM-L6-v2 without its pooler: pieces (b, p) to the states of the `READ` layers, each (b, p, WIDTH)."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def load(self, path: Path) -> None:
        """Fill in the published weights and freeze the embeddings."""
        old = load_file(path)
        # every piece is of segment 0, so its vector can be added once and for all
        new = {
            "words.weight": old["embeddings.word_embeddings.weight"],
            "places.weight": old["embeddings.position_embeddings.weight"] + old["embeddings.token_type_embeddings.weight"][:1],
            "norm.weight": old["embeddings.LayerNorm.weight"],
            "norm.bias": old["embeddings.LayerNorm.bias"],
        }
        names = {
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for i in range(LAYERS):
            stem = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                parts = [old[f"{stem}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                new[f"layers.{i}.qkv.{kind}"] = torch.cat(parts)
                for ours, theirs in names.items():
                    new[f"layers.{i}.{ours}.{kind}"] = old[f"{stem}{theirs}.{kind}"]
        self.load_state_dict(new)
        for part in (self.words, self.places, self.norm):
            part.requires_grad_(False)

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor | None) -> list[torch.Tensor]:
        x = self.norm(self.words(pieces) + self.places.weight[: pieces.shape[1]])
        states = []
        for number, layer in enumerate(self.layers, start=1):
            x = layer(x, mask)
            if number in READ:
                states.append(x)
        return states


def mlp(width: int, out: int, dropout: float) -> nn.Sequential:
    """`width` to `out` with GELU and dropout."""
    return nn.Sequential(Linear(width, out), nn.GELU(), nn.Dropout(dropout))


class Biaffine(nn.Module):
    """Scores heads, labels and tags of every word of a sentence, from what `states` makes of its pieces.

    Args:
        width: of the states.
        deps, tags: how many there are.
        arc, label: widths inside.
        dropout: of the states and inside.
    """

    def __init__(self, width: int, deps: int, tags: int, arc: int, label: int, dropout: float) -> None:
        super().__init__()
        self.arc_dep, self.arc_head = mlp(width, arc, dropout), mlp(width, arc, dropout)
        self.dep_dep, self.dep_head = mlp(width, label, dropout), mlp(width, label, dropout)
        self.tag = nn.Sequential(nn.Dropout(dropout), Linear(width, tags))
        self.arc_bilinear = Linear(arc, arc, bias=False)
        self.arc_bias = Linear(arc, 1, bias=False)
        self.dep_bilinear = Linear(label, deps * label, bias=False)
        self.dep_of_dep = Linear(label, deps)
        self.dep_of_head = Linear(label, deps, bias=False)
        nn.init.normal_(self.arc_bilinear.weight, std=1 / arc)
        nn.init.normal_(self.dep_bilinear.weight, std=1 / label)

    def states(self, pieces: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        """Pieces (b, p) to vectors (b, p, width)."""
        raise NotImplementedError

    def words(self, pieces: torch.Tensor, starts: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        """Vectors of [CLS], which stands for the root, and of each word's first piece: (b, n + 1, width)."""
        x = self.states(pieces, mask)
        return x.gather(1, starts[:, :, None].expand(-1, -1, x.shape[-1]))

    def arcs(self, x: torch.Tensor) -> torch.Tensor:
        """Score of every head (root first) for every word: (b, n, n + 1)."""
        head = self.arc_head(x)
        return self.arc_bilinear(self.arc_dep(x[:, 1:])) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)

    def labels_of(self, x: torch.Tensor, heads: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """Scores (w, deps) of the labels of the `w` words in `words` (b, n) bool, each with its head in `heads` (b, n)."""
        dep = self.dep_dep(x[:, 1:])[words]  # only the words, not the padding: about a tenth of the label work
        head = self.dep_head(x).gather(1, heads[:, :, None].expand(-1, -1, dep.shape[-1]))[words]
        labels = (self.dep_bilinear(dep).view(len(dep), -1, dep.shape[-1]) @ head[:, :, None]).squeeze(-1)
        return labels + self.dep_of_dep(dep) + self.dep_of_head(head)

    def loss(self, batch: Batch) -> torch.Tensor:
        """Cross-entropy of heads, labels of the gold arcs, and half that of tags."""
        x = self.words(batch.pieces, batch.starts, batch.mask)
        arcs = self.arcs(x).masked_fill(~batch.places[:, None, :], -1e4)
        labels = self.labels_of(x, batch.heads.clamp(min=0), batch.words)
        tags = self.tag(x[:, 1:])
        return (
            F.cross_entropy(arcs.flatten(0, 1).float(), batch.heads.flatten(), ignore_index=IGNORE)
            + F.cross_entropy(labels.float(), batch.deps[batch.words], ignore_index=IGNORE)
            + 0.5 * F.cross_entropy(tags.flatten(0, 1).float(), batch.tags.flatten(), ignore_index=IGNORE)
        )

    def forward(self, pieces: torch.Tensor, starts: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """What the ONNX file computes, for one sentence of `p` pieces and `n` words.

        pieces (p,), starts (n + 1,) to arcs (n, n + 1) float scores of heads with the root first, labels (n, n) the best label of each word
        for each head but the root, tags (n,).
        """
        x = self.words(pieces[None], starts[None], None)
        dep, head = self.dep_dep(x[0, 1:]), self.dep_head(x[0, 1:])
        n, width = dep.shape
        # (n, deps, width) @ (width, n): labels of all pairs at once
        labels = self.dep_bilinear(dep).view(n, -1, width) @ head.T
        labels = labels + self.dep_of_dep(dep)[:, :, None] + self.dep_of_head(head).T
        return self.arcs(x)[0], labels.argmax(1), self.tag(x[0, 1:]).argmax(-1)


def round_off(model: nn.Module) -> None:
    """From here on the model computes as its int8 file will."""
    for part in model.modules():
        if isinstance(part, Linear):
            part.rounded = True


class Parser(Biaffine):
    """The parser on MiniLM."""

    def __init__(self, deps: int, tags: int) -> None:
        super().__init__(WIDTH, deps, tags, arc=256, label=128, dropout=0.2)
        self.encoder = MiniLM()
        self.mix = nn.Parameter(torch.zeros(len(READ)))

    def refine(self, dropout: float) -> None:
        """From here on compute as the int8 file will, with `dropout` in the encoder."""
        round_off(self)
        for layer in self.encoder.layers:
            layer.dropout.p = dropout

    def states(self, pieces: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        """The mean of the layers that are read."""
        weights = self.mix.softmax(0)
        return sum(w * state for w, state in zip(weights, self.encoder(pieces, mask), strict=True))
