"""Builders of pages for the tests, in our own words."""

SENTENCES = (
    "Zinc is a mineral that the body needs in small amounts, and the skin holds about six per cent of it.",
    "Oysters, beef and pumpkin seeds hold more of it than most other foods do.",
    "In a small trial, people with acne who took zinc for three months had fewer spots than before.",
    "The doctors who ran the trial said that larger ones are needed before anyone should change a diet.",
)
PROSE = " ".join(SENTENCES)


def paragraphs(count: int = 4) -> str:
    """Paragraphs of prose, each different from the others."""
    return "".join(f"<p>Point {n + 1}. {SENTENCES[n % 4]} {SENTENCES[(n + 1) % 4]}</p>" for n in range(count))


def page(body: str, head: str = "", attrs: str = ' lang="en"') -> str:
    return f"<!DOCTYPE html><html{attrs}><head>{head}</head><body>{body}</body></html>"


def article(inner: str = "", after: str = "", head: str = "", title: str = "Zinc and the skin") -> str:
    """A page with a title, four paragraphs, then `inner` in the article and `after` behind it."""
    return page(f"<article><h1>{title}</h1>{paragraphs()}{inner}</article>{after}", head)
