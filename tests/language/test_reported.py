"""What claims rest on and who says so, over whole short articles (`test_reported.yaml`)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from extractor import Extractor

ARTICLES = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
MARK = re.compile(r" «([^;»]+); ([^»]+)»")


@cache
def extractor() -> Extractor:
    return Extractor()


def marked(text: str) -> tuple[str, list[tuple[int, str, str]]]:
    """The text without its marks, and for each of them where it stood, the design and the source."""
    plain, marks, behind = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[behind : mark.start()]
        marks.append((len(plain), mark[1], mark[2]))
        behind = mark.end()
    return plain + text[behind:], marks


def mistakes(text: str) -> list[str]:
    plain, marks = marked(text.strip())
    claims = extractor().from_text(plain).article.claims
    found: list[str] = []
    for place, design, source in marks:
        own = [claim for claim in claims if claim.start < place <= claim.end + 1]
        found += [f"no claim in: {plain[max(0, place - 60) : place]}"] * (not own)
        for claim in own:
            said = claim.attribution.source if claim.attribution else "-"
            if design not in ("*", claim.evidence or "-"):
                found.append(f"evidence {claim.evidence}, not {design}: {claim.text}")
            if source not in ("*", said) and (source == "-" or source not in said):
                found.append(f"source {said}, not {source}: {claim.text}")
    return sorted(set(found))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: next(f"{kind}: {what}" for kind, what in article.items()))
def test_article(article: dict[str, str]) -> None:
    assert mistakes(article["text"]) == []
