"""A quicker start of the command `health-claims`."""

from __future__ import annotations

import sys
from contextlib import suppress
from types import ModuleType
from typing import Any


def import_spacy() -> None:
    """Import spaCy without the commands of its own program, which are a quarter of what it loads and are not used here.

    `spacy/__init__.py` takes one function, `info`, from them; until somebody calls it another stands in its place. What imports `spacy.cli`
    afterwards gets the real one. Where spaCy is loaded already, or takes more from there than this, it is imported as it is.
    """
    if "spacy" in sys.modules:
        return
    commands, of_info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    vars(of_info)["info"] = _info
    stand_ins = {module.__name__: module for module in (commands, of_info)}
    sys.modules.update(stand_ins)
    try:
        with suppress(ImportError):
            import spacy
    finally:
        for name in stand_ins:
            del sys.modules[name]
    import spacy

    if vars(spacy).get("cli") is commands:
        del vars(spacy)["cli"]


def _info(*args: Any, **options: Any) -> Any:
    from spacy.cli.info import info

    return info(*args, **options)
