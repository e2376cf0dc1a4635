"""The trained classifier: arithmetic, what it may not touch, and that it reads pages unlike those of the rules."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.page import read_page
from extractor.page.classifier import Trees, classify, shipped
from extractor.page.features import FEATURES, features
from extractor.page.parts import read_parts
from extractor.page.rules import page_rules

PROSE = "Magnesium takes part in hundreds of reactions in the body, and a person who eats beans, nuts and whole grains gets enough of it."
PAGE = (
    "<html><head><title>Magnesium</title></head><body><nav><a href='/'>Home</a> <a href='/shop'>Shop</a></nav>"
    f"<div class='c1'><h1>Magnesium</h1><p>{PROSE}</p><p>It is {PROSE.lower()}</p><p>Then {PROSE.lower()}</p></div>"
    "<div class='c2'><p><a href='/a'>Ten foods for the heart</a></p><p><a href='/b'>Why sleep matters</a></p></div></body></html>"
)


def rows(html: str) -> tuple[list, np.ndarray]:
    blocks, frames, meta = read_parts(html, None, page_rules())
    return blocks, features(blocks, frames, page_rules(), meta.title, meta.kinds)


def small(**changes: object) -> Trees:
    """Two trees: the first asks for feature 0, the second is a single leaf."""
    parts = {
        "feature": np.array([[0, -1, -1], [-1, -1, -1]], np.int16),
        "threshold": np.array([[1.5, 0, 0], [0, 0, 0]]),
        "left": np.array([[1, 0, 0], [0, 0, 0]], np.int16),
        "right": np.array([[2, 0, 0], [0, 0, 0]], np.int16),
        "value": np.array([[0, -2.0, 3.0], [1.0, 0, 0]]),
        "names": FEATURES,
        **changes,
    }
    return Trees(**parts)


def test_the_leaves_of_all_trees_are_added_up() -> None:
    asked = np.zeros((3, len(FEATURES)), np.float32)
    asked[:, 0] = 1, 1.5, 2
    assert small().probability(asked) == pytest.approx(1 / (1 + np.exp([1.0, 1.0, -4.0])))


def test_any_number_of_blocks() -> None:
    assert small().probability(np.zeros((0, len(FEATURES)), np.float32)).shape == (0,)
    many = np.zeros((4321, len(FEATURES)), np.float32)
    many[-1, 0] = 9
    found = small().probability(many)
    assert found.shape == (4321,)
    assert found[-1] > 0.9 > 0.5 > found[0]


def test_weights_for_other_features_are_refused() -> None:
    with pytest.raises(ValueError, match=r"training\.page"):
        small(names=FEATURES[1:])


def test_one_row_a_block_and_one_finite_number_a_feature() -> None:
    blocks, found = rows(PAGE)
    assert found.shape == (len(blocks), len(FEATURES))
    assert np.isfinite(found).all()
    assert features([], [], page_rules(), None, frozenset()).shape == (0, len(FEATURES))


def test_a_row_is_the_same_whichever_others_are_asked_for() -> None:
    blocks, frames, meta = read_parts(PAGE.replace("</div></body>", f"<p>{PROSE}</p></div></body>"), None, page_rules())
    whole = features(blocks, frames, page_rules(), meta.title, meta.kinds)
    for asked in ([1], [0, 2, len(blocks) - 1]):
        assert (features(blocks, frames, page_rules(), meta.title, meta.kinds, asked) == whole[asked]).all()


def test_the_shipped_trees_tell_text_from_links() -> None:
    blocks, found = rows(PAGE)
    chances = dict(zip([block.text for block in blocks], shipped().probability(found), strict=True))
    assert chances[PROSE] > 0.8
    assert chances["Ten foods for the heart"] < 0.3


def test_comments_stay_comments() -> None:
    thread = "".join(
        f"<li class='comment'><cite class='comment-author'>Ann {n}</cite><div class='comment-content'><p>{PROSE} {n}</p></div></li>"
        for n in range(8)
    )
    page = read_page(PAGE.replace("</body>", f"<ol class='comment-list'>{thread}</ol></body>"))
    assert len(page.comments) == 8
    assert "Ann" not in page.body
    assert page.body.count("Magnesium takes part") == 1


def chances(monkeypatch: pytest.MonkeyPatch, *found: float) -> np.ndarray:
    """Rows of features of which the trees make these probabilities."""
    monkeypatch.setattr(Trees, "probability", lambda self, rows: rows[:, 0])
    return np.array([[one, *[0] * (len(FEATURES) - 1)] for one in found], np.float32)


LONG = (
    f"<article><p>{PROSE} Most people do, whatever they read.</p><p>Share this.</p>"
    f"<p>Now {PROSE} {PROSE} {PROSE}</p><aside><p>Three.</p></aside></article>"
)


@pytest.mark.parametrize(
    ("found", "roles"),
    [
        ((0.9, 0.9, 0.9, 0.9), [None, None, None, "sidebar"]),  # what the rules dropped is not taken back
        ((0.9, 0.39, 0.9, 0.1), [None, "outside", None, "sidebar"]),
        ((0.21, 0.41, 0.9, 0.1), [None, None, None, "sidebar"]),  # more is asked for to drop a long paragraph
        ((0.19, 0.41, 0.9, 0.1), ["outside", None, None, "sidebar"]),
        ((0.1, 0.1, 0.1, 0.9), [None, None, None, "sidebar"]),  # nothing would be left
    ],
)
def test_what_the_trees_doubt_is_dropped(monkeypatch: pytest.MonkeyPatch, found: tuple[float, ...], roles: list[str | None]) -> None:
    monkeypatch.setattr("extractor.page.classifier.FEW_WORDS", 50)
    blocks, _ = rows(LONG)
    for block, role in zip(blocks, [None, None, None, "sidebar"], strict=True):
        block.role = role
    classify(blocks, [0, 1, 2], chances(monkeypatch, *found)[:3])
    assert [block.role for block in blocks] == roles


def test_of_a_page_of_a_few_words_nothing_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks, _ = rows("<p>Zinc helps.</p><p>Iron, too.</p>")
    classify(blocks, [0, 1], chances(monkeypatch, 0.9, 0.0))
    assert [block.role for block in blocks] == [None, None]


def test_a_page_of_very_many_blocks_is_left_to_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr("extractor.page.classify", lambda blocks, *rest: asked.append(len(blocks)))
    read_page(PAGE)
    monkeypatch.setattr("extractor.page.MANY_BLOCKS", 3)
    read_page(PAGE)
    assert len(asked) == 1


def test_captions_and_rows_of_tables_are_not_decided_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.page.classifier.FEW_WORDS", 1)
    blocks, _ = rows("<article><p>Zinc.</p><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table><p>Iron.</p></article>")
    classify(blocks, range(4), chances(monkeypatch, *[0.9, 0.0, 0.0, 0.0]))
    assert [(block.kind, block.role) for block in blocks] == [
        ("paragraph", None),
        ("table_row", None),
        ("table_row", None),
        ("paragraph", "outside"),
    ]
