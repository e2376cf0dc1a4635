"""Merges the term lists with the overlays.

What a person wrote in `overlays/` comes first: a string named there belongs to that row and to no other. From the lists come the rows of
common things, less what `overlays/drop.tsv` and the filters below take away.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractor.language.lexicon import TERM_HEADER, Normalizer, is_acronym, normalizer_of
from extractor.rulebook import RULES_DIR, read_table

OVERLAYS = Path(__file__).parent / "overlays"
FILES = {
    "nutrient": "nutrients.tsv",
    "supplement": "supplements.tsv",
    "food": "foods.tsv",
    "condition": "conditions.tsv",
    "function": "functions.tsv",
    "none": "blocked.tsv",
}
# The fine kinds of the lists, as the contract sorts them. Those of foods that the list calls botanicals are set right in the overlays.
KINDS = {
    **dict.fromkeys(("botanical", "probiotic", "prebiotic", "supplement_class", "enzyme"), "supplement"),
    **dict.fromkeys(("food", "food_component", "food_plant", "beverage", "diet"), "food"),
}
CONDITION_KINDS = {
    *("disease", "symptom", "neoplasm", "phenotype", "mental_disorder", "mental_state", "injury", "process", "biomarker_state"),
}
KINDS.update(dict.fromkeys(CONDITION_KINDS, "condition"))  # whatever else is a nutrient
TAXON = re.compile(r"[A-Z][a-z]+ [a-z]{3,}|[A-Z]\. [a-z]{4,}")
LESS_COMMON = {"botanical", "probiotic"}  # of the nutrients with `common` = 1, only these kinds are taken whole
# What makes a string no name: doses and states (the span is the name alone), systematic names, punctuation, forms that nobody writes.
UNWANTED = re.compile(
    r"supplement|consumption|deficien|isomer|unspecified|^dietary (?!fat|fib)"
    r"|\b(intakes?|levels?|risk|gummies|vitamers?|atom|cpd|derivatives?)\b"
    r"|\b(neoplasms?|caregivers?|prevention|pregnancy and|and pregnancy)\b|^acid[uo]|\btype i{1,3}\b"
    r"|^[a-z]+-\d{1,3}$|[()\[\],+:;/{}]|\w{3,}\. "
    r"|^low (?!back|blood|bone|mood|energy|sperm|vision)",
    re.IGNORECASE,
)
# What nobody means in an article on nutrition: animals, experiments, rare families of germs, injuries and malformations.
OUTLANDISH = re.compile(
    r"\b(animal|avian|bovine|canine|equine|feline|murine|porcine|simian|swine|turkeys?|sheep|goats?|cattle|calves|poult|mink|veterinary"
    r"|experimental|congenital|abnormalit\w+|deformit\w+|anomal\w+|familial|hereditary|inborn|x-linked|y-linked|autosomal|infantile|juvenile"
    r"|neonatal|fetal|foetal|fistulas?|poisonings?|perforations?|rupture|\w+viridae|\w+ales|\w+aceae|\w+virus infectious|palsy|fractures?"
    r"|dislocations?|wounds?|amputation\w*|gunshot|hernias?|pregnancy|diseases newborn|type \d+|type [iv]+|\d+)\b",
    re.IGNORECASE,
)
# Learned names of one word ("retinoblastoma") mean one thing wherever they stand: of the long list, those that MONDO or DOID know.
LEARNED = re.compile(r"[a-z]{5,}(?:oma|a?emia|osis|itis|opathy|plasia|algia|uria|penia|lysis|ectasis)")
HPO_STYLE = re.compile(r"[A-Z][a-z'-]+( [a-z'-]+)+")  # "Difficulty swallowing": HPO's own layperson terms are written so, MeSH's are not


@dataclass
class Row:
    """A row of a lexicon before it is written."""

    name: str
    concept: str
    kind: str
    strings: list[str] = field(default_factory=list)
    flags: str = ""

    def cells(self) -> tuple[str, ...]:
        """The row as the columns of `TERM_HEADER`."""
        return self.name, self.concept, self.kind, "|".join(string for string in self.strings if string != self.name), self.flags


def build(data: Path, out: Path) -> Iterator[tuple[Path, int, int]]:
    """Writes one file a kind into `out`; yields its path, its number of rows and of strings."""
    normalizer = normalizer_of(read_table(RULES_DIR / "lexicon" / "spelling.tsv")[1])
    listed = {name: list(_table(data / f"{name}_compact.tsv")) for name in ("nutrients", "conditions")}
    known = _names(listed)
    lower = _lower_words(row for rows in listed.values() for row in rows)
    overlays = list(_overlays(known))
    dropped = {row[0].casefold() for row in _lines(OVERLAYS / "drop.tsv")}
    learned = _learned(data / "conditions_raw.tsv.gz", dropped)
    rows = [*overlays, *_from_lists(listed, dropped, lower), *learned]
    rows = _merge(rows, len(overlays), normalizer)
    out.mkdir(parents=True, exist_ok=True)
    for kind, file in FILES.items():
        chosen = sorted((row for row in rows if row.kind == kind), key=lambda row: (row.name.casefold(), row.concept, row.flags))
        lines = ["\t".join(TERM_HEADER)]
        lines += ["\t".join(row.cells()).rstrip("\t") for row in chosen]
        (out / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
        yield out / file, len(chosen), sum(len(row.strings) for row in chosen)


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _lines(path: Path) -> Iterator[list[str]]:
    """The rows of an overlay as cells, without header, comments and empty lines."""
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def _overlays(known: dict[str, str]) -> Iterator[Row]:
    """Overlay files: name, synonyms, flags, concept ("-" none, empty: looked up by name), kind where it is not the file's own."""
    for kind, file in FILES.items():
        for cells in _lines(OVERLAYS / file):
            name, synonyms, flags, concept, own_kind = [*cells, "", "", "", "", ""][:5]
            strings = [part for part in synonyms.split("|") if part]
            if name == "*":  # not one thing with many names, but many things
                yield from (Row(string, known.get(string.casefold(), ""), own_kind or kind, [string], flags) for string in strings)
                continue
            if name.startswith("@"):  # a name that other rows match: only the synonyms are this row's own
                name = name[1:]
            else:
                strings.insert(0, name)
            if not concept and kind != "none":
                concept = next((known[string.casefold()] for string in (name, *strings) if string.casefold() in known), "")
            yield Row(name, concept.removeprefix("-"), own_kind or kind, strings, flags)


def _names(listed: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    """Every name of the lists, and then every synonym, with its CURIE."""
    known: dict[str, str] = {}
    for column in ("name", "synonyms"):
        for rows in listed.values():
            for row in rows:
                for string in row[column].split("|"):
                    known.setdefault(string.casefold(), row["curie"])
    return known


def _from_lists(listed: dict[str, list[dict[str, str]]], dropped: set[str], lower: set[str]) -> Iterator[Row]:
    for name, rows in listed.items():
        for row in sorted(rows, key=lambda row: -int(row["common"])):
            if row["curie"].casefold() in dropped or row["name"].casefold() in dropped or not _wanted(name, row):
                continue
            strings = [_plain(string, lower) for string in _strings(row) if string.casefold() not in dropped]
            if strings:
                yield Row(strings[0], row["curie"], KINDS.get(row["kind"], "nutrient"), strings)


def _learned(path: Path, dropped: set[str]) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            name = row["name"].lower()
            known = not {"MONDO", "DOID"}.isdisjoint(row["source"].split(","))
            if known and LEARNED.fullmatch(name) and OUTLANDISH.search(name) is None and name not in dropped:
                yield Row(name, row["curie"], "condition", [name])


def _wanted(name: str, row: dict[str, str]) -> bool:
    if row["source"] == "HP" or row["common"] == "0":
        return False
    if row["common"] == "2":
        return True
    if name == "nutrients":
        return row["kind"] in LESS_COMMON
    long = " " in row["name"] or len(row["name"]) > 7
    return long and OUTLANDISH.search(row["name"]) is None and any(part in row["source"] for part in ("MONDO", "DOID", "SYMP"))


def _strings(row: dict[str, str]) -> Iterator[str]:
    """The strings of a row that people write. With `common` = 1 only long ones; those that may be HPO's alone are left out."""
    for string in [row["name"], *row["synonyms"].split("|")]:
        # What people call foods and nutrients stands in the overlays: of the lists' many other words only the Latin names are taken.
        if row["kind"] not in CONDITION_KINDS and string != row["name"] and TAXON.fullmatch(string) is None:
            continue
        if not string or UNWANTED.search(string) or len(string) > 42 or string.count(" ") > 4:
            continue
        if string != row["name"] and "HP" in row["source"].split(",") and "overlay" not in row["source"] and HPO_STYLE.fullmatch(string):
            continue
        short = len(string) < 4 or (is_acronym(string) and len(string) < 5)
        if short or (row["common"] == "1" and " " not in string and len(string) < 7):
            continue
        yield string


def _lower_words(rows: Iterable[dict[str, str]]) -> set[str]:
    """Every word that the lists write in small letters somewhere."""
    return {word for row in rows for string in (row["name"], *row["synonyms"].split("|")) for word in string.split() if word.islower()}


def _plain(string: str, lower: set[str]) -> str:
    """MeSH writes Every Word with a Capital: small letters again, but for names of persons and taxa."""
    return " ".join(word.lower() if word.lower() in lower and _shouted(word) else word for word in string.split())


def _shouted(word: str) -> bool:
    return len(word) > 1 and (word.istitle() or (word.isupper() and len(word) > 5))


def _merge(rows: list[Row], overlays: int, normalizer: Normalizer) -> list[Row]:
    """Gives each string to the first row that has it, and joins the rows of one concept that no flags keep apart.

    Rows that each ask for a context of their own may share a string: "AD" is atopic dermatitis beside "skin", Alzheimer's beside "memory".
    """
    owner: dict[str, Row] = {}
    merged: list[Row] = []
    plain: dict[tuple[str, str], Row] = {}
    for number, row in enumerate(rows):
        fresh = []
        for string in row.strings:
            key = string.casefold() if "exact" in row.flags else " ".join(normalizer.words(string)) + (string if is_acronym(string) else "")
            if key not in owner or _other_company(row, owner[key]):
                owner[key] = row
                fresh.append(string)
        if not fresh:
            continue
        if row.name == row.strings[0]:
            row.name = fresh[0]
        row.strings = fresh
        home = plain.get((row.concept, row.kind)) if row.concept and not row.flags and number >= overlays else None
        if home is None and number >= overlays and row.concept:
            home = next((other for (concept, _), other in plain.items() if concept == row.concept), None)
        if home is not None:
            home.strings.extend(fresh)
            continue
        merged.append(row)
        if row.concept and not row.flags:
            plain.setdefault((row.concept, row.kind), row)
    return merged


def _other_company(row: Row, owner: Row) -> bool:
    return row.name != owner.name and _asks(row) and _asks(owner)


def _asks(row: Row) -> bool:
    return "context:" in row.flags or "exposure" in row.flags
