"""Comment spam: how signs add up; the rules' own examples run in test_cue_rules."""

from __future__ import annotations

from functools import cache

import pytest

from extractor.language.pipeline import Pipeline
from extractor.language.spam import THRESHOLD, SpamFinder, SpamRule
from extractor.report import Block, Comment, Link
from extractor.rulebook import Rulebook


@cache
def tools() -> tuple[Pipeline, SpamFinder]:
    rulebook = Rulebook()
    pipeline = Pipeline(rulebook)
    return pipeline, SpamFinder(pipeline.nlp.vocab, rulebook)


def judge(text: str, author: str | None = None, mentions: int = 0, href: str | None = None) -> list[str]:
    pipeline, finder = tools()
    links = [Link(start=0, end=len(text), href=href)] if href else []
    comment = Comment(id="comment-1", author=author, text=text, blocks=[Block(kind="paragraph", start=0, end=len(text), links=links)])
    return finder.judge(comment, pipeline.tokenise(text), pipeline.tokenise(author) if author else None, mentions)


@pytest.mark.parametrize(
    "text",
    [
        "Our custom boxes are of top quality, and wholesale prices are low.",
        "Subscribe to my channel and I will subscribe back",
        "Nice post. We provide the best filler treatment at an affordable price.",
        "Earn money from home, ask me how",
        "Great article! Visit www.example.com",
        "I was cured by a herbal doctor, contact him on his email",
        "Very informative. printed mailer boxes wholesale",
    ],
)
def test_spam(text: str) -> None:
    assert judge(text)


@pytest.mark.parametrize(("text", "mentions"),
    [
        ("Great article, thanks!", 0),
        ("Vitamin B12 helps the body make red blood cells.", 2),
        ("My acne came back when I ate dairy again.", 2),
        ("Does anyone know if zinc is safe with iron?", 2),
        ("I asked my doctor to check my iron levels.", 1),
        ("There is a trial on this at https://pubmed.ncbi.nlm.nih.gov/12345/", 0),
        ("", 0),
    ],
)
def test_no_spam(text: str, mentions: int) -> None:
    assert judge(text, mentions=mentions) == []


def test_a_firm_that_speaks_on_the_topic_is_no_spammer() -> None:
    assert judge("B12 plays a role in red blood cells.", author="Acme Supplements", mentions=2) == []


def test_a_seller_name_adds_to_empty_praise() -> None:
    assert judge("Nice post, very informative.", author="Anna") == []
    assert judge("Nice post, very informative.", author="Acme Boxes Wholesale") == ["spam.praise_template", "spam.author_sells"]


def test_an_address_behind_the_words_counts() -> None:
    assert judge("Lovely.", href="https://example.com/shop") == ["spam.link"]


def test_reasons_are_those_that_speak_against_it() -> None:
    reasons = judge("Earn money from home with zinc", mentions=1)
    assert reasons == ["spam.money"]


def test_weights_reach_the_threshold() -> None:
    assert max(rule.weight for rule in tools()[1].rules) >= THRESHOLD


@pytest.mark.parametrize(
    "broken",
    [
        {"weight": 1},
        {"weight": 3, "patterns": ["buy"]},
        {"weight": 1, "test": "on_topic", "patterns": ["buy"]},
        {"weight": 1, "regex": "["},
    ],
)
def test_bad_rules_are_told(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"expected patterns|less than or equal|not a regular expression"):
        SpamRule.model_validate({"id": "test.x", "says": "", **broken})
