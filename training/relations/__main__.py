"""One command from the composed sentences to the shipped file: ``python -m training.relations --pages FILE --out DIR``."""

from __future__ import annotations

import argparse
import json
import random
import time
import zlib
from collections.abc import Iterable
from pathlib import Path

import torch

from extractor.language.analyser import Analyser
from extractor.language.relations import LABELS
from extractor.rulebook import Rulebook
from training.parser.encoder import fetch_encoder, open_tokenizer, sha256

from .batches import Encoded, encode
from .data import Example, Line, examples, joined, read_lines
from .evaluate import evaluate
from .export import NAME, write_graph
from .known import known_examples
from .model import Classifier
from .train import Settings, train
from .web import unclaimed

LINES = Path(__file__).parent / "lines"
JOINED = 400  # lines made of two
HELD_OUT = 20  # one line in so many is kept for scoring


def is_held_out(line: Line) -> bool:
    """Whether a line is for scoring; by its text, so that it stays so when others are added."""
    return zlib.crc32(line.text.encode()) % HELD_OUT == 0


def main() -> None:
    """Read, train, export, evaluate."""
    parser = argparse.ArgumentParser(prog="python -m training.relations", description=__doc__)
    parser.add_argument("--pages", type=Path, required=True, help="WCXB's gold.jsonl.gz, see training/page/README.md")
    parser.add_argument("--out", type=Path, required=True, help="folder for the model, such as extractor/language/model/relations")
    parser.add_argument("--work", type=Path, default=Path("build/relations"), help="folder for the encoder")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    begun = time.monotonic()
    encoder = fetch_encoder(options.work / "encoder")
    tokenizer = open_tokenizer(encoder)
    settings = Settings()
    analyser = Analyser(Rulebook())
    lines = read_lines(LINES)
    kept = [line for line in lines if not is_held_out(line)]
    parts: dict[str, list[Example]] = {
        "lines": list(examples(kept, analyser)),
        "joined": list(examples(joined(kept, JOINED, random.Random(settings.seed)), analyser)),
        "known": list(known_examples(analyser)),
        "web": 2 * list(unclaimed(options.pages, analyser, held_out=False)),
    }
    print(f"{len(lines)} lines;", ", ".join(f"{name}: {len(part)} pairs" for name, part in parts.items()), flush=True)

    def encoded(part: Iterable[Example]) -> list[Encoded]:
        return [encode(item, tokenizer) for item in part]

    model = Classifier(len(LABELS), settings.dropout)
    model.encoder.load(encoder / "model.safetensors")
    train(model, encoded(item for part in parts.values() for item in part), settings)
    write_graph(model, options.out)
    held = list(examples(filter(is_held_out, lines), analyser))
    scores = evaluate(held, list(unclaimed(options.pages, analyser, held_out=True)), options.out)
    meta = {
        "name": "en_health_relations",
        "description": "relations between marked mentions: MiniLM-L6, int8 ONNX",
        "license": "Apache-2.0",
        "sources": ["sentences composed for this project", "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)", "WCXB (CC BY 4.0)"],
        "pairs": {name: len(part) for name, part in parts.items()},
        "sha256": {NAME: sha256(options.out / NAME)},
        "scores": scores,
    }
    (options.out / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(scores, indent=1), f"\n{(time.monotonic() - begun) / 60:.0f} minutes")


if __name__ == "__main__":
    main()
