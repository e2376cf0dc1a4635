"""`<meta http-equiv="refresh">`: where a page sends its reader at once."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urljoin

from lxml import etree

from extractor.decode import decode

LONGEST_DELAY = 5  # seconds: a page shown for longer is meant to be read

_HEAD = 65_536  # bytes in which it must stand
_CONTENT = re.compile(r"\s*(\d+)(?:\.[\d.]*)?\s*[;,\s]\s*(?:url\s*=\s*)?(?P<quote>[\"']?)(?P<url>.*)", re.IGNORECASE | re.DOTALL)
_NOT_READ = {"noscript", "template"}  # one is for other readers, the other for scripts


def refresh_target(body: bytes, charset: str | None, url: str) -> str | None:
    """The absolute http or https URL to which an HTML page refreshes within five seconds; None where it does not, or to itself."""
    head = body[:_HEAD]
    if b"refresh" not in head.replace(b"\0", b"").lower():  # the NULs of UTF-16
        return None
    text, _ = decode(head, charset, url)
    parser = etree.HTMLParser(encoding="utf-8")
    tree = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    if tree is None:
        return None
    base = next((str(element.get("href") or "") for element in tree.iter("base")), "")
    for element in tree.iter("meta"):
        if (element.get("http-equiv") or "").strip().lower() == "refresh" and not any(a.tag in _NOT_READ for a in element.iterancestors()):
            return _target(str(element.get("content") or ""), base, url)
    return None


def _target(content: str, base: str, url: str) -> str | None:
    match = _CONTENT.match(content)
    if not match or len(match[1]) > 3 or int(match[1]) > LONGEST_DELAY:
        return None
    written: str = match["url"].split(match["quote"])[0] if match["quote"] else match["url"]
    try:
        target = urljoin(urljoin(url, base), written.strip())
    except ValueError:
        return None
    if not target.lower().startswith(("http://", "https://")) or urldefrag(target).url == urldefrag(url).url:
        return None
    return target
