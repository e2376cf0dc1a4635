"""Comment spam: how signs add up; the rules' own examples run in test_cue_rules."""

from __future__ import annotations

from functools import cache

import pytest

from extractor.language.mentions import Matcher
from extractor.language.pipeline import Pipeline
from extractor.language.spam import THRESHOLD, SpamFinder, SpamRule
from extractor.report import Block, Comment, Link
from extractor.rulebook import Rulebook


@cache
def tools() -> tuple[Pipeline, SpamFinder, Matcher]:
    rulebook = Rulebook()
    pipeline = Pipeline(rulebook)
    return pipeline, SpamFinder(pipeline.nlp.vocab, rulebook), Matcher(rulebook)


def judge(text: str, author: str | None = None, href: str | None = None) -> list[str]:
    pipeline, finder, terms = tools()
    links = [Link(start=0, end=len(text), href=href)] if href else []
    comment = Comment(id="comment-1", author=author, text=text, blocks=[Block(kind="paragraph", start=0, end=len(text), links=links)])
    return finder.judge(comment, pipeline.tokenise(text), pipeline.tokenise(author) if author else None, terms.find(text))


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
        "Nice post!",
        "Awesome blog, keep posting such useful articles",
        "acne cream, best acne cream, acne cream price, cheap acne cream",
        "I make bags for a living, they are for sale at https://zinc-and-bags.example/zinc",
        "Our team of experts will help you with your essay writing",
        "check my channel\ufeff",
    ],
)
def test_spam(text: str) -> None:
    assert judge(text)


@pytest.mark.parametrize(
    "text",
    [
        "Great article, thanks!",
        "Vitamin B12 helps the body make red blood cells.",
        "My acne came back when I ate dairy again.",
        "Does anyone know if zinc is safe with iron?",
        "I asked my doctor to check my iron levels.",
        "There is a trial on this at https://pubmed.ncbi.nlm.nih.gov/12345/",
        "Nice post, I had no idea that zinc and copper compete.",
        "I bought the capsules at a chemist's and they cost ten pounds a month.",
        "Does the discount code still work?",
        "My clinic does a blood test for vitamin D.",
        "Where can I buy the tablets online?",
        "Zinc helped me, zinc helped my son, and in the end zinc helped my mother too.",
        "",
    ],
)
def test_no_spam(text: str) -> None:
    assert judge(text) == []


def test_a_firm_that_speaks_on_the_topic_is_no_spammer() -> None:
    assert judge("B12 plays a role in red blood cells.", author="Acme Supplements") == []


def test_a_seller_name_adds_to_empty_praise() -> None:
    assert judge("A good post, very informative.", author="Anna") == []
    assert judge("A good post, very informative.", author="Acme Boxes Wholesale") == ["spam.praise_template", "spam.author_sells"]


def test_an_address_behind_the_words_counts() -> None:
    assert judge("Lovely.", href="https://example.com/shop") == ["spam.link"]


def test_reasons_are_those_that_speak_against_it() -> None:
    reasons = judge("Earn money from home with zinc")
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
