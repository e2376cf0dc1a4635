"""Plain text: the article whole, chrome and comments apart, nothing invented."""

# ruff: noqa: E501 - pages and texts are easier to read unbroken

import pytest

from extractor.errors import LanguageError, PageError
from extractor.page import Page, read_text

BODY = """Magnesium is a mineral that nerves and muscles need all day long.

Some people sleep better when they take it in the evening.
Others notice nothing at all.

Does Magnesium Calm Restless Legs?

A small trial found fewer cramps after six weeks of tablets.

What helped:

  • a dose of 200 mg
  • taking it with food

Larger trials are needed before anyone can be sure of it."""


def blocks(page: Page) -> list[tuple[str, str]]:
    return [(block.kind, page.article.text[block.start : block.end]) for block in page.article.blocks]


EXPECTED = [
    ("paragraph", "Magnesium is a mineral that nerves and muscles need all day long."),
    ("paragraph", "Some people sleep better when they take it in the evening."),
    ("paragraph", "Others notice nothing at all."),
    ("heading", "Does Magnesium Calm Restless Legs?"),
    ("paragraph", "A small trial found fewer cramps after six weeks of tablets."),
    ("paragraph", "What helped:"),
    ("list_item", "a dose of 200 mg"),
    ("list_item", "taking it with food"),
    ("paragraph", "Larger trials are needed before anyone can be sure of it."),
]


def test_an_article_without_chrome() -> None:
    page = read_text(BODY)
    assert blocks(page) == EXPECTED
    assert page.article.title is None
    assert page.removed == {}


def test_a_shop_blog() -> None:
    chrome = "Magnesium for Legs\n\nMagnesium and Restless Legs: What We Know\n\nMara Sleep Well Shop\n\nMagnesium and Restless Legs: What We Know\n\n"
    tail = "\n\nBack to blog\n\nLeave a comment\n\nPlease note, comments must be approved before they are published."
    page = read_text(chrome + BODY + tail)
    assert blocks(page) == [("title", "Magnesium and Restless Legs: What We Know"), *EXPECTED]
    assert page.article.title == "Magnesium and Restless Legs: What We Know"
    assert page.article.byline == "Mara Sleep Well Shop"
    assert page.removed == {"byline": 1, "comment": 2, "header": 1, "navigation": 1}
    assert page.comments == []


def test_a_blog_post_with_note_teaser_and_comments() -> None:
    tail = """

--- Night Clinic, MD

Dr. Jo Hart runs a sleep clinic in the north and has written two books on restless nights.

To contact Dr. Hart, visit the clinic's website or send an email.

Other Stories You May Like:

Jane Roe said...

Magnesium did nothing for my legs, sadly.

box maker said...

We print the best boxes.
paper boxes
gift boxes

Nobody said...


Sam said on May 17, 2020...

Thanks for this."""
    page = read_text("Is Magnesium Helping Your Legs?\n\n" + BODY + tail)
    assert blocks(page) == [("title", "Is Magnesium Helping Your Legs?"), *EXPECTED]
    assert page.article.byline == "Night Clinic, MD"
    assert [(comment.author, comment.text) for comment in page.comments] == [
        ("Jane Roe", "Magnesium did nothing for my legs, sadly."),
        ("box maker", "We print the best boxes.\n\npaper boxes gift boxes"),
        ("Sam", "Thanks for this."),
    ]
    assert page.comments[2].published == "2020-05-17"
    assert "Hart" not in page.article.text
    assert page.removed["author"] >= 3


@pytest.mark.parametrize(
    "text",
    [
        "Zinc may help acne.",
        "Buy now",
        "Only 3 left in stock!",
        "Add to cart",
        "Leave a comment",
        "12 comments",
        "© 2020 Zinc Shop",
        "Zinc",
        "zinc & iron",
        "• Zinc",
        "1. Zinc",
        "- zinc said...",
        "Jane said...",
        "--- Ann Lee, MD",
        "By Ann Lee",
        "May 17, 2020",
        "?",
        "Ist das so?",
        "Is Zinc Good for You? Zinc Is Good for You!",
        "Zinc (25 mg) vs. placebo: OR 0.5 (95% CI 0.3-0.8), P < .001",
    ],
)
def test_one_line_comes_through_as_one_paragraph(text: str) -> None:
    page = read_text(text)
    assert page.article.text == text
    assert [block.kind for block in page.article.blocks] == ["paragraph"]
    assert page.article.title is None
    assert page.comments == []


@pytest.mark.parametrize("text", ["Buy now\n\nAdd to cart\n\nSold out", "Share\nTweet", "Menu\n\nHome\n\n© 2020"])
def test_chrome_alone_is_kept(text: str) -> None:
    assert read_text(text).article.text.split() == text.split()


def test_a_first_sentence_is_no_title() -> None:
    page = read_text("Zinc may help acne in some people.\n\nIt takes three months to tell.\n\nAsk a doctor before you begin with it.")
    assert page.article.title is None
    assert [block.kind for block in page.article.blocks] == ["paragraph"] * 3


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "Magnesium is a mineral that nerves and muscles need all day long, and\n"
        "Some of it is found in nuts, seeds and leafy greens, which is why so\n"
        "many people get enough without a thought. Others, such as those who\n"
        "drink much, do not."
    )
    assert read_text(text).article.text == text.replace("\n", " ")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Zinc may\nhelp acne.", ["Zinc may help acne."]),
        ("Zinc helps.\nIron does not.", ["Zinc helps.", "Iron does not."]),
        ("Zinc, iron,\nCopper and more.", ["Zinc, iron, Copper and more."]),
        ("Zinc\r\n\r\nIron\rCopper", ["Zinc", "Iron", "Copper"]),
        ("1. Zinc helps.\n2. Iron does not.", ["Zinc helps.", "Iron does not."]),
        ("- zinc\n- iron", ["zinc", "iron"]),
    ],
)
def test_line_breaks(text: str, parts: list[str]) -> None:
    assert read_text(text).article.text.split("\n\n") == parts


def test_a_quotation_with_its_source_does_not_end_the_article() -> None:
    text = (
        BODY.replace("What helped:", "“Legs that rest are a gift.”\n\n— Ann Lee\n\nWhat helped:") + "\n\n" + BODY.replace("trial", "study")
    )
    assert read_text(text).article.text.endswith("before anyone can be sure of it.")


def test_one_speaker_in_the_text_is_no_comment() -> None:
    page = read_text(BODY + "\n\nAnn Lee said:\n\n“Take it with food and be patient, because it takes weeks to work.”\n\n" + BODY)
    assert page.comments == []


@pytest.mark.parametrize("text", ["", " \n\t\n "])
def test_blank(text: str) -> None:
    with pytest.raises(PageError, match="empty"):
        read_text(text)


@pytest.mark.parametrize("text", ["\u00a0", "\u200b"])
def test_a_text_that_shows_nothing_is_an_article_without_words(text: str) -> None:
    page = read_text(text)
    assert page.article.text == page.article.text.strip("\ufeff") == ""
    assert page.article.blocks == []


def test_german() -> None:
    with pytest.raises(LanguageError, match="German"):
        read_text("Zink ist ein Mineral, das der Körper nur in kleinen Mengen braucht, und die Haut enthält einen Teil davon.")
