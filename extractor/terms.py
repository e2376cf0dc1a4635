"""A user's own vocabulary from a file: tab-separated, one term a line, a header that names the columns."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from extractor.errors import RuleError
from extractor.language.lexicon import CURIE, Term
from extractor.report import MentionKind

COLUMNS = ("name", "kind", "concept", "synonyms")
KINDS = get_args(MentionKind)


def read_terms(path: Path) -> list[Term]:
    """Read terms: columns `name` and `kind`, and if wanted `concept` (a CURIE) and `synonyms` (parted by "|"), in any order.

    Empty lines and lines that begin with "#" are skipped.

    Raises:
        RuleError: no such file, not UTF-8, a header or a line that does not fit; with path and line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise RuleError("not UTF-8", str(path)) from None
    except OSError as error:
        raise RuleError(f"cannot be read: {error.strerror}", str(path)) from None
    header = [cell.strip() for cell in lines[0].split("\t")] if lines else []
    if not {"name", "kind"} <= set(header) <= set(COLUMNS) or len(set(header)) < len(header):
        raise RuleError(f"expected a header of tab-separated columns, name and kind at least, of {', '.join(COLUMNS)}", f"{path}:1")
    terms = []
    for number, line in enumerate(lines[1:], 2):
        if line.strip() and not line.startswith("#"):
            terms.append(_term(header, line, f"{path}:{number}"))
    return terms


def _term(header: list[str], line: str, where: str) -> Term:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) > len(header):
        raise RuleError(f"{len(cells)} cells under {len(header)} columns", where)
    row = dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))  # editors strip trailing tabs
    if not row["name"]:
        raise RuleError("a term without a name", where)
    if row["kind"] not in KINDS:
        raise RuleError(f"kind: expected one of {', '.join(KINDS)} (got {row['kind']!r})", where)
    concept = row.get("concept") or None
    if concept and not CURIE.fullmatch(concept):
        raise RuleError(f"concept: expected a CURIE such as CHEBI:30411, or nothing (got {concept!r})", where)
    synonyms = tuple(part for part in map(str.strip, row.get("synonyms", "").split("|")) if part)
    return Term(kind=row["kind"], name=row["name"], concept=concept, synonyms=synonyms)  # type: ignore[arg-type]
