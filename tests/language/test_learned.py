"""Claims that no rule has words for: the classifier's examples and counter-examples, and what it is not asked."""

import shutil
from pathlib import Path

import pytest

from extractor.errors import PipelineError
from extractor.language.learned import FOLDER, MOST, LearnedRule
from extractor.language.relations import LONGEST, MODEL, RelationClassifier, marked
from extractor.report import BENEFICIAL, HARMFUL, Article, Block
from extractor.rulebook import Rulebook
from tests.language.harness import analyser, annotate, parse_marks
from training.relations.data import read_lines

RULES = Rulebook().rules(FOLDER, LearnedRule)
RELATIONS = Path(__file__).parents[2] / "training" / "relations" / "lines"
ZINC = ["Zinc", "and", "acne", "part", "ways", "within", "a", "week"]


def cases(field):
    return [pytest.param(rule, example, id=f"{rule.id}-{n}") for rule in RULES for n, example in enumerate(getattr(rule, field))]


def learned(example):
    """The pairs that the classifier finds, by rule, in an example, and the marked ones."""
    text = parse_marks(example)
    article = annotate(text)
    spans = {mention.id: (mention.start, mention.end) for mention in article.mentions}
    found = {(claim.rule, spans[claim.subject], spans[claim.object]) for claim in article.claims if claim.rule.startswith("learned.")}
    return found, {(a, b) for a in text.of("exposure") for b in text.of("object")}, article


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_examples_and_counter_examples(rule):
    assert len(rule.examples) >= 2
    assert rule.counter_examples


@pytest.mark.parametrize(("rule", "example"), cases("examples"))
def test_example(rule, example):
    found, wanted, article = learned(example)
    assert found == {(rule.id, *pair) for pair in wanted}, [claim.rule for claim in article.claims]


@pytest.mark.parametrize(("rule", "example"), cases("counter_examples"))
def test_counter_example(rule, example):
    assert not learned(example)[0]


def test_every_relation_may_be_found():
    assert {rule.relation for rule in RULES} >= HARMFUL | BENEFICIAL | {"affects", "associated_with"}


def test_marks_stand_around_both_mentions():
    words, places = marked(ZINC, (0, 1), (2, 3), "condition")
    assert " ".join(words) == "@ Zinc @ and # acne # part ways within a week"
    assert [words[place] for place in places] == ZINC


def test_marks_of_neighbours_do_not_cross():
    words, _ = marked(["acne", "zinc"], (1, 2), (0, 1), "function")
    assert words == ["*", "acne", "*", "@", "zinc", "@"]


def test_a_verdict_is_the_same_each_time():
    first, second = (RelationClassifier().judge(ZINC, (0, 1), (2, 3), "condition") for _ in range(2))
    assert first.likelihoods.tolist() == second.likelihoods.tolist()
    assert sum(first.likelihoods.tolist()) == pytest.approx(1, abs=1e-4)


def test_the_word_that_says_it_is_never_a_mention():
    assert RelationClassifier().judge(ZINC, (0, 1), (2, 3), "condition").trigger not in (0, 2)


def test_a_sentence_of_great_length_is_left():
    assert RelationClassifier().judge(["word"] * (LONGEST + 1), (0, 1), (2, 3), "condition") is None


def test_words_of_very_many_pieces_are_cut():
    words = ["zinc", "acne", *["x" * 90] * (LONGEST - 2)]
    assert RelationClassifier().judge(words, (0, 1), (1, 2), "condition") is not None


def test_missing_files_are_told(tmp_path):
    with pytest.raises(PipelineError, match="relation classifier"):
        RelationClassifier(tmp_path).judge(ZINC, (0, 1), (2, 3), "condition")


def test_broken_files_are_told(tmp_path):
    shutil.copy(MODEL / "meta.json", tmp_path / "relations.onnx")
    with pytest.raises(PipelineError, match="relation classifier"):
        RelationClassifier(tmp_path).judge(ZINC, (0, 1), (2, 3), "condition")


def unit_of(text):
    made = analyser()
    marks = parse_marks(text)
    reading = made.read(Article(text=marks.text, blocks=[Block(kind="paragraph", start=0, end=len(marks.text))]))
    made.parse([reading])
    return reading.units[0]


def test_a_condition_that_a_rule_has_settled_is_not_asked_about():
    unit = unit_of("The sulfites in wine cause headaches.")
    by_rule = analyser().claims.find(unit)
    assert by_rule
    assert not list(analyser().learned.judged(unit, by_rule, ()))
    assert list(analyser().learned.judged(unit, [], ()))


def test_a_pair_that_a_rule_has_turned_down_is_not_asked_about():
    unit = unit_of("Quitting sugar causes headaches.")
    by_rule, weighed = analyser().claims.weigh(unit)
    assert not by_rule
    assert not list(analyser().learned.judged(unit, by_rule, weighed))
    assert list(analyser().learned.judged(unit, by_rule, ()))


def test_long_lists_are_left_to_the_rules():
    names = ["zinc", "iron", "copper", "magnesium", "selenium"]
    unit = unit_of(f"{', '.join(names)} and acne, eczema, gout, asthma, hives, migraine")
    exposures = [placed for placed in unit.mentions if placed.kind == "nutrient"]
    assert len(exposures) * (len(unit.mentions) - len(exposures)) > MOST
    assert not list(analyser().learned.judged(unit, [], ()))


@pytest.mark.parametrize("text", ["Zinc acne", "Milk headache", "Zinc * acne #", "# zinc # @ acne @"])
def test_bare_pairs_and_marks_in_the_text_do_no_harm(text):
    unit_of(text)
    assert annotate(parse_marks(text)).text == text


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Myth: Spinach is money in the bank for your eyes.", True),
        ("No one has ever seen walnuts put a spring in the step of the brain.", True),
        ("Don't energy drinks make a mess of concentration?", False),
        ("Walnuts put a spring in the step of the brain.", False),
    ],
)
def test_denials(text, denied):
    claims = [claim for claim in annotate(parse_marks(text)).claims if claim.rule.startswith("learned.")]
    assert [claim.negated for claim in claims] == [denied]


def test_the_lines_that_it_learns_from_are_in_form():
    lines = read_lines(RELATIONS)
    assert len({line.text for line in lines}) == len(lines) > 9000
    assert sum(not line.claims for line in lines) > 3000
