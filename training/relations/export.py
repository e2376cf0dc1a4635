"""Writes the trained classifier as an int8 ONNX file."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import torch

from training.parser.export import OPSET, quantise

from .model import Classifier

NAME = "relations.onnx"


def write_graph(model: Classifier, folder: Path) -> None:
    """Write `NAME` in one move: pieces (p,), starts (n,) and marks (2,) in, labels (l,), denied () and triggers (n,) out."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    example = (torch.randint(1000, 20000, (9,)), torch.tensor([1, 2, 4, 5, 7]), torch.tensor([0, 3]))
    with tempfile.TemporaryDirectory(dir=folder) as scratch, warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the TorchScript exporter is old and says so; it needs no further package
        torch.onnx.export(
            model.eval(),
            example,
            str(Path(scratch) / "float.onnx"),
            input_names=["pieces", "starts", "marks"],
            output_names=["labels", "denied", "triggers"],
            dynamic_axes={"pieces": {0: "p"}, "starts": {0: "n"}, "triggers": {0: "n"}},
            opset_version=OPSET,
            dynamo=False,
        )
        quantise(Path(scratch) / "float.onnx", Path(scratch) / NAME)
        (Path(scratch) / NAME).replace(folder / NAME)
