"""Teaches the quick network by the parser: ``python -m training.parser.distil --data DIR --pages FILE --model DIR``.

The pupil learns the parser's scores (Hinton et al. 2015, https://arxiv.org/abs/1503.02531) on the treebanks and on sentences of open pages,
and on the treebanks their trees as well. It is asked only about sentences that may hold a hedge, and so sees more of these.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from extractor import read_text
from extractor.errors import ExtractorError
from extractor.language import Analyser
from extractor.rulebook import Rulebook

from .data import IGNORE, MAX_PIECES, Batch, Encoder, Example, Labels, Sentence, collate, groups_of_like_length, read_split
from .encoder import fetch_encoder, open_tokenizer, sha256
from .evaluate import evaluate
from .export import write_graph
from .model import WIDTH, Parser, round_off
from .pupil import Pupil
from .train import descend, varied

SEED = 20
PIECES = 2400  # padded word-pieces a batch
EPOCHS = 5
RATES = {"pieces": 1e-3, "rest": 2e-3}
WARMUP, ROUNDED = 0.02, 0.85  # shares of the training: until the full rate, and from where on int8 is in the loop
TAUGHT = 2.0  # weight of the teacher's scores beside the treebanks' trees
UNHEDGED = 0.5  # share of the open sentences without a hedge that an epoch has
WORDS = range(4, 61)  # of an open sentence
LETTERED = 0.6  # share of its words that have a letter at least
PAGES = {
    "name": "WCXB, Web Content Extraction Benchmark, development split: sentences, with trees of the parser's",
    "url": "https://github.com/Murrough-Foley/web-content-extraction-benchmark",
    "license": "CC BY 4.0",
    "author": "Murrough Foley",
}


@dataclass(frozen=True)
class Lesson:
    """A sentence to learn from.

    Attributes:
        example: as the treebank has it, or without a tree.
        sentence: of a treebank, or None.
        state: its row in the teacher's states, or -1.
        hedged: whether it may hold a hedge.
    """

    example: Example
    sentence: Sentence | None
    state: int
    hedged: bool


def open_sentences(file: Path) -> Iterator[tuple[list[str], bool]]:
    """The words of each sentence in the texts of `gold.jsonl.gz` (see `training/page`), once, and whether it may hold a hedge."""
    analyser, seen = Analyser(Rulebook()), set()
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["main_content"] or "" for line in lines]
    for text in texts:
        try:
            page = read_text(text)
        except ExtractorError:
            continue
        for unit in analyser.read(page.article).units:
            words = [token.text for token in unit.doc[unit.lead :] if not token.is_space]
            key = " ".join(words).lower()
            lettered = sum(any(map(str.isalpha, word)) for word in words)
            if len(words) in WORDS and key not in seen and lettered >= LETTERED * len(words):
                seen.add(key)
                yield words, analyser.hedges.wants_parse(unit)


def states_of(teacher: Parser, examples: list[Example], file: Path) -> list[int]:
    """Writes the teacher's vectors of all words, [CLS] first, to `file`, and returns where each example's begin.

    They are kept, since the teacher takes several times as long for a sentence as its pupil.
    """
    starts = np.cumsum([0, *(len(example.starts) for example in examples)]).tolist()
    rows = np.lib.format.open_memmap(file, "w+", np.float16, (starts[-1], WIDTH))
    with torch.inference_mode():
        for group in groups_of_like_length(examples, PIECES, random.Random(SEED)):
            batch = collate([examples[i] for i in group])
            for i, words in zip(group, teacher.words(batch.pieces, batch.starts, batch.mask), strict=True):
                rows[starts[i] : starts[i + 1]] = words[: len(examples[i].starts)].half().numpy()
    return starts[:-1]


def divergence(scores: torch.Tensor, taught: torch.Tensor) -> torch.Tensor:
    """Kullback and Leibler's, of each row's choice from the teacher's, on average."""
    return F.kl_div(scores.log_softmax(-1), taught.log_softmax(-1), reduction="batchmean", log_target=True)


def loss(pupil: Pupil, teacher: Parser, batch: Batch, states: torch.Tensor, known: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
    """How far the pupil is from the teacher and from the treebanks.

    `states` (b, n + 1, WIDTH) are the teacher's, of the sentences that are `known` (b,); those that are `gold` (b,) have a tree.
    """
    x, words = pupil.words(batch.pieces, batch.starts, batch.mask), batch.words
    arcs = pupil.arcs(x).masked_fill(~batch.places[:, None, :], -1e4)[words]
    with torch.no_grad():
        taught_arcs = teacher.arcs(states).masked_fill(~batch.places[:, None, :], -1e4)
        heads = torch.where(gold[:, None], batch.heads.clamp(min=0), taught_arcs.argmax(-1))
        taught_labels, taught_tags = teacher.labels_of(states, heads, words), teacher.tag(states[:, 1:])[words]
    labels, tags = pupil.labels_of(x, heads, words), pupil.tag(x[:, 1:])[words]
    in_known, in_gold = (chosen[:, None].expand_as(words)[words] for chosen in (known, gold))
    total = arcs.sum() * 0
    if in_gold.any():
        trees = (
            F.cross_entropy(arcs[in_gold], batch.heads[words][in_gold])
            + F.cross_entropy(labels[in_gold], batch.deps[words][in_gold], ignore_index=IGNORE)
            + 0.5 * F.cross_entropy(tags[in_gold], batch.tags[words][in_gold], ignore_index=IGNORE)
        )
        total = total + trees * in_gold.float().mean()
    if in_known.any():
        labelled = in_known & (heads[words] != 0)  # the root's label follows from its head
        taught = divergence(arcs[in_known], taught_arcs[words][in_known]) + 0.5 * divergence(tags[in_known], taught_tags[in_known])
        if labelled.any():
            taught = taught + divergence(labels[labelled], taught_labels[labelled])
        total = total + TAUGHT * taught * in_known.float().mean()
    return total


def _lessons_of_epoch(lessons: list[Lesson], rng: random.Random) -> list[Lesson]:
    chosen = []
    for lesson in lessons:
        if lesson.sentence is not None:
            example = varied(lesson.example, lesson.sentence, True, rng)
            chosen.append(lesson if example is lesson.example else Lesson(example, lesson.sentence, -1, lesson.hedged))
        elif lesson.hedged or rng.random() < UNHEDGED:
            chosen.append(lesson)
    return chosen


def teach(pupil: Pupil, teacher: Parser, lessons: list[Lesson], states: Path) -> None:
    """Trains the pupil through `EPOCHS`."""
    rows = np.load(states, mmap_mode="r")
    rest = [weight for name, weight in pupil.named_parameters() if not name.startswith("pieces.")]
    groups = [
        {"params": list(pupil.pieces.parameters()), "lr": RATES["pieces"], "weight_decay": 0.0},
        {"params": rest, "lr": RATES["rest"]},
    ]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)
    pupil.train()
    for epoch in range(EPOCHS):
        rng, begun, sum_of_losses = random.Random(SEED * 1000 + epoch), time.perf_counter(), 0.0
        chosen = _lessons_of_epoch(lessons, rng)
        steps = groups_of_like_length([lesson.example for lesson in chosen], PIECES, rng)
        for number, group in enumerate(steps, start=1):
            done = (epoch + number / len(steps)) / EPOCHS
            for settings, rate in zip(optimizer.param_groups, RATES.values(), strict=True):
                settings["lr"] = rate * min(done / WARMUP, max(1 - done, 0.01))
            if done > ROUNDED:
                round_off(pupil)
            batch = collate([chosen[i].example for i in group])
            taught = torch.zeros(len(group), batch.starts.shape[1], WIDTH)
            for row, i in enumerate(group):
                if chosen[i].state >= 0:
                    size = len(chosen[i].example.starts)
                    taught[row, :size] = torch.from_numpy(rows[chosen[i].state : chosen[i].state + size].astype(np.float32))
            known = torch.tensor([chosen[i].state >= 0 for i in group])
            gold = torch.tensor([chosen[i].sentence is not None for i in group])
            sum_of_losses += descend(pupil, optimizer, loss(pupil, teacher, batch, taught, known, gold))
            if number % 100 == 0:
                speed = (time.perf_counter() - begun) / number
                print(f"epoch {epoch + 1} step {number}/{len(steps)} loss {sum_of_losses / number:.3f} {speed:.2f} s/step", flush=True)


def describe(model: Path, quick: Path, scores: dict[str, dict]) -> None:
    """Adds the pupil to the model's ``meta.json``."""
    file = model / "meta.json"
    meta = json.loads(file.read_text(encoding="utf-8"))
    meta["quick"] = {
        "description": "its pupil: convolutions over word-pieces (Dauphin et al. 2017) under the same biaffine head, int8 ONNX",
        "sources": [PAGES],
        "epochs": EPOCHS,
        "size_mb": round((quick / "parser.onnx").stat().st_size / 1e6, 1),
        "sha256": {"parser.onnx": sha256(quick / "parser.onnx")},
        "scores": scores,
    }
    file.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Parse the open sentences, teach, export."""
    parser = argparse.ArgumentParser(prog="python -m training.parser.distil", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the treebanks that README.md names")
    parser.add_argument("--pages", type=Path, required=True, help="gold.jsonl.gz, as training/page names it")
    parser.add_argument("--model", type=Path, required=True, help="the parser's folder; the pupil goes into its subfolder quick")
    parser.add_argument("--work", type=Path, default=Path("build/parser"), help="folder with the parser's encoder and checkpoint")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    encoder = fetch_encoder(options.work / "encoder")
    tokenizer = open_tokenizer(encoder)
    gold = [sentence for part in read_split(options.data, "train").values() for sentence in part]
    labels = Labels.of(gold)
    teacher = Parser(len(labels.deps), len(labels.tags))
    teacher.load_state_dict(torch.load(options.work / "checkpoint.pt")["model"])
    teacher.eval().requires_grad_(False)
    to_example = Encoder(tokenizer, labels)
    pairs = [(to_example.example(sentence), sentence, True) for sentence in gold]
    pairs += [(to_example.untold(words), None, hedged) for words, hedged in open_sentences(options.pages)]
    pairs = [pair for pair in pairs if len(pair[0].pieces) <= MAX_PIECES]
    starts = states_of(teacher, [example for example, _, _ in pairs], options.work / "states.npy")
    lessons = [Lesson(example, sentence, start, hedged) for (example, sentence, hedged), start in zip(pairs, starts, strict=True)]
    print(f"{len(lessons)} sentences, {sum(lesson.sentence is None for lesson in lessons)} of open pages", flush=True)
    pupil = Pupil(len(labels.deps), len(labels.tags))
    pupil.take_pieces(teacher.encoder.words.weight.detach())
    teach(pupil, teacher, lessons, options.work / "states.npy")
    quick = options.model / "quick"
    write_graph(pupil.eval(), quick / "parser.onnx")
    describe(options.model, quick, evaluate(options.data, quick))


if __name__ == "__main__":
    main()
