"""Reads and checks the files of `rules/`: YAML rules and TSV tables.

The rulebook knows files, ids and lines; what a rule may hold is said by the room that uses it, as a pydantic model derived from `Rule`.
A file that cannot be used raises `RuleError` with path, line, rule id and what was expected. A user's own folder has the same layout as
`rules/` and is read after it; a rule with a known id replaces the shipped one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.errors import RuleError

RULES_DIR = Path(str(files("extractor.rules")))

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader  # type: ignore[assignment]


class Loader(SafeLoader):
    """Safe YAML in which "no", "on", "off", "yes" and dates are words, as they are for people who write rules about words."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own name for it
        first: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
        for first, resolvers in SafeLoader.yaml_implicit_resolvers.items()
    }


Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


class Rule(BaseModel):
    """What every rule has. `examples` must match, texts under `not` must not, `todo` are examples known to be missed."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$")
    says: str
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = Field(default=(), alias="not")
    todo: tuple[str, ...] = ()


R = TypeVar("R", bound=Rule)


@dataclass(frozen=True)
class Entry:
    """A rule as it stands in a file, before its room's model has checked it."""

    folder: str
    path: Path
    line: int
    data: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.data.get("id", "?"))

    @property
    def where(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass
class Rulebook:
    """The shipped rules and, after them, the user's folder `extra`."""

    extra: Path | None = None
    _checked: dict[tuple[str, type[Rule]], list[Any]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if self.extra is not None:
            self.extra = Path(self.extra)
            if not self.extra.is_dir():
                raise RuleError("no such folder of rules", str(self.extra))

    def files(self, folder: str, suffix: str) -> Iterator[Path]:
        """The files of one folder in a fixed order, shipped ones first."""
        for root in (RULES_DIR, self.extra):
            if root is not None and (root / folder).is_dir():
                yield from sorted((root / folder).glob(f"*{suffix}"))

    def table(self, folder: str, name: str) -> Iterator[list[str]]:
        """The rows of one TSV file of a folder, the shipped one's first.

        Raises:
            RuleError: a file that is no UTF-8, a row with more cells than the header or without its first.
        """
        for path in self.files(folder, ".tsv"):
            if path.name == name:
                for _, cells in read_table(path)[1]:
                    yield cells

    @cached_property
    def sha256(self) -> str:
        """A digest of every file that can change a result, names included."""
        digest = hashlib.sha256()
        for root in [root for root in (RULES_DIR, self.extra) if root is not None]:
            for path in sorted(root.rglob("*")):
                if path.suffix in (".yaml", ".tsv"):
                    digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
                    digest.update(path.read_bytes())
        return digest.hexdigest()

    @property
    def folders(self) -> list[str]:
        """Every folder that holds YAML rules."""
        roots = [root for root in (RULES_DIR, self.extra) if root is not None]
        return sorted({path.parent.relative_to(root).as_posix() for root in roots for path in root.rglob("*.yaml")})

    def entries(self, folder: str) -> list[Entry]:
        """The folder's rules unchecked, with their lines; a user's rule stands in the place of the shipped one it replaces."""
        found: dict[str, Entry] = {}
        for path in self.files(folder, ".yaml"):
            for entry in _read_yaml(folder, path):
                old = found.get(entry.id)
                if old is not None and (old.path == path or self.extra is None or self.extra not in path.parents):
                    raise RuleError(f"rule {entry.id}: the id is taken by {old.where}", entry.where)
                found[entry.id] = entry
        return list(found.values())

    def rules(self, folder: str, model: type[R]) -> list[R]:
        """The folder's rules as `model`, in file order.

        Raises:
            RuleError: a file that is no YAML list of mappings, an unknown or missing field, a wrong value, an id used twice.
        """
        key = (folder, model)
        if key not in self._checked:
            self._checked[key] = [_check(entry, model) for entry in self.entries(folder)]
        return self._checked[key]


def read_table(path: Path) -> tuple[tuple[str, ...], list[tuple[str, list[str]]]]:
    """The header and the rows of a TSV file, each row with its place. Empty lines and lines that begin with # are left out."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise RuleError(f"not UTF-8: {error.reason}", f"{path}:1") from None
    header = tuple(lines[0].split("\t")) if lines else ()
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) > len(header) or not cells[0].strip():
            raise RuleError(f"expected {len(header)} cells ({', '.join(header)}), the first not empty (got {line!r})", f"{path}:{number}")
        cells += [""] * (len(header) - len(cells))  # editors cut tabs off at the end of a line
        rows.append((f"{path}:{number}", cells))
    return header, rows


def _read_yaml(folder: str, path: Path) -> Iterator[Entry]:
    try:
        loader = Loader(path.read_text(encoding="utf-8"))
        root = loader.get_single_node()
        data: Any = loader.construct_document(root) if root is not None else None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise RuleError(f"not YAML: {getattr(error, 'problem', None) or error}", f"{path}:{mark.line + 1 if mark else 1}") from None
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        raise RuleError("expected a list of rules, each beginning with '- id:'", f"{path}:1")
    for node, item in zip(root.value, data, strict=True):
        line = node.start_mark.line + 1
        if not isinstance(item, dict):
            raise RuleError("expected a rule, a mapping that begins with 'id:'", f"{path}:{line}")
        yield Entry(folder, path, line, item)


def _check(entry: Entry, model: type[R]) -> R:
    try:
        return model.model_validate(entry.data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "rule"
        raise RuleError(f"rule {entry.id}: {place}: {first['msg']} (got {first['input']!r})", entry.where) from None
