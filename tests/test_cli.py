from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from extractor import Report, __version__, cli
from extractor.errors import RuleError
from extractor.report import Failure
from extractor.rulebook import RULES_DIR
from extractor.source import Source
from extractor.terms import read_terms

if TYPE_CHECKING:
    from conftest import FakeAnalyser, Server

ARTICLE = "Zinc and the skin\n\nZinc may help with acné, and the doctor says that it is worth a try for some weeks."


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments], input=stdin)


def shell(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "extractor.cli", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "zinc.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_one_source_gives_one_json_report(fake: type[FakeAnalyser], article: Path) -> None:
    done = run("extract", article)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    assert Report.model_validate_json(done.stdout).source.url == str(article)


def test_pretty(fake: type[FakeAnalyser], article: Path) -> None:
    done = run("extract", article, "--pretty")
    assert done.stdout.startswith('{\n  "schema_version": "1.0",\n')
    assert "acné" in done.stdout


def test_several_sources_give_json_lines(fake: type[FakeAnalyser], article: Path) -> None:
    done = run("extract", article, article)
    assert [Report.model_validate_json(line).source.url for line in done.stdout.splitlines()] == [str(article)] * 2


def test_failures_are_lines_on_stderr_and_the_others_are_done(
    fake: type[FakeAnalyser], article: Path, tmp_path: Path, server: Server
) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "empty.html").write_bytes(b"")
    gone = server.page("/gone", status=404)
    done = run("extract", "--allow-private", "no/such.html", article, tmp_path / "x.pdf", tmp_path / "empty.html", gone, article)
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "health-claims: no/such.html: no such file",
        f"health-claims: {tmp_path / 'x.pdf'}: a PDF, neither HTML nor plain text",
        f"health-claims: {tmp_path / 'empty.html'}: empty",
        f"health-claims: {gone}: HTTP 404 Not Found",
    ]
    assert len([Report.model_validate_json(line) for line in done.stdout.splitlines()]) == 2


def test_one_source_that_fails(fake: type[FakeAnalyser]) -> None:
    done = run("extract", "no/such.html")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "health-claims: no/such.html: no such file\n")


def test_a_failure_is_one_line_without_escape_sequences(fake: type[FakeAnalyser]) -> None:
    done = run("extract", "a\n\x1b[31mb.html")
    assert done.stderr == "health-claims: a  [31mb.html: no such file\n"


def test_standard_input(fake: type[FakeAnalyser]) -> None:
    done = run("extract", "-", stdin=ARTICLE.encode())
    report = Report.model_validate_json(done.stdout)
    assert (report.source.url, report.source.media_type) == (None, "text/plain")
    empty = run("extract", "-", stdin=b"")
    assert (empty.exit_code, empty.stderr) == (1, "health-claims: <stdin>: empty\n")


def test_text_only(article: Path) -> None:
    done = run("extract", "--text-only", article)
    assert (done.exit_code, done.stdout) == (0, ARTICLE + "\n")
    done = run("extract", "--text-only", article, "gone", article)
    assert done.exit_code == 1
    assert done.stdout == f"{ARTICLE}\n\f{ARTICLE}\n"
    assert done.stderr == "health-claims: gone: no such file\n"


def test_text_only_outlives_what_nobody_foresaw(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_source(source: Source, *_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("extractor.extractor.read_source", read_source)
    done = run("extract", "--text-only", article)
    assert (done.exit_code, done.stderr) == (1, f"health-claims: {article}: RecursionError: too deep\n")


@pytest.mark.parametrize(
    ("options", "name", "check"),
    [
        ([], "a.json", lambda text: json.loads(text)["schema_version"] == "1.0"),
        ([], "a.jsonl", lambda text: text.count("\n") == 1),
        ([], "a.csv", lambda text: next(csv.reader(io.StringIO(text)))[0] == "url"),
        ([], "a.HTML", lambda text: text.startswith("<!DOCTYPE html>")),
        ([], "a", lambda text: json.loads(text)["schema_version"] == "1.0"),
        (["-f", "json"], "a.out", lambda text: json.loads(text)["schema_version"] == "1.0"),
        (["--text-only"], "a.txt", lambda text: text == ARTICLE + "\n"),
        (["--format", "html"], "a.json", lambda text: text.startswith("<!DOCTYPE html>")),
        (["-f", "csv"], "a", lambda text: text.startswith("url,")),
        (["--pretty"], "a.json", lambda text: text.startswith("{\n ")),
    ],
)
def test_output_file_and_formats(
    fake: type[FakeAnalyser], article: Path, tmp_path: Path, options: list[str], name: str, check: object
) -> None:
    done = run("extract", article, "-o", tmp_path / name, *options)
    assert (done.exit_code, done.output) == (0, "")
    assert check((tmp_path / name).read_bytes().decode("utf-8"))  # type: ignore[operator]


@pytest.mark.parametrize("options", [["-f", "json"], ["--pretty"], ["-o", "-", "--format", "json"]])
def test_json_of_several_sources_is_an_array(fake: type[FakeAnalyser], article: Path, options: list[str]) -> None:
    assert len(json.loads(run("extract", article, article, *options).stdout)) == 2
    assert json.loads(run("extract", "gone", "lost", *options).stdout) == []


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["extract"], "SOURCE"),
        (["extract", "-", "-"], "only once"),
        (["extract", "x", "--format", "xml"], "xml"),
        (["extract", "x", "--pretty", "-f", "csv"], "indents JSON, which csv output is not"),
        (["extract", "x", "y", "--pretty", "-o", "x.jsonl"], "indents JSON"),
        (["extract", "x", "--text-only", "--pretty"], "prints text"),
        (["extract", "x", "-j", "0"], "--workers"),
        (["extract", "x", "--no-such-option"], "option"),
        (["extract", "x", "-o", "no/such/folder/x.json"], "No such file or directory"),
        (["extract", "x", "-o", "x.out"], "x.out: expected one of .json, .jsonl, .csv, .html, .ndjson, .htm, or a --format"),
        (["rules", "no.such.rule"], "no rule 'no.such.rule'"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_wrong_usage(fake: type[FakeAnalyser], arguments: list[str], word: str) -> None:
    done = run(*arguments, stdin=b"")
    assert (done.exit_code, done.stdout) == (2, "")
    assert word in " ".join(done.stderr.replace("│", " ").split())


def test_faults_in_rules_and_terms_give_path_and_line(fake: type[FakeAnalyser], article: Path, tmp_path: Path) -> None:
    done = run("extract", article, "--rules", tmp_path / "gone")
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"health-claims: {tmp_path / 'gone'}: no such folder of rules\n")
    (tmp_path / "mine.tsv").write_text("name\tkind\nkelp\tfish\n")
    done = run("extract", article, "--terms", tmp_path / "mine.tsv", "-o", tmp_path / "out.json")
    assert done.exit_code == 2
    assert done.stderr.startswith(f"health-claims: {tmp_path / 'mine.tsv'}:2: kind: expected one of nutrient, ")
    assert not (tmp_path / "out.json").exists()  # nor is an older one emptied
    (tmp_path / "page" / "lines").mkdir(parents=True)
    (tmp_path / "page" / "lines" / "mine.yaml").write_text("- id: mine.line\n  says: x\n  no_such_field: 1\n")
    done = run("extract", "--text-only", article, "--rules", tmp_path)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    (tmp_path / "page" / "lines" / "mine.yaml").unlink()
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "mine.yaml").write_text("- id: a.b\n- oops\n")
    done = run("rules", "--rules", tmp_path)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert f"{tmp_path / 'claims' / 'mine.yaml'}:2: " in done.stderr


def test_terms_and_pipeline_reach_the_extractor(fake: type[FakeAnalyser], article: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.tsv").write_text("name\tkind\nkelp\tfood\n")
    assert run("extract", article, "--terms", tmp_path / "mine.tsv", "--pipeline", "other").exit_code == 0
    assert [term.name for term in fake.made[0].terms] == ["kelp"]
    assert fake.made[0].pipeline == "other"


def test_workers_reach_the_extractor(fake: type[FakeAnalyser], article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pipe(_: object, sources: Iterable[Source], workers: int) -> Iterator[Failure]:
        assert workers == 3
        yield from (Failure(source=source.name, kind="x", message="so be it") for source in sources)

    monkeypatch.setattr("extractor.extractor.Extractor.pipe", pipe)
    done = run("extract", article, "-j", "3")
    assert (done.exit_code, done.stderr) == (1, f"health-claims: {article}: so be it\n")


def test_terms_file(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_bytes(
        "\ufeffkind\tname\tsynonyms\tconcept\r\n# mine\r\n\r\nfood\tkelp\t kombu | wakame |\tFOODON:1\r\ncondition\tache\r\n".encode()
    )
    kelp, ache = read_terms(path)
    assert (kelp.kind, kelp.name, kelp.concept, kelp.synonyms) == ("food", "kelp", "FOODON:1", ("kombu", "wakame"))
    assert (ache.kind, ache.name, ache.concept, ache.synonyms) == ("condition", "ache", None, ())


@pytest.mark.parametrize(
    ("content", "where", "word"),
    [
        (b"", ":1", "header"),
        (b"kelp\tfood\n", ":1", "header"),
        (b"name\tkind\tcolour\n", ":1", "header"),
        (b"name\tkind\tname\n", ":1", "header"),
        (b"name\tkind\n\nkelp\tfood\tx\n", ":3", "3 cells under 2 columns"),
        (b"name\tkind\n\tfood\n", ":2", "without a name"),
        (b"name\tkind\nkelp\n", ":2", "kind"),
        (b"name\tkind\tconcept\nkelp\tfood\tseaweed\n", ":2", "CURIE"),
        (b"name\tkind\nk\xfflp\tfood\n", "", "not UTF-8"),
        (None, "", "cannot be read"),
    ],
)
def test_terms_files_that_cannot_be_used(tmp_path: Path, content: bytes | None, where: str, word: str) -> None:
    path = tmp_path / "terms.tsv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RuleError) as caught:
        read_terms(path)
    assert caught.value.source == f"{path}{where}"
    assert word in caught.value.message


def test_schema() -> None:
    done = run("schema")
    assert json.loads(done.stdout) == Report.model_json_schema()


MINE = """
- id: mine.first
  says: seaweed does something
  relation: causes
  trigger: [ruin, wreck]
  examples: ["{Kelp} ruins <skin>.", "{Kelp} wrecks <sleep>."]
  not: ["Kelp is green."]
  todo: ["Ruinous kelp."]
- id: mine.second
  says: seaweed does nothing
  examples: []
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "zoo").mkdir()
    (tmp_path / "zoo" / "mine.yaml").write_text(MINE)
    return tmp_path


def test_rules_are_listed_by_folder(mine: Path) -> None:
    done = run("rules", "--rules", mine)
    assert done.exit_code == 0
    assert "zoo (2)\n  mine.first " in done.stdout
    folders = {path.parent.relative_to(RULES_DIR).as_posix() for path in RULES_DIR.rglob("*.yaml")}
    assert all(f"{folder} (" in done.stdout for folder in folders)


@pytest.mark.parametrize("part", ["mine", "zoo", "zoo/"])
def test_rules_of_one_folder_or_beginning(mine: Path, part: str) -> None:
    done = run("rules", part, "--rules", mine)
    assert done.stdout == "zoo (2)\n  mine.first   seaweed does something\n  mine.second  seaweed does nothing\n"


def test_a_rule_is_explained(mine: Path) -> None:
    done = run("rules", "mine.first", "--rules", mine)
    assert done.stdout == (
        f"mine.first\n  seaweed does something\n  {mine / 'zoo' / 'mine.yaml'}:2\n\n  relation: causes\n  trigger: [ruin, wreck]\n\n"
        "  finds:\n    - {Kelp} ruins <skin>.\n    - {Kelp} wrecks <sleep>.\n\n  does not find:\n    - Kelp is green.\n\n"
        "  should find one day:\n    - Ruinous kelp.\n\n"
    )
    assert run("rules", "mine.second", "--rules", mine).stdout.count("\n") == 4


def test_unknown_rule_gets_a_hint(mine: Path) -> None:
    done = run("rules", "mine.frist", "--rules", mine)
    assert done.exit_code == 2
    assert "mine.first" in done.stderr


def test_version_and_help() -> None:
    assert run("--version").stdout == f"health-claims {__version__}\n"
    for arguments in ([], ["--help"], ["extract", "-h"], ["rules", "--help"]):
        done = run(*arguments)
        assert "Usage" in done.output
        assert "Exit codes" in done.output or arguments == []
    assert run("extract", "--help").exit_code == 0


def test_help_and_listing_load_no_language_model() -> None:
    heavy = {"spacy", "onnxruntime", "requests", "lxml", "bs4", "numpy", "tqdm", "jinja2", "pydantic"}
    code = f"import sys, extractor.cli\nloaded = {heavy} & set(sys.modules)\nassert not loaded, loaded"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    code = "import sys, extractor.cli as cli\ntry: cli.app(['rules'])\nexcept SystemExit: assert 'spacy' not in sys.modules\nelse: assert 0"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, stdout=subprocess.DEVNULL)


def test_output_is_utf8_whatever_the_locale(article: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    out, err = shell("extract", "--text-only", str(article), "né.html", env=environment).communicate(timeout=60)
    assert out.decode("utf-8") == ARTICLE + "\n"
    assert err.decode("utf-8").count("\n") == 1


def test_reader_that_goes_away(article: Path) -> None:
    large = article.with_name("large.txt")
    large.write_text("\n\n".join(f"{ARTICLE} Number {n}." for n in range(3000)))
    process = shell("extract", "--text-only", str(large), str(large))
    assert process.stdout
    assert process.stdout.read(4) == b"Zinc"
    process.stdout.close()
    assert process.stderr
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 141


def test_a_study_is_written_and_repeated(server: Server, fake: object, tmp_path: Path) -> None:
    urls = [server.page(f"/{name}", f"<p>{ARTICLE} {name}</p>".encode(), Content_Type="text/html") for name in ("a", "b")]
    server.page("/robots.txt", b"User-agent: *\nDisallow: /b")
    options = ("--allow-private", "--interval", "0", "--save-warc", tmp_path / "study.warc.gz")
    done = run("extract", *urls, *options)
    assert (done.exit_code, len(done.stdout.splitlines())) == (1, 1)
    assert "disallowed" in done.stderr
    done = run("extract", *urls, *options, "--ignore-robots", "-o", tmp_path / "first.jsonl")
    assert done.exit_code == 0
    again = run("extract", tmp_path / "study.warc.gz")
    first = (tmp_path / "first.jsonl").read_text("utf-8").splitlines()
    assert again.stdout.splitlines()[1:] == first
    assert len(json.loads(run("extract", tmp_path / "study.warc.gz", "--pretty").stdout)) == 3
    assert run("extract", tmp_path / "study.warc.gz", "--text-only").stdout.count("\f") == 2


def test_pages_from_a_cache(server: Server, fake: object, tmp_path: Path) -> None:
    url = server.page("/a", f"<p>{ARTICLE}</p>".encode(), Content_Type="text/html")
    for _ in range(2):
        assert run("extract", url, "--allow-private", "--cache", tmp_path).exit_code == 0
    assert [path for path, _ in server.seen].count("/a") == 1


@pytest.mark.parametrize("option", ["--cache", "--save-warc"])
def test_fetching_options_that_cannot_be_met_are_wrong_usage(article: Path, option: str) -> None:
    done = run("extract", article, option, article / "x")
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"health-claims: {article / 'x'}: cannot be" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_interrupt(server: Server) -> None:
    server.routes["/slow"] = lambda handler: time.sleep(20)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it, and so would their children
    try:
        process = shell("extract", "--text-only", "--allow-private", server.url("/slow"))
    finally:
        signal.signal(signal.SIGINT, before)
    until = time.monotonic() + 30
    while "/slow" not in [path for path, _ in server.seen] and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=15)
    assert (process.returncode, out, err) == (130, b"", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_progress_is_shown_on_a_terminal_and_failures_beside_it(article: Path) -> None:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    arguments = [sys.executable, "-m", "extractor.cli", "extract", "--text-only", str(article), "gone", str(article)]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    assert process.stdout
    assert process.stdout.read().decode().count("Zinc and the skin") == 2
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    assert process.wait(timeout=60) == 1
    assert b"3/3" in shown
    assert b"health-claims: gone: no such file" in shown


def test_terms_says_what_is_matched_and_why(tmp_path: Path) -> None:
    mine = tmp_path / "mine.tsv"
    mine.write_text("name\tkind\nfrondle\tfood\n", encoding="utf-8")
    done = run("terms", "Low B-12 may cause nail trouble; frondle helps.", "--terms", mine)
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "'B-12' (4-8): nutrient, vitamin B12, CHEBI:30411"
    assert lines[1].startswith(f"  by {RULES_DIR / 'lexicon' / 'nutrients.tsv'}:")
    assert lines[2] == "  deficiency by state.deficiency.adjective"
    assert lines[3:5] == ["'nail trouble' (19-31): condition, nail trouble, no identifier", "  by put together from its words"]
    assert lines[5:] == ["'frondle' (33-40): food, frondle, no identifier", "  by Term('frondle')"]


def test_terms_reads_standard_input_and_faults_are_one_line(tmp_path: Path) -> None:
    assert run("terms", "-", stdin="Zorvia™ eases colds.".encode()).stdout.splitlines()[1] == "  by rule product.trademark"
    done = run("terms", "Zinc.", "--terms", tmp_path / "gone.tsv")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_explain_marks_claims(article: Path) -> None:
    done = run("explain", article)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "rule ameliorate." in done.stdout


def test_explain_fetches_what_it_is_allowed_to(server: Server) -> None:
    url = server.page("/a", f"<p>{ARTICLE}</p>".encode(), Content_Type="text/html")
    server.page("/robots.txt", b"User-agent: *\nDisallow: /")
    assert "--allow-private" in run("explain", url).stderr
    assert "--ignore-robots" in run("explain", url, "--allow-private").stderr
    assert run("explain", url, "--allow-private", "--ignore-robots").exit_code == 0


def test_explain_tells_of_a_source_that_fails(tmp_path: Path) -> None:
    done = run("explain", tmp_path / "missing.html")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("health-claims: ")
    assert done.stderr.count("\n") == 1
