"""Pages with their main text, as blocks that are main text or not.

The data set is WCXB (Web Content Extraction Benchmark, Murrough Foley, CC BY 4.0, see README.md): pages of many kinds, each with its main
text as plain text. A block's label is the share of its words that the longest common subsequence of page and gold text takes up.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from extractor.decode import decode
from extractor.page.features import features
from extractor.page.parts import read_parts
from extractor.page.rules import page_rules


@dataclass
class Example:
    """A page: its gold, its blocks, their features (blocks x features) and labels (0 to 1, one a block)."""

    id: str
    url: str
    kind: str
    gold: str
    texts: list[str]
    roles: list[str | None]  # as the rules gave them
    features: NDArray[np.float32]
    labels: NDArray[np.float32]

    @property
    def domain(self) -> str:
        """The registered domain, as far as its last two labels tell: pages of one site must not stand in training and test both."""
        host = urlsplit(self.url if "://" in self.url else f"http://{self.url}").hostname or self.url
        return ".".join(host.split(".")[-2:])


def words(text: str) -> list[str]:
    """The words that are compared, as the benchmark has them."""
    return re.findall(r"\w+", text.lower())


def read(folder: Path) -> Iterator[Example]:
    """The pages of a folder with gold.jsonl.gz and html/ID.html.gz."""
    rules = page_rules()
    with gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            html = gzip.decompress((folder / "html" / f"{row['id']}.html.gz").read_bytes())
            blocks, frames, meta = read_parts(decode(html)[0], row["url"], rules)
            yield Example(
                row["id"],
                row["url"],
                row["page_type"],
                row["main_content"],
                [block.text for block in blocks],
                [block.role for block in blocks],
                features(blocks, frames, rules, meta.title, meta.kinds),
                align([block.text for block in blocks], row["main_content"]),
            )


def align(texts: list[str], gold: str) -> NDArray[np.float32]:
    """For each block, the share of its words that are in the gold text, in order."""
    found = [words(text) for text in texts]
    owner = [number for number, block in enumerate(found) for _ in block]
    hits = Counter(
        owner[at]
        for step in LCSseq.opcodes([word for block in found for word in block], words(gold))
        if step.tag == "equal"
        for at in range(step.src_start, step.src_end)
    )
    return np.array([hits[number] / max(1, len(block)) for number, block in enumerate(found)], np.float32)


def word_scores(predicted: str, gold: str) -> tuple[float, float, float]:
    """Precision, recall and F1 over the words as bags, as the benchmark has them."""
    one, other = Counter(words(predicted)), Counter(words(gold))
    both = sum((one & other).values())
    precision, recall = both / max(1, one.total()), both / max(1, other.total())
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)
