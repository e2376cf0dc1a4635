"""The article as data: pages that a script renders often carry their text in JSON-LD, as plain text or as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li|b|i|em|strong|a|span|table|blockquote)\b[^<>]*>", re.IGNORECASE)
_TEXTS = ("articleBody", "text")


def embedded_body(article: dict[str, Any], nodes: list[dict[str, Any]]) -> str | None:
    """The text of an article in its JSON-LD, or a page's questions with their answers; `as_html` tells which kind of text it is.

    Args:
        article: the object that describes the article.
        nodes: all objects of the page, in order.
    """
    for key in _TEXTS:
        text = _joined(article.get(key))
        if text:
            return text
    return "".join(_questions(nodes)) or None


def as_html(text: str) -> str | None:
    """The text as HTML, its mark-up laid bare where it was escaped once more on the way into JSON; None for plain text."""
    for _ in range(2):
        if _TAG.search(text):
            return text
        text = unescape(text)
    return text if _TAG.search(text) else None


def _joined(value: Any) -> str:
    parts = value if isinstance(value, list) else [value]
    return "\n\n".join(part for part in parts if isinstance(part, str)).strip()


def _questions(nodes: list[dict[str, Any]]) -> Iterator[str]:
    """Each question of an FAQPage or QAPage as a heading over its answer."""
    for node in nodes:
        answer = node.get("acceptedAnswer")
        answer = answer[0] if isinstance(answer, list) and answer else answer
        question = _joined(node.get("name")) or _joined(node.get("text"))
        if question and isinstance(answer, dict):
            yield f"<h2>{_marked_up(question)}</h2><div>{_marked_up(_joined(answer.get('text')))}</div>"


def _marked_up(text: str) -> str:
    return as_html(text) or escape(unescape(text))
