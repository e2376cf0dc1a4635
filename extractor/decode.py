"""Bytes to text: what kind of content it is, and which charset it is written in.

Order of evidence for the charset, as browsers have it (WHATWG HTML, "determining the character encoding"): byte order mark, HTTP header,
<meta>, then a guess. Two departures, both for pages that lie: a declared charset that the bytes contradict gives way to UTF-8 where the
bytes are valid UTF-8, and the guess comes from charset_normalizer.
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

import charset_normalizer

from extractor.errors import MediaTypeError

Content = Literal["html", "text", "pdf", "image", "json", "feed", "mail", "rtf", "binary"]
REFUSED: dict[Content, str] = {
    "pdf": "a PDF",
    "image": "an image",
    "json": "JSON",
    "feed": "a feed or sitemap",
    "mail": "an e-mail or a page saved as MHTML",
    "rtf": "an RTF document",
    "binary": "a binary file",
}

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
_BINARIES = (
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18",
    b"\xfd7zXZ",
    b"%!PS",
    b"BZh",
    b"7z\xbc\xaf",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"\x7fELF",
    b"OggS",
    b"ID3",
    b"\x00asm",
    b"wOFF",
    b"wOF2",
)
_MARKUP = re.compile(rb"<(?:!doctype|!--|\?xml|/?[a-z][a-z0-9:-]*(?:\s[^<>]{0,2000})?/?>)", re.IGNORECASE)
_JSON = re.compile(rb"""(?:\[\s*){0,3}\{\s*"[^"\n]{0,200}"\s*:""")
_FEED = re.compile(
    rb"(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--[^>]{0,1000}-->\s*|<\?[^<>]{0,300}>\s*){0,5}<(?:rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]"
)
_MAIL = re.compile(
    rb"(?:[A-Za-z-]{2,40}:[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n){0,20}){0,60}(?:MIME-Version|Content-Type):[^\n]*\n", re.IGNORECASE
)
_META = re.compile(rb"""<meta\b[^>]{0,500}?charset\s*=\s*["']?\s*([a-z0-9_:.+-]+)""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([a-z0-9_:.+-]+)""", re.IGNORECASE)
# What the WHATWG encoding standard reads as something else: the declared sets are subsets of what is really written under their name.
_WIDER = {
    "iso8859-1": "windows-1252",
    "ascii": "windows-1252",
    "iso8859-9": "windows-1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_C1 = {code: bytes((code,)).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}  # control characters that were meant as these
_HAS_C1 = re.compile("[\x80-\x9f]")
_TO_BYTES = {ord(char): code for code, char in _C1.items() if char}
_MISREAD = re.compile("[\xc2-\xf4][\x80-\xbf" + "".join(_C1.values()) + "]")  # two bytes of UTF-8, each as a character
HEAD = 4096  # bytes in which a charset declaration and the nature of the content must show


def sniff(data: bytes) -> Content:
    """What the bytes are, from their beginning: "html", "text", or one of `REFUSED`.

    Empty input counts as "text". A short look suffices: no more than the first 4,096 bytes are read.
    """
    head = data[:HEAD]
    wide = _bom(head) or _wide(head)
    if wide:
        head = head.decode(wide, "replace").encode("utf-8", "replace")  # so that NULs of UTF-16 do not look binary
    stripped = head.lstrip(b"\xef\xbb\xbf \t\r\n\f")
    if stripped.startswith(b"%PDF"):
        return "pdf"
    if _is_image(head):
        return "image"
    if head.startswith(_BINARIES) or head[4:8] == b"ftyp":
        return "binary"
    if stripped.startswith(b"{\\rtf"):
        return "rtf"
    if _JSON.match(stripped):
        return "json"
    if _FEED.match(stripped):
        return "feed"
    if _MAIL.match(stripped):
        return "mail"
    if _MARKUP.search(head):
        return "html"
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    return "binary" if head and controls > len(head) // 20 else "text"


def refuse(kind: Content, source: str = "") -> None:
    """Raises MediaTypeError for content that is no page."""
    if kind in REFUSED:
        raise MediaTypeError(f"{REFUSED[kind]}, not a web page", source)


def _is_image(head: bytes) -> bool:
    if head.startswith(b"BM"):  # two letters alone are also the start of a text about body mass
        return len(head) > 14 and head[6:10] == b"\0\0\0\0"
    return head.startswith(_IMAGES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP") or head[4:12] in (b"ftypavif", b"ftypheic")


def decode(data: bytes, charset: str | None = None, source: str = "") -> tuple[str, str]:
    """The text of a page and the charset it was read with. Bytes that are wrong in that charset become U+FFFD; nothing is refused for them.

    Args:
        charset: from the HTTP header, if any.

    Raises:
        MediaTypeError: a PDF, an image, JSON, a feed or another file that is no page (see `REFUSED`).
    """
    refuse(sniff(data), source)
    bom = _bom(data)
    if bom:
        return data.decode(bom, "replace").lstrip("\ufeff"), bom
    for declared in (charset, _declared(data)):
        codec = _codec(declared)
        if codec is None:
            continue
        if codec.startswith(("utf-16", "utf-32")) and not data.count(b"\0", 0, HEAD):
            continue  # ASCII bytes under a UTF-16 label: the label was read, so it is wrong
        try:
            text = data.decode(codec)
        except (UnicodeDecodeError, UnicodeError):
            continue
        if codec != "utf-8" and not codec.startswith("utf-") and _is_utf8(data):
            return data.decode("utf-8"), "utf-8"  # multi-byte UTF-8 is never valid by chance
        return text, codec
    wide = _wide(data[:HEAD])
    if wide:
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _guess(data, error)


def _guess(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """For bytes that are not UTF-8. Mostly-UTF-8 with a few bad bytes (a cut-off page, a pasted snippet) stays UTF-8."""
    text = data.decode("utf-8", "replace")
    multibyte = sum(char > "\x7f" and char != "\ufffd" for char in text)
    if text.count("\ufffd") * 4 < multibyte or (error.end >= len(data) - 3 and multibyte):
        return text, "utf-8"
    # The mark-up is ASCII and dilutes the evidence, so the guess sees only what surrounds the high bytes.
    sample = b" ".join(re.findall(rb"[^<>\n]{0,80}[\x80-\xff]+[^<>\n]{0,80}", data[:2_000_000])[:400])[:20_000]
    best = charset_normalizer.from_bytes(sample, cp_exclusion=["utf_7"]).best()
    codec = _codec(best.encoding if best else None) or "windows-1252"
    if not best or best.encoding.startswith(
        ("cp125", "latin", "iso8859", "mac", "cp437", "cp85", "cp86", "hp", "cp037", "cp1140", "cp500", "cp273")
    ):
        alphabet = best.alphabets if best else []
        if not any(name.startswith(("Cyrillic", "Greek", "Hebrew", "Arabic", "Thai")) for name in alphabet):
            codec = "windows-1252"  # the single-byte Latin sets cannot be told apart on a few accents, and this is what English pages use
    return data.decode(codec, "replace"), codec


def _bom(data: bytes) -> str | None:
    return next((name for mark, name in _BOMS if data.startswith(mark)), None)


def _declared(data: bytes) -> str | None:
    match = _XML.search(data[:HEAD]) or _META.search(data[: HEAD * 4])
    return match.group(1).decode("ascii") if match else None


def _codec(name: str | None) -> str | None:
    """Python's codec for a charset name as found in the wild, widened as browsers do; None for unknown names and for codecs of no text."""
    try:
        info = codecs.lookup((name or "").strip(" \"'").replace("utf8mb4", "utf-8"))
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding or info.name in (
        "utf-7",
        "idna",
        "punycode",
        "raw_unicode_escape",
        "unicode_escape",
        "undefined",
        "mbcs",
        "oem",
    ):
        return None
    return _WIDER.get(info.name, info.name)


def _is_utf8(data: bytes) -> bool:
    try:
        return not data.isascii() and bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _wide(head: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: Latin text has a NUL in every second place, or three in every four."""
    if len(head) < 8:
        return None
    zeros = [head[n::4].count(0) * 4 / len(head) > 0.7 for n in range(4)]
    texts = [head[n::4].count(0) * 4 / len(head) < 0.1 for n in range(4)]
    for name, text in (("utf-32-le", (0,)), ("utf-32-be", (3,)), ("utf-16-le", (0, 2)), ("utf-16-be", (1, 3))):
        if all(texts[n] if n in text else zeros[n] for n in range(4)):
            return name
    return None


def mended(text: str) -> str:
    """A text that was decoded wrongly on the way here, as it was meant: UTF-8 that was read as Latin-1 or Windows-1252 (`requests` guesses
    so), Windows-1252 read as Latin-1, surrogate pairs from JavaScript or JSON. Half of a pair becomes U+FFFD.

    Multi-byte UTF-8 is never valid by chance, so only a text all of which makes sense as UTF-8 is taken for it.
    """
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if _MISREAD.search(text):
        try:
            return text.translate(_TO_BYTES).encode("latin-1").decode("utf-8")
        except UnicodeError:
            pass
    return text.translate(_C1) if _HAS_C1.search(text) else text
