"""The trained block-role classifier: is what the rules kept main text? Boosted trees from `training/page`, run with numpy alone.

The weights lie in `model/main_text.npz`, one row a tree: the feature that a node asks for (-1 in a leaf), its threshold, its two
successors, and the value of a leaf. The sum of the leaves that a block falls into is the log odds of its being main text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from extractor.page.features import FEATURES
from extractor.page.model import RawBlock

# Probabilities under which a block that the rules keep is dropped: by cross-validation for few unwanted blocks, and against losing text.
LEAST = 0.4
LEAST_OF_PROSE = 0.2
PROSE = 25  # words; a paragraph of so many is seldom chrome
SPARED = ("caption", "table_row")  # kinds of block that the trees do not decide on
FEW_WORDS = 300  # on a whole page: the trees have seen few so short, and each line counts
MANY_BLOCKS = 10_000  # on a whole page: the trees have seen none of more than 3,000, and they cost as much as all the rest
_ROWS = 2000  # blocks at a time, so that a page of any length needs little memory


class Trees:
    """Boosted regression trees.

    Args:
        feature, threshold, left, right, value: arrays of shape (trees, nodes); node 0 is the root.
        names: the features in the order in which the trees were trained to see them.
    """

    def __init__(
        self,
        feature: NDArray[np.int16],
        threshold: NDArray[np.float64],
        left: NDArray[np.int16],
        right: NDArray[np.int16],
        value: NDArray[np.float64],
        names: tuple[str, ...],
    ) -> None:
        if names != FEATURES:
            raise ValueError("the weights were trained on other features than `extractor.page.features` gives: run training.page")
        self.feature, self.threshold, self.left, self.right, self.value = feature, threshold, left, right, value
        self._trees = np.arange(len(feature))

    def probability(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The probability of being main text, one for each row of `features`."""
        parts = [self._odds(rows[start : start + _ROWS]) for start in range(0, len(rows), _ROWS)]
        odds: NDArray[np.float64] = np.concatenate([np.zeros(0), *parts])
        return 1 / (1 + np.exp(-odds))

    def _odds(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        node = np.zeros((len(rows), len(self._trees)), np.int16)
        at = np.arange(len(rows))[:, None]
        while True:
            asked = self.feature[self._trees, node]
            if not (asked >= 0).any():
                odds: NDArray[np.float64] = self.value[self._trees, node].sum(axis=1)
                return odds
            small = rows[at, asked] <= self.threshold[self._trees, node]
            node = np.where(asked < 0, node, np.where(small, self.left[self._trees, node], self.right[self._trees, node]))


def main_text(
    kept: NDArray[np.bool_], spared: NDArray[np.bool_], words: NDArray[np.int_], chances: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which blocks of a page are main text: those that the rules kept, less those that the trees doubt.

    Taking back what the rules had dropped was tried, and let in as many wrong words as right ones. Captions are text here, though not in
    the gold that the trees learnt from, and a table is whole or it is none. A page of which nothing would be left stays as it is.

    Args:
        kept: by the rules; like the others one entry a block.
        words: the blocks' lengths.
        chances: the probabilities that the trees give; asked for only where `kept`.
    """
    left = kept & (spared | (chances >= np.where(words >= PROSE, LEAST_OF_PROSE, LEAST)))
    return left if left.any() and words.sum() >= FEW_WORDS else kept


def classify(blocks: Sequence[RawBlock], kept: Sequence[int], rows: NDArray[np.float32]) -> None:
    """Drops what is no `main_text` after all, in place: its role becomes "outside".

    `kept`: indices of the blocks that the rules kept, rising; `rows`: their `features`.
    """
    by_rules = np.zeros(len(blocks), bool)
    by_rules[kept] = True
    spared = np.array([block.kind in SPARED for block in blocks], bool)
    words = np.array([block.words for block in blocks], int)
    chances = np.zeros(len(blocks))
    chances[kept] = shipped().probability(rows)
    for n in np.flatnonzero(by_rules & ~main_text(by_rules, spared, words, chances)).tolist():
        blocks[n].role = "outside"


@lru_cache(maxsize=1)
def shipped() -> Trees:
    """The trees that come with the package."""
    with files("extractor.page").joinpath("model/main_text.npz").open("rb") as file, np.load(file, allow_pickle=False) as data:
        return Trees(**{name: data[name] for name in ("feature", "threshold", "left", "right", "value")}, names=tuple(data["names"]))
