"""One sentence for each slip of the parser that is mended, as trees written by hand: the mending must not hang on a parser that errs."""

import pytest
from spacy.tokens import Doc, Span

from extractor.language import repairs, word_order
from tests.language.harness import analyser

# ruff: noqa: E501


def tree(rows):
    """A doc from "word head label pos", or "… morph" with ";" between features, with heads counted from 0."""
    fields = [row.split(" ") for row in rows.split("|")]
    return Doc(
        analyser().pipeline.nlp.vocab, words=[f[0] for f in fields], heads=[int(f[1]) for f in fields], deps=[f[2] for f in fields],
        pos=[f[3] for f in fields], morphs=[f[4].replace(";", "|") if len(f) > 4 else "" for f in fields], lemmas=[f[0].lower() for f in fields],
    )  # fmt: skip


def words(tokens):
    return [token.text for token in tokens]


def arcs(doc):
    return [(token.head.i, token.dep_) for token in doc]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "Tuna 3 nsubj NOUN|may 3 aux AUX|ease 3 compound NOUN|pain 3 root NOUN|. 3 punct PUNCT",
            [(2, "nsubj"), (2, "aux"), (2, "root"), (2, "obj"), (2, "punct")],
        ),
        (
            "Whey 3 nsubj NOUN|does 3 aux AUX|not 3 advmod PART|mend 5 amod VERB|dry 5 amod ADJ|skin 5 root NOUN",
            [(3, "nsubj"), (3, "aux"), (3, "advmod"), (3, "root"), (5, "amod"), (3, "obj")],
        ),
        (
            "Take 0 root VERB|zinc 0 obj NOUN|since 4 mark SCONJ|it 4 nsubj PRON|could 0 dep AUX VerbForm=Fin|mend 6 compound NOUN|acne 4 obl NOUN",
            [(0, "root"), (0, "obj"), (5, "mark"), (5, "nsubj"), (5, "aux"), (0, "advcl"), (5, "obj")],
        ),
        (
            "Dark 1 amod ADJ|chocolate 4 compound NOUN|could 4 aux AUX|lift 4 compound NOUN|spirits 4 root NOUN",
            [(1, "amod"), (3, "nsubj"), (3, "aux"), (3, "root"), (3, "obj")],
        ),
    ],
    ids=["auxiliary on the noun", "auxiliary on the verb", "a modal as the clause's head", "subject before the noun"],
)
def test_a_verb_hung_on_its_object_behind_an_auxiliary(rows, expected):
    doc = tree(rows)
    repairs.mend(doc)
    assert arcs(doc) == expected
    (auxiliary,) = [token for token in doc if token.dep_ == "aux"]
    assert auxiliary.head.pos_ == "VERB"


def test_a_comparative_that_begins_a_heading_as_its_verb():
    doc = tree("Lower 1 amod ADJ Degree=Cmp|stress 1 root NOUN|with 3 case ADP|tea 1 nmod NOUN|! 1 punct PUNCT")
    repairs.mend(doc)
    assert arcs(doc) == [(0, "ROOT"), (0, "obj"), (3, "case"), (0, "obl"), (0, "punct")]
    assert doc[0].pos_ == "VERB"


@pytest.mark.parametrize(
    "rows",
    [
        "Higher 1 amod ADJ Degree=Cmp|stress 1 root NOUN|with 3 case ADP|tea 1 nmod NOUN",
        "Lower 1 amod ADJ Degree=Cmp|stress 1 root NOUN|in 3 case ADP|men 1 nmod NOUN",
        "Lower 1 amod ADJ Degree=Cmp|stress 4 nsubj NOUN|with 3 case ADP|tea 1 nmod NOUN|pleases 4 root VERB",
    ],
    ids=["no verb", "no means", "the subject of a clause"],
)
def test_a_comparative_that_begins_no_order(rows):
    doc = tree(rows)
    before = arcs(doc)
    repairs.free_imperative(doc)
    assert arcs(doc) == before


def test_little_or_no_hung_on_the_verb():
    doc = tree("Zinc 1 nsubj NOUN|makes 1 root VERB|little 1 obj ADJ|or 5 cc CCONJ|no 5 det DET PronType=Neg|difference 2 conj NOUN")
    repairs.mend(doc)
    assert arcs(doc)[2] == (5, "amod")
    assert arcs(doc)[5] == (1, "obj")
    doc = tree("Zinc 1 nsubj NOUN|needs 1 root VERB|milk 1 obj NOUN|or 5 cc CCONJ|no 5 det DET PronType=Neg|water 2 conj NOUN")
    repairs.mend(doc)
    assert arcs(doc)[5] == (2, "conj")


def test_what_there_is_no_evidence_of_joined_to_the_verb():
    doc = tree("There 1 expl PRON|is 1 root AUX|no 3 det DET|proof 1 nsubj NOUN|that 6 mark SCONJ|zinc 6 nsubj NOUN|works 1 conj VERB")
    repairs.mend(doc)
    assert arcs(doc)[6] == (3, "acl")
    doc = tree("There 1 expl PRON|is 1 root AUX|proof 1 nsubj NOUN|and 6 cc CCONJ|that 6 mark SCONJ|zinc 6 nsubj NOUN|works 1 conj VERB")
    repairs.mend(doc)
    assert arcs(doc)[6] == (1, "conj")


def test_what_a_hyphen_ties_to_an_adjective_taken_for_its_subject():
    doc = tree("Vitamin 3 nsubj NOUN|D 0 flat NOUN|- 1 punct PUNCT|poor 4 amod ADJ|babies 5 nsubj NOUN|slept 5 root VERB")
    repairs.mend(doc)
    assert arcs(doc)[0] == (3, "obl:unmarked")


def test_a_noun_taken_for_a_particle():
    doc = tree("Kale 1 nsubj NOUN|slowed 1 root VERB|the 4 det DET|build 4 compound NOUN|up 1 compound:prt NOUN")
    repairs.mend(doc)
    assert arcs(doc)[4] == (1, "obj")


def test_what_a_hyphen_ties_to_a_name_taken_for_a_clause():
    doc = tree("Iron 2 nsubj NOUN|- 0 punct PUNCT|poor 4 csubj VERB|mice 2 obj NOUN|slept 4 root VERB")
    repairs.mend(doc)
    assert [(token.head.i, token.dep_) for token in doc[2:4]] == [(3, "amod"), (4, "nsubj")]


def test_an_adjective_that_a_relative_clause_shows_to_be_a_verb():
    doc = tree("Gout 5 nsubj NOUN|which 2 obj PRON|pills 3 nsubj NOUN|correct 0 acl:relcl ADJ|soon 3 advmod ADV|goes 5 root VERB")
    repairs.mend(doc)
    assert doc[3].pos_ == "VERB"


def test_who_hung_on_what_people_have():
    doc = tree("Men 5 nsubj NOUN|with 2 case ADP|gout 0 nmod NOUN|who 4 nsubj PRON|smoke 2 acl:relcl VERB|cough 5 root VERB")
    doc.ents = [Span(doc, 2, 3, label="condition")]
    repairs.mend(doc)
    assert arcs(doc)[4] == (0, "acl:relcl")


def test_a_noun_before_an_exposure_taken_for_a_verb():
    doc = tree("Serum 2 nsubj NOUN|zinc 0 obj NOUN|fell 2 root VERB")
    doc.ents = [Span(doc, 1, 2, label="nutrient")]
    repairs.mend(doc)
    assert arcs(doc)[:2] == [(1, "amod"), (2, "nsubj")]


def test_the_second_of_two_things_that_a_link_is_between_hung_below_the_first():
    doc = tree("link 0 root NOUN|between 2 case ADP|colds 0 nmod NOUN|in 4 case ADP|winter 2 nmod NOUN|and 6 cc CCONJ|iron 4 conj NOUN")
    repairs.mend(doc)
    assert arcs(doc)[6] == (2, "conj")


@pytest.mark.parametrize(
    ("rows", "kind", "expected"),
    [
        (
            "Vitamins 0 root NOUN|for 2 mark SCONJ|thinning 0 acl VERB VerbForm=Ger|hair 2 obj NOUN",
            "condition",
            [(0, "root"), (3, "case"), (3, "amod"), (0, "nmod")],
        ),
        (
            "Ways 0 root NOUN|of 2 mark SCONJ|losing 0 acl VERB VerbForm=Ger|weight 2 obj NOUN",
            "function",
            [(0, "root"), (2, "mark"), (0, "acl"), (2, "obj")],
        ),
        ("They 1 nsubj PRON|chapped 1 root VERB VerbForm=Fin|lips 1 obj NOUN", "condition", [(1, "nsubj"), (1, "root"), (1, "obj")]),
    ],
    ids=["a condition", "what is done", "a finite verb"],
)
def test_the_participle_of_a_condition_read_as_a_verb(rows, kind, expected):
    doc = tree(rows)
    doc.ents = [Span(doc, len(doc) - 2, len(doc), label=kind)]
    repairs.mend(doc)
    assert arcs(doc) == expected


def test_a_verb_joined_to_that_of_an_aside():
    rows = "Kale 1 nsubj NOUN|eases 1 root VERB VerbForm=Fin|gout 1 obj NOUN|, 5 punct PUNCT|which 5 nsubj PRON|hurts 2 acl:relcl VERB VerbForm=Fin|and 7 cc CCONJ|kills 1 conj VERB VerbForm=Fin"
    doc = tree(rows)
    repairs.mend(doc)
    assert arcs(doc)[7] == (5, "conj")


@pytest.mark.parametrize(
    "rows",
    [
        "Zinc 4 nsubj NOUN|may 4 aux AUX|be 4 cop AUX|good 4 amod ADJ|news 4 root NOUN",
        "Will 3 aux AUX VerbForm=Fin|cod 2 compound NOUN|oil 3 nsubj NOUN|help 3 root VERB|? 3 punct PUNCT",
        "Some 1 nsubj PRON|have 1 root AUX Person=3|severe 3 amod ADJ|acne 1 obj NOUN",
        "Avoid 0 root VERB|beer 0 obj NOUN|, 6 punct PUNCT|the 4 det DET|doctor 6 nsubj NOUN|often 6 advmod ADV|says 0 parataxis VERB",
        "Kale 1 nsubj:pass NOUN|found 1 root VERB|to 3 mark PART|slow 1 xcomp VERB|gout 3 obj NOUN",
        "Wine 5 nsubj NOUN|seems 1 root VERB|to 5 mark PART|be 5 cop AUX|a 5 det DET|cause 1 xcomp NOUN",
        "Kale 1 nsubj NOUN|eases 1 root VERB VerbForm=Fin|gout 1 obj NOUN|, 5 punct PUNCT|which 5 nsubj PRON|hurts 2 acl:relcl VERB VerbForm=Fin"
        "|, 8 punct PUNCT|and 8 cc CCONJ|feeds 1 conj VERB VerbForm=Fin",
        "Kale 1 nsubj NOUN|eases 1 root VERB VerbForm=Fin|gout 1 obj NOUN|that 4 nsubj PRON|hurts 2 acl:relcl VERB VerbForm=Fin|and 6 cc CCONJ"
        "|feeds 1 conj VERB VerbForm=Fin",
    ],
    ids=[
        "beside a copula",
        "a question",
        "no modal",
        "a clause of its own",
        "an infinitive",
        "to be a cause",
        "behind a comma",
        "no aside",
    ],
)
def test_a_right_tree_stays_as_it_is(rows):
    doc = tree(rows)
    before = arcs(doc)
    repairs.mend(doc)
    assert arcs(doc) == before


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("between 1 case ADP|salt 1 root NOUN|and 3 cc CCONJ|cancer 1 nmod NOUN", [(1, "case"), (1, "root"), (3, "cc"), (1, "nmod")]),
        (
            "links 0 root NOUN|between 2 case ADP|salt 0 nmod NOUN|and 5 cc CCONJ|stomach 5 compound NOUN|cancer 0 nmod NOUN",
            [(0, "root"), (2, "case"), (0, "nmod"), (5, "cc"), (5, "compound"), (2, "conj")],
        ),
        (
            "cola 4 nsubj NOUN|and 3 cc CCONJ|sweet 3 amod ADJ|tea 4 nsubj NOUN|harm 4 root VERB",
            [(4, "nsubj"), (3, "cc"), (3, "amod"), (0, "conj"), (4, "root")],
        ),
        (
            "acids 1 nsubj NOUN|harm 1 root VERB|and 3 cc CCONJ|sugar 1 nsubj NOUN",
            [(1, "nsubj"), (1, "root"), (3, "cc"), (1, "nsubj")],
        ),
        (
            "Avoid 0 root VERB|beer 0 obj NOUN|, 5 punct PUNCT|the 5 det DET|main 5 amod ADJ|cause 0 parataxis NOUN",
            [(0, "root"), (0, "obj"), (5, "punct"), (5, "det"), (5, "amod"), (1, "appos")],
        ),
        (
            "Followed 0 root VERB|by 2 case ADP|vitamin 0 obl:agent NOUN|C 2 flat NOUN|loss 0 obl:agent NOUN",
            [(0, "root"), (4, "case"), (4, "compound"), (2, "flat"), (0, "obl:agent")],
        ),
        (
            "Kale 1 nsubj:pass NOUN|tied 1 root VERB|to 3 mark PART|lower 1 xcomp ADJ|cholesterol 3 obl NOUN",
            [(1, "nsubj:pass"), (1, "root"), (4, "case"), (4, "amod"), (1, "obl")],
        ),
        (
            "Kale 1 nsubj:pass NOUN|shown 1 root VERB|was 1 aux:pass AUX|to 5 case ADP|lower 5 amod ADJ|cholesterol 1 obl NOUN",
            [(1, "nsubj:pass"), (1, "root"), (1, "aux:pass"), (4, "mark"), (1, "xcomp"), (4, "obj")],
        ),
        (
            "Kale 1 nsubj:pass NOUN|reported 1 root VERB|to 3 case ADP|ameliorate 1 obl NOUN|gout 3 obj NOUN",
            [(1, "nsubj:pass"), (1, "root"), (3, "mark"), (1, "xcomp"), (3, "obj")],
        ),
        (
            "common 0 root ADJ|in 2 case ADP|infants 0 obl NOUN|fed 0 advcl VERB Tense=Past|milk 3 obj NOUN",
            [(0, "root"), (2, "case"), (0, "obl"), (2, "acl"), (3, "obj")],
        ),
        (
            "Honey 1 nsubj NOUN|calms 1 root VERB|coughs 1 nsubj NOUN",
            [(1, "nsubj"), (1, "root"), (1, "obj")],
        ),
        (
            "Kale 1 nsubj NOUN|made 1 root VERB|cholesterol 3 nsubj NOUN|sink 1 xcomp VERB",
            [(1, "nsubj"), (1, "root"), (1, "obj"), (1, "xcomp")],
        ),
        (
            "Wine 3 nsubj:outer NOUN|is 3 cop AUX|to 3 mark PART|blame 3 root NOUN",
            [(3, "nsubj"), (3, "aux"), (3, "mark"), (3, "root")],
        ),
        (
            "Kale 1 nsubj:pass NOUN|predicted 1 root VERB VerbForm=Fin|health 1 obj NOUN",
            [(1, "nsubj"), (1, "root"), (1, "obj")],
        ),
        (
            "Pupils 2 nsubj:pass NOUN|were 2 aux:pass AUX|given 2 root VERB|kale 2 obj NOUN",
            [(2, "nsubj:pass"), (2, "aux:pass"), (2, "root"), (2, "obj")],
        ),
        (
            "Pain 2 nsubj:pass NOUN|had 2 aux AUX|eased 2 root VERB VerbForm=Part",
            [(2, "nsubj"), (2, "aux"), (2, "root")],
        ),
        (
            "Pain 1 nsubj:pass NOUN|eased 1 root VERB VerbForm=Part|by 4 case ADP|9 4 nummod NUM|% 1 obl SYM",
            [(1, "nsubj"), (1, "root"), (4, "case"), (4, "nummod"), (1, "obl")],
        ),
        (
            "Pain 1 nsubj:pass NOUN|eased 1 root VERB VerbForm=Part|by 3 case ADP|kale 1 obl:agent NOUN",
            [(1, "nsubj:pass"), (1, "root"), (3, "case"), (1, "obl:agent")],
        ),
        (
            "Pain 1 nsubj:pass NOUN|eased 1 root VERB VerbForm=Part|by 4 case ADP|a 4 det DET|third 1 obl:agent ADJ",
            [(1, "nsubj"), (1, "root"), (4, "case"), (4, "det"), (1, "obl")],
        ),
        (
            "They 1 nsubj PRON|had 1 root VERB|fewer 1 obj ADJ Degree=Cmp|colds 2 obj NOUN",
            [(1, "nsubj"), (1, "root"), (3, "amod"), (1, "obj")],
        ),
        (
            "Gains 5 nsubj NOUN|in 2 case ADP|mood 0 nmod NOUN|following 2 case VERB|yoga 3 obj NOUN|last 5 root VERB",
            [(5, "nsubj"), (2, "case"), (0, "nmod"), (4, "case"), (2, "nmod"), (5, "root")],
        ),
        (
            "Rises 0 root NOUN|in 2 case ADP|mood 0 nmod NOUN|and 4 cc CCONJ|falls 0 conj NOUN|in 6 case ADP|pain 0 nmod NOUN",
            [(0, "root"), (2, "case"), (0, "nmod"), (4, "cc"), (0, "conj"), (6, "case"), (4, "nmod")],
        ),
        (
            "Risks 0 root NOUN|and 2 cc CCONJ|uses 0 conj NOUN|of 4 case ADP|kale 0 nmod NOUN",
            [(0, "root"), (2, "cc"), (0, "conj"), (4, "case"), (0, "nmod")],
        ),
        (
            "Garlic 1 nsubj NOUN|guards 1 root VERB|against 1 ccomp ADP|colds 2 obj NOUN",
            [(1, "nsubj"), (1, "root"), (3, "case"), (1, "obl")],
        ),
        (
            "Garlic 1 nsubj NOUN|staves 1 root VERB|off 3 compound:prt ADP|colds 1 advcl NOUN",
            [(1, "nsubj"), (1, "root"), (1, "compound:prt"), (1, "obj")],
        ),
        (
            "Sugar 2 nsubj NOUN|, 0 punct PUNCT|says 2 root VERB VerbForm=Fin|Roe 5 nsubj PROPN|, 3 punct PUNCT|rots 2 ccomp VERB|teeth 5 obj NOUN",
            [(5, "nsubj"), (0, "punct"), (5, "parataxis"), (2, "nsubj"), (3, "punct"), (5, "root"), (5, "obj")],
        ),
        (
            "Sugar 2 nsubj NOUN|, 2 punct PUNCT|warns 2 root VERB VerbForm=Fin|Roe 6 obj PROPN|, 3 punct PUNCT|may 6 aux AUX|rot 2 ccomp VERB",
            [(6, "nsubj"), (2, "punct"), (6, "parataxis"), (2, "nsubj"), (3, "punct"), (6, "aux"), (6, "root")],
        ),
        (
            "Roe 1 nsubj PROPN|says 1 root VERB VerbForm=Fin|sugar 3 nsubj NOUN|rots 1 ccomp VERB|teeth 3 obj NOUN",
            [(1, "nsubj"), (1, "root"), (3, "nsubj"), (1, "ccomp"), (3, "obj")],
        ),
        (
            "Swapping 4 csubj VERB|bread 4 nsubj NOUN|for 3 case ADP|oats 1 nmod NOUN|helps 4 root VERB",
            [(4, "csubj"), (0, "obj"), (3, "case"), (1, "nmod"), (4, "root")],
        ),
        (
            "Cups 1 nsubj NOUN|lower 1 root ADJ|fever 1 nsubj NOUN",
            [(1, "nsubj"), (1, "root"), (1, "obj")],
        ),
    ],
    ids=[
        "nothing beside it",
        "two phrases",
        "two subjects",
        "on the other side of the head",
        "apposition",
        "compound",
        "comparative",
        "infinitive read as an adjective",
        "infinitive read as a noun",
        "participle with an object",
        "second subject",
        "object of a causative",
        "be to blame",
        "passive subject of an active verb",
        "passive with an object",
        "passive subject beside another auxiliary",
        "passive subject with a measure",
        "passive subject with an agent",
        "passive subject with a fraction",
        "comparative with an object",
        "preposition behind its noun",
        "second phrase of two conjuncts",
        "phrase that two conjuncts share",
        "preposition as a clause",
        "particle on the object",
        "source between subject and verb",
        "source before an auxiliary",
        "source at the head",
        "object of a gerund",
        "verb read as an adjective",
    ],
)
def test_words_hung_or_labelled_wrongly(rows, expected):
    doc = tree(rows)
    repairs.mend(doc)
    assert arcs(doc) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("Feeding 1 csubj VERB|attenuated 1 root ADJ|arthritis 1 obj NOUN", ["VERB", "VERB", "NOUN"]),
        ("Kale 2 nsubj NOUN|is 2 cop AUX|worth 2 root ADJ|gold 2 obj NOUN", ["NOUN", "AUX", "ADJ", "NOUN"]),
        (
            "What 3 nsubj:outer PRON|kale 3 dep NOUN|is 3 cop AUX|calm 3 root ADJ|skin 3 obj NOUN",
            ["PRON", "NOUN", "AUX", "VERB", "NOUN"],
        ),
        ("Kale 3 nsubj NOUN|is 3 cop AUX|of 3 case ADP|use 3 root VERB", ["NOUN", "AUX", "ADP", "NOUN"]),
        ("Kale 2 nsubj NOUN|may 2 aux AUX|help 2 root VERB", ["NOUN", "AUX", "VERB"]),
        ("Rises 3 nsubj VERB|in 2 case ADP|mood 0 nmod NOUN|last 3 root VERB", ["NOUN", "ADP", "NOUN", "VERB"]),
    ],
    ids=[
        "adjective with an object",
        "adjective that takes one",
        "verb of a cleft",
        "verb behind a preposition",
        "right",
        "verb in a noun's place",
    ],
)
def test_parts_of_speech_that_the_tree_belies(rows, expected):
    doc = tree(rows)
    repairs.mend(doc)
    assert [token.pos_ for token in doc] == expected


def test_the_name_of_an_exposure_has_its_last_noun_as_head():
    doc = tree(
        "We 1 nsubj PRON|turn 1 ROOT VERB|to 3 mark PART|tart 1 xcomp VERB|cherry 5 compound NOUN|juice 3 obj NOUN|for 7 case ADP|cramps 3 obl NOUN"
    )
    doc.ents = [Span(doc, 3, 6, label="food")]
    repairs.hang_names(doc)
    assert arcs(doc)[2:6] == [(5, "case"), (5, "amod"), (5, "compound"), (1, "obl")]
    doc = tree("We 1 nsubj PRON|eat 1 ROOT VERB|sour 3 amod ADJ|cherries 1 obj NOUN")
    doc.ents = [Span(doc, 2, 4, label="food")]
    before = arcs(doc)
    repairs.hang_names(doc)
    assert arcs(doc) == before


def test_of_two_subjects_the_nearer_counts():
    doc = tree("Kefir 3 nsubj NOUN|, 0 punct PUNCT|milk 3 nsubj NOUN|calms 3 root VERB|nerves 3 obj NOUN")
    assert words(repairs.own_subjects(doc[3])) == ["milk"]


def test_a_fronted_object_without_subject_is_the_subject():
    doc = tree("Dairy 1 obj NOUN|worsens 1 root VERB|acne 1 obj NOUN")
    assert words(repairs.own_subjects(doc[1])) == ["Dairy"]


@pytest.mark.parametrize("label", ["reparandum", "dislocated", "vocative", "dep"])
def test_a_stray_noun_before_the_verb_is_the_subject(label):
    doc = tree(f"Glycine 2 {label} NOUN|, 0 punct PUNCT|improves 2 root VERB|sleep 2 obj NOUN")
    assert words(repairs.own_subjects(doc[2])) == ["Glycine"]


def test_the_object_of_an_infinitive_hung_on_the_verb_before():
    doc = tree("It 1 nsubj PRON|failed 1 root VERB|to 3 mark PART|slow 1 xcomp VERB|cataracts 1 obj NOUN")
    assert words(repairs.objects_of_governor(doc[3])) == ["cataracts"]


def test_the_first_of_two_nouns_before_a_third():
    doc = tree("B12 0 root NOUN|and 2 cc CCONJ|eczema 3 compound NOUN|link 0 conj NOUN")
    assert words(repairs.shared_modifier(doc[3], [doc[2]])) == ["B12", "eczema"]


def test_a_phrase_hung_on_the_noun_before_it():
    doc = tree("Improvement 0 root NOUN|in 2 case ADP|sleep 0 nmod NOUN|with 4 case ADP|zinc 2 nmod NOUN")
    assert [words(group) for group in word_order.prepositional([doc[0]], ["with"])["with"]] == [["zinc"]]


@pytest.mark.parametrize(
    "rows",
    [
        "Improvement 0 root NOUN|came 0 acl VERB|with 3 case ADP|zinc 1 obl NOUN".replace("0 acl VERB", "0 parataxis VERB VerbForm=Fin"),
        "Improvement 0 root NOUN|; 0 punct PUNCT|with 3 case ADP|zinc 0 nmod NOUN",
    ],
    ids=["behind another verb", "behind a semicolon"],
)
def test_no_phrase_of_another_clause(rows):
    doc = tree(rows)
    assert word_order.prepositional([doc[0]], ["with"]) == {}


def test_the_subject_of_a_clause_is_not_what_opens_it():
    doc = tree("Naps 0 root NOUN|since 3 mark SCONJ|cows 3 nsubj NOUN|eat 0 advcl VERB|grass 3 obj NOUN")
    assert words(word_order.prepositional([doc[0]], ["since"])["since"][0]) == ["eat"]


def test_means_stand_near():
    doc = tree("Ease 0 root VERB VerbForm=Fin|pain 0 obj NOUN|, 3 punct PUNCT|taken 1 acl VERB|with 5 case ADP|milk 3 obl NOUN")
    assert word_order.prepositional([doc[0]], ["with"], near=True) == {}
    assert words(word_order.prepositional([doc[0]], ["with"])["with"][0]) == ["milk"]


def test_the_halves_of_a_correlative():
    rows = "The 1 det DET Definite=Def|more 2 amod ADJ Degree=Cmp|salt 2 root NOUN|, 2 punct PUNCT|the 5 det DET Definite=Def|worse 2 conj ADJ Degree=Cmp|the 7 det DET Definite=Def|pain 5 nsubj NOUN"
    doc = tree(rows)
    first, second = word_order.correlative(doc[1])
    assert (words(first), words(second)) == (["more", "salt"], ["pain"])
    assert word_order.correlative(doc[5]) is None


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "Pain 1 nsubj NOUN|eased 1 root VERB VerbForm=Fin|in 3 case ADP|men 1 obl NOUN|given 1 advcl VERB VerbForm=Part|kale 4 obj NOUN",
            [(1, "nsubj"), (1, "root"), (3, "case"), (1, "obl"), (3, "acl"), (4, "obj")],
        ),
        (
            "Men 3 nsubj NOUN|fed 2 amod VERB VerbForm=Part|kale 3 nsubj NOUN|slept 3 root VERB VerbForm=Fin",
            [(3, "nsubj"), (0, "acl"), (1, "obj"), (3, "root")],
        ),
        (
            "Those 3 nsubj PRON|given 0 acl VERB VerbForm=Part|kale 3 nsubj NOUN|slept 3 root VERB VerbForm=Fin",
            [(3, "nsubj"), (0, "acl"), (1, "obj"), (3, "root")],
        ),
        (
            "eased 0 root VERB VerbForm=Fin|in 2 case ADP|men 0 obl NOUN|given 5 acl VERB VerbForm=Part|kale 3 obj NOUN|others 0 obl PRON",
            [(0, "root"), (2, "case"), (0, "obl"), (2, "acl"), (3, "obj"), (0, "obl")],
        ),
        (
            "told 0 root VERB|by 2 case ADP|men 0 obl:agent NOUN|given 4 case VERB Tense=Past;VerbForm=Part|kale 0 obl NOUN",
            [(0, "root"), (2, "case"), (0, "obl:agent"), (2, "acl"), (3, "obj")],
        ),
        (
            "Mice 1 nsubj NOUN|fed 1 root VERB Tense=Past|kale 1 obj NOUN|slept 1 parataxis VERB VerbForm=Fin|. 1 punct PUNCT",
            [(3, "nsubj"), (0, "acl"), (1, "obj"), (3, "root"), (3, "punct")],
        ),
        (
            "Men 1 nsubj NOUN|ate 1 root VERB Tense=Past|kale 1 obj NOUN|: 4 punct PUNCT|slept 1 parataxis VERB VerbForm=Fin",
            [(1, "nsubj"), (1, "root"), (1, "obj"), (4, "punct"), (1, "parataxis")],
        ),
        (
            "She 1 nsubj PRON|sat 1 root VERB VerbForm=Fin|there 1 advmod ADV|eating 1 advcl VERB VerbForm=Ger|kale 3 obj NOUN",
            [(1, "nsubj"), (1, "root"), (1, "advmod"), (1, "advcl"), (3, "obj")],
        ),
    ],
    ids=[
        "hung on their verb",
        "hung on what they took",
        "what they took as a second subject",
        "hung on a word behind",
        "taken for a preposition",
        "at the head of the clause",
        "two clauses",
        "no people before it",
    ],
)
def test_what_people_were_given(rows, expected):
    doc = tree(rows)
    repairs.mend(doc)
    assert arcs(doc) == expected


def test_the_subject_of_what_something_does():
    doc = tree("What 4 nsubj PRON|kale 2 nsubj NOUN|does 0 acl:relcl VERB|is 4 cop AUX|help 4 root VERB")
    assert words(repairs.own_subjects(doc[4])) == ["kale"]


def test_a_clause_that_says_what_a_theory_is():
    rows = "theory 5 nsubj NOUN|that 3 mark SCONJ|sugar 3 nsubj NOUN|harms 0 acl:relcl VERB|teeth 3 obj NOUN|stands 5 root VERB"
    doc = tree(rows)
    repairs.mend(doc)
    assert doc[3].dep_ == "acl"
    doc = tree("food 4 nsubj NOUN|that 2 nsubj PRON|harms 0 acl:relcl VERB|teeth 2 obj NOUN|stands 4 root VERB")
    repairs.mend(doc)
    assert doc[2].dep_ == "acl:relcl"


def test_a_noun_behind_its_owner():
    doc = tree("Its 1 nsubj PRON Poss=Yes|leaves 2 nsubj VERB|lower 2 root VERB|pain 2 obj NOUN")
    repairs.mend(doc)
    assert (doc[1].pos_, doc[0].dep_) == ("NOUN", "nmod:poss")


def test_modifiers_hung_beside_their_noun():
    doc = tree("had 0 root VERB|lower 0 obj ADJ|fasting 0 obj VERB|glucose 0 obj NOUN")
    doc.ents = [Span(doc, 2, 4, label="condition")]
    repairs.mend(doc)
    assert arcs(doc) == [(0, "root"), (3, "amod"), (3, "compound"), (0, "obj")]


def test_an_adjective_in_the_place_of_a_noun():
    doc = tree("raises 0 root VERB|susceptibility 0 obj ADJ|to 3 case ADP|colds 1 nmod NOUN")
    repairs.mend(doc)
    assert doc[1].pos_ == "NOUN"


def test_an_infinitive_in_the_passive_is_a_participle():
    doc = tree("to 2 mark PART|be 2 aux:pass AUX|attenuated 2 root VERB VerbForm=Inf")
    repairs.mend(doc)
    assert doc[2].morph.get("VerbForm") == ["Part"]


def test_a_phrase_behind_a_preposition_is_no_subject_beside_another():
    doc = tree("acne 3 nsubj NOUN|in 2 case ADP|mice 3 nsubj NOUN|eased 3 root VERB")
    assert words(repairs.own_subjects(doc[3])) == ["acne"]
