"""The relation classifier: what a sentence says of a pair of mentions, where no rule has said anything.

Writers have more ways to put a claim than any list of wordings. So a pair that the rules leave is read by a small network, trained by
``training/relations`` on sentences composed for it: MiniLM with marks around both mentions (typed entity markers; Zhou and Chen 2022,
https://arxiv.org/abs/2102.01373). It gives a relation, whether that is denied, and the word that says it; the rest of a claim (hedges,
source, evidence) is found as for any other. How sure it must be is said in `rules/claims/learned`, as are examples and counter-examples.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from extractor.errors import PipelineError
from extractor.language.sessions import open_session, open_tokenizer

MODEL = Path(__file__).parent / "model" / "relations"
TOKENIZER = MODEL.parent / "tokenizer.json"
LABELS = (
    "none", "causes", "predisposes", "exacerbates", "prevents", "treats", "ameliorates", "affects", "associated_with", "supports",
    "impairs",
)  # fmt: skip
MARKS = {"exposure": "@", "condition": "#", "function": "*"}
LONGEST = 100  # words of a sentence that is read
MOST_PIECES = 510  # what the encoder has places for beside [CLS] and [SEP]

Places = tuple[int, int]  # of a mention's words, end-exclusive


@dataclass(frozen=True)
class Judgement:
    """What a sentence says of a pair: the likelihood of each of `LABELS`, that a claim is denied, and the word that says it most likely."""

    likelihoods: npt.NDArray[np.float32]
    denied: float
    trigger: int

    @property
    def relation(self) -> str:
        """The likeliest relation, if any is claimed."""
        return LABELS[int(self.likelihoods[1:].argmax()) + 1]

    @property
    def claimed(self) -> float:
        """How likely it is that anything is claimed."""
        return 1 - float(self.likelihoods[0])


def marked(words: Sequence[str], subject: Places, object_: Places, kind: str) -> tuple[list[str], list[int]]:
    """The words with marks around both mentions, the object's by its `kind`; and where each of the words is in them."""
    ends = ((subject, MARKS["exposure"]), (object_, MARKS[kind]))
    out: list[str] = []
    places: list[int] = []
    for i, word in enumerate(words):
        out += [mark for (start, _), mark in ends if start == i]
        places.append(len(out))
        out.append(word)
        out += [mark for (_, end), mark in ends if end == i + 1]
    return out, places


class RelationClassifier:
    """Reads pairs of mentions, each pair alone, so that nothing depends on what is read beside it."""

    def __init__(self, folder: Path = MODEL) -> None:
        self._folder = folder

    def judge(self, words: Sequence[str], subject: Places, object_: Places, kind: str) -> Judgement | None:
        """What a sentence says of a pair, the word that says it counted in `words`.

        None for a sentence too long to be read, or of the pair alone.

        Raises:
            PipelineError: the model's files are missing or broken.
        """
        if len(words) > LONGEST:
            return None
        text, places = marked(words, subject, object_, kind)
        inside = {*range(*subject), *range(*object_)}
        free = [place for i, place in enumerate(places) if i not in inside]
        if not free:
            return None
        judged = read_marked(self._folder, text, places[subject[0]] - 1, places[object_[0]] - 1, free)
        return replace(judged, trigger=places.index(judged.trigger))


def read_marked(folder: Path, words: Sequence[str], subject: int, object_: int, free: Sequence[int]) -> Judgement:
    """What marked words say of the pair whose opening marks stand at `subject` and `object_`; the trigger is one of the places `free`."""
    return _load(folder, os.getpid()).judge(words, subject, object_, free)


class _Model:
    """The network and the tokenizer."""

    def __init__(self, folder: Path) -> None:
        try:
            self._session = open_session(folder / "relations.onnx")
            self._tokenizer = open_tokenizer(TOKENIZER, os.getpid())
        except Exception as error:  # onnxruntime and tokenizers raise a dozen kinds, some of them bare Exception
            raise PipelineError(f"the relation classifier's files cannot be read: {error}", str(folder)) from error
        self._cls, self._sep = (self._tokenizer.token_to_id(piece) or 0 for piece in ("[CLS]", "[SEP]"))

    def judge(self, words: Sequence[str], subject: int, object_: int, free: Sequence[int]) -> Judgement:
        encoding = self._tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
        starts = np.zeros(len(words), dtype=np.int64)
        for place, word in reversed(list(enumerate(encoding.word_ids[:MOST_PIECES], start=1))):
            starts[word] = place
        pieces = np.array([self._cls, *encoding.ids[:MOST_PIECES], self._sep], dtype=np.int64)
        marks = np.array([subject, object_], dtype=np.int64)
        labels, denied, triggers = self._session.run(None, {"pieces": pieces, "starts": starts, "marks": marks})
        return Judgement(labels, float(denied), free[int(triggers[list(free)].argmax())])


@lru_cache(maxsize=2)
def _load(folder: Path, process: int) -> _Model:
    return _Model(folder)
