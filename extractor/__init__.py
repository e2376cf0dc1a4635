"""What does a health article claim, how sure does it sound, and is it selling something?

    from extractor import Extractor
    report = Extractor().from_url("https://…")

Names are imported when first used, so that `health-claims --help` need not wait for spaCy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.errors import ExtractorError as ExtractorError
    from extractor.extractor import Extractor as Extractor
    from extractor.fetch import Fetcher as Fetcher
    from extractor.language.lexicon import Term as Term
    from extractor.page import Page as Page
    from extractor.page import read_page as read_page
    from extractor.page import read_text as read_text
    from extractor.report import Article as Article
    from extractor.report import Block as Block
    from extractor.report import Claim as Claim
    from extractor.report import Comment as Comment
    from extractor.report import Failure as Failure
    from extractor.report import Hedge as Hedge
    from extractor.report import Mention as Mention
    from extractor.report import Promotion as Promotion
    from extractor.report import Report as Report
    from extractor.source import Source as Source

    __version__: str

_HOMES = {
    "extractor.errors": ["ExtractorError"],
    "extractor.extractor": ["Extractor"],
    "extractor.fetch": ["Fetcher"],
    "extractor.language.lexicon": ["Term"],
    "extractor.page": ["Page", "read_page", "read_text"],
    "extractor.report": ["Article", "Block", "Claim", "Comment", "Failure", "Hedge", "Mention", "Promotion", "Report"],
    "extractor.source": ["Source"],
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [*sorted(_HOME), "__version__"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        value: Any = version("health-claim-extractor")
    elif name in _HOME:
        value = getattr(import_module(_HOME[name]), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
