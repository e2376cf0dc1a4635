"""Bytes to text: charsets declared, wrongly declared and not declared; what is no page."""

import codecs
import gzip
import time

import pytest

from extractor.decode import decode, mended, sniff
from extractor.errors import MediaTypeError
from extractor.page import read_page
from tests.page.pages import article

TEXT = "<p>The café’s zinc costs 5 € — “cheap”.</p>"


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    ],
)
def test_a_byte_order_mark_wins(mark: bytes, codec: str, name: str) -> None:
    assert decode(mark + TEXT.encode(codec), "iso-8859-1") == (TEXT, name)


def test_the_header_comes_before_the_meta_tag() -> None:
    page = '<meta charset="koi8-r">' + TEXT
    assert decode(page.encode("windows-1252"), "windows-1252") == (page, "cp1252")


@pytest.mark.parametrize(
    "meta", ['<meta charset="windows-1251">', '<META http-equiv=Content-Type content="text/html; charset=windows-1251">']
)
def test_the_meta_tag(meta: str) -> None:
    page = meta + "<p>Цинк и кожа</p>"
    assert decode(page.encode("windows-1251")) == (page, "cp1251")


@pytest.mark.parametrize("name", ["iso-8859-1", "latin-1", "us-ascii"])
def test_latin_1_means_windows_1252(name: str) -> None:
    assert decode(TEXT.encode("windows-1252"), name)[0] == TEXT


def test_utf_8_under_a_false_label() -> None:
    assert decode(TEXT.encode(), "iso-8859-1") == (TEXT, "utf-8")


def test_windows_1252_under_a_false_utf_8_label() -> None:
    page = f'<meta charset="utf-8">{TEXT}' * 5
    assert decode(page.encode("windows-1252"), "utf-8")[0] == page


def test_no_declaration_at_all() -> None:
    assert decode(TEXT.encode()) == (TEXT, "utf-8")
    assert decode((TEXT * 20).encode("windows-1252"))[0] == TEXT * 20


def test_utf_8_with_a_few_bad_bytes_stays_utf_8() -> None:
    text, name = decode((TEXT * 50).encode() + b"\xff\xfe broken \x80")
    assert name == "utf-8"
    assert text.startswith(TEXT * 50)


def test_utf_8_cut_off_in_the_middle_of_a_letter() -> None:
    assert decode("zinc — café".encode()[:-1])[0].startswith("zinc — caf")


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_without_a_mark(name: str) -> None:
    assert decode(TEXT.encode(name)) == (TEXT, name)


@pytest.mark.parametrize("name", ["no-such-charset", "", "base64", "utf-7", "utf-16", "rot13", "\0"])
def test_a_charset_that_cannot_be(name: str) -> None:
    assert decode(TEXT.encode(), name) == (TEXT, "utf-8")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html><p>a", "html"),
        (b"\n\n  <p class='a'>Zinc", "html"),
        (b"\xef\xbb\xbf<html>", "html"),
        ("<p>a</p>".encode("utf-16"), "html"),
        (b"Zinc may help acne.", "text"),
        (b"5 < 7 and 7 > 5", "text"),
        ("Zinc hilft".encode("utf-16"), "text"),
        (b"BMI is body mass over height squared.", "text"),
        (b"", "text"),
        (b"%PDF-1.7\n...", "pdf"),
        (b"\n%PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
        (b"GIF89a\1\0\1\0", "image"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "image"),
        (b"\0\0\0\x20ftypavif", "image"),
        (b"PK\x03\x04 docx", "binary"),
        (b"\x1f\x8b\x08\0", "binary"),
        (bytes(range(32)) * 20, "binary"),
        (b"\x28\xb5\x2f\xfd\x20abc", "binary"),
        (b'{"title": "Zinc", "content": "<p>It helps.</p>"}', "json"),
        (b' [ {"zinc" : 1}]', "json"),
        (b"[1] Zinc helps, {some say}.", "text"),
        (b'<?xml version="1.0"?>\n<!-- made by hand --><rss version="2.0"><channel>', "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        (b"<?xml version='1.0'?><?xml-stylesheet href='a'?><urlset><url>", "feed"),
        (b"<?xml version='1.0'?><html><p>Zinc", "html"),
        (b"From: a@b.example\r\nSubject: Zinc\r\n and more\r\nMIME-Version: 1.0\r\n\r\n<p>Zinc", "mail"),
        (b"Content-Type: multipart/related;\n boundary=x\n\n<html>", "mail"),
        (b"Zinc: a mineral.\nIron: another.\n", "text"),
        (b"{\\rtf1\\ansi Zinc}", "rtf"),
        ("<p>Zinc</p>".encode("utf-16-le"), "html"),
        ("<p>Zinc</p>".encode("utf-32-be"), "html"),
    ],
)
def test_sniff(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"PK\x03\x04", "binary"),
        (gzip.compress(b"<p>Zinc helps.</p>", mtime=0), "binary"),
        (b'{"zinc": 1}', "JSON"),
        ('{"zinc": 1}', "JSON"),
        ("<rss><channel><item>Zinc</item></channel></rss>", "feed"),
    ],
)
def test_what_is_no_page_is_refused(data: bytes | str, word: str) -> None:
    with pytest.raises(MediaTypeError, match=f"https://a.example/x: .*{word}"):
        read_page(data, "https://a.example/x")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (TEXT.encode().decode("latin-1"), TEXT),
        (TEXT.encode().decode("cp1252", "replace"), None),  # a byte that is no character is lost, and with it the certainty
        ("It’s café.".encode().decode("cp1252"), "It’s café."),
        (TEXT.encode("cp1252").decode("latin-1"), TEXT),
        (TEXT, TEXT),
        (f"{TEXT} Ã©", None),
        ("<p>Ã</p>", None),
        ("zinc \ud83d\ude00 \ud800.", "zinc 😀 \ufffd."),
    ],
)
def test_text_that_was_decoded_wrongly(text: str, meant: str | None) -> None:
    assert mended(text) == (text if meant is None else meant)


def test_the_page_tells_its_charset() -> None:
    html = article()
    assert read_page(html.encode("utf-16")).charset == "utf-16-le"
    assert read_page(html.encode(), charset="utf-8").charset == "utf-8"
    assert read_page(html).charset is None


@pytest.mark.parametrize(
    "unit",
    [b"<!---->", b"<!-- a -- >", b"<?a?>", b"a: b\n", b"a: b\n c\n", b"[ ", b"{", b'{"a', b"<a ", b"<meta charset=", b"\0a", b"\xff"],
)
def test_a_look_at_the_beginning_takes_no_time(unit: bytes) -> None:
    start = time.process_time()
    assert sniff(unit * 4096)
    assert time.process_time() - start < 2
