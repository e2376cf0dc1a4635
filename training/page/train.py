"""Boosted trees with LightGBM: cross-validation over domains, then the weights that are shipped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from extractor.page.classifier import SPARED, Trees, main_text
from extractor.page.features import FEATURES
from training.page.data import Example, word_scores

ROUNDS = 200
SETTINGS = {
    "objective": "cross_entropy",  # labels are shares
    "learning_rate": 0.07,
    "num_leaves": 15,
    "max_depth": 7,
    "max_bin": 63,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "seed": 1,
    "verbose": -1,
}
KINDS = [FEATURES.index(f"kind_{kind}") for kind in SPARED]
RARE = 3  # weight of a page that is no article: there are few of them


def fit(pages: Sequence[Example]) -> Trees:
    """Trees trained on these pages. Each page counts alike, each block by the root of its length."""
    weights = [np.sqrt([text.count(" ") + 2 for text in page.texts]) for page in pages]
    data = lgb.Dataset(
        np.concatenate([page.features for page in pages]),
        np.concatenate([page.labels for page in pages]),
        weight=np.concatenate(
            [200 * (1 if page.kind == "article" else RARE) * one / one.sum() for page, one in zip(pages, weights, strict=True)]
        ),
    )
    return to_trees(lgb.train(SETTINGS, data, ROUNDS))


def to_trees(model: lgb.Booster) -> Trees:
    """A LightGBM model as plain arrays."""
    found = [_nodes(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]
    size = max(map(len, found))
    filled = np.array([[*tree, *[(-1, 0.0, 0, 0, 0.0)] * (size - len(tree))] for tree in found])
    feature, threshold, left, right, value = np.moveaxis(filled, 2, 0)
    return Trees(feature.astype(np.int16), threshold, left.astype(np.int16), right.astype(np.int16), value, FEATURES)


def _nodes(root: dict) -> list[tuple[float, float, float, float, float]]:
    """The nodes of a tree, the root first: feature (-1: a leaf), threshold, successors, value."""
    nodes: list[tuple[float, float, float, float, float]] = []

    def add(node: dict) -> int:
        at = len(nodes)
        if "leaf_value" in node:
            nodes.append((-1, 0.0, 0, 0, node["leaf_value"]))
            return at
        nodes.append((-1, 0.0, 0, 0, 0.0))
        left, right = add(node["left_child"]), add(node["right_child"])
        nodes[at] = (node["split_feature"], node["threshold"], left, right, 0.0)
        return at

    add(root)
    return nodes


def cross_validate(pages: Sequence[Example], folds: int) -> NDArray[np.float64]:
    """The probability of every block of every page, from trees that saw no page of its domain."""
    ends = np.cumsum([0, *(len(page.labels) for page in pages)])
    found = np.zeros(ends[-1])
    for train, test in GroupKFold(folds).split(pages, groups=[page.domain for page in pages]):
        trees = fit([pages[number] for number in train])
        for number in test:
            found[ends[number] : ends[number + 1]] = trees.probability(pages[number].features)
    return found


def scores(pages: Sequence[Example], keep: Sequence[NDArray[np.bool_]]) -> dict[str, dict[str, float]]:
    """Mean word precision, recall and F1 by kind of page, where these blocks are kept."""
    by_kind: dict[str, list[tuple[float, float, float]]] = {}
    for page, kept in zip(pages, keep, strict=True):
        text = "\n".join(text for text, take in zip(page.texts, kept, strict=True) if take)
        by_kind.setdefault(page.kind, []).append(word_scores(text, page.gold))
    return {
        kind: dict(zip(("precision", "recall", "f1"), (round(float(one), 4) for one in np.mean(rows, axis=0)), strict=True))
        | {"pages": len(rows)}
        for kind, rows in sorted(by_kind.items())
    }


def split(pages: Sequence[Example], values: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Values of all blocks, page by page."""
    ends = np.cumsum([0, *(len(page.labels) for page in pages)])
    return [values[start:end] for start, end in pairwise(ends)]


def kept_by_rules(page: Example) -> NDArray[np.bool_]:
    """The blocks that the rules alone take for main text."""
    return np.array([role is None for role in page.roles], bool)


def kept_by_model(page: Example, chances: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The blocks that rules and model together take for main text, as in `extractor.page.classifier`."""
    words = np.array([text.count(" ") + 1 for text in page.texts], int)
    return main_text(kept_by_rules(page), page.features[:, KINDS].any(axis=1), words, chances)
