"""Packages that only some options need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from extractor.errors import MissingExtraError


@contextmanager
def needs(package: str, extra: str, what: str) -> Iterator[None]:
    """Around an import: a missing package becomes an error that names the extra of pyproject.toml to install.

    Raises:
        MissingExtraError: "a cache needs requests-cache: pip install 'health-claim-extractor[research]'".
    """
    try:
        yield
    except ModuleNotFoundError:
        raise MissingExtraError(f"{what} needs {package}: pip install 'health-claim-extractor[{extra}]'") from None
