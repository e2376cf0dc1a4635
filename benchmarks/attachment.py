"""Whether the parser hangs a claim's words where they belong: `python -m benchmarks.attachment [--errors N] [--model DIR]`.

The gold is `fixtures/attachment.yaml`. Texts take the product's own way to the parser: its tokeniser, its sentences, and for list items the
line that leads into them. *tree* scores the parser's trees, *as used* counts an argument right also where the claim finder mends the tree.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import yaml
from spacy.tokens import Token

from benchmarks.fixtures import FIXTURES
from extractor.language import repairs, word_order
from extractor.language.parser import BiaffineParser
from extractor.language.pipeline import Pipeline
from extractor.language.reading import units_of
from extractor.language.tree import base, prepositions
from extractor.language.units import Unit
from extractor.report import Block, BlockKind, Passage
from extractor.rulebook import Rulebook

BLOCKS: dict[str, BlockKind] = {"sentence": "paragraph", "heading": "heading", "item": "list_item"}
_ARC = re.compile(r"(?P<word>.+?) >(?P<labels>[a-z|]+) (?P<head>.+)")


@dataclass(frozen=True)
class Arc:
    """What a word hangs from, and as what: any one of `labels`, without subtypes. Both sides may be several words, and then stand for any of them."""

    word: str
    labels: frozenset[str]
    head: str


@dataclass(frozen=True)
class AttachmentCase:
    """A text with its trigger and arguments, each argument by its arcs, of which one must hold. `lead` is the line above a list item."""

    text: str
    kind: str
    lead: str
    trigger: str
    arguments: tuple[tuple[Arc, ...], ...]

    @property
    def passage(self) -> Passage:
        """The text, behind its lead-in line if it has one, as the product reads it."""
        item = Block(kind=BLOCKS[self.kind], start=len(self.lead) + 2 if self.lead else 0, end=len(self.whole))
        return Passage(text=self.whole, blocks=[Block(kind="paragraph", start=0, end=len(self.lead)), item] if self.lead else [item])

    @property
    def whole(self) -> str:
        return f"{self.lead}\n\n{self.text}" if self.lead else self.text

    def place(self, word: str) -> tuple[int, int]:
        """Where a word of the gold stands in the passage; "calcium#2" is the second that reads so.

        Raises:
            ValueError: it does not stand there, or more than once without a number.
        """
        name, _, number = word.partition("#")
        spans = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self.whole)]
        if number:
            spans = spans[int(number) - 1 : int(number)]
        if len(spans) != 1:
            raise ValueError(f"{word!r} stands {len(spans)} times in {self.whole!r}")
        return spans[0]


@dataclass
class Tally:
    """How many arguments and texts there are, and how many are right: `labelled` with the relation as well, `whole` texts in all arguments."""

    arguments: int = 0
    texts: int = 0
    head: int = 0
    labelled: int = 0
    whole: int = 0

    def add(self, right: Sequence[tuple[bool, bool]]) -> None:
        """Counts a text by its arguments: (head right, and relation right)."""
        self.arguments += len(right)
        self.texts += 1
        self.head += sum(head for head, _ in right)
        self.labelled += sum(label for _, label in right)
        self.whole += all(head for head, _ in right)

    def figures(self) -> dict[str, float]:
        return {
            "attachment": self.head / self.arguments,
            "labelled": self.labelled / self.arguments,
            "whole": self.whole / self.texts,
        }


def parse_arc(text: str) -> Arc:
    """An arc such as "acne >obj worsens".

    Raises:
        ValueError: it is not in that form.
    """
    match = _ARC.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not an arc: {text!r}")
    return Arc(match["word"], frozenset(match["labels"].split("|")), match["head"])


def attachment_cases() -> list[AttachmentCase]:
    """The gold, in file order.

    Raises:
        ValueError: an argument that is not in the compact form.
    """
    data = yaml.safe_load((FIXTURES / "attachment.yaml").read_text(encoding="utf-8"))
    return [
        AttachmentCase(
            item["text"], item.get("kind", "sentence"), item.get("lead", ""), item["trigger"],
            tuple(tuple(map(parse_arc, argument.split(" or "))) for argument in item["arguments"].split(";")),
        )
        for item in data
    ]  # fmt: skip


def tokens_at(units: Iterable[Unit], start: int, end: int) -> list[Token]:
    """The tokens of a stretch of the passage, in the last of the units that hold it: a lead-in line is in its items' units too."""
    found: list[Token] = []
    for unit in units:
        inside = [token for token in unit.doc if unit.offsets[token.i] < end and start < unit.offsets[token.i] + len(token.text)]
        found = inside or found
    return found


def judge(case: AttachmentCase, units: Sequence[Unit], used: bool) -> list[tuple[bool, bool]]:
    """For each argument whether its head, and also its relation, is right; with `used` also where the claim finder mends it."""
    right = []
    for argument in case.arguments:
        tried = [_holds(case, arc, units, used) for arc in argument]
        right.append((any(head for head, _ in tried), any(label for _, label in tried)))
    return right


def _holds(case: AttachmentCase, arc: Arc, units: Sequence[Unit], used: bool) -> tuple[bool, bool]:
    words, heads = tokens_at(units, *case.place(arc.word)), tokens_at(units, *case.place(arc.head))
    top = _top(words)
    if top.head in heads:
        return True, base(top.dep_) in arc.labels
    mended = used and any(_mended(word, head, arc.labels) for word in words for head in heads if word.doc is head.doc)
    return mended, mended


def _top(words: Sequence[Token]) -> Token:
    """Of several words the one that hangs from none of the others."""
    return next(word for word in words if word.head == word or word.head not in words)


def _mended(word: Token, head: Token, labels: frozenset[str]) -> bool:
    """Whether the claim finder sees `word` as an argument of `head` although the tree does not."""
    if "nsubj" in labels:
        return word in repairs.own_subjects(head)
    if "obj" in labels:
        return word in repairs.objects_of_governor(head)
    if "compound" in labels:
        return word in repairs.shared_modifier(head, [child for child in head.lefts if base(child.dep_) == "compound"])
    if labels & {"obl", "nmod"}:
        groups = word_order.prepositional([head], set(prepositions(word))).values()
        return any(word in group for found in groups for group in found)
    return False


def score(
    cases: Sequence[AttachmentCase], model: str | None = None
) -> tuple[dict[str, Tally], dict[str, Tally], list[str]]:
    """Tallies of the trees and of what the claim finder makes of them, for all texts and for each kind, and the mistakes as lines.

    Args:
        model: a folder with another parser; None for the one shipped.
    """
    pipeline, parser = Pipeline(Rulebook()), BiaffineParser(model)
    trees, used = ({name: Tally() for name in ("all", "sentence", "heading or item")} for _ in range(2))
    mistakes = []
    for case in cases:
        passage = case.passage
        units = units_of(pipeline, passage, pipeline.tokenise(passage.text))
        parser.annotate([unit.doc[:] for unit in units])
        group = "sentence" if case.kind == "sentence" else "heading or item"
        for tallies, mended in ((trees, False), (used, True)):
            right = judge(case, units, mended)
            for name in ("all", group):
                tallies[name].add(right)
        for argument, (head, label) in zip(case.arguments, judge(case, units, False), strict=True):
            if not (head and label):
                mistakes.append(_mistake(case, argument[0], units, head))
    return trees, used, mistakes


def _mistake(case: AttachmentCase, arc: Arc, units: Sequence[Unit], head: bool) -> str:
    top = _top(tokens_at(units, *case.place(arc.word)))
    found = f"found >{top.dep_} {top.head.text}"
    return f"{'relation' if head else 'head'}: {arc.word} >{'|'.join(sorted(arc.labels))} {arc.head}, {found}: {case.text!r}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attachment", description=__doc__)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N mistakes of the trees")
    parser.add_argument("--model", metavar="DIR", help="another parser's folder")
    options = parser.parse_args(arguments)
    trees, used, mistakes = score(attachment_cases(), options.model)
    for title, tallies in (("tree", trees), ("as used", used)):
        print(f"{title:<26}{'head':>9}{'labelled':>9}{'whole':>9}{'args':>7}{'texts':>7}")
        for name, tally in tallies.items():
            figures = "".join(f"{figure:9.3f}" for figure in tally.figures().values())
            print(f"  {name:<24}{figures}{tally.arguments:7}{tally.texts:7}")
    for mistake in mistakes[: options.errors]:
        print(mistake)


if __name__ == "__main__":
    main()
