"""Addresses: what links on a page lead to."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from extractor.page.clean import visible
from extractor.page.parse import Soup


def base_url(soup: Soup, url: str | None) -> str | None:
    """What relative links are relative to: <base href>, itself resolved against the page's URL."""
    href = next((tag["href"] for tag in soup.named("base") if tag.has_attr("href")), None)
    return absolute(str(href), url) if href is not None else url


def absolute(href: str, base: str | None) -> str:
    """The URL of a link; as it stands where it cannot be resolved."""
    href = "".join(visible(href).split())
    try:
        return urljoin(base, href) if base else href
    except ValueError:
        return href


def host(url: str | None) -> str:
    """The host of a URL without "www."; empty where there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
