"""Broken pages without end: the pages of `fixtures/` and a few made to hurt, cut, spliced, repeated and scrambled at random."""

# ruff: noqa: E501 - fragments are easier to read side by side

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from extractor.page.parse import MAX_CHARS

FIXTURES = Path(__file__).parent.parent / "fixtures"
# What parsers trip over: mark-up that is left open, nests, changes the tokeniser's state, or looks like something that we look for.
FRAGMENTS = (
    b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?", b"<!DOCTYPE ", b"&", b"&#", b"&#x110000;", b"&shy;", b"\0", b"\xff\xfe", b"\xef\xbb\xbf",
    b"\xe2\x80", b"\xed\xa0\x80", b"\xc3\x83\xc2\xa9", b"\x93zinc\x94", b"\r", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"</body></html>", b"<plaintext>", b"<xmp>", b"<title>",
    b"<textarea>", b"<script>", b"<style>", b"<noscript>", b"<template shadowrootmode=open>", b"<svg><title>", b"<math>", b"<table><td>", b"</table>", b"<tr><tr>",
    b"<select><p>", b"<button><p>", b"<p><p><p>", b"<b><i></b></i>", b"<a href='//[x'>", b"<a href=x><a href=y>", b"<base href='http://[::1'>", b"<br>", b"<hr>",
    b"<li class=comment>", b"<div class='comments'>", b"<cite class=fn>", b"<h1>", b"<h2>Related posts</h2>", b"<p>By Ann Lee</p>", b"<p>May 1, 2020</p>", b"<p>Ann said...</p>",
    b"<time datetime=9999-99-99>", b"<sup><a>1</a></sup>", b"<div hidden>", b"<div hidden id=\"S:1\">", b"<template id=\"B:1\">", b"<span style='display:none'>", b"<meta charset=utf-16>",
    b"<meta charset=x>", b"<meta property=og:title content='", b"<link rel=canonical href='//['>", b"<script type=application/ld+json>{\"@type\":\"Article\",\"articleBody\":[[",
    b"<script type=application/ld+json>{\"@graph\":[{\"@type\":\"FAQPage\",\"acceptedAnswer\":{}}]}</script>", b" class='", b" id=\"", b" itemprop=author ", b" role=heading aria-level=-1 ",
)  # fmt: skip
MOST_REPEATS = 60_000


def originals() -> list[bytes]:
    """The pages that are mutated."""
    return [path.read_bytes() for path in sorted(FIXTURES.glob("*/page.html"))]


def mutated(count: int, seed: int = 1) -> Iterator[bytes]:
    """So many pages, the same for the same seed."""
    chance = random.Random(seed)
    pages = originals()
    for _ in range(count):
        page = chance.choice(pages)
        for _ in range(chance.randint(1, 8)):
            page = _mutate(page, chance, pages)
        yield _encoded(page[:MAX_CHARS], chance)


def _mutate(page: bytes, chance: random.Random, pages: list[bytes]) -> bytes:
    at, to = sorted((chance.randint(0, len(page)), chance.randint(0, len(page))))
    kind = chance.randint(0, 9)
    if kind <= 3:
        return page[:at] + chance.choice(FRAGMENTS) + page[at:]
    if kind == 4:
        return page[:at] + page[to:]
    if kind == 5:
        other = chance.choice(pages)
        return page[:at] + other[chance.randint(0, len(other)) :]
    if kind == 6:
        return page[:to] + page[at:]
    if kind == 7:
        some = bytearray(page)
        for place in chance.choices(range(len(some)), k=min(len(some), 20)) if some else ():
            some[place] = chance.randrange(256)
        return bytes(some)
    if kind == 8:
        return page[:at]
    # now and then a thing many times over: nesting, long lines, many attributes
    unit = b"".join(chance.choices(FRAGMENTS, k=chance.randint(1, 3))) + chance.choice((b"", b"zinc ", b"Zinc helps. "))
    return page[:at] + unit * int(MOST_REPEATS ** chance.random()) + page[at:]


def _encoded(page: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.95:
        return page
    return page.decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "shift_jis")), "replace")
