"""Writes the trained network as an int8 ONNX file with its labels and tokenizer."""

from __future__ import annotations

import json
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from .data import Labels
from .model import Parser

OPSET = 17


@dataclass(frozen=True)
class Shape:
    """What a graph takes and gives: an example of its inputs, the names of both, and which of their axes may vary, by name."""

    example: tuple[torch.Tensor, ...]
    inputs: list[str]
    outputs: list[str]
    axes: dict[str, dict[int, str]]


def biaffine_shape() -> Shape:
    """pieces (p,) and starts (n + 1,) in; arcs (n, n + 1), labels (n, n) and tags (n,) out."""
    torch.manual_seed(0)
    return Shape(
        example=(torch.randint(1000, 20000, (9,)), torch.tensor([0, 1, 2, 4, 5, 7])),
        inputs=["pieces", "starts"],
        outputs=["arcs", "labels", "tags"],
        axes={"pieces": {0: "p"}, "starts": {0: "n1"}, "arcs": {0: "n", 1: "n1"}, "labels": {0: "n", 1: "n"}, "tags": {0: "n"}},
    )


def export_float(model: nn.Module, shape: Shape, path: Path) -> None:
    """Write the fp32 graph."""
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the TorchScript exporter is old and says so; it needs no further package
        torch.onnx.export(
            model.eval(),
            shape.example,
            str(path),
            input_names=shape.inputs,
            output_names=shape.outputs,
            dynamic_axes=shape.axes,
            opset_version=OPSET,
            dynamo=False,
        )


def quantise(source: Path, target: Path) -> None:
    """Dynamic int8, weights per output channel and in seven bits.

    Seven (``reduce_range``) because AVX2 adds two products in sixteen bits, which eight bits overflow.
    ``quant_pre_process`` first folds constants and names the shapes; without it the loss is two points of LAS.
    """
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(str(ready), str(target), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    model = onnx.load(target)
    # the tools stamp every operator set that they know; older runtimes refuse a file that names a set newer than they are
    used = {node.domain for node in model.graph.node}
    kept = [opset for opset in model.opset_import if opset.domain in used]
    del model.opset_import[:]
    model.opset_import.extend(kept)
    onnx.checker.check_model(model)
    onnx.save(model, target)


def write_graph(model: nn.Module, path: Path, shape: Shape | None = None) -> None:
    """Write the int8 graph alone, in one move; that of a parser unless another `shape` is given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        export_float(model, shape or biaffine_shape(), Path(scratch) / "float.onnx")
        quantise(Path(scratch) / "float.onnx", Path(scratch) / path.name)
        (Path(scratch) / path.name).replace(path)


def write_model(model: Parser, labels: Labels, tokenizer: Path, folder: Path) -> None:
    """Write ``parser.onnx``, ``labels.json`` and ``tokenizer.json`` into `folder`, replacing what is there in one move a file."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        work = Path(scratch)
        write_graph(model, work / "parser.onnx")
        (work / "labels.json").write_text(json.dumps({"deps": labels.deps, "tags": labels.tags}, indent=0) + "\n", encoding="utf-8")
        settings = json.loads(tokenizer.read_text(encoding="utf-8"))
        settings["padding"] = settings["truncation"] = None  # the runtime cuts long sentences itself
        (work / "tokenizer.json").write_text(json.dumps(settings, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        for name in ("labels.json", "tokenizer.json", "parser.onnx"):
            (work / name).replace(folder / name)
