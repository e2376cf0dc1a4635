"""Triggers that are a claim's condition or function themselves: "is [fatal]", "since then I am [bloated]", "iron [carries oxygen]"."""

from __future__ import annotations

from spacy.tokens import Token

from extractor.language.tree import SUBJECTS, children, is_verbal
from extractor.report import EXPOSURE_KINDS, OBJECT_KINDS


def is_head(token: Token) -> bool:
    """Whether a token is the head of a mention."""
    return bool(token.ent_type_) and (token.head.i == token.i or token.head.ent_type_ != token.ent_type_)


def is_said(head: Token, frame: str, any_mention: bool) -> bool:
    """Whether a word that names the condition itself says that it comes about.

    An adjective does as a predicate ("is fatal", "as carcinogenic"), not before a noun ("fatal falls"); a verb does of people, not of food
    ("salt dehydrates the cabbage").

    Args:
        head: the word, head of its mention.
        frame: the frame of the rule whose trigger it is.
        any_mention: whether the rule takes any mention, and not words of its own.
    """
    if frame != "adjective-for":
        if any_mention and (_is_single(head) or head.dep_ == "xcomp"):
            return False  # one word alone ("zinc sleeps") is no verb phrase; of "helps you nod off" the claim is that of "helps"
        return not any(word.ent_type_ in EXPOSURE_KINDS for word in children(head, "obj"))
    if any_mention and (_is_made(head) or _is_said_of_condition(head)):
        return False
    said = children(head, "cop", "aux", "aux:pass", *SUBJECTS) or (is_verbal(head) and head.dep_ == "conj")
    return bool(said) or head.dep_ in ("xcomp", "obl")


def _is_single(head: Token) -> bool:
    """Whether the mention ends with its head."""
    return all(word.ent_iob_ != "I" for word in head.doc[head.i + 1 : head.i + 2])


def _is_made(head: Token) -> bool:
    """Whether another verb brings the state about: "it leaves me [bloated]"."""
    return head.dep_ == "xcomp" and bool(children(head.head, "obj"))


def _is_said_of_condition(head: Token) -> bool:
    """Whether a mention's own subject is another condition or function: "my rosacea [flares up]", but not "my [nose runs]"."""
    subjects = (noun for noun in children(head, *SUBJECTS) if noun.ent_type_ in OBJECT_KINDS)
    return any(token.ent_iob_ != "I" for noun in subjects for token in head.doc[noun.i + 1 : head.i + 1])
