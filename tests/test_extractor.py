from __future__ import annotations

import codecs
import hashlib
import itertools
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import extractor
from extractor import Extractor, Failure, Report, Source, Term
from extractor.corpus import workers as pool
from extractor.errors import ExtractorError, FetchError, LanguageError, PageError, PipelineError, RuleError, SourceError
from extractor.extractor import BATCH, read_source
from extractor.source import Opened
from tests.conftest import local

if TYPE_CHECKING:
    from conftest import FakeAnalyser, Server

TEXT = "Zinc and the skin\n\nZinc may help with acne, and the doctor says that it is worth a try for some weeks."
HTML = f"""<!doctype html><html lang=en><head><title>Zinc</title></head><body><article><h1>Zinc</h1><p>{TEXT.splitlines()[-1]}</p>
<p>Many people take it in winter, and there is <a href="/a">a study</a> of that, but nobody knows whether it does them good.</p>
</article></body></html>"""


def text(what: str) -> Source:
    return Source.text(f"{TEXT} It {what} now and then.")


def told(result: Report | Failure) -> tuple[str, str, str] | None:
    return (result.source, result.kind, result.message) if isinstance(result, Failure) else None


def test_public_names() -> None:
    assert {"Extractor", "Source", "Term", "read_page", "Report", "Claim", "Failure", "ExtractorError"} <= set(extractor.__all__)
    assert all(getattr(extractor, name) for name in extractor.__all__)
    assert set(extractor.__all__) <= set(dir(extractor))
    with pytest.raises(AttributeError, match="no attribute 'extract'"):
        _ = extractor.extract  # type: ignore[attr-defined]


def test_report_of_a_text(fake: type[FakeAnalyser]) -> None:
    report = Extractor().from_text(TEXT)
    assert report.source.model_dump(exclude_none=True) == {"media_type": "text/plain", "sha256": hashlib.sha256(TEXT.encode()).hexdigest()}
    assert report.article.text.endswith("some weeks.")
    assert (report.extractor.version, report.extractor.pipeline) == (extractor.__version__, "fake-1")
    assert len(report.extractor.rules_sha256) == 64
    assert report.summary.hedges == len(report.article.hedges) == 1
    assert report.summary.words == len(report.article.text.split())


def test_report_of_html(fake: type[FakeAnalyser]) -> None:
    report = Extractor().from_html(HTML, "https://a.example/b/")
    assert (report.source.url, report.source.final_url, report.source.status) == ("https://a.example/b/", "https://a.example/b/", None)
    assert report.source.sha256 == hashlib.sha256(HTML.encode()).hexdigest()
    assert report.article.title == "Zinc"


def test_report_of_a_file(fake: type[FakeAnalyser], tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(HTML.replace("Zinc may", "Zinc – né – may").encode("windows-1252"))
    report = Extractor().from_file(tmp_path / "a.html")
    assert (report.source.url, codecs.lookup(report.source.charset or "").name) == (str(tmp_path / "a.html"), "cp1252")
    assert "Zinc – né – may" in report.article.text
    (tmp_path / "a.txt").write_bytes(TEXT.replace("Zinc may", "Zinc – né – may").encode("utf-16"))
    report = Extractor().from_file(str(tmp_path / "a.txt"))
    assert (report.source.media_type, report.source.charset) == ("text/plain", "utf-16-le")
    assert "Zinc – né – may" in report.article.text


def test_report_of_a_url(fake: type[FakeAnalyser], server: Server) -> None:
    start = server.page("/a", status=302, Location="/deep/b")
    body = HTML.replace("Zinc may", "Zinc – né – may").encode("windows-1252")
    end = server.page("/deep/b", body, Content_Type="text/html; charset=windows-1252")
    report = Extractor(fetch=local()).from_url(start)
    assert (report.source.url, report.source.final_url, report.source.status) == (start, end, 200)
    assert (codecs.lookup(report.source.charset or "").name, report.source.sha256) == ("cp1252", hashlib.sha256(body).hexdigest())
    assert report.source.fetched_at
    assert "Zinc – né – may" in report.article.text
    links = [link.href for block in report.article.blocks for link in block.links]
    assert links == [server.url("/a")]


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        (Source.file("no/such/file.html"), SourceError, "no/such/file.html: no such file"),
        (Source.url("ftp://a.example"), FetchError, "ftp://a.example: only http and https URLs can be fetched"),
        (Source.html(" \n"), PageError, "<html>: empty"),
        (Source.html("", "https://a.example"), PageError, "https://a.example: empty"),
        (Source.text(""), PageError, "<text>: empty"),
        (text("refuses"), LanguageError, "<text>: not for me"),
    ],
)
def test_typed_errors_name_their_source(fake: type[FakeAnalyser], source: Source, kind: type[ExtractorError], message: str) -> None:
    with pytest.raises(kind) as caught:
        Extractor().extract(source)
    assert str(caught.value) == message
    (result,) = Extractor().pipe([source])
    assert told(result) == (source.name, kind.kind, caught.value.message)


def test_page_without_an_article_and_page_in_german(fake: type[FakeAnalyser]) -> None:
    german = "<p>Der Mangel an Zink ist nicht die Ursache der Akne, und die Haut wird davon auch nicht besser als mit einer Creme.</p>" * 3
    with pytest.raises(PageError, match=r"^x: "):
        Extractor().extract(Source("html", "<html><body><nav><a href=/>Home</a></nav></body></html>", "x"))
    with pytest.raises(LanguageError, match=r"^x: not in English"):
        Extractor().extract(Source("html", f"<html lang=de><body><article>{german}</article></body></html>", "x"))


def test_pipe_keeps_order_and_isolates_what_fails(fake: type[FakeAnalyser]) -> None:
    sources = [text("works"), text("stumbles"), Source.file("gone"), text("vanishes"), text("refuses"), text("works"), Source.html("")]
    ex = Extractor()
    results = list(ex.pipe(sources))
    assert [told(result) for result in results] == [
        None,
        ("<text>", "internal", "ZeroDivisionError: over a stone"),
        ("gone", "source", "no such file"),
        ("<text>", "internal", "ValueError: not enough values to unpack (expected 1, got 0)"),
        ("<text>", "language", "not for me"),
        None,
        ("<html>", "page", "empty"),
    ]
    assert results[0] == results[5] == ex.extract(text("works"))


def test_pages_of_a_warc_file_and_what_is_wrong_with_it(fake: type[FakeAnalyser], server: Server, tmp_path: Path) -> None:
    fetch = local(save_warc=tmp_path / "x.warc")
    for name, word in (("works", "works"), ("refuses", "refuses"), ("empty", "")):
        fetch(server.page(f"/{name}", (HTML.replace("Zinc", word) if word else "").encode(), Content_Type="text/html"))
    with (tmp_path / "x.warc").open("ab") as file:
        file.write(b"WARC/1.0")
    ex = Extractor(fetch=local())
    results = list(ex.pipe([text("works"), Source.warc(tmp_path / "x.warc"), text("works")]))
    assert [told(result) for result in results] == [
        None,
        None,
        (server.url("/refuses"), "language", "not for me"),
        (server.url("/empty"), "page", "empty"),
        (str(tmp_path / "x.warc"), "source", "no WARC file, or broken from here on: a record without a length"),
        None,
    ]
    again = ex.from_url(server.url("/works"))
    assert isinstance(results[1], Report)
    assert results[1].model_copy(update={"source": again.source}) == again
    assert results[1].source.model_copy(update={"fetched_at": again.source.fetched_at}) == again.source


def test_pipe_isolates_what_fails_before_the_language_step(fake: type[FakeAnalyser]) -> None:
    ex = Extractor()
    ex.fetch = lambda url: 1 // 0  # type: ignore[assignment]
    good, bad = ex.pipe([text("works"), Source.url("http://a.example/")])
    assert told(good) is None
    assert told(bad) == ("http://a.example/", "internal", "ZeroDivisionError: integer division or modulo by zero")


def test_pipe_batches_and_reads_no_further_than_a_batch(fake: type[FakeAnalyser]) -> None:
    taken = 0

    def endless() -> Iterator[Source]:
        nonlocal taken
        while True:
            taken += 1
            yield text("works")

    results = Extractor().pipe(endless())
    assert all(told(result) is None for result in itertools.islice(results, BATCH + 1))
    assert taken == 2 * BATCH
    assert fake.made[0].batches == [BATCH, BATCH]


def test_pipe_makes_smaller_batches_of_long_pages(fake: type[FakeAnalyser]) -> None:
    long = Source.text("\n\n".join(f"Zinc may help with acne, number {n}, and the doctor says that it is worth it." for n in range(4000)))
    assert [told(result) for result in Extractor().pipe([long] * 5)] == [None] * 5
    assert fake.made[0].batches == [2, 2, 1]


def test_pipe_does_not_wait_for_a_full_batch_of_slow_sources(fake: type[FakeAnalyser], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.extractor.BATCH_SECONDS", 0.1)

    def slow() -> Iterator[Source]:
        for _ in range(2):
            yield text("works")
            time.sleep(0.2)
            yield text("works")

    assert [told(result) for result in Extractor().pipe(slow())] == [None] * 4
    assert fake.made[0].batches == [2, 2]


def test_pipe_of_nothing(fake: type[FakeAnalyser]) -> None:
    assert list(Extractor().pipe([])) == []
    assert list(Extractor().pipe(iter([]), workers=2)) == []


def test_wrong_use_of_pipe(fake: type[FakeAnalyser]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Extractor().pipe([], workers=0)
    with pytest.raises(TypeError, match=r"expected a Source.*got str"):
        list(Extractor().pipe(["https://a.example"]))  # type: ignore[list-item]


def test_terms_and_pipeline_reach_the_language_step_and_the_digest(fake: type[FakeAnalyser], tmp_path: Path) -> None:
    term = Term(kind="food", name="kelp")
    plain, mine = Extractor(), Extractor(terms=iter([term]), rules=tmp_path, pipeline="other")
    assert (fake.made[1].terms, fake.made[1].pipeline) == ([term], "other")
    assert plain.info.rules_sha256 != mine.info.rules_sha256 == Extractor(terms=[term]).info.rules_sha256
    assert plain.info.rules_sha256 == Extractor(rules=tmp_path).info.rules_sha256


def test_rules_folder_that_is_none(fake: type[FakeAnalyser]) -> None:
    with pytest.raises(RuleError, match="no/such: no such folder"):
        Extractor(rules="no/such")


def test_fault_in_a_page_rule_shows_at_once(fake: type[FakeAnalyser], tmp_path: Path) -> None:
    (tmp_path / "page" / "lines").mkdir(parents=True)
    (tmp_path / "page" / "lines" / "mine.yaml").write_text("- id: mine.line\n  says: x\n  no_such_field: 1\n")
    with pytest.raises(RuleError, match=r"mine\.yaml:1: rule mine\.line"):
        Extractor(rules=tmp_path)


def test_fault_in_a_rules_file_is_not_blamed_on_the_source(fake: type[FakeAnalyser], monkeypatch: pytest.MonkeyPatch) -> None:
    def read_text(*_: object, **__: object) -> None:
        raise RuleError("not YAML", "my.yaml:3")

    monkeypatch.setattr("extractor.extractor.read_text", read_text)
    with pytest.raises(RuleError, match=r"my\.yaml:3: not YAML"):
        Extractor().from_text(TEXT)


def test_read_source_needs_no_language_model(server: Server) -> None:
    page = read_source(Source.url(server.page("/p", HTML.encode(), Content_Type="text/html")), local())
    assert "Zinc may help" in page.article.text
    code = "import sys; from extractor.extractor import read_source; from extractor import Source\n"
    code += f"read_source(Source.text({TEXT!r})); assert not {{'spacy', 'onnxruntime', 'requests'}} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


# --- worker processes. Each starts anew, so nothing patched here reaches it: what they run is said by functions of this module.


def work(chunk: list[Source]) -> list[Failure]:
    """In a worker: a failure that names the source, unless the source bids otherwise."""
    results = []
    for source in chunk:
        if source.value == "die":
            time.sleep(0.2)
            os.kill(os.getpid(), signal.SIGKILL)
        if source.value == "sleep":
            time.sleep(60)
        if source.value == "lambda":
            results.append(Unpicklable(source="", kind="", message=""))
        value = source.value.content if isinstance(source.value, Opened) else source.value
        results.append(Failure(source=str(value), kind="", message=str(os.getpid())))
        time.sleep(0.05)  # so that the other worker has its turn
    return results


class Unpicklable(Failure):
    def __reduce__(self) -> str:
        raise TypeError("cannot be sent")


def no_fetch(url: str) -> Opened:
    raise AssertionError(f"fetched {url}")


def start(arguments: object, parent: Connection) -> None:
    pool._extractor = True  # type: ignore[assignment]
    threading.Thread(target=pool._end_with, args=(parent,), daemon=True).start()


def start_badly(*_: object) -> None:
    os._exit(3)


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers without an extractor."""
    monkeypatch.setattr(pool, "_start_worker", start)
    monkeypatch.setattr(pool, "_work", work)


@pytest.mark.usefixtures("light")
def test_workers_keep_order_and_share_the_work() -> None:
    results = list(pool.pipe_in_workers((), [Source.text(str(n)) for n in range(40)], 2, no_fetch))
    assert [result.source for result in results] == [str(n) for n in range(40)]  # type: ignore[union-attr]
    assert len({result.message for result in results}) == 2  # type: ignore[union-attr]


@pytest.mark.usefixtures("light")
def test_urls_are_fetched_in_this_process_in_order() -> None:
    urls = [f"http://a.example/{n}" for n in range(20)]
    results = list(pool.pipe_in_workers((), [Source.url(url) for url in urls], 2, lambda url: Opened(url, f"{url} {os.getpid()}", "text")))
    assert [result.source for result in results] == [f"{url} {os.getpid()}" for url in urls]  # type: ignore[union-attr]


@pytest.mark.usefixtures("light")
def test_few_sources_are_shared_too() -> None:
    results = list(pool.pipe_in_workers((), [Source.text("1"), Source.text("2")], 2, no_fetch))
    assert [result.source for result in results] == ["1", "2"]  # type: ignore[union-attr]


@pytest.mark.usefixtures("light")
def test_workers_do_not_swallow_an_endless_iterator() -> None:
    taken = itertools.count()
    results = pool.pipe_in_workers((), (Source.text(str(n)) for n in taken), 2, no_fetch)
    assert [result.source for result in itertools.islice(results, 20)] == [str(n) for n in range(20)]  # type: ignore[union-attr]
    results.close()  # type: ignore[attr-defined]
    assert next(taken) <= 20 + 2 * pool.AHEAD * pool.CHUNK + pool.CHUNK


@pytest.mark.usefixtures("light")
def test_death_of_a_worker_is_a_failure_of_its_source_alone() -> None:
    names = [str(n) for n in range(8)]
    names[3] = "die"
    results = list(pool.pipe_in_workers((), (Source.html("die", n) if n == "die" else Source.text(n) for n in names), 2, no_fetch))
    told = [result.source if not result.kind else (result.source, result.kind) for result in results]  # type: ignore[union-attr]
    assert told == [("die", "internal") if name == "die" else name for name in names]
    assert "died" in results[3].message  # type: ignore[union-attr]


@pytest.mark.usefixtures("light")
def test_result_that_cannot_be_sent_is_a_failure_of_its_source_alone() -> None:
    results = list(pool.pipe_in_workers((), [Source.text(n) for n in ["1", "lambda", "3"]], 1, no_fetch))
    assert [result.kind for result in results] == ["", "internal", ""]  # type: ignore[union-attr]
    assert "cannot be sent" in results[1].message  # type: ignore[union-attr]


@pytest.mark.usefixtures("light")
def test_workers_end_with_the_pipe_they_work_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "CHUNK", 1)
    results = pool.pipe_in_workers((), [Source.text("1"), *[Source.text("sleep")] * 3], 2, no_fetch)
    assert next(results).source == "1"  # type: ignore[union-attr]
    ours = [process for process in multiprocessing.active_children() if process.is_alive()]
    assert ours
    results.close()  # type: ignore[attr-defined]
    # by process id: the pool's own thread may reap a worker first, and `is_alive` then cannot tell
    assert all(ends_within(process.pid, 20) for process in ours)


def ends_within(pid: int | None, seconds: float) -> bool:
    assert pid is not None
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_workers_that_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_start_worker", start_badly)
    with pytest.raises(PipelineError, match="__main__"):
        list(pool.pipe_in_workers((), [Source.text("1")], 2, no_fetch))


def test_script_without_a_guard_ends_with_a_clear_word(tmp_path: Path) -> None:
    script = tmp_path / "study.py"
    script.write_text(
        textwrap.dedent("""
        from extractor import Source
        from extractor.corpus.workers import pipe_in_workers
        print(list(pipe_in_workers((), [Source.text("x")], 2, None)))
        """)
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=100)
    assert done.returncode == 1
    assert "PipelineError: worker processes die at the start" in done.stderr


def test_pipeline_that_cannot_be_sent() -> None:
    with pytest.raises(PipelineError, match="give its name instead"):
        pool.pipe_in_workers(((), None, threading.Lock()), [], 2, no_fetch)


def test_workers_give_what_one_process_gives(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HTML)
    sources = [Source.text(TEXT), Source.file(tmp_path / "a.html"), Source.file("gone"), Source.html(HTML, "https://a.example/")] * 2
    ex = Extractor(terms=[Term(kind="supplement", name="worth")])
    alone = list(ex.pipe(sources))
    assert list(ex.pipe(sources, workers=2)) == alone
    assert [told(result) is None for result in alone] == [True, True, False, True] * 2
