"""The ONNX files and the tokenizer that the shipped models have in common."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

SLOW_FUSIONS = ["SkipLayerNormFusion"]  # on a core, onnxruntime's fused sum and norm takes twice the time of the two alone


def open_session(file: Path) -> InferenceSession:
    """An ONNX file ready to run on one core. Raises whatever onnxruntime raises, which is a dozen kinds."""
    import onnxruntime  # here, since a process that never parses need not wait for it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # many cores are used by many processes
    options.log_severity_level = 3
    # else memory grows in a long run: plans are kept for every length of sentence met, and the largest buffers for ever
    options.enable_mem_pattern = options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS)


@lru_cache(maxsize=2)
def open_tokenizer(file: Path, process: int) -> Tokenizer:
    """A tokenizer, shared by the models of one process that have it in common."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(file))
