"""Sentences put together from `composed.yaml`, with their trees: the curt health writing that the treebanks lack."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import yaml
from lemminflect import getInflection

from .data import Sentence

FULL_STOP = 0.5  # share that ends in a full stop
PENN = {"pres3": "VBZ", "past": "VBD", "ger": "VBG"}
FEATURES = {"inf": "VerbForm=Inf", "imp": "Mood=Imp|VerbForm=Fin", "ger": "VerbForm=Ger"}


@dataclass(frozen=True)
class Part:
    """A word or slot of a frame; `head` is 1-based with 0 for the root."""

    word: str
    relation: str
    head: int
    optional: bool

    @classmethod
    def read(cls, written: str) -> Part:
        bare = written.strip("[]")
        word, _, arc = bare.partition("=")
        relation, _, head = arc.rpartition(">")
        return cls(word, relation, int(head), bare != written)


@dataclass
class Filled:
    """What stands for a part: words with tag and relation, of which the one at `head` bears the part's own relation."""

    words: list[tuple[str, str, str]]
    head: int = 0

    @property
    def plural(self) -> bool:
        return "Number=Plur" in self.words[self.head][1]


def _number(noun: str) -> str:
    return "Plur" if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else "Sing"


def _name(written: str) -> Filled:
    """A name as the lists write it: the last word is its head, but for a letter or number that is flat."""
    words = [part.partition("/")[::2] for part in written.split()]
    head = len(words) - 2 if words[-1][1] == "flat" else len(words) - 1
    kinds = {"ADJ": "ADJ|Degree=Pos", "PROPN": "PROPN|Number=Sing"}
    tags = [kinds.get(kind, f"NOUN|Number={_number(form)}") for form, kind in words]
    relations = [{"ADJ": "amod", "flat": "flat"}.get(kind, "compound") for _, kind in words]
    return Filled([(form, tag, relation) for (form, _), tag, relation in zip(words, tags, relations, strict=True)], head)


def _verb(base: str, form: str, relation: str, plural: bool) -> Filled:
    if form in FEATURES:
        return Filled([(getInflection(base, "VBG")[0] if form == "ger" else base, f"VERB|{FEATURES[form]}", relation)])
    tag = f"VERB|Mood=Ind|Number={'Plur' if plural else 'Sing'}|Person=3|Tense={'Past' if form == 'past' else 'Pres'}|VerbForm=Fin"
    if form == "pres" and plural:
        return Filled([(base, tag, relation)])
    return Filled([(getInflection(base, PENN.get(form, "VBZ"))[0], tag, relation)])


class Composer:
    """Fills the frames of `composed.yaml`."""

    def __init__(self) -> None:
        data = yaml.safe_load(Path(__file__).with_name("composed.yaml").read_text(encoding="utf-8"))
        self.names = {"E": data["exposures"], "C": data["conditions"], "F": data["functions"], "P": data["people"]}
        self.verbs: dict[str, list[str]] = data["verbs"]
        self.words: dict[str, str] = data["words"]
        self.frames = [[Part.read(part) for part in frame.split()] for frame in data["frames"]]

    def sentence(self, rng: random.Random) -> Sentence:
        """One sentence, with `rng` as the only source of chance. Its root's relation is "root", as in the treebanks."""
        frame = rng.choice(self.frames)
        filled: dict[int, Filled] = {}
        # nouns first, since verbs agree with them
        for number, part in sorted(enumerate(frame, start=1), key=lambda entry: entry[1].word.partition(".")[0] in self.verbs):
            if not part.optional or rng.random() < 0.5:
                filled[number] = self._fill(part, number, frame, filled, rng)
        starts, at = {}, 0
        for number in sorted(filled):
            starts[number] = at
            at += len(filled[number].words)
        words = []
        for number in sorted(filled):
            part, own, start = frame[number - 1], filled[number], starts[number]
            outer = starts[part.head] + filled[part.head].head + 1 if part.head else 0
            for i, (form, tag, relation) in enumerate(own.words):
                words.append((form, tag, outer, part.relation) if i == own.head else (form, tag, start + own.head + 1, relation))
        if words[-1][0] != "?" and rng.random() < FULL_STOP:
            words.append((".", self.words["."], 1 + [word[2] for word in words].index(0), "punct"))
        forms, tags, heads, relations = zip(*words, strict=True)
        return Sentence(" ".join(forms), forms, forms, tags, heads, relations, ())

    def _fill(self, part: Part, number: int, frame: list[Part], filled: dict[int, Filled], rng: random.Random) -> Filled:
        kind, _, form = part.word.partition(".")
        if kind in self.verbs:
            return _verb(rng.choice(self.verbs[kind]), form, part.relation, self._plural_subject(number, frame, filled))
        if kind in self.names:
            return _name(rng.choice(self.names[kind]))
        return Filled([(part.word, self.words[part.word], part.relation)])

    def _plural_subject(self, verb: int, frame: list[Part], filled: dict[int, Filled]) -> bool:
        """Whether the verb's subject is plural: its own, that of the verb it is joined to, or what its relative pronoun stands for."""
        part = frame[verb - 1]
        subject = next((n for n, other in enumerate(frame, start=1) if other.head == verb and other.relation == "nsubj"), None)
        if subject is None:
            return part.relation == "conj" and self._plural_subject(part.head, frame, filled)
        if part.relation == "acl:relcl":
            return filled[part.head].plural
        return filled[subject].plural or any(other.head == subject and other.relation == "conj" for other in frame)
