"""One command from treebanks to the shipped files: ``python -m training.parser --data DIR --out DIR``."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from .data import TREEBANKS, Encoder, Labels, read_split
from .encoder import fetch_encoder, open_tokenizer, sha256
from .evaluate import evaluate
from .export import write_model
from .train import PHASES, train

VERSION = "1.2.0"


def describe(scores: dict[str, dict], folder: Path) -> dict:
    """What ``meta.json`` says."""
    files = ("parser.onnx", "labels.json", "tokenizer.json")
    return {
        "name": "en_health_parser",
        "version": VERSION,
        "description": "English dependency parser: MiniLM-L6 with a biaffine head (Dozat & Manning 2017), int8 ONNX",
        "scheme": "Universal Dependencies 2, with subtypes of relations; the root's label is ROOT",
        "license": "CC BY-SA 4.0",
        "sources": [
            {
                "name": "UD English EWT",
                "url": "https://github.com/UniversalDependencies/UD_English-EWT",
                "license": "CC BY-SA 4.0",
                "author": "Natalia Silveira, Timothy Dozat, Christopher Manning, Sebastian Schuster and others",
            },
            {
                "name": "UD English GUM, documents with CC BY or public-domain texts",
                "url": "https://github.com/UniversalDependencies/UD_English-GUM",
                "license": "CC BY 4.0",
                "author": "Amir Zeldes and others",
            },
            {
                "name": "sentence-transformers/all-MiniLM-L6-v2",
                "url": "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
                "license": "Apache-2.0",
                "author": "Nils Reimers and others",
            },
        ],
        "epochs": sum(phase.epochs for phase in PHASES),
        "size_mb": round(sum((folder / name).stat().st_size for name in files) / 1e6, 1),
        "sha256": {name: sha256(folder / name) for name in files},
        "scores": scores,
        "speed_note": "words a second of processor time, on one core of the machine that trained",
    }


def main() -> None:
    """Train, export, evaluate."""
    parser = argparse.ArgumentParser(prog="python -m training.parser", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the six .conllu.gz files that README.md names")
    parser.add_argument("--out", type=Path, required=True, help="folder for the model, such as extractor/language/model")
    parser.add_argument("--work", type=Path, default=Path("build/parser"), help="folder for encoder and checkpoint; a broken run goes on")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bfloat16", action="store_true", help="train in bfloat16, faster where the processor knows it (AVX512-BF16, AMX)")
    options = parser.parse_args()
    missing = [f"{name}-{split}.conllu.gz" for name in TREEBANKS for split in ("train", "dev", "test")]
    missing = [name for name in missing if not (options.data / name).is_file()]
    if missing:
        parser.error(f"{options.data} lacks {', '.join(missing)}")

    begun = time.monotonic()
    encoder = fetch_encoder(options.work / "encoder")
    sentences = [sentence for part in read_split(options.data, "train").values() for sentence in part]
    labels = Labels.of(sentences)
    tokenizer = open_tokenizer(encoder)
    print(f"{len(sentences)} sentences, {len(labels.deps)} relations, {len(labels.tags)} tags", flush=True)
    model = train(
        sentences,
        labels,
        Encoder(tokenizer, labels),
        encoder / "model.safetensors",
        options.work / "checkpoint.pt",
        threads=options.threads,
        bfloat16=options.bfloat16,
    )
    write_model(model, labels, encoder / "tokenizer.json", options.out)
    scores = evaluate(options.data, options.out)
    meta = describe(scores, options.out)
    (options.out / "meta.json").write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(scores, indent=1), f"\n{(time.monotonic() - begun) / 60:.0f} minutes")


if __name__ == "__main__":
    main()
