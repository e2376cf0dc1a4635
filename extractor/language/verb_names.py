"""Names that took in the verb of their sentence: in "caffeine [disrupted sleep]" the tree shows that *disrupted* is no part of the name.

Terms are matched before anything is parsed, and "disrupted sleep" is one. Where such a participle turns out to be what the clause says, the
mention is what the verb acts on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from extractor.language.mentions import Found
from extractor.language.tree import children, morph
from extractor.language.units import Placed, Unit
from extractor.report import OBJECT_KINDS


def without_verbs(unit: Unit, find: Callable[[str], list[Found]], acts: Callable[[Token], bool]) -> dict[Found, Found]:
    """The mentions of a parsed unit whose name begins with its clause's verb, and what is left of each without that.

    Args:
        find: the mentions of a text.
        acts: whether a verb by itself says what an exposure does.
    """
    found = {}
    for placed in unit.mentions:
        if placed.kind in OBJECT_KINDS and _begins_with_verb(unit, placed) and acts(unit.doc[placed.start]):
            text = unit.doc[placed.start + 1 : placed.end].text
            rest = [mention for mention in find(text) if (mention.start, mention.end) == (0, len(text)) and mention.kind in OBJECT_KINDS]
            if rest:
                found[placed.found] = replace(rest[0], start=unit.offsets[placed.start + 1], end=placed.found.end)
    return found


def _begins_with_verb(unit: Unit, placed: Placed) -> bool:
    """Whether the tree shows the first word of a name as a verb in the past tense that has the others as its object."""
    verb = unit.doc[placed.start]
    described = verb.dep_ in ("amod", "acl", "compound") and not children(verb, "nsubj")  # but "no sign that caffeine [disrupted] sleep"
    stolen = any(subject.pos_ == "VERB" for subject in children(verb, "nsubj"))  # "how does zinc [calm] irritated skin?"
    if verb.pos_ != "VERB" or "Past" not in morph(verb, "Tense") or described or stolen:
        return False
    return any(child.i == placed.end - 1 for child in children(verb, "obj"))
