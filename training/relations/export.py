"""Writes the trained classifier as an int8 ONNX file."""

from __future__ import annotations

from pathlib import Path

import torch

from training.parser import export

from .model import Classifier

NAME = "relations.onnx"


def write_graph(model: Classifier, folder: Path) -> None:
    """Write `NAME` in one move: pieces (p,), starts (n,) and marks (2,) in, labels (l,), denied () and triggers (n,) out."""
    torch.manual_seed(0)
    shape = export.Shape(
        example=(torch.randint(1000, 20000, (9,)), torch.tensor([1, 2, 4, 5, 7]), torch.tensor([0, 3])),
        inputs=["pieces", "starts", "marks"],
        outputs=["labels", "denied", "triggers"],
        axes={"pieces": {0: "p"}, "starts": {0: "n"}, "triggers": {0: "n"}},
    )
    export.write_graph(model, folder / NAME, shape)
