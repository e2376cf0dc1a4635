"""Who signs a quotation, from a text to the sources of its claims."""

from __future__ import annotations

import pytest

from extractor import Extractor

TOPIC = "Readers write to us about magnesium every week, and these are their words."


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“Magnesium cured my migraines.” — Dana R., Ohio", "Dana R."),
        ("“Magnesium cured my migraines. I cried.” – Dana", "Dana"),
        ("“Magnesium cured my migraines.”\n\n— Dr Ivo Lund, 51", "Dr Ivo Lund"),
        ('"Magnesium cured my migraines." - and that was that.', None),
        ("“Magnesium cured my migraines.” — so she said, and she ought to know", None),
        ("Magnesium cured my migraines – Ohio is far away.", None),
        ("“Magnesium cured my migraines.” — Magnesium is cheap.", None),
    ],
)
def test_a_quotation_is_signed_behind_a_dash(text: str, source: str | None) -> None:
    article = Extractor().from_text(f"{TOPIC}\n\n{text}").article
    (claim,) = article.claims
    assert (claim.attribution.source if claim.attribution else None) == source


def test_a_signature_speaks_for_its_quotation_alone() -> None:
    html = f"<p>{TOPIC}</p><blockquote><p>“Magnesium cured my migraines.”</p><p>— Dana R.</p></blockquote><p>Iron cured my headaches.</p>"
    sources = [claim.attribution.source if claim.attribution else None for claim in Extractor().from_html(html).article.claims]
    assert sources == ["Dana R.", None]
