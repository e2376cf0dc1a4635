"""The component in pipelines of all kinds, and its findings on every way that docs travel."""

import pickle

import pytest
import spacy
from spacy import displacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from extractor import Extractor
from extractor.errors import RuleError
from extractor.report import Claim, Hedge, Mention, Promotion
from extractor.spacy_component import HealthClaims

TEXT = (
    "Zinc for Skin\n\n"
    "Zinc may  help acne.\tIt does not cure eczema. Buy ZincPro today and save 20%!\n\n"
    "Magnesium can help with:\n• headaches\n• muscle cramps"
)
GROUPS = ("health_mentions", "health_claims", "health_hedges", "health_promotions")
# word, head (counted from 0), label, part of speech, lemma
CLEARNLP = (
    "Acne 2 nsubjpass NOUN acne|is 2 auxpass AUX be|caused 2 ROOT VERB cause|by 2 agent ADP by|dairy 3 pobj NOUN dairy|. 2 punct PUNCT ."
)
UNIVERSAL = (
    "Acne 2 nsubj:pass NOUN acne|is 2 aux:pass AUX be|caused 2 ROOT VERB cause|by 4 case ADP by|"
    "dairy 2 obl:agent NOUN dairy|. 2 punct PUNCT ."
)


@pytest.fixture(scope="module")
def nlp():
    made = spacy.blank("en")
    made.add_pipe("health_claims")
    return made


@pytest.fixture(scope="module")
def doc(nlp):
    return nlp(TEXT)


def in_tree(rows, **changes):
    """A doc parsed by hand."""
    words, heads, deps, pos, lemmas = zip(*(row.split() for row in rows.split("|")), strict=True)
    spaces = [True] * (len(words) - 2) + [False, False]
    parts = {"heads": list(map(int, heads)), "deps": deps, "pos": pos, "lemmas": lemmas, **changes}
    return Doc(Vocab(), words=words, spaces=spaces, **parts)


def said(doc):
    """What a doc's claims say, by names."""
    names = {mention.id: mention.name for mention in doc._.health.mentions}
    return [(names[claim.subject], claim.relation, names[claim.object], claim.negated) for claim in doc._.health_claims]


def test_claims_of_prose_headings_and_lists(doc):
    assert said(doc) == [
        ("zinc", "supports", "skin", False),
        ("zinc", "ameliorates", "acne", False),
        ("zinc", "treats", "atopic dermatitis", True),
        ("magnesium", "ameliorates", "headache", False),
        ("magnesium", "ameliorates", "muscle cramps", False),
    ]


def test_as_the_extractor_finds_them(doc):
    rows = Extractor().from_text(TEXT).to_rows()
    assert said(doc) == [(row["subject"], row["relation"], row["object"], row["negated"]) for row in rows]


def test_offsets_are_those_of_the_doc(doc):
    passage = doc._.health
    found = [*passage.mentions, *passage.claims, *passage.hedges, *passage.promotions]
    assert [TEXT[one.start : one.end] for one in found] == [one.text for one in found]
    assert passage.text == doc.text == TEXT


def test_groups_stand_for_the_findings(doc):
    passage = doc._.health
    assert set(GROUPS) == set(doc.spans)
    for group, found in zip(GROUPS, (passage.mentions, passage.claims, passage.hedges, passage.promotions), strict=True):
        assert found, group
        assert [span._.health_finding for span in doc.spans[group]] == found
        assert [span.text for span in doc.spans[group]] == [one.text for one in found]
    assert [(span.label_, span.kb_id_) for span in doc.spans["health_mentions"]] == [(m.kind, m.concept or "") for m in passage.mentions]
    assert [span.label_ for span in doc.spans["health_claims"]] == [claim.relation for claim in passage.claims]


def test_claims_of_a_span(doc):
    claim = doc._.health_claims[1]
    (word,) = [token for token in doc if token.text == "may"]
    assert doc[word.i : word.i + 1]._.health_claims == [claim]
    assert doc[word.i : word.i + 1]._.health_finding is None
    assert doc[:]._.health_claims == doc._.health_claims


def test_a_doc_that_was_not_read_has_nothing():
    doc = spacy.blank("en")("Zinc may help acne.")
    assert doc._.health is None
    assert doc._.health_claims == doc[:]._.health_claims == []
    assert doc[:]._.health_finding is None


@pytest.mark.parametrize("text", ["", "   \n\n ", "\ufeff", "Nothing of the kind is said here."])
def test_texts_without_findings(nlp, text):
    doc = nlp(text)
    assert doc._.health.mentions == doc._.health_claims == []
    assert not any(doc.spans[group] for group in GROUPS)


@pytest.mark.parametrize("rows", [CLEARNLP, UNIVERSAL], ids=["clearnlp", "ud"])
def test_trees_of_other_pipelines(rows):
    assert said(HealthClaims()(in_tree(rows))) == [("dairy", "causes", "acne", False)]


def test_the_tree_of_the_doc_is_the_one_that_is_read():
    """The same words under a tree in which nothing hangs from the verb but its auxiliary."""
    rows = [row.split() for row in CLEARNLP.split("|")]
    flat = HealthClaims()(in_tree(CLEARNLP, heads=[0, 0, 0, 0, 0, 0], deps=["ROOT", *["dep"] * (len(rows) - 1)]))
    assert flat._.health.mentions
    assert [claim.rule for claim in flat._.health.claims if not claim.rule.startswith("learned.")] == []


def test_a_doc_with_half_an_annotation_is_parsed_anew():
    doc = HealthClaims()(in_tree(CLEARNLP, lemmas=None, heads=[0, 0, 0, 0, 0, 0], deps=["ROOT", *["dep"] * 5]))
    assert said(doc) == [("dairy", "causes", "acne", False)]


def test_behind_the_shipped_parser(doc):
    parsed = spacy.blank("en")
    for name in ("sentencizer", "biaffine_parser", "health_lemmas", "health_claims"):
        parsed.add_pipe(name)
    found = parsed(TEXT.partition("Magnesium")[0])  # the list is one sentence to spaCy's sentencizer
    assert said(found) == [claim for claim in said(doc) if claim[0] != "magnesium"]
    assert found.has_annotation("DEP")


def test_an_unparsed_doc_gets_no_trees(doc):
    assert not doc.has_annotation("DEP")
    assert not doc.has_annotation("SENT_START")
    assert not doc.ents


def test_two_processes(nlp, doc):
    docs = list(nlp.pipe([TEXT, "Iron helps.", TEXT], n_process=2, batch_size=1))
    assert [one._.health for one in (docs[0], docs[2])] == [doc._.health] * 2
    assert docs[0].spans["health_claims"][1]._.health_finding == doc._.health_claims[1]
    assert said(docs[1]) == []


def test_docbin(doc):
    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (back,) = DocBin().from_bytes(data).get_docs(Vocab())
    assert back._.health == doc._.health
    finding = {"health_mentions": Mention, "health_claims": Claim, "health_hedges": Hedge, "health_promotions": Promotion}
    for group, model in finding.items():
        found = [span._.health_finding for span in back.spans[group]]
        assert found == [span._.health_finding for span in doc.spans[group]]
        assert all(isinstance(one, model) for one in found)


def test_pickled_docs_and_pipelines(nlp, doc):
    back = pickle.loads(pickle.dumps(doc))
    assert back._.health == doc._.health
    assert [span.id_ for span in back.spans["health_hedges"]] == [hedge.id for hedge in doc._.health.hedges]
    assert pickle.loads(pickle.dumps(nlp))(TEXT)._.health == doc._.health


def test_saved_and_loaded(nlp, doc, tmp_path):
    nlp.to_disk(tmp_path)
    assert spacy.load(tmp_path)(TEXT)._.health == doc._.health


def test_displacy_shows_the_groups(doc):
    html = displacy.render(doc, style="span", options={"spans_key": "health_mentions"}, jupyter=False)
    assert "nutrient" in html
    assert "condition" in html
    html = displacy.render(doc, style="span", options={"spans_key": "health_claims"}, jupyter=False)
    assert "ameliorates" in html


def test_terms_and_rules_of_ones_own(tmp_path):
    terms = tmp_path / "terms.tsv"
    terms.write_text("name\tkind\nblorbfruit\tfood\n", encoding="utf-8")
    made = spacy.blank("en")
    made.add_pipe("health_claims", config={"terms": str(terms)})
    assert said(made("Blorbfruit causes acne.")) == [("blorbfruit", "causes", "acne", False)]


@pytest.mark.parametrize("setting", ["rules", "terms"])
def test_a_setting_that_is_no_file_is_refused_at_once(setting, tmp_path):
    with pytest.raises(RuleError):
        spacy.blank("en").add_pipe("health_claims", config={setting: str(tmp_path / "missing")})
