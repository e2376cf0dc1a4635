"""Every claim rule's examples and counter-examples: exact spans, exact rule id."""

from itertools import product

import pytest

from extractor.language.frames import FOLDER, ClaimRule
from extractor.rulebook import Rulebook
from tests.language.harness import annotate, parse_marks

RULES = Rulebook().rules(FOLDER, ClaimRule)


def found_pairs(rule, example):
    marked = parse_marks(example)
    article = annotate(marked, rule.object_kind)
    spans = {mention.id: (mention.start, mention.end) for mention in article.mentions}
    pairs = {(spans[claim.subject], spans[claim.object]) for claim in article.claims if claim.rule == rule.id}
    wanted = {(a, b) for a in marked.of("exposure") for b in marked.of("object")}
    seen = [
        (claim.rule, claim.relation, marked.text[slice(*spans[claim.subject])], marked.text[slice(*spans[claim.object])])
        for claim in article.claims
    ]
    return pairs, wanted, seen


def cases(field):
    return [pytest.param(rule, example, id=f"{rule.id}-{n}") for rule in RULES for n, example in enumerate(getattr(rule, field))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_examples_and_counter_examples(rule):
    assert len(rule.examples) >= 2
    assert rule.counter_examples


def test_no_wording_stands_twice():
    """The same words in the same frame and slots: the second of them, or that of lower rank, would never be heard."""
    seen = {}
    twice = []
    for rule in RULES:
        asks = (rule.frame, rule.exposure, rule.object, rule.via, rule.exposure_via, rule.object_kind, rule.modifiers, rule.without)
        for trigger in rule.trigger:
            for words in product(*(word.split("|") for word in trigger.split())):
                if (words, asks) in seen:
                    twice.append((" ".join(words), seen[words, asks], rule.id))
                seen[words, asks] = rule.id
    assert not twice


@pytest.mark.parametrize(("rule", "example"), cases("examples"))
def test_example(rule, example):
    pairs, wanted, seen = found_pairs(rule, example)
    assert wanted, "the example marks nothing"
    assert pairs == wanted, seen


@pytest.mark.parametrize(("rule", "example"), cases("counter_examples"))
def test_counter_example(rule, example):
    pairs, _, seen = found_pairs(rule, example)
    assert not pairs, seen


@pytest.mark.parametrize(("rule", "example"), [pytest.param(*case.values, marks=pytest.mark.xfail) for case in cases("todo")])
def test_todo(rule, example):
    pairs, wanted, _ = found_pairs(rule, example)
    assert pairs == wanted
