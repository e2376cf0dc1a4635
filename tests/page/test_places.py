from hypothesis import given
from hypothesis import strategies as st

from extractor.page.layout import text_blocks
from extractor.page.places import blocks_in

PIECES = st.sampled_from(
    ["Zinc", "helps.", "• ", "- ", "1. ", "\n", "\n\n", " ", "\t", "\u00ad", "\u200b", "\ufeff", "e\u0301", "\u2028", "ﬁ", "a\x0b"]
)


def shown(text):
    return [block for block in text_blocks(text) if block.text.strip("\ufeff ")]


def test_headings_paragraphs_and_items_keep_their_places():
    text = "Iron at a Glance\n\nIron carries\u00a0oxygen,  and more.\n\nIt is in:\n• red  meat\n• lentils\n"
    found = [(block.kind, text[block.start : block.end]) for block in blocks_in(text)]
    assert found == [
        ("heading", "Iron at a Glance"),
        ("paragraph", "Iron carries\u00a0oxygen,  and more."),
        ("paragraph", "It is in:"),
        ("list_item", "red  meat"),
        ("list_item", "lentils"),
    ]


def test_a_bullet_against_its_word_is_left_out():
    text = "It is in:\n•meat\n•lentils"
    assert [text[block.start : block.end] for block in blocks_in(text)] == ["It is in:", "meat", "lentils"]


@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_block_has_its_place(text):
    """In order, none over another, none empty, and as many as show anything."""
    placed, blocks = blocks_in(text), shown(text)
    assert [block.kind for block in placed] == [block.kind for block in blocks]
    ends = [0, *(block.end for block in placed)]
    assert all(end <= block.start < block.end <= len(text) for end, block in zip(ends, placed, strict=False))


@given(st.text(max_size=60))
def test_any_text_has_blocks(text):
    assert [block.kind for block in blocks_in(text)] == [block.kind for block in shown(text)]
