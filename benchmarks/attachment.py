"""Whether the parser hangs a claim's words where they belong: `python -m benchmarks.attachment [--errors N] [--model DIR]`.

The gold is `fixtures/attachment.yaml`. Texts take the product's own way to the parser: its tokeniser, its sentences, and for list items the
line that leads into them. *tree* scores the parser's trees, *as used* counts an argument right also where the claim finder
reads it right off a wrong tree: by its repairs and the order of the words.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import yaml
from spacy.tokens import Token

from benchmarks.fixtures import FIXTURES
from extractor.language import Analyser, word_order
from extractor.language.parser import BiaffineParser
from extractor.language.repairs import mend
from extractor.language.slots import slots
from extractor.language.tree import Groups, base, is_passive, prepositions
from extractor.language.units import Unit
from extractor.report import Block, BlockKind, Passage
from extractor.rulebook import Rulebook

BLOCKS: dict[str, BlockKind] = {"sentence": "paragraph", "heading": "heading", "item": "list_item"}
PARTS = {"": ("sentence", "heading", "item"), ", sentences": ("sentence",), ", headings and items": ("heading", "item")}
Right = tuple[bool, bool]  # head, head and relation
_ARC = re.compile(r"(?P<word>.+?) >(?P<labels>[a-z|]+) (?P<head>.+)")


@dataclass(frozen=True)
class Arc:
    """What a word hangs from, and as what: any of `labels`, without subtypes. Several words on one side stand for any one of them."""

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


@dataclass(frozen=True)
class Judged:
    """A case with what is right of each argument, in the tree and as the claim finder reads it.

    `mistakes` are those of the tree, as lines for a person.
    """

    case: AttachmentCase
    tree: list[Right]
    used: list[Right]
    mistakes: list[str]


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


def judge(case: AttachmentCase, units: Sequence[Unit], used: bool) -> list[Right]:
    """For each argument whether its head, and also its relation, is right; with `used` also where the claim finder reads them so."""
    right = []
    for argument in case.arguments:
        tried = [_holds(case, arc, units, used) for arc in argument]
        right.append((any(head for head, _ in tried), any(label for _, label in tried)))
    return right


def _holds(case: AttachmentCase, arc: Arc, units: Sequence[Unit], used: bool) -> Right:
    words, heads = tokens_at(units, *case.place(arc.word)), tokens_at(units, *case.place(arc.head))
    top = _top(words)
    if top.head in heads:
        return True, base(top.dep_) in arc.labels
    # the phrases of nouns other than the trigger are read off the tree alone
    slotted = used and (arc.head == case.trigger or "nmod" not in arc.labels)
    read = slotted and any(_read(word, head, arc.labels) for word in words for head in heads if word.doc is head.doc)
    return read, read


def _top(words: Sequence[Token]) -> Token:
    """Of several words the one that hangs from none of the others."""
    return next(word for word in words if word.head == word or word.head not in words)


def _read(word: Token, head: Token, labels: frozenset[str]) -> bool:
    """Whether the claim finder takes `word` for an argument of the trigger `head`, whatever the tree says: from the slots around it."""
    around = slots([head])
    groups: Groups = []
    if labels & {"nsubj", "csubj"}:
        groups = around.get("object" if is_passive(head) else "subject", [])[:1]
    elif labels & {"obj", "iobj"}:
        groups = around.get("object", [])[:1]
    elif labels & {"obl", "nmod"}:
        names = prepositions(word)
        loose = word_order.prepositional([head], names)
        groups = [group for name in names for group in (*around.get(name, []), *loose.get(name, []))]
    return any(word in group for group in groups)


def judge_cases(cases: Sequence[AttachmentCase], model: str | None = None) -> list[Judged]:
    """Parses and judges the cases. `model` is a folder with another parser; None for the one shipped."""
    analyser, parser = Analyser(Rulebook()), BiaffineParser(model)
    judged = []
    for case in cases:
        units = analyser.read(case.passage).units
        parser.annotate([unit.doc[:] for unit in units])
        tree = judge(case, units, used=False)
        mistakes = [_mistake(case, arcs[0], units, head) for arcs, (head, label) in zip(case.arguments, tree, strict=True) if not label]
        for unit in units:
            mend(unit.doc)
        judged.append(Judged(case, tree, judge(case, units, used=True), mistakes))
    return judged


def figures(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """What floors are set for: the shares of arguments with the right head, and relation, and of texts with all heads right."""
    found = {}
    for name in ("tree", "used"):
        for part, kinds in PARTS.items():
            texts: list[list[Right]] = [getattr(item, name) for item in judged if item.case.kind in kinds]
            arguments = [right for text in texts for right in text]
            found[name + part] = {
                "attachment": sum(head for head, _ in arguments) / len(arguments),
                "labelled": sum(label for _, label in arguments) / len(arguments),
                "whole": sum(all(head for head, _ in text) for text in texts) / len(texts),
            }
    return found


def _mistake(case: AttachmentCase, arc: Arc, units: Sequence[Unit], head: bool) -> str:
    top = _top(tokens_at(units, *case.place(arc.word)))
    found = f"found >{top.dep_} {top.head.text}"
    return f"{'relation' if head else 'head'}: {arc.word} >{'|'.join(sorted(arc.labels))} {arc.head}, {found}: {case.text!r}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attachment", description=__doc__)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N mistakes of the trees")
    parser.add_argument("--model", metavar="DIR", help="another parser's folder")
    options = parser.parse_args(arguments)
    judged = judge_cases(attachment_cases(), options.model)
    print(f"{'':<26}{'attachment':>11}{'labelled':>11}{'whole':>11}")
    for name, shares in figures(judged).items():
        print(f"{name:<26}" + "".join(f"{share:11.3f}" for share in shares.values()))
    mistakes = [mistake for item in judged for mistake in item.mistakes]
    print("\n".join(mistakes[: options.errors]))


if __name__ == "__main__":
    main()
