"""What several test modules share: a web server on this machine, a report made by hand, a stand-in for the language step."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from extractor.errors import LanguageError
from extractor.fetch import Fetcher
from extractor.report import Hedge, Report, Scope

if TYPE_CHECKING:
    from extractor.language.lexicon import Term
    from extractor.page import Page
    from extractor.rulebook import Rulebook

Route = Callable[[BaseHTTPRequestHandler], None]


def missing(handler: BaseHTTPRequestHandler) -> None:
    """The answer where a server has nothing."""
    handler.send_response_only(404)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def local(*arguments: float, **options: Any) -> Fetcher:
    """A fetcher for servers on this machine: no guard, no robots.txt, no pauses, unless `options` say otherwise."""
    return Fetcher(*arguments, **{"allow_private": True, "robots": False, "interval": 0, **options})


class Server:
    """Serves what `routes` says, by path; counts requests in `seen`, with their headers."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.seen.append((self.path, dict(self.headers)))
                with suppress(OSError):  # a client that has had enough hangs up
                    server.routes.get(self.path, missing)(self)

            def log_message(self, *_: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                pass

        self._http = Quiet(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.port = self._http.server_address[1]
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def page(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        """Put a page at `path`; header names are written with _ for -. Gives its URL."""

        def route(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response_only(status)
            for name, value in {"Content_Length": str(len(body)), **headers}.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)

        self.routes[path] = route
        return self.url(path)

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


ARTICLE = "Could zinc help?\n\nZinc <b> may cause acne. Buy ZincPro & save."


@pytest.fixture
def report() -> Report:
    """A small report with one of everything, spans overlapping, and mark-up in its texts."""
    comment = "Vitamin D cures eczema <script>alert(1)</script>"

    def span(text: str, part: str) -> dict[str, object]:
        return {"text": part, "start": text.index(part), "end": text.index(part) + len(part)}

    return Report.model_validate(
        {
            "source": {"url": "https://a.example/zinc", "final_url": "https://b.example/zinc?a=1&b=2", "status": 200, "sha256": "0" * 64},
            "extractor": {"version": "1", "pipeline": "p-1", "rules_sha256": "1" * 64},
            "article": {
                "title": "Could zinc help? <i>",
                "text": ARTICLE,
                "blocks": [
                    {"kind": "heading", "level": 2, "start": 0, "end": 16},
                    {"kind": "paragraph", "start": 18, "end": len(ARTICLE)},
                ],
                "mentions": [
                    {"id": "m1", "kind": "nutrient", "name": "zinc", "state": "excess", **span(ARTICLE, "Zinc")},
                    {"id": "m2", "kind": "condition", "name": "acne", **span(ARTICLE, "acne")},
                    {"id": "m3", "kind": "product", "name": "ZincPro", **span(ARTICLE, "ZincPro")},
                    {"id": "m4", "kind": "product", "name": "Zincpro", **span(ARTICLE, "ZincPro")},
                ],
                "claims": [
                    {
                        "id": "c1", "subject": "m1", "relation": "causes", "object": "m2", "predicate": "biolink:causes",
                        "trigger": span(ARTICLE, "cause"), "certainty": "hedged", "strength": "conditional_causal", "hedges": ["h1"],
                        "evidence": "animal_study", "attribution": {"source": "Dr \"Q\"", **span(ARTICLE, "Buy")}, "promotion": "p1",
                        "rule": "cause.verb", **span(ARTICLE, "Zinc <b> may cause acne."),
                    }
                ],
                "hedges": [
                    {
                        "id": "h1", "category": "modal", "scope": {"start": 27, "end": 41}, "claims": ["c1"], "rule": "h.may",
                        **span(ARTICLE, "may"),
                    },
                    {"id": "h2", "category": "booster", "scope": {"start": 0, "end": 5}, "rule": "h.x", **span(ARTICLE, "save")},
                ],
                "promotions": [{"id": "p1", "kind": "offer", "rule": "promo.x", **span(ARTICLE, "acne. Buy ZincPro & save.")}],
            },
            "comments": [
                {
                    "id": "comment-1", "author": "<b>Ann", "spam": True, "spam_reasons": ["spam.cure"], "text": comment,
                    "blocks": [{"kind": "paragraph", "start": 0, "end": len(comment)}],
                    "mentions": [
                        {"id": "m5", "kind": "nutrient", "name": "vitamin D", **span(comment, "Vitamin D")},
                        {"id": "m6", "kind": "condition", "name": "eczema", **span(comment, "eczema")},
                    ],
                    "claims": [
                        {
                            "id": "c2", "subject": "m5", "relation": "treats", "object": "m6", "predicate": "biolink:treats",
                            "trigger": span(comment, "cures"), "negated": True, "rule": "treat.verb", **span(comment, comment),
                        }
                    ],
                }
            ],
        }
    )  # fmt: skip


class FakeAnalyser:
    """Stands for the language step: quick, and stumbling where a text says so. It writes into pages as the real one does."""

    name = "fake-1"
    made: ClassVar[list[FakeAnalyser]] = []

    def __init__(self, rulebook: Rulebook, terms: Iterable[Term] = (), pipeline: object = None) -> None:
        self.terms = list(terms)
        self.pipeline = pipeline
        self.batches: list[int] = []
        self.made.append(self)

    def annotate(self, pages: Iterable[Page]) -> Iterator[Page]:
        pages = list(pages)
        self.batches.append(len(pages))
        for page in pages:
            assert not page.article.hedges, "annotated before"
            page.article.hedges.append(Hedge(id="h1", category="modal", scope=Scope(start=0, end=1), rule="x.y", text="", start=0, end=0))
        for page in pages:
            if "stumbles" in page.article.text:
                raise ZeroDivisionError("over\n a stone")
            if "refuses" in page.article.text:
                raise LanguageError("not for me", "somewhere")
            if "vanishes" not in page.article.text:
                yield page


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[FakeAnalyser]:
    """Puts a `FakeAnalyser` in the place of the real one."""
    monkeypatch.setattr("extractor.language.Analyser", FakeAnalyser)
    FakeAnalyser.made.clear()
    return FakeAnalyser
