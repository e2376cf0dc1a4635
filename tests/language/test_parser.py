"""The parser component: its trees, that it behaves as a spaCy component, and that it reads health writing."""

from __future__ import annotations

import itertools
import pickle
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc

from extractor.errors import PipelineError
from extractor.language.decoding import best_tree, is_projective, is_tree
from extractor.language.parser import MAX_PIECES, QUICK, BiaffineParser


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("biaffine_parser")
    return nlp


@pytest.fixture(scope="module")
def parser(nlp: Language) -> BiaffineParser:
    return nlp.get_pipe("biaffine_parser")


def with_sentences(nlp: Language, *texts: str) -> Doc:
    """An unparsed doc whose sentences are `texts`."""
    doc = nlp.make_doc(" ".join(texts))
    starts = {0, *itertools.accumulate(len(text) + 1 for text in texts)}
    for token in doc:
        token.is_sent_start = token.idx in starts
    return doc


def tree(tokens) -> list[tuple]:
    """All that the parser writes, with heads counted from the first token."""
    tokens = list(tokens)
    return [(t.text, t.pos_, str(t.morph), t.dep_, t.head.i - tokens[0].i) for t in tokens]


def check_tree(sentence) -> None:
    """One root, all heads inside, no cycle."""
    assert sum(token.head == token for token in sentence) == 1
    for token in sentence:
        steps = 0
        while token.head != token:
            assert sentence.start <= token.head.i < sentence.end
            token = token.head
            steps += 1
            assert steps <= len(sentence)
        assert token.dep_ == "ROOT"


TEXTS = (
    "Vitamin B12 is the root cause of most stubborn acne problems.",
    "Foods that fight inflammation",
    "Does it work?",
    "Zinc, which many teenagers lack, calms the skin and heals wounds.",
)


# --------------------------------------------------------------------------------------------------------------- trees


def best_by_force(arcs: np.ndarray) -> np.ndarray:
    n = len(arcs)
    choices = [[head for head in range(n + 1) if head != i + 1] for i in range(n)]
    trees = [heads for heads in map(np.array, itertools.product(*choices)) if is_tree(heads) and is_projective(heads)]
    return max(trees, key=lambda heads: arcs[np.arange(n), heads].sum())


@pytest.mark.parametrize("root_bonus", [0, 3])
def test_best_tree_is_the_best_without_crossing_arcs(root_bonus: int) -> None:
    rng = np.random.default_rng(root_bonus)
    for _ in range(60):
        n = int(rng.integers(1, 6))
        arcs = rng.normal(size=(n, n + 1)).astype(np.float32)
        arcs[:, 0] += root_bonus
        assert best_tree(arcs).tolist() == best_by_force(arcs).tolist()


@pytest.mark.parametrize("n", [1, 2, 3, 17, 60, 300])
def test_best_tree_of_noise_is_a_tree(n: int) -> None:
    rng = np.random.default_rng(n)
    for scale in (1e-6, 1.0, 1e4):
        heads = best_tree((rng.normal(size=(n, n + 1)) * scale).astype(np.float32))
        assert is_tree(heads)
        assert is_projective(heads)
    assert is_tree(best_tree(np.zeros((n, n + 1), dtype=np.float32)))


@pytest.mark.parametrize(
    ("heads", "expected"),
    [([0], True), ([2, 0], True), ([2, 1], False), ([0, 0], False), ([0, 3, 2], False), ([2, 3, 0, 3], True), ([1, 0], False)],
)
def test_is_tree(heads: list[int], expected: bool) -> None:
    assert is_tree(np.array(heads)) is expected


@pytest.mark.parametrize(
    ("heads", "expected"),
    [([0], True), ([2, 0, 2], True), ([3, 4, 0, 3], False), ([3, 0, 2, 2], False), ([0, 4, 1, 1], False), ([0, 1, 4, 1], True)],
    ids=["one word", "none", "two arcs", "over the root", "from one side", "nested"],
)
def test_is_projective(heads: list[int], expected: bool) -> None:
    assert is_projective(np.array(heads)) is expected


# ----------------------------------------------------------------------------------------------------------- component


def test_parses_every_sentence_and_keeps_their_bounds(nlp: Language, parser: BiaffineParser) -> None:
    doc = with_sentences(nlp, *TEXTS)
    bounds = [(s.start, s.end) for s in doc.sents]
    assert len(bounds) == len(TEXTS)
    assert parser(doc) is doc
    assert [(s.start, s.end) for s in doc.sents] == bounds
    for sentence in doc.sents:
        check_tree(sentence)
        assert all(token.pos_ and token.dep_ for token in sentence)
    assert doc.has_annotation("DEP")


def test_annotate_parses_just_what_it_is_given(nlp: Language, parser: BiaffineParser) -> None:
    first, second = with_sentences(nlp, *TEXTS), with_sentences(nlp, *reversed(TEXTS))
    bounds = [[(s.start, s.end) for s in doc.sents] for doc in (first, second)]
    chosen = [next(iter(second.sents)), list(first.sents)[1], list(first.sents)[3], list(second.sents)[2]]
    parser.annotate(chosen)
    assert [[(s.start, s.end) for s in doc.sents] for doc in (first, second)] == bounds
    parsed = {(id(s.doc), s.start) for s in chosen}
    for doc in (first, second):
        for sentence in doc.sents:
            if (id(doc), sentence.start) in parsed:
                check_tree(sentence)
                assert [t.text for t in sentence.root.subtree] == [t.text for t in sentence]
            else:
                assert all(not t.dep_ and not t.pos_ and t.head == t for t in sentence)
    # the rest may follow later, and what is there stays
    before = [tree(s) for s in chosen]
    parser.annotate([next(iter(first.sents))])
    assert [tree(s) for s in chosen] == before
    check_tree(next(iter(first.sents)))
    assert [[(s.start, s.end) for s in doc.sents] for doc in (first, second)] == bounds


def test_same_tree_whatever_is_parsed_beside_it(nlp: Language, parser: BiaffineParser) -> None:
    alone = [tree(parser(with_sentences(nlp, text))) for text in TEXTS]
    together = [tree(s) for s in parser(with_sentences(nlp, *TEXTS)).sents]
    backwards = [tree(s) for s in parser(with_sentences(nlp, *reversed(TEXTS))).sents][::-1]
    other = [tree(BiaffineParser()(with_sentences(spacy.blank("en"), text))) for text in TEXTS]
    assert alone == together == backwards == other


def test_doc_without_sentences_is_one_sentence(nlp: Language) -> None:
    doc = nlp("Zinc helps. It heals.")
    assert len(list(doc.sents)) == 1
    check_tree(next(doc.sents))


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "Acne", "!", "\u200b", "\ufffd", "🙂", "\u0301", "\x00", "ﬁ ﬂ", "中文", "a" * 3000, "?" * 300]
)
def test_odd_texts(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    for sentence in doc.sents if len(doc) else ():
        check_tree(sentence)


def test_annotate_nothing(nlp: Language, parser: BiaffineParser) -> None:
    parser.annotate([])
    doc = nlp.make_doc("Zinc helps")
    parser.annotate([doc[1:1]])
    assert not doc.has_annotation("DEP")


def test_white_space_hangs_from_the_word_before(nlp: Language, parser: BiaffineParser) -> None:
    plain = nlp("Zinc can help acne.")
    doc = nlp("  Zinc \n can  help\n\nacne. ")
    words = [token for token in doc if not token.is_space]
    assert [(t.text, t.pos_, t.dep_, t.head.text) for t in words] == [(t.text, t.pos_, t.dep_, t.head.text) for t in plain]
    for token in doc:
        if token.is_space:
            assert (token.pos_, token.dep_) == ("SPACE", "dep")
            assert token.head == (words[0] if token.i == 0 else next(t for t in reversed(words) if t.i < token.i))
    check_tree(next(doc.sents))


def test_sentence_longer_than_the_encoder(nlp: Language, parser: BiaffineParser) -> None:
    clause = "vitamin D and calcium support healthy bones, while too much salt harms the heart; "
    doc = nlp(clause * 60)
    assert len(doc) > 1.5 * MAX_PIECES
    (sentence,) = doc.sents
    check_tree(sentence)
    assert sum(token.dep_ == "nsubj" for token in doc) >= 100
    assert tree(nlp(clause * 60)) == tree(doc)
    # no mark to split at
    doc = nlp("zinc " * 1300)
    check_tree(next(doc.sents))


def test_random_input_gives_trees(nlp: Language, parser: BiaffineParser) -> None:
    rng = np.random.default_rng(7)
    letters = np.array(list("abcdefghij  \n.,-'’()%&0123456789ÄßñΩж中🙂"))
    for _ in range(40):
        doc = nlp.make_doc("".join(rng.choice(letters, size=int(rng.integers(1, 120)))))
        for token in doc:
            token.is_sent_start = token.i == 0 or rng.random() < 0.1
        bounds = [(s.start, s.end) for s in doc.sents]
        parser(doc)
        assert [(s.start, s.end) for s in doc.sents] == bounds
        for sentence in doc.sents:
            check_tree(sentence)


def test_survives_saving_bytes_and_pickling(nlp: Language, tmp_path: Path) -> None:
    expected = tree(nlp(TEXTS[0]))
    nlp.to_disk(tmp_path)
    for copy in (spacy.load(tmp_path), pickle.loads(pickle.dumps(nlp)), English.from_config(nlp.config).from_bytes(nlp.to_bytes())):
        assert tree(copy(TEXTS[0])) == expected
    component = pickle.loads(pickle.dumps(nlp.get_pipe("biaffine_parser")))
    assert tree(component(nlp.make_doc(TEXTS[0]))) == expected
    assert len(pickle.dumps(component)) < 1000


def test_pipe_in_two_processes(nlp: Language) -> None:
    expected = [tree(nlp(text)) for text in TEXTS]
    assert [tree(doc) for doc in nlp.pipe(TEXTS, n_process=2, batch_size=1)] == expected
    assert [tree(doc) for doc in nlp.pipe(TEXTS, batch_size=3)] == expected


def test_missing_model_says_so(tmp_path: Path) -> None:
    parser = BiaffineParser(tmp_path)
    with pytest.raises(PipelineError, match=r"parser\.onnx is missing"):
        parser.load()
    for name in ("parser.onnx", "labels.json", "tokenizer.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(PipelineError, match="cannot be read"):
        parser.load()


def test_the_quick_parser_has_the_labels_and_the_pieces_of_the_other(nlp: Language, parser: BiaffineParser) -> None:
    quick = BiaffineParser(QUICK)
    assert (quick.load().deps, quick.load().tags) == (parser.load().deps, parser.load().tags)
    assert quick.load().tokenizer is parser.load().tokenizer
    doc = quick(with_sentences(nlp, *TEXTS, "word " * 700))
    for sentence in doc.sents:
        check_tree(sentence)
    may, close = quick(nlp.make_doc("Shops may close early."))[1:3]
    assert (may.pos_, may.dep_, may.head) == ("AUX", "aux", close)


def test_a_folder_without_a_parser_lends_no_labels(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "parser.onnx").write_text("{}")
    (tmp_path / "labels.json").write_text("{}")
    with pytest.raises(PipelineError, match=r"labels\.json is missing"):
        BiaffineParser(inner).load()


# ------------------------------------------------------------------------------------------------------- health writing

PARSES = {
    "Vitamin B12 is the root cause of most stubborn acne problems.": [
        ("cause", "ROOT", "cause"),
        ("is", "cop", "cause"),
        ("root", "compound|amod", "cause"),
        ("problems", "nmod", "cause"),
        ("acne", "compound", "problems"),
        ("stubborn", "amod", "problems"),
    ],
    "Animal trials have shown that high-dose niacin supplementation lowered inflammation in allergic asthma, "
    "highlighting how diet can affect lung health.": [
        ("trials", "nsubj", "shown"),
        ("shown", "ROOT", "shown"),
        ("lowered", "ccomp", "shown"),
        ("supplementation", "nsubj", "lowered"),
        ("inflammation", "obj", "lowered"),
        ("asthma", "obl|nmod", "lowered|inflammation"),
        ("highlighting", "advcl", "lowered|shown"),
        ("affect", "ccomp|advcl", "highlighting"),
        ("diet", "nsubj", "affect"),
        ("health", "obj", "affect"),
    ],
    "5 Foods That Fight Inflammation": [
        ("Foods", "ROOT", "Foods"),
        ("Fight", "acl:relcl", "Foods"),
        ("That", "nsubj", "Fight"),
        ("Inflammation", "obj", "Fight"),
    ],
    "Can Vitamin B12 Really Help Soothe Psoriasis?": [
        ("Help", "ROOT", "Help"),
        ("Can", "aux", "Help"),
        ("Vitamin", "nsubj|compound", "Help|B12"),
        ("Soothe", "xcomp", "Help"),
        ("Psoriasis", "obj", "Soothe"),
    ],
    "Acne is often triggered by dairy.": [
        ("Acne", "nsubj:pass", "triggered"),
        ("is", "aux:pass", "triggered"),
        ("dairy", "obl:agent|obl", "triggered"),
    ],
    "A diet low in B12 may lead to lethargy, headaches and depression.": [
        ("diet", "nsubj", "lead"),
        ("low", "amod", "diet"),
        ("B12", "obl", "low"),
        ("lethargy", "obl", "lead"),
        ("headaches", "conj", "lethargy"),
        ("depression", "conj", "lethargy"),
    ],
    "There is no evidence that turmeric cures cancer.": [
        ("evidence", "nsubj", "is"),
        ("no", "det", "evidence"),
        ("cures", "acl|ccomp", "evidence"),
        ("turmeric", "nsubj", "cures"),
        ("cancer", "obj", "cures"),
    ],
    "Omega-3 fatty acids may not prevent heart disease, according to the review.": [
        ("acids", "nsubj", "prevent"),
        ("may", "aux", "prevent"),
        ("not", "advmod", "prevent"),
        ("disease", "obj", "prevent"),
        ("heart", "compound", "disease"),
        ("review", "obl", "prevent"),
    ],
    "People who took magnesium had fewer migraines than those who did not.": [
        ("People", "nsubj", "had"),
        ("took", "acl:relcl", "People"),
        ("magnesium", "obj", "took"),
        ("migraines", "obj", "had"),
        ("fewer", "amod", "migraines"),
    ],
    "Low vitamin D levels have been linked to an increased risk of depression.": [
        ("levels", "nsubj:pass", "linked"),
        ("Low", "amod", "levels"),
        ("risk", "obl", "linked"),
        ("depression", "nmod", "risk"),
    ],
    "The role of zinc in wound healing": [
        ("role", "ROOT", "role"),
        ("zinc", "nmod", "role"),
        ("healing", "nmod", "role|zinc"),
        ("wound", "compound", "healing"),
    ],
    "Garlic is good for the heart because it lowers blood pressure.": [
        ("good", "ROOT", "good"),
        ("Garlic", "nsubj", "good"),
        ("heart", "obl", "good"),
        ("lowers", "advcl", "good"),
        ("it", "nsubj", "lowers"),
        ("pressure", "obj", "lowers"),
    ],
    "Eating too much sugar makes breakouts worse": [
        ("Eating", "csubj", "makes"),
        ("sugar", "obj", "Eating"),
        ("breakouts", "obj", "makes"),
        ("worse", "xcomp", "makes"),
    ],
    "Dr. Li says iron deficiency could be the reason you feel tired.": [
        ("says", "ROOT", "says"),
        ("reason", "ccomp", "says"),
        ("deficiency", "nsubj", "reason"),
        ("iron", "compound", "deficiency"),
        ("feel", "acl:relcl", "reason"),
        ("tired", "xcomp", "feel"),
    ],
    "BENEFITS OF GREEN TEA FOR WEIGHT LOSS": [
        ("BENEFITS", "ROOT", "BENEFITS"),
        ("TEA", "nmod", "BENEFITS"),
        ("GREEN", "amod", "TEA"),
        ("LOSS", "nmod", "BENEFITS|TEA"),
    ],
    "High-dose folate supplementation reduced inflammation.": [("folate", "compound", "supplementation")],
    "Probiotics such as Lactobacillus help to relieve bloating.": [("Probiotics", "nsubj", "help"), ("help", "ROOT", "help")],
}


def wrong_arcs(doc: Doc, expected: list[tuple[str, str, str]]) -> list[tuple]:
    """The words whose relation or head is not as expected; "a|b" allows either, where annotators differ."""
    arcs = {token.text: (token.dep_, token.head.text) for token in doc}
    return [
        (word, *arcs[word]) for word, dep, head in expected if arcs[word][0] not in dep.split("|") or arcs[word][1] not in head.split("|")
    ]


@pytest.mark.parametrize("text", PARSES)
def test_health_writing(nlp: Language, text: str) -> None:
    assert not wrong_arcs(nlp(text), PARSES[text])
