"""The output contract, version 1.0, as pydantic models.

Offsets are Unicode code points into the `text` of the passage that holds the span, end-exclusive. Ids are unique inside one report.
`health-claims schema` prints the JSON Schema generated from these models. Names follow the contract's table, spaCy and the Biolink model.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION: Literal["1.0"] = "1.0"

BlockKind = Literal["title", "heading", "paragraph", "list_item", "quote", "table_row", "caption"]
MentionKind = Literal["nutrient", "supplement", "food", "product", "condition", "function"]
State = Literal["deficiency", "excess", "supplementation", "intake", "level", "topical"]
Relation = Literal[
    "causes", "predisposes", "exacerbates", "prevents", "treats", "ameliorates", "affects", "associated_with", "supports", "impairs"
]
Certainty = Literal["questioned", "hedged", "boosted", "asserted"]
Strength = Literal["no_relationship", "correlational", "conditional_causal", "causal"]
Evidence = Literal[
    "meta_analysis", "systematic_review", "rct", "cohort", "case_control", "cross_sectional", "case_report",
    "animal_study", "in_vitro", "expert_opinion", "anecdote", "study",
]  # fmt: skip
HedgeCategory = Literal[
    "modal", "capability", "epistemic_verb", "epistemic_modifier", "approximator", "attribution", "condition", "limitation", "booster"
]
PromotionKind = Literal[
    "product_plug", "call_to_action", "offer", "affiliate_disclosure", "sponsorship_disclosure", "testimonial", "newsletter", "comment_spam"
]

EXPOSURE_KINDS: frozenset[str] = frozenset({"nutrient", "supplement", "food", "product"})
OBJECT_KINDS: frozenset[str] = frozenset({"condition", "function"})
HARMFUL: frozenset[str] = frozenset({"causes", "predisposes", "exacerbates", "impairs"})
BENEFICIAL: frozenset[str] = frozenset({"prevents", "treats", "ameliorates", "supports"})
PREDICATES: dict[str, str] = {
    "causes": "biolink:causes",
    "predisposes": "biolink:predisposes_to_condition",
    "exacerbates": "biolink:exacerbates_condition",
    "prevents": "biolink:preventative_for_condition",
    "treats": "biolink:treats",
    "ameliorates": "biolink:ameliorates_condition",
    "affects": "biolink:affects",
    "associated_with": "biolink:associated_with",
    "supports": "biolink:affects",
    "impairs": "biolink:affects",
}


class Model(BaseModel):
    """Base of the report's parts: no unknown fields."""

    model_config = ConfigDict(extra="forbid")


class Link(Model):
    """A hyperlink; offsets are those of the passage's text."""

    start: int
    end: int
    href: str


class Block(Model):
    """A paragraph, heading, list item … of a passage. `level` is 1 to 6 for headings, the nesting depth for list items, else null."""

    kind: BlockKind
    level: int | None = None
    start: int
    end: int
    xpath: str | None = None
    links: list[Link] = Field(default_factory=list)


class Span(Model):
    """A stretch of a passage's text: `text == passage.text[start:end]`."""

    text: str
    start: int
    end: int


class Scope(Model):
    """The stretch of text that a hedge covers."""

    start: int
    end: int


class Mention(Model):
    """A thing that claims are about. `name` is what it is usually called; `concept` is a CURIE or null; `state` says what of an exposure is
    meant, or null.
    """

    id: str
    kind: MentionKind
    text: str
    start: int
    end: int
    name: str
    concept: str | None = None
    state: State | None = None


class Attribution(Model):
    """Whom the text names as the source of a claim; the span is the wording that says so."""

    source: str
    text: str
    start: int
    end: int


class Claim(Model):
    """One exposure, one relation, one condition or function, in one sentence. The span is the sentence.

    `subject` and `object` are mention ids, `hedges` hedge ids (boosters too) and `promotion` that of the promotion around the claim.
    `predicate` is the Biolink CURIE nearest to `relation`, `trigger` the words that state it, `section` the heading over the sentence, and
    `rule` the id of the rule that found it.
    """

    id: str
    subject: str
    relation: Relation
    object: str
    predicate: str
    text: str
    start: int
    end: int
    trigger: Span
    negated: bool = False
    certainty: Certainty = "asserted"
    strength: Strength = "causal"
    hedges: list[str] = Field(default_factory=list)
    attribution: Attribution | None = None
    evidence: Evidence | None = None
    section: str | None = None
    promotion: str | None = None
    rule: str


class Hedge(Model):
    """A word that lowers commitment (or, category `booster`, raises it), the stretch it covers and the ids of the claims it touches."""

    id: str
    category: HedgeCategory
    text: str
    start: int
    end: int
    scope: Scope
    claims: list[str] = Field(default_factory=list)
    rule: str


class Promotion(Model):
    """A sentence or block that sells. `products` are mention ids, `claims` claim ids, `url` where its link leads."""

    id: str
    kind: PromotionKind
    text: str
    start: int
    end: int
    products: list[str] = Field(default_factory=list)
    url: str | None = None
    claims: list[str] = Field(default_factory=list)
    rule: str


class Product(Model):
    """A named commercial product of a passage, whatever its mentions call it.

    `maker` and `type` ("serum", "capsules") are as the text has them, or null. `links` lead from its name or from a promotion of it;
    `claims` have it as their subject, and `helps` are the names of what those of them that are beneficial and not negated speak of.
    """

    name: str
    maker: str | None = None
    type: str | None = None
    mentions: list[str] = Field(default_factory=list)
    links: list[str] = Field(default_factory=list)
    promotions: list[str] = Field(default_factory=list)
    claims: list[str] = Field(default_factory=list)
    helps: list[str] = Field(default_factory=list)


class Passage(Model):
    """A text with everything found in it: the blocks' texts joined by a blank line, and nothing else."""

    text: str = ""
    blocks: list[Block] = Field(default_factory=list)
    mentions: list[Mention] = Field(default_factory=list)
    claims: list[Claim] = Field(default_factory=list)
    hedges: list[Hedge] = Field(default_factory=list)
    promotions: list[Promotion] = Field(default_factory=list)
    products: list[Product] = Field(default_factory=list)


class Article(Passage):
    """The article itself. Fields are null where the page does not say; `published` and `modified` are ISO 8601 dates."""

    title: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    site_name: str | None = None
    language: str | None = None
    canonical_url: str | None = None


class Comment(Passage):
    """One reader's comment, with its author as the page gives the name, and its ISO 8601 date; `depth` is 0 for one that answers no other
    comment, and `spam_reasons` are the ids of the rules that make it spam.
    """

    id: str
    author: str | None = None
    published: str | None = None
    depth: int = 0
    spam: bool = False
    spam_reasons: list[str] = Field(default_factory=list)


class Offer(Model):
    """A product for sale on the page, around its text or by a link in it. `price` is as the page writes it; `mentions` are the ids of the
    article's mentions that name it, none where only a box beside the text does.
    """

    name: str
    url: str | None = None
    price: str | None = None
    mentions: list[str] = Field(default_factory=list)


class SourceInfo(Model):
    """Where the page came from and what came back. `url` is what was asked for: a URL, or the path of a file; `final_url` is the URL after
    all redirects. `charset` is what the content was read with, `fetched_at` in UTC, and `sha256` that of the raw bytes.
    """

    url: str | None = None
    final_url: str | None = None
    status: int | None = None
    media_type: str | None = None
    charset: str | None = None
    fetched_at: str | None = None
    sha256: str | None = None


class ExtractorInfo(Model):
    """What made the report: package version, pipeline name and version, and a digest of all rules in force."""

    version: str
    pipeline: str
    rules_sha256: str


class Commitment(Model):
    """How sure the claims of a section sound: shares of its claims, 0 to 1. The first four add up to 1; negated claims are among them."""

    section: str | None = None
    claims: int = 0
    asserted: float = 0.0
    hedged: float = 0.0
    boosted: float = 0.0
    questioned: float = 0.0
    negated: float = 0.0


class Overstatement(Model):
    """A claim of a title or heading that the text makes with less commitment wherever it makes it: claim ids on both sides."""

    heading: str
    text: list[str]


class Summary(Model):
    """What a reader wants first, all of it derived from the rest. All but `comments` and `spam_comments` speak of the article alone.

    `claims_near_promotions` counts the claims in a promotion's paragraph or in the one before or after, `claims_hedged_by_can` those
    whose only hedge is one of capability. `promotional_share` is that of the words, 0 to 1. `commitment` is over the whole article,
    `commitment_by_section` in reading order (the claims before the first heading under null).
    """

    words: int = 0
    claims: int = 0
    claims_by_relation: dict[str, int] = Field(default_factory=dict)
    claims_by_certainty: dict[str, int] = Field(default_factory=dict)
    claims_by_relation_and_certainty: dict[str, dict[str, int]] = Field(default_factory=dict)
    claims_negated: int = 0
    claims_hedged_by_can: int = 0
    claims_in_promotions: int = 0
    claims_near_promotions: int = 0
    commitment: Commitment = Field(default_factory=Commitment)
    commitment_by_section: list[Commitment] = Field(default_factory=list)
    overstatement: list[Overstatement] = Field(default_factory=list)
    hedges: int = 0
    boosters: int = 0
    promotions: int = 0
    promotions_by_kind: dict[str, int] = Field(default_factory=dict)
    promotional_share: float = 0.0
    products: list[str] = Field(default_factory=list)
    comments: int = 0
    spam_comments: int = 0


class Report(Model):
    """What one page becomes. `removed` counts the blocks that were dropped from the article, by role."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    source: SourceInfo
    extractor: ExtractorInfo
    article: Article
    comments: list[Comment] = Field(default_factory=list)
    removed: dict[str, int] = Field(default_factory=dict)
    offers: list[Offer] = Field(default_factory=list)
    summary: Summary = Field(default_factory=Summary)

    def to_rows(self) -> list[dict[str, Any]]:
        """One flat dict a claim (article first, then comments), ready for a DataFrame."""
        rows = []
        for place, passage in [("article", self.article), *((comment.id, comment) for comment in self.comments)]:
            mentions = {mention.id: mention for mention in passage.mentions}
            cues = {hedge.id: hedge.text for hedge in passage.hedges}
            for claim in passage.claims:
                subject, object_ = mentions[claim.subject], mentions[claim.object]
                rows.append(
                    {
                        "url": self.source.final_url or self.source.url,
                        "title": self.article.title,
                        "place": place,
                        "claim": claim.id,
                        "subject": subject.name,
                        "subject_text": subject.text,
                        "subject_kind": subject.kind,
                        "subject_concept": subject.concept,
                        "subject_state": subject.state,
                        "relation": claim.relation,
                        "object": object_.name,
                        "object_text": object_.text,
                        "object_kind": object_.kind,
                        "object_concept": object_.concept,
                        "object_state": object_.state,
                        "predicate": claim.predicate,
                        "negated": claim.negated,
                        "certainty": claim.certainty,
                        "cues": "; ".join(cues[hedge] for hedge in claim.hedges) or None,
                        "strength": claim.strength,
                        "attribution": claim.attribution.source if claim.attribution else None,
                        "evidence": claim.evidence,
                        "section": claim.section,
                        "promotion": claim.promotion,
                        "rule": claim.rule,
                        "sentence": claim.text,
                        "start": claim.start,
                        "end": claim.end,
                    }
                )
        return rows


class Failure(Model):
    """A source that could not be read, in its place in a `pipe`. `kind` is the `kind` of the typed error."""

    source: str
    kind: str
    message: str
