"""What a source is called: the name out of its noun phrase, and the full names of people who are later called by one word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spacy.tokens import Token

from extractor.language.tree import children

_OUTSIDE = frozenset(
    {"acl", "acl:relcl", "appos", "parataxis", "advcl", "advcl:relcl", "case", "cc", "conj", "punct", "dep", "list", "discourse"}
)
_JOINERS = frozenset({"ADP", "PUNCT", "DET", "SCONJ", "CCONJ"})


def name_of(noun: Token) -> list[Token]:
    """The words that name a source, in a row.

    "Huiying Li" out of "study co-author Huiying Li, a pharmacologist"; else the noun phrase without its article, clauses and appositions:
    "2020 study in the Lancet".
    """
    if not is_proper(noun):
        for child in children(noun, "appos", "flat"):
            if is_proper(child) and (child.dep_ == "flat" or child.i - noun.i <= 3):
                return _run(child)
        one = "Sing" in noun.morph.get("Number", [])
        joined = {word.i for child in children(noun, "conj") if one and not children(child, "det") for word in child.subtree}
        comma = noun.doc[noun.i + 1 : noun.i + 2].text == ","
        behind = comma and noun.head.i < noun.i and "Plur" not in noun.morph.get("Number", [])
        for token in noun.doc[noun.i + 1 :]:  # "study co-author Mary Poole", "chef and author Neil Ford", whatever the tree makes of it
            if is_proper(token):
                return _run(token)
            if behind and token.i == noun.i + 1:
                continue  # "said its president, Mary Poole"
            if behind:
                break
            if token.pos_ not in ("NOUN", "ADJ", "PROPN") and not _is_hyphen(token) and token.i not in joined:
                break
    elif children(noun, "flat") or noun.dep_ == "flat" or (noun.dep_ == "compound" and is_proper(noun.head)):
        return _run(noun)
    elif any(is_proper(token) and token.dep_ == noun.dep_ and token.head == noun.head for token in noun.doc[noun.i + 1 : noun.i + 2]):
        return _run(noun)  # "Lim Hui Shan", cut in two
    phrase = sorted(_phrase(noun), key=lambda token: token.i)
    first = last = phrase.index(noun)
    while first > 0 and phrase[first - 1].i == phrase[first].i - 1:
        first -= 1
    while last + 1 < len(phrase) and phrase[last + 1].i == phrase[last].i + 1:
        last += 1
    words = phrase[first : last + 1]
    while words[0] is not noun and (words[0].pos_ in ("ADP", "PUNCT", "SCONJ") or _is_article(words[0])):
        del words[0]
    while words[-1] is not noun and words[-1].pos_ in _JOINERS:
        del words[-1]
    return words


def is_proper(token: Token) -> bool:
    """Whether a token is a proper name, by its part of speech and its capital."""
    return token.pos_ == "PROPN" and not token.text[:1].islower()


def full_names(sources: Iterable[str]) -> dict[str, str]:
    """Short names to the full ones said elsewhere in the passage: "Li" to "Huiying Li", "Dr. Kim" to "Dr. Anna Kim".

    >>> full_names(["Huiying Li", "Li", "NHS"])
    {'Huiying Li': 'Huiying Li', 'Li': 'Huiying Li', 'NHS': 'NHS'}
    """
    said = list(sources)
    whole: dict[str, str] = {}
    for source in said:
        words = _untitled(source)
        if len(words) > 1 and all(word[:1].isupper() for word in source.split()):
            whole.setdefault(words[-1], source)
    return {short: _full(short, whole) for short in said}


def _full(short: str, whole: Mapping[str, str]) -> str:
    """`whole` are the full names by their last words."""
    words = _untitled(short)
    return whole.get(words[0], short) if len(words) == 1 and short[:1].isupper() else short


def _untitled(name: str) -> list[str]:
    """The words of a name without a title: a first word that ends in a full stop, of more than an initial ("Dr.", "Prof.")."""
    words = name.split()
    return words[1:] if len(words) > 1 and words[0].endswith(".") and len(words[0]) > 2 else words


def _run(token: Token) -> list[Token]:
    """The run of proper names around one."""
    doc, first, last = token.doc, token.i, token.i
    while first > 0 and is_proper(doc[first - 1]):
        first -= 1
    while last + 1 < len(doc) and is_proper(doc[last + 1]):
        last += 1
    return list(doc[first : last + 1])


def _phrase(noun: Token) -> list[Token]:
    kept = [noun]
    for child in noun.children:
        if not (child.dep_ in _OUTSIDE or _is_article(child)) or _is_hyphen(child):
            kept += _modifier(child)
    return kept


def _modifier(token: Token) -> list[Token]:
    """A modifier of a name with its prepositions and articles, without clauses and appositions."""
    kept = [token]
    for child in token.children:
        if child.dep_ in ("case", "cc", "conj") or child.dep_ not in _OUTSIDE or _is_hyphen(child):
            kept += _modifier(child)
    return kept


def _is_article(token: Token) -> bool:
    return token.pos_ == "DET" and "Art" in token.morph.get("PronType", [])


def _is_hyphen(token: Token) -> bool:
    return token.text in ("-", "‐", "‑")
