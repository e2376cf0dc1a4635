"""The words that mentions are made of: the lexicons of `rules/lexicon/` and users' own terms, compiled for matching.

Files are tab-separated, and their header line tells what they hold (see `rules/lexicon/README.md`): terms, word roles or spellings.
Terms are indexed under a normal form (`Normalizer`) that forgets case, plural, hyphens, accents, Greek letters and British spelling, so
that the text is looked up once, word by word, and no term is ever tokenised by spaCy. Loading takes a seventh of a second.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import get_args

from extractor.collector import collecting_later
from extractor.errors import RuleError
from extractor.report import MentionKind
from extractor.rulebook import Rulebook, read_table

KINDS: frozenset[str] = frozenset(get_args(MentionKind))
WORDS_KEPT = 200_000  # normal forms that are remembered; a long run over many texts must not grow without end
NO_MENTION = "none"  # the kind of rows that only keep shorter terms inside them from matching ("cast iron")
# Word roles and their letters in `Words.roles`.
ROLES = {
    "organ": "o", "region": "a", "process": "p", "function": "f", "system": "s", "link": "r",
    "trouble": "t", "harm": "h", "benefit": "b", "making": "m", "growing": "w", "good": "g", "bad": "x", "new": "n", "of": "i", "lack": "k",
    "and": "&", "determiner": "d",
}  # fmt: skip
# Words that make something else of the mention beside them; "illness" ends the long form of an abbreviation, the last three tell of others.
TAILS = (
    "reaction", "handling", "dish", "preparation", "trade", "fate", "name", "illness", "amount", "rich", "free", "regimen", "constituent",
    "hazard", "sufferer", "acronym",
)  # fmt: skip

TERM_HEADER = ("name", "concept", "kind", "synonyms", "flags")
ROLE_HEADER = ("word", "role")
SPELLING_HEADER = ("written", "read_as")

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\d+(?:['’]?[sS](?!\w))?")
INNER_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
CURIE = re.compile(r"[A-Za-z][A-Za-z0-9]*:[A-Za-z0-9_.\-]+")
FLAG = re.compile(r"(exact|case|head|bare|exposure)|(context):(\S.*)")
PLURALS = ((("sses", "shes", "ches", "xes"), 2, ""), (("ies",), 3, "y"), (("oes",), 2, ""), (("s",), 1, ""))
GREEK = str.maketrans({"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ω": "omega", "κ": "kappa", "µ": "mu", "μ": "mu"})


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of a user's own vocabulary: what it is called, its kind, its identifier (CURIE) and other names for it."""

    kind: MentionKind
    name: str
    concept: str | None = None
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sense:
    """What a string of a lexicon means, and when it may be matched (the flags of its row)."""

    kind: str
    name: str
    concept: str | None
    exact: bool = False  # only in this grammatical number: "falls", never "fall"
    case: bool = False  # only with these capitals
    head: bool = False  # only where no noun follows: "good for the skin", never "skin cream"
    bare: bool = False  # only without a determiner: "eat liver", never "your liver"
    context: frozenset[str] = frozenset()  # only with one of these words near it
    exposure: bool = False  # only with one of these words near it, or with a nutrient, supplement or food in its sentence
    own: bool = False  # a user's own
    where: str = ""  # its row, or the user's term


@dataclass(frozen=True, slots=True)
class Form:
    """One written string of a sense."""

    written: str
    sense: Sense
    case: bool


class Normalizer:
    """Words to their normal form: "Anaemias" and "anemia" are one, "ω" is "omega", "Crohn’s" and "Crohns" are "crohn"."""

    def __init__(self, spellings: dict[str, str], irregular: dict[str, str]) -> None:
        self._spellings = spellings
        self._irregular = irregular
        longest_first = sorted(spellings, key=lambda part: (-len(part), part))
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if spellings else None
        self._known = lru_cache(maxsize=WORDS_KEPT)(self._make)

    def word(self, word: str) -> str:
        """The normal form of one word as `WORD` cuts it."""
        return self._known(word)

    def words(self, text: str) -> list[str]:
        """The normal forms of all words of a string."""
        return list(map(self._known, WORD.findall(text)))

    def _make(self, word: str) -> str:
        low = word.casefold()
        if not low.isascii():
            low = low.replace("ʼ", "'").replace("’", "'").translate(GREEK)
            low = "".join(char for char in unicodedata.normalize("NFKD", low) if not unicodedata.combining(char))
        if low[0].isdigit():
            return low.rstrip("'s")
        low = low.removesuffix("'s").rstrip("'")
        if self._pattern is not None:
            low = self._pattern.sub(lambda found: self._spellings[found.group()], low)
        return self._irregular.get(low) or singular(low)


def singular(word: str) -> str:
    """An English noun without its plural ending; words in -ss, -us, -is and short ones stay as they are."""
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    for endings, cut, instead in PLURALS:
        if word.endswith(endings):
            return word[:-cut] + instead
    return word


def is_acronym(written: str) -> bool:
    """A single word with two capitals or more, such as IBS, CoQ10 or SAMe: it counts only as written."""
    return not written.islower() and " " not in written and sum(char.isupper() for char in written) > 1


@dataclass
class Lexicon:
    """All terms, word roles and spellings in force.

    `phrases` maps a normal form (words joined by a space) to its forms, the last one read first. `lengths` maps a first word to the numbers
    of words of the phrases that begin with it, longest first. `roles` maps a normal word to its role letter; `followers` may stand after a
    term with the flag `head`; `tails` holds the normal words of each role in `TAILS`.
    """

    normalizer: Normalizer
    phrases: dict[str, list[Form]] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    followers: frozenset[str] = frozenset()
    tails: dict[str, set[str]] = field(default_factory=lambda: {role: set() for role in TAILS})

    @classmethod
    @collecting_later()
    def load(cls, rulebook: Rulebook, terms: Iterable[Term] = ()) -> Lexicon:
        """Reads every TSV file of the rulebook's folder `lexicon`, then the user's terms.

        Raises:
            RuleError: an unknown header, a row with missing cells, an unknown kind, flag or role, a concept that is no CURIE.
        """
        tables: dict[tuple[str, ...], list[tuple[str, list[str]]]] = {TERM_HEADER: [], ROLE_HEADER: [], SPELLING_HEADER: []}
        for path in rulebook.files("lexicon", ".tsv"):
            header, rows = read_table(path)
            if header not in tables:
                known = " or ".join("'" + " ".join(names) + "'" for names in tables)
                raise RuleError(f"expected a header of tab-separated columns, {known} (got {' '.join(header)!r})", f"{path}:1")
            tables[header].extend(rows)
        lexicon = cls(normalizer_of(tables[SPELLING_HEADER]))
        lexicon._add_roles(tables[ROLE_HEADER])
        flags: dict[str, dict[str, object]] = {}
        for where, row in tables[TERM_HEADER]:
            sense = _sense(row, where, flags, lexicon.normalizer)
            lexicon._add(sense, [row[0], *row[3].split("|")] if row[3] else [row[0]])
        for term in terms:
            where = f"Term({term.name!r})"
            _sense([term.name, term.concept or "", term.kind, "", ""], where, flags, lexicon.normalizer)
            lexicon._add(Sense(term.kind, term.name, term.concept, own=True, where=where), [term.name, *term.synonyms])
        lexicon._index()
        return lexicon

    def _add(self, sense: Sense, strings: list[str]) -> None:
        for written in strings:
            words = self.normalizer.words(written)
            if not words:
                continue
            form = Form(written, sense, sense.case or (not sense.own and is_acronym(written)))
            self._put(" ".join(words), form)
            if "-" in written:
                closed_up = " ".join(self.normalizer.words(INNER_HYPHEN.sub("", written)))
                if closed_up != " ".join(words):
                    self._put(closed_up, form)

    def _put(self, key: str, form: Form) -> None:
        if key in self.phrases:
            self.phrases[key].insert(0, form)
        else:
            self.phrases[key] = [form]

    def _index(self) -> None:
        lengths: dict[str, set[int]] = {}
        for phrase in self.phrases:
            first, _, rest = phrase.partition(" ")
            lengths.setdefault(first, set()).add(rest.count(" ") + 2 if rest else 1)
        self.lengths = {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()}

    def _add_roles(self, rows: list[tuple[str, list[str]]]) -> None:
        followers = set()
        for where, (word, role) in rows:
            if role == "follower":
                followers.add(word.casefold())
            elif role in TAILS:
                self.tails[role].add(self.normalizer.word(word))
            elif role in ROLES:
                self.roles[self.normalizer.word(word)] = ROLES[role]
            else:
                raise RuleError(f"unknown role {role!r}; expected follower, {', '.join((*TAILS, *ROLES))}", where)
        self.followers = frozenset(followers)


def normalizer_of(rows: list[tuple[str, list[str]]]) -> Normalizer:
    """The normalizer of a spelling table: rows written as `=teeth` are whole words, the others are parts of words."""
    spellings, irregular = {}, {}
    for where, (written, read_as) in rows:
        if not read_as:
            raise RuleError("expected what the spelling is read as in the second cell", where)
        if written.startswith("="):
            irregular[written[1:]] = read_as
        else:
            spellings[written] = read_as
    return Normalizer(spellings, irregular)


def _sense(row: list[str], where: str, flags: dict[str, dict[str, object]], normalizer: Normalizer) -> Sense:
    name, concept, kind, _, flag_cell = row
    if kind not in KINDS and kind != NO_MENTION:
        raise RuleError(f"unknown kind {kind!r}; expected {', '.join(sorted(KINDS))} or {NO_MENTION}", where)
    if concept and not CURIE.fullmatch(concept):
        raise RuleError(f"expected a CURIE such as CHEBI:30411, or nothing (got {concept!r})", where)
    if not WORD.search(name):
        raise RuleError(f"expected a name with a letter or digit in it (got {name!r})", where)
    if flag_cell not in flags:
        flags[flag_cell] = _flags(flag_cell, where, normalizer.words)
    return Sense(kind, name, concept or None, where=where, **flags[flag_cell])  # type: ignore[arg-type]


def _flags(cell: str, where: str, words: Callable[[str], list[str]]) -> dict[str, object]:
    parsed: dict[str, object] = {}
    for part in _parts(cell):
        found = FLAG.fullmatch(part)
        if found is None:
            raise RuleError(f"unknown flag {part!r}; expected exact, case, head, bare, exposure or context:word,word", where)
        if found[1]:
            parsed[found[1]] = True
        else:
            parsed["context"] = frozenset(word for item in found[3].split(",") for word in words(item))
    return parsed


def _parts(cell: str) -> Iterator[str]:
    return (part.strip() for part in cell.split("|") if part.strip())
