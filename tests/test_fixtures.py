"""The composed pages of `fixtures/`, each field a test of its own, and the floors under what is found in them."""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # `benchmarks` is a folder of the repository, not an installed package

from benchmarks import attachment, fixtures, gold, mentions, promotions, scope, sentences  # noqa: E402
from extractor import Extractor, Failure, Page, Report, read_page  # noqa: E402
from extractor.language.mentions import Matcher  # noqa: E402
from extractor.report import Certainty, Evidence, HedgeCategory, Passage, PromotionKind, Relation, State  # noqa: E402
from extractor.rulebook import Rulebook  # noqa: E402

CASES = {case.name: case for case in fixtures.cases()}
SCOPES = scope.scope_cases()
ATTACHED = attachment.attachment_cases()
SELLING = promotions.promotion_cases()
METADATA = ["title", "byline", "published", "site_name", "language", "canonical_url"]
ARGUMENTS = {
    "nsubj",
    "csubj",
    "obj",
    "iobj",
    "obl",
    "nmod",
    "amod",
    "compound",
    "conj",
    "appos",
    "acl",
    "advcl",
    "ccomp",
    "xcomp",
    "parataxis",
    "dislocated",
}
FLOORS: dict[str, dict[str, dict[str, float]]] = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))


@cache
def page_of(name: str) -> Page:
    case = CASES[name]
    return read_page(case.html, case.expected["url"])


@cache
def extractor() -> Extractor:
    return Extractor()


@cache
def reports() -> dict[str, Report | Failure]:
    return dict(zip(CASES, extractor().pipe(case.source for case in CASES.values()), strict=True))


def squashed(text: str) -> str:
    """One space between words. How a table row's cells are parted is left open: a bar or tab counts as a space."""
    return " ".join(re.sub(r"\s[|]\s|\t", " ", text).split())


def blocks_of(name: str) -> list[tuple[str, str]]:
    article = page_of(name).article
    return [(block.kind, squashed(article.text[block.start : block.end])) for block in article.blocks if block.kind != "title"]


def test_there_are_eight_cases() -> None:
    assert len(CASES) == 8


@pytest.mark.parametrize("field", METADATA)
@pytest.mark.parametrize("name", CASES)
def test_metadata(name: str, field: str) -> None:
    expected = CASES[name].expected[field]
    if expected == gold.ANY:
        pytest.skip("the page can be read either way")
    found = getattr(page_of(name).article, field)
    # The contract does not say how fine a language is given: "en-GB" is English.
    assert (found.split("-")[0] if field == "language" and found else found) == expected


@pytest.mark.parametrize("name", CASES)
def test_body(name: str) -> None:
    assert [text for _, text in blocks_of(name)] == [squashed(block["text"]) for block in CASES[name].expected["body"]]


@pytest.mark.parametrize("name", CASES)
def test_block_kinds(name: str) -> None:
    wanted = {squashed(block["text"]): block["kind"] for block in CASES[name].expected["body"] if block["kind"] is not None}
    assert {text: kind for kind, text in blocks_of(name) if text in wanted} == wanted


@pytest.mark.parametrize("name", CASES)
def test_chrome_is_absent(name: str) -> None:
    text = page_of(name).article.text
    assert [phrase for phrase in CASES[name].expected["absent"] if phrase in text] == []


@pytest.mark.parametrize("name", CASES)
def test_comments(name: str) -> None:
    found = [(comment.author, squashed(comment.text)) for comment in page_of(name).comments]
    assert found == [(comment["author"], squashed(comment["text"])) for comment in CASES[name].expected["comments"]]


@pytest.mark.parametrize("name", CASES)
def test_comment_dates(name: str) -> None:
    # The contract wants the date "as the page gives it": the machine-readable day or the words shown will both do.
    found = [comment.published or "" for comment in page_of(name).comments]
    expected = CASES[name].expected["comments"]
    assert len(found) == len(expected)
    wrong = [
        (date, comment["published"])
        for date, comment in zip(found, expected, strict=True)
        if not (date.startswith(comment["published"]) or date == comment.get("published_text"))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", CASES)
def test_spam(name: str) -> None:
    report = reports()[name]
    assert isinstance(report, Report), report
    found = [comment.text for comment in report.comments if comment.spam]
    expected = [comment["text"] for comment in CASES[name].expected["comments"] if comment["spam"]]
    assert list(map(squashed, found)) == list(map(squashed, expected))


@pytest.mark.parametrize("name", CASES)
def test_the_gold_can_be_found_in_its_own_page(name: str) -> None:
    """Every prefix names one place, every mention and cue is in the text, every value is one the contract knows."""
    expected = CASES[name].expected
    article = "\n\n".join([expected["title"], *(block["text"] for block in expected["body"])])
    passages = {"article": article, **{f"comment-{n}": comment["text"] for n, comment in enumerate(expected["comments"], start=1)}}
    for claim in map(gold.claim_from, expected["claims"]):
        text = passages[claim.place]
        assert text.count(claim.sentence) == 1, claim
        assert claim.subject.lower() in text.lower(), claim
        assert claim.object.lower() in text.lower(), claim
        known_values(claim)
    for hedge in expected["hedges"]:
        assert article.count(hedge["sentence"]) == 1, hedge
        assert hedge["text"].lower() in article[article.index(hedge["sentence"]) :].lower(), hedge
    for promotion in expected["promotions"]:
        assert article.count(promotion["text"]) == 1, promotion
    assert not [phrase for phrase in expected["absent"] if phrase in article]


@pytest.mark.parametrize(
    "sentence",
    [sentence for name in sentences.GOLD for sentence in sentences.sentences(name)],
    ids=lambda sentence: sentence.text[:50],
)
def test_the_sentences_hold_their_mentions(sentence: sentences.Sentence) -> None:
    for claim in sentence.claims:
        assert claim.subject in sentence.text, claim
        assert claim.object in sentence.text, claim
        known_values(claim)


@pytest.mark.parametrize("case", SCOPES, ids=lambda case: case.text[:50])
def test_the_scope_cases_hold_their_words_once(case: scope.ScopeCase) -> None:
    assert case.category in get_args(HedgeCategory)
    assert case.covers
    for word in (case.cue, *case.covers, *case.spares):
        case.place(word)  # raises where the word is not there just once


def test_a_hundred_sentences_and_fifty_headings_and_items_say_what_hangs_where() -> None:
    assert len({case.text for case in ATTACHED}) == len(ATTACHED) == 150
    assert sum(case.kind == "sentence" for case in ATTACHED) == 100
    assert {case.kind for case in ATTACHED} == set(attachment.BLOCKS)
    for case in ATTACHED:
        case.place(case.trigger)  # raises where the word is not there just once
        for arc in (arc for argument in case.arguments for arc in argument):
            assert case.place(arc.word) != case.place(arc.head)
            assert arc.labels <= ARGUMENTS, arc


def test_an_argument_may_hang_in_several_ways() -> None:
    case = attachment.AttachmentCase("Zinc in food", "item", "Good for skin:", "Good", ((attachment.parse_arc("Zinc >obj|nsubj Good"),),))
    assert case.whole[slice(*case.place("Zinc"))] == "Zinc"
    assert [block.kind for block in case.passage.blocks] == ["paragraph", "list_item"]
    with pytest.raises(ValueError, match="not an arc"):
        attachment.parse_arc("Zinc obj Good")
    with pytest.raises(ValueError, match="0 times"):
        case.place("iron")


def test_half_of_the_selling_cases_sell_nothing() -> None:
    kinds = [case["kind"] for case in SELLING]
    assert len(kinds) == 2 * kinds.count(None) == 150
    assert set(kinds) - {None} <= set(get_args(PromotionKind))


def known_values(claim: gold.GoldClaim) -> None:
    allowed: dict[str, Any] = {"relation": Relation, "certainty": Certainty, "state": State, "evidence": Evidence}
    for name, literal in allowed.items():
        assert getattr(claim, name) in (*get_args(literal), gold.ANY, None), claim


@cache
def scores() -> dict[str, fixtures.CaseScore]:
    return fixtures.score_all(list(CASES.values()), reports().values())


@cache
def figures(gold_set: str) -> dict[str, dict[str, float]]:
    if gold_set == "fixtures":
        return fixtures.overall(scores().values()).figures()
    if gold_set.startswith("fixtures/"):
        return scores()[gold_set.removeprefix("fixtures/")].figures()
    if gold_set == "scope":
        return scope.figures(scope.mistakes(SCOPES, extractor()), len(SCOPES))
    if gold_set == "attachment":
        return attachment.figures(attachment.judge_cases(ATTACHED))
    if gold_set == "mentions":
        return mentions.figures(mentions.score_mentions(Matcher(Rulebook())))
    if gold_set == "promotions":
        return promotions.figures(promotions.score_cases(SELLING, extractor()))
    return sentences.figures(sentences.score_sentences(sentences.sentences(gold_set), extractor()))


def test_every_case_has_floors_of_its_own() -> None:
    assert {name for name in FLOORS if name.startswith("fixtures/")} == {f"fixtures/{name}" for name in CASES}


@pytest.mark.parametrize(
    ("gold_set", "kind", "figure"),
    [(gold_set, kind, figure) for gold_set, kinds in FLOORS.items() for kind, floors in kinds.items() for figure in floors],
)
def test_floor(gold_set: str, kind: str, figure: str) -> None:
    assert round(figures(gold_set)[kind][figure], 4) >= FLOORS[gold_set][kind][figure]


TEXT = "Zinc clears acne. Iron may ease fatigue. Buy ZincPro now."


def passage() -> Passage:
    """A passage as a program might fill it: one claim right, one with the wrong relation, a hedge, a promotion."""

    def span(part: str) -> dict[str, Any]:
        return {"text": part, "start": TEXT.index(part), "end": TEXT.index(part) + len(part)}

    def claim(number: int, relation: str, sentence: str, **rest: Any) -> dict[str, Any]:
        ends = {"id": f"c{number}", "subject": f"m{2 * number - 1}", "object": f"m{2 * number}", "relation": relation}
        return {**ends, "predicate": "p", "trigger": span(sentence), "rule": "a.b", **rest, **span(sentence)}

    names = [("Zinc", "nutrient"), ("acne", "condition"), ("Iron", "nutrient"), ("fatigue", "condition"), ("ZincPro", "product")]
    return Passage.model_validate(
        {
            "text": TEXT,
            "mentions": [{"id": f"m{n}", "kind": kind, "name": name, **span(name)} for n, (name, kind) in enumerate(names, start=1)],
            "claims": [
                claim(1, "treats", "Zinc clears acne."),
                claim(2, "treats", "Iron may ease fatigue.", certainty="hedged", strength="conditional_causal"),
            ],
            "hedges": [{"id": "h1", "category": "modal", "scope": {"start": 23, "end": 39}, "rule": "a.b", **span("may")}],
            "promotions": [
                {"id": "p1", "kind": "call_to_action", "products": ["m5"], "rule": "a.b", **span("Buy ZincPro now.")},
                {"id": "p2", "kind": "offer", "rule": "a.b", **span("Zinc clears acne.")},
            ],
        }
    )


def test_claims_are_counted_with_and_without_their_relation() -> None:
    lines = ["{Zinc} -> treats -> <acne>", "{Iron} -> ameliorates -> <fatigue> | hedged", "{Zinc} -> causes -> <nausea>"]
    loose, strict = gold.score_claims(passage(), [gold.parse_claim(line) for line in lines])
    assert (loose.right, loose.found, loose.gold) == (2, 2, 3)
    assert (strict.right, strict.precision, round(strict.recall, 3)) == (1, 0.5, 0.333)
    assert loose.accuracy("relation") == 0.5
    assert loose.accuracy("certainty") == 1.0
    assert [mistake.split(":")[0] for mistake in loose.mistakes] == ["relation", "missed"]


def test_a_claim_in_another_sentence_is_another_claim() -> None:
    claim = gold.claim_from({"subject": "Zinc", "relation": "treats", "object": "acne", "sentence": "Iron may"})
    loose, _ = gold.score_claims(passage(), [claim])
    assert (loose.right, loose.found, loose.gold) == (0, 2, 1)


def test_whole_words_only() -> None:
    loose, _ = gold.score_claims(
        passage(), [gold.parse_claim("{Zin} -> treats -> <acne>"), gold.parse_claim("{oral zinc} -> treats -> <acne>")]
    )
    assert loose.right == 1
    assert "{Zin}" in loose.mistakes[0]


def test_unscored_fields_do_not_count() -> None:
    loose, strict = gold.score_claims(passage(), [gold.parse_claim("{Iron} -> ameliorates -> <fatigue> | relation=* | hedged | state=*")])
    assert strict.right == 1
    assert loose.field_total["relation"] == loose.field_total["state"] == 0


def test_hedges_and_promotions_are_counted() -> None:
    hedges = [{"text": "may", "category": "capability", "sentence": "Iron may"}, {"text": "could", "category": "modal", "sentence": "Zinc"}]
    score = gold.score_hedges(passage(), hedges)
    assert (score.right, score.gold, score.accuracy("category")) == (1, 2, 0.0)
    promotions = [{"kind": "call_to_action", "text": "Buy ZincPro", "products": ["ZincPro"]}]
    score = gold.score_promotions(passage(), promotions)
    assert (score.precision, score.recall, score.accuracy("products")) == (0.5, 1.0, 1.0)


@pytest.mark.parametrize(
    ("cue", "category", "covers", "spares", "word"),
    [
        ("may", "modal", "ease", "clears", None),
        ("may", "capability", "ease", "clears", "category"),
        ("may", "modal", "clears", "acne", "does not cover 'clears'"),
        ("may", "modal", "ease", "fatigue", "covers 'fatigue'"),
        ("clears", "modal", "acne", "ease", "cue missed"),
    ],
)
def test_scope_mistakes_are_told(cue: str, category: str, covers: str, spares: str, word: str | None) -> None:
    wrong = scope.mistake(scope.ScopeCase(TEXT, cue, category, (covers,), (spares,)), passage())
    assert (wrong is None) if word is None else (wrong is not None and word in wrong)


def test_scope_is_scored_by_case() -> None:
    assert scope.figures(["one mistake"], 4) == {"scope": {"accuracy": 0.75}}


@pytest.mark.parametrize(
    "line", ["zinc -> treats -> acne", "{zinc} -> treats -> <acne> | hegded", "{zinc} -> treats -> <acne> | stat=excess"]
)
def test_a_slip_in_the_notation_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match=r"zinc|stat"):
        gold.parse_claim(line)
