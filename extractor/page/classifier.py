"""The trained block-role classifier: is a block main text? Boosted trees from `training/page`, run with numpy alone.

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

THRESHOLD = 0.5
SURE = frozenset(("comment", "title"))  # roles that the rules have from the mark-up, and the model may not take away
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


def classify(blocks: Sequence[RawBlock], rows: NDArray[np.float32]) -> None:
    """Corrects the roles that the rules gave, in place: main text is what the model takes for it.

    A block that it rejects keeps the role that the rules gave it, or becomes "outside"; a page of which it rejects everything stays as
    the rules left it.
    """
    chances = shipped().probability(rows)
    chosen = [chance > THRESHOLD and block.role not in SURE for block, chance in zip(blocks, chances, strict=True)]
    if not any(chosen):
        return
    for block, main in zip(blocks, chosen, strict=True):
        block.role = None if main else block.role or "outside"


@lru_cache(maxsize=1)
def shipped() -> Trees:
    """The trees that come with the package."""
    with files("extractor.page").joinpath("model/main_text.npz").open("rb") as file, np.load(file, allow_pickle=False) as data:
        return Trees(**{name: data[name] for name in ("feature", "threshold", "left", "right", "value")}, names=tuple(data["names"]))
