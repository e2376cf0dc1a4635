"""The language step as a spaCy component, for texts that are spaCy docs already. The factory's name is "health_claims".

    nlp = spacy.load(…)                     # any English pipeline, or spacy.blank("en")
    nlp.add_pipe("health_claims")
    doc = nlp("Zinc may help acne.")
    doc._.health_claims                     # list of `Claim`, as in a report
    displacy.render(doc, style="span", options={"spans_key": "health_claims"})

Sentences and trees are the doc's own where it has them, in Universal Dependencies or ClearNLP labels. A doc without is read as in
`Extractor`: it is cut into sentences, and the shipped parser reads those that matter, leaving no trees in the doc.

Importing this module registers the extensions, all of them in offsets of the doc's text:

- `Doc._.health`: a `Passage` with everything found, or None where the component has not been;
- `Doc._.health_claims`: its claims; `Span._.health_claims`: those of them whose sentence the span touches;
- `Span._.health_finding`: the mention, claim, hedge or promotion that a span of the groups below stands for, else None;
- `Doc._.health_data`: what they are read from, plain data in `Doc.user_data`, which goes wherever the doc goes (n_process, `to_bytes`,
  pickle, `DocBin(store_user_data=True)`).

`Doc.spans` holds the groups "health_mentions" (labelled by kind), "health_claims" (the sentences, by relation), "health_hedges" (by
category) and "health_promotions" (by kind). Entities are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.language import Analyser
from extractor.page.places import blocks_in
from extractor.report import Claim, Hedge, Mention, Passage, Promotion
from extractor.rulebook import Rulebook
from extractor.terms import read_terms

Finding = Mention | Claim | Hedge | Promotion

MODELS: dict[str, type[Finding]] = {"mentions": Mention, "claims": Claim, "hedges": Hedge, "promotions": Promotion}
LABELS = {"mentions": "kind", "claims": "relation", "hedges": "category", "promotions": "kind"}


@Language.factory(
    "health_claims",
    default_config={"rules": None, "terms": None},
    assigns=["doc._.health_data", "doc.spans"],
)
def make_health_claims(nlp: Language, name: str, rules: str | None, terms: str | None) -> HealthClaims:
    """The spaCy factory.

    Args:
        rules: a folder of your own rules, as for `Extractor`.
        terms: a file of your own terms, as for `health-claims --terms`.

    Raises:
        RuleError: a rule or term that cannot be used.
    """
    _analyser(rules, terms)  # a broken rule shows now, not at the first doc
    return HealthClaims(name, rules, terms)


@dataclass
class HealthClaims:
    """Fills `Doc._.health_data` and the groups in `Doc.spans`. Only its settings are pickled; a process loads the rules once."""

    name: str = "health_claims"
    rules: str | None = None
    terms: str | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Read one doc, in place."""
        passage = Passage(text=doc.text, blocks=blocks_in(doc.text))
        _analyser(self.rules, self.terms).annotate_doc(passage, doc)
        doc._.health_data = passage.model_dump(exclude={"text"})
        for group, attribute in LABELS.items():
            doc.spans[f"health_{group}"] = [_span(doc, found, getattr(found, attribute)) for found in getattr(passage, group)]
        return doc


@lru_cache(maxsize=2)
def _analyser(rules: str | None, terms: str | None) -> Analyser:
    """Shared by all components of a process with the same settings."""
    return Analyser(Rulebook(None if rules is None else Path(rules)), [] if terms is None else read_terms(Path(terms)))


def _span(doc: Doc, found: Finding, label: str) -> Span:
    concept = found.concept if isinstance(found, Mention) else None
    span = doc.char_span(found.start, found.end, label, concept or "", alignment_mode="expand", span_id=found.id)
    assert span is not None  # nothing is found outside of the text
    return span


def _passage(doc: Doc) -> Passage | None:
    data = doc._.health_data
    return None if data is None else Passage.model_validate({**data, "text": doc.text})


def _found(doc: Doc, group: str) -> list[dict[str, Any]]:
    return doc._.health_data[group] if doc._.health_data else []


def _claims(doc: Doc) -> list[Claim]:
    return [Claim.model_validate(claim) for claim in _found(doc, "claims")]


def _claims_in(span: Span) -> list[Claim]:
    return [claim for claim in _claims(span.doc) if claim.start < span.end_char and span.start_char < claim.end]


def _finding(span: Span) -> Finding | None:
    for group, model in MODELS.items():
        for found in _found(span.doc, group):
            if found["id"] == span.id_:
                return model.model_validate(found)
    return None


Doc.set_extension("health_data", default=None)
Doc.set_extension("health", getter=_passage)
Doc.set_extension("health_claims", getter=_claims)
Span.set_extension("health_claims", getter=_claims_in)
Span.set_extension("health_finding", getter=_finding)
