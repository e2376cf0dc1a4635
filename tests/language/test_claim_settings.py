"""The rules beside the claim rules: light words, anaphors, suppression, negation, small words, abbreviations. All their examples run."""

import pytest

from extractor.errors import RuleError
from extractor.language.analyser import Analyser
from extractor.language.grammar import FOLDER as GRAMMAR
from extractor.language.grammar import WordClass
from extractor.language.light import FOLDER as LIGHT
from extractor.language.light import LightWords
from extractor.language.modality import NEGATION, SUPPRESS, NegationRule, SuppressRule
from extractor.language.resolve import FOLDER as ANAPHORS
from extractor.language.resolve import Anaphor
from extractor.language.sentences import FOLDER as SENTENCES
from extractor.language.sentences import Abbreviations
from extractor.report import EXPOSURE_KINDS, OBJECT_KINDS
from extractor.rulebook import Rulebook
from tests.language.harness import analyser, annotate, parse_marks, parsed_units

BOOK = Rulebook()
ALL = [
    (LIGHT, LightWords), (ANAPHORS, Anaphor), (SUPPRESS, SuppressRule), (NEGATION, NegationRule), (GRAMMAR, WordClass),
    (SENTENCES, Abbreviations),
]  # fmt: skip


def cases(folder, model, field):
    return [
        pytest.param(rule, text, id=f"{rule.id}-{n}") for rule in BOOK.rules(folder, model) for n, text in enumerate(getattr(rule, field))
    ]


@pytest.mark.parametrize("rule", [rule for folder, model in ALL for rule in BOOK.rules(folder, model)], ids=lambda rule: rule.id)
def test_a_rule_has_examples_and_counter_examples(rule):
    assert len(rule.examples) >= 2
    assert rule.counter_examples


def reached(rule, example):
    """Whether the marked mention is reached from the marked light word through the rule's class."""
    marked = parse_marks(example)
    unit = parsed_units(marked)[0]
    exposure = bool(marked.of("exposure"))
    side, kinds = ("exposure", EXPOSURE_KINDS) if exposure else ("object", OBJECT_KINDS)
    (target,) = marked.of("exposure")[:1] or marked.of("object")[:1]
    (start, end) = marked.of("cue")[0]
    words = [token for token, offset in zip(unit.doc, unit.offsets, strict=True) if start <= offset < end]
    finder = analyser().claims.arguments
    return any(
        (argument.placed.found.start, argument.placed.found.end) == target and rule.class_ in argument.via
        for word in words
        for argument in finder.reach(unit, word, side, kinds)
    )


PASSED = [rule for rule in BOOK.rules(LIGHT, LightWords) if rule.class_ not in ("example", "exclusion")]


@pytest.mark.parametrize(("rule", "example"), [case for case in cases(LIGHT, LightWords, "examples") if "[" in case.values[1]])
def test_light_word_leads_to_the_mention(rule, example):
    assert reached(rule, example)


@pytest.mark.parametrize(("rule", "example"), [case for case in cases(LIGHT, LightWords, "counter_examples") if "[" in case.values[1]])
def test_light_word_leads_nowhere_else(rule, example):
    assert not reached(rule, example)


def claimed(example):
    """The (subject, object) spans of the claims in a marked example, and the spans that its marks ask for."""
    marked = parse_marks(example)
    article = annotate(marked)
    spans = {mention.id: (mention.start, mention.end) for mention in article.mentions}
    return marked, {(spans[claim.subject], spans[claim.object]): claim for claim in article.claims}


@pytest.mark.parametrize(("rule", "example"), [case for case in cases(LIGHT, LightWords, "examples") if "[" not in case.values[1]])
def test_light_words_without_a_mark(rule, example):
    marked, claims = claimed(example)
    subjects = {subject for subject, _ in claims}
    objects = {object_ for _, object_ in claims}
    assert claims
    assert set(marked.of("object")) <= objects
    assert not marked.of("exposure") or subjects == set(marked.of("exposure"))


@pytest.mark.parametrize(("rule", "example"), cases(SUPPRESS, SuppressRule, "examples"))
def test_suppressed(rule, example):
    _, claims = claimed(example)
    assert not claims


@pytest.mark.parametrize(("rule", "example"), cases(SUPPRESS, SuppressRule, "counter_examples"))
def test_not_suppressed(rule, example):
    _, claims = claimed(example)
    assert claims


@pytest.mark.parametrize(("rule", "example"), cases(NEGATION, NegationRule, "examples"))
def test_negated(rule, example):
    marked, claims = claimed(example)
    claim = claims[marked.of("exposure")[0], marked.of("object")[0]]
    assert claim.negated
    assert claim.strength == "no_relationship"


@pytest.mark.parametrize(("rule", "example"), cases(NEGATION, NegationRule, "counter_examples"))
def test_not_negated(rule, example):
    marked, claims = claimed(example)
    assert not claims[marked.of("exposure")[0], marked.of("object")[0]].negated


def is_read(example):
    """Whether the marked claim is read, under the marked hedge if there is one."""
    marked = parse_marks(example)
    article = annotate(marked)
    spans = {mention.id: (mention.start, mention.end) for mention in article.mentions}
    hedges = {hedge.id: (hedge.start, hedge.end) for hedge in article.hedges}
    return any(
        [spans[claim.subject]] == marked.of("exposure")
        and [spans[claim.object]] == marked.of("object")
        and set(marked.of("cue")) <= {hedges[id] for id in claim.hedges}
        for claim in article.claims
        if not claim.rule.startswith("learned.")  # the small words are the rules' own
    )


@pytest.mark.parametrize(("rule", "example"), cases(GRAMMAR, WordClass, "examples"))
def test_small_words(rule, example):
    assert is_read(example)


@pytest.mark.parametrize(("rule", "example"), cases(GRAMMAR, WordClass, "counter_examples"))
def test_small_words_elsewhere(rule, example):
    assert not is_read(example)


def test_small_words_in_a_folder_of_ones_own(tmp_path):
    (tmp_path / GRAMMAR).mkdir()
    with pytest.raises(RuleError, match=r"grammar: .*only the shipped ones are read"):
        Analyser(Rulebook(tmp_path))


def resolved(example):
    """What the marked anaphor resolves to, as a span."""
    marked = parse_marks(example)
    (start, end) = marked.of("cue")[0]
    for unit in parsed_units(marked):
        for placed, state in analyser().states.find(unit).items():
            placed.state = state
        for token, offset in zip(unit.doc, unit.offsets, strict=True):
            if start <= offset < end and analyser().claims.exposures.resolver.rule_for(token) is not None:
                placed = analyser().claims.exposures.resolver.resolve(unit, token)
                if placed is not None:
                    return (placed.found.start, placed.found.end), marked
    return None, marked


@pytest.mark.parametrize(("rule", "example"), cases(ANAPHORS, Anaphor, "examples"))
def test_anaphor(rule, example):
    span, marked = resolved(example)
    assert span == marked.of("exposure")[0]


@pytest.mark.parametrize(("rule", "example"), cases(ANAPHORS, Anaphor, "counter_examples"))
def test_no_anaphor(rule, example):
    span, _ = resolved(example)
    assert span is None


@pytest.mark.parametrize(
    ("rule", "example"), [*cases(SENTENCES, Abbreviations, "examples"), *cases(SENTENCES, Abbreviations, "counter_examples")]
)
def test_sentences(rule, example):
    parts = [part.strip() for part in example.split("|")]
    text = " ".join(parts)
    doc = analyser().pipeline.tokenise(text)
    found = ["".join(token.text_with_ws for token in sentence).strip() for sentence in analyser().pipeline.splitter.split(list(doc))]
    assert found == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["Pain fell (P < 0. 05) with yoga.", "Mood rose."],
        ["Pain fell (p <. 05) with yoga.", "Mood rose."],
        ["Pain fell by 9. 4% with yoga.", "Mood rose."],
        ["It began in 2010.", "40 women took part."],
        ["It began (in 2010).", "40 women took part."],
    ],
    ids=["in brackets", "without the nought", "before a unit", "a year", "a bracket that is closed"],
)
def test_decimals_written_apart(parts):
    doc = analyser().pipeline.tokenise(" ".join(parts))
    found = ["".join(token.text_with_ws for token in sentence).strip() for sentence in analyser().pipeline.splitter.split(list(doc))]
    assert found == parts
