"""Scores the shipped parser on the treebanks, through the very component that the package ships.

Three settings: gold tokens and sentences; spaCy's tokens inside gold sentences; spaCy's tokens and sentences of a plain rule (spaCy's
``sentencizer``). Where tokens are spaCy's own, they are aligned by characters as in the CoNLL 2018 shared task: a word counts only if
its span is a gold word's, and scores are F1 over system and gold words. A multiword token ("don't", "cannot") stands as its words, each
with its share of the characters.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import extractor.language.parser  # noqa: F401  (registers the component)

from .data import Sentence, read_split


@dataclass
class Score:
    """Counts of words; the F1 of something is twice what is right over all words of both sides."""

    gold: int = 0
    system: int = 0
    aligned: int = 0
    upos: int = 0
    uas: int = 0
    las: int = 0
    las_universal: int = 0

    def report(self) -> dict[str, float]:
        """Percentages."""
        both = self.gold + self.system
        names = {"words": self.aligned, "UPOS": self.upos, "UAS": self.uas, "LAS": self.las_universal, "LAS_with_subtypes": self.las}
        return {name: round(200 * value / both, 2) for name, value in names.items()}


def _universal(dep: str) -> str:
    return dep.split(":", 1)[0]


def _compare(score: Score, gold: dict, system: dict) -> None:
    """Add two texts to `score`. Each maps a word's key to (upos, key of its head, relation)."""
    score.gold += len(gold)
    score.system += len(system)
    for key, (upos, head, dep) in gold.items():
        if key not in system:
            continue
        score.aligned += 1
        own_upos, own_head, own_dep = system[key]
        score.upos += own_upos == upos
        if own_head == head:
            score.uas += 1
            score.las += own_dep == dep
            score.las_universal += _universal(own_dep) == _universal(dep)


def _system(doc: Doc, spans: bool) -> dict:
    """The words of a doc, by character span without white space, or by place if not `spans`."""
    words = [token for token in doc if not token.is_space]
    keys: dict[int, object] = {}
    at = 0
    for number, token in enumerate(words):
        keys[token.i] = (at, at + len(token.text)) if spans else number
        at += len(token.text)
    out = {}
    for token in words:
        root = token.head is token or token.head.i == token.i
        dep = "root" if token.dep_ == "ROOT" else token.dep_
        out[keys[token.i]] = (token.pos_, None if root else keys.get(token.head.i), dep)
    return out


def _tidy(text: str) -> str:
    return "".join(text.split())


def _gold_spans(sentences: Sequence[Sentence]) -> dict:
    """The gold words of a text by character span without white space."""
    out: dict = {}
    at = 0
    for sentence in sentences:
        spans: list[tuple[int, int]] = []
        tokens = {first: (last, form) for first, last, form in sentence.surface}
        number = 1
        while number <= len(sentence.forms):
            last, form = tokens.get(number, (number, sentence.forms[number - 1]))
            width = len(_tidy(form))
            parts = [len(_tidy(f)) for f in sentence.forms[number - 1 : last]]
            if sum(parts) != width:  # the words do not spell the token: share its characters out, the last word taking the rest
                parts = [max(1, min(part, width - (len(parts) - i - 1))) for i, part in enumerate(parts)]
                parts[-1] = max(1, width - sum(parts[:-1]))
            for part in parts:
                spans.append((at, at + part))
                at += part
            number = last + 1
        for i, span in enumerate(spans):
            head = sentence.heads[i]
            out[span] = (sentence.upos[i], spans[head - 1] if head else None, sentence.deps[i])
    return out


def gold_tokens(nlp: Language, sentences: Sequence[Sentence]) -> tuple[Score, float]:
    """Scores with gold tokens and sentences, and the words parsed a second of processor time."""
    score = Score()
    parser = nlp.get_pipe("biaffine_parser")
    docs = [Doc(nlp.vocab, list(s.forms)) for s in sentences]
    begun = time.process_time()
    for doc in docs:
        parser(doc)
    seconds = time.process_time() - begun
    for doc, sentence in zip(docs, sentences, strict=True):
        gold = {
            i: (upos, head - 1 if head else None, dep)
            for i, (upos, head, dep) in enumerate(zip(sentence.upos, sentence.heads, sentence.deps, strict=True))
        }
        _compare(score, gold, _system(doc, spans=False))
    return score, sum(map(len, docs)) / seconds


def own_tokens(nlp: Language, sentences: Sequence[Sentence]) -> Score:
    """Scores with the tokens of `nlp` inside gold sentences."""
    score = Score()
    for sentence in sentences:
        _compare(score, _gold_spans([sentence]), _system(nlp(sentence.text), spans=True))
    return score


def own_sentences(nlp: Language, sentences: Sequence[Sentence], size: int = 10) -> Score:
    """Scores with the tokens of `nlp` and its sentences, on texts of `size` sentences."""
    score = Score()
    for start in range(0, len(sentences), size):
        part = sentences[start : start + size]
        _compare(score, _gold_spans(part), _system(nlp(" ".join(s.text for s in part)), spans=True))
    return score


def evaluate(data: Path, model: Path | None, split: str = "test") -> dict[str, dict]:
    """Scores of a model folder (None: the one shipped) on a split of every treebank."""
    config = {"model": None if model is None else str(model)}
    nlp = spacy.blank("en")
    nlp.add_pipe("biaffine_parser", config=config)
    ruled = spacy.blank("en")
    ruled.add_pipe("sentencizer")
    ruled.add_pipe("biaffine_parser", config=config)
    out: dict[str, dict] = {}
    for name, sentences in read_split(data, split).items():
        score, speed = gold_tokens(nlp, sentences)
        out[name] = {
            "gold_tokens": score.report(),
            "own_tokens": own_tokens(nlp, sentences).report(),
            "own_tokens_and_sentences": own_sentences(ruled, sentences).report(),
            "words_per_second": round(speed),
        }
    return out


if __name__ == "__main__":
    arguments = sys.argv[1:]
    print(json.dumps(evaluate(Path(arguments[0]), Path(arguments[1]) if arguments[1:] else None, *arguments[2:3]), indent=1))
