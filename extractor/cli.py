"""The command `health-claims`. It only arranges calls of the library; what takes time to import is imported where it is used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.collector import kept_for_good
from extractor.console import SOME_FAILED, clean_exit, line, output_file, progress
from extractor.errors import ExtractorError
from extractor.output.formats import Format, format_of, writer

if TYPE_CHECKING:
    from extractor.extractor import Extractor
    from extractor.fetch import Fetcher
    from extractor.report import Failure, Report
    from extractor.source import Source

EXIT_CODES = (
    "[bold]Exit codes:[/] 0 all sources done · 1 at least one source failed (the others are done and printed) · 2 wrong usage, "
    "or a rules or terms file that cannot be used · 130 interrupted · 141 the reader of the output went away."
)
EXAMPLES = """Read health articles and report what they claim, how sure they sound, and where they sell something.

[bold]Examples:[/]

  health-claims extract https://example.org/vitamin-d
  health-claims extract page.html notes.txt -o claims.jsonl
  curl -s https://example.org/zinc | health-claims extract - --pretty
  health-claims extract page.html -o report.html
  health-claims rules cause.verb
  health-claims terms "Low B-12 can cause brain fog."

Each command has a --help of its own.
"""
EXTRACT = """Read each SOURCE and print a report on it.

A SOURCE is a URL, a file of HTML or plain text (which, its content tells where its name does not), a WARC file (.warc, .warc.gz: one
report for each page in it), or [bold]-[/] for standard input. One page gives one JSON report, several give JSON Lines, in their order.

Standard output holds reports and nothing else. A source that fails has no report there; it is one line on standard error,
[bold]health-claims: SOURCE: reason[/], and the other sources are still done.

[bold]Examples:[/]

  health-claims extract https://example.org/vitamin-d --pretty
  health-claims extract articles/*.html -j 4 -o claims.csv
  health-claims extract https://example.org/zinc https://example.org/iron --save-warc study.warc.gz
  health-claims extract study.warc.gz
  health-claims extract page.html --text-only
"""


app = typer.Typer(
    help=EXAMPLES,
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

RulesOption = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        metavar="DIR",
        help="Folder of your own rules, laid out like the shipped ones; a known id replaces the shipped rule.",
        rich_help_panel="Language",
    ),
]
TermsOption = Annotated[
    Path | None,
    typer.Option(
        "--terms",
        metavar="FILE.tsv",
        help="Your own terms, tab-separated under a header: name, kind, and if wanted concept (a CURIE) and synonyms (parted by |).",
        rich_help_panel="Language",
    ),
]
PipelineOption = Annotated[
    str | None,
    typer.Option("--pipeline", metavar="NAME", help="An installed spaCy pipeline instead of the shipped one.", rich_help_panel="Language"),
]
IgnoreRobotsOption = Annotated[
    bool, typer.Option("--ignore-robots", help="Fetch what robots.txt disallows too.", rich_help_panel="Fetching")
]
AllowPrivateOption = Annotated[
    bool,
    typer.Option("--allow-private", help="Fetch from private, loopback and link-local addresses too.", rich_help_panel="Fetching"),
]


def main() -> None:
    """The console entry point."""
    app()


def _version(wanted: bool) -> None:
    if wanted:
        from extractor import __version__

        typer.echo(f"health-claims {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)] = False,
) -> None:
    pass


@app.command(help=EXTRACT, epilog=EXIT_CODES)
def extract(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="URL, file, WARC file, or - for standard input.", show_default=False)
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write to FILE, not to standard output.", rich_help_panel="Output"),
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option(
            "-f",
            "--format",
            help="[bold]json[/] (several sources: an array), [bold]jsonl[/], [bold]csv[/] (a line a claim), or [bold]html[/] (a page to "
            "read). Else the suffix of FILE tells; without one json for one page and jsonl for several.",
            rich_help_panel="Output",
            show_default=False,
        ),
    ] = None,
    pretty: Annotated[bool, typer.Option("--pretty", help="Indent the JSON.", rich_help_panel="Output")] = False,
    text_only: Annotated[
        bool,
        typer.Option(
            "--text-only",
            help="Print the text of the article alone, as it would be read. Texts of several sources are parted by form feeds.",
            rich_help_panel="Output",
        ),
    ] = False,
    rules: RulesOption = None,
    terms: TermsOption = None,
    pipeline: PipelineOption = None,
    workers: Annotated[
        int, typer.Option("-j", "--workers", min=1, metavar="N", help="Processes that share the work.", rich_help_panel="Speed")
    ] = 1,
    ignore_robots: IgnoreRobotsOption = False,
    interval: Annotated[
        float,
        typer.Option(
            min=0,
            metavar="SECONDS",
            help="Time between the pages asked of one host; a Crawl-delay in its robots.txt may make it longer.",
            rich_help_panel="Fetching",
        ),
    ] = 1,
    allow_private: AllowPrivateOption = False,
    cache: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Keep answers in DIR and use them again while their headers allow, else for a day; then ask whether they have changed.",
            rich_help_panel="Fetching",
        ),
    ] = None,
    save_warc: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Append all that is asked and answered to FILE (.warc or .warc.gz), from which the same pages can be read again.",
            rich_help_panel="Fetching",
        ),
    ] = None,
) -> None:
    """Read each source and print a report on it."""
    if sources.count("-") > 1:
        raise typer.BadParameter("standard input can be read only once", param_hint="SOURCE '-'")
    if text_only and (format or pretty):
        raise typer.BadParameter("prints text, so it goes with neither --format nor --pretty", param_hint="'--text-only'")
    from extractor.source import is_warc

    pages = None if any(map(is_warc, sources)) else len(sources)  # nobody knows how many a WARC file holds
    try:
        named = format or (None if text_only else format_of(output))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="'--output'") from None
    chosen = named or (Format.json if pages == 1 or pretty else Format.jsonl)
    if pretty and chosen is not Format.json:
        raise typer.BadParameter(f"indents JSON, which {chosen.value} output is not", param_hint="'--pretty'")
    failures = 0

    def reports(results: Iterable[Any]) -> Iterator[Any]:
        """The results without the failures, which are told on standard error."""
        nonlocal failures
        from extractor.report import Failure

        with progress(results, pages, output) as (shown, say):
            for result in shown:
                if isinstance(result, Failure):
                    failures += 1
                    say(line(result))
                else:
                    yield result

    with clean_exit():
        from extractor.fetch import Fetcher

        fetch = Fetcher(robots=not ignore_robots, interval=interval, allow_private=allow_private, cache=cache, save_warc=save_warc)
        texts_or_reports = _texts(rules, fetch) if text_only else _reports(terms, rules, pipeline, workers, fetch)
        with output_file(output) as file:
            from extractor.source import Source

            found = reports(texts_or_reports([Source.guess(source) for source in sources]))
            if text_only:
                for number, text in enumerate(found):
                    file.write("\f" * (number > 0) + text + "\n")
            else:
                writer(chosen, pretty, pages != 1)(found, file)
    if failures:
        raise typer.Exit(SOME_FAILED)


@app.command(epilog=EXIT_CODES)
def explain(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="URL, file, or - for standard input.", show_default=False)],
    rules: RulesOption = None,
    terms: TermsOption = None,
    pipeline: PipelineOption = None,
    ignore_robots: IgnoreRobotsOption = False,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Show each claim in its sentence with the rule and frame that found it, and what kept the other sentences from holding one."""
    from extractor.fetch import Fetcher

    with clean_exit():
        extractor = _extractor(terms, rules, pipeline, Fetcher(robots=not ignore_robots, allow_private=allow_private))
        from extractor.extractor import failure
        from extractor.output import as_explanation
        from extractor.source import Source

        opened = Source.guess(source)
        try:
            sentences = list(extractor.explain(opened))
        except ExtractorError as error:
            print(line(failure(opened, error)), file=sys.stderr)
            raise typer.Exit(SOME_FAILED) from None
        as_explanation.write(sentences, sys.stdout)


@app.command(epilog=EXIT_CODES)
def schema() -> None:
    """Print the JSON Schema of a report."""
    import json

    from extractor.report import Report

    with clean_exit():
        print(json.dumps(Report.model_json_schema(), indent=2, ensure_ascii=False))


@app.command(epilog=EXIT_CODES)
def rules(
    id: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="A rule's id, the beginning of some ids, or a folder.", show_default=False),
    ] = None,
    rules: RulesOption = None,
) -> None:
    """List the rules by folder, or explain one: all that it says, its examples, and where it stands."""
    from extractor.output.as_rules import explained, listed
    from extractor.rulebook import Rulebook

    with clean_exit():
        book = Rulebook(rules)
        entries = [entry for folder in book.folders for entry in book.entries(folder)]
        if id is None:
            print("\n".join(listed(entries)))
            return
        exact = [entry for entry in entries if entry.id == id]
        inside = [entry for entry in entries if entry.id.startswith(f"{id}.") or f"{entry.folder}/".startswith(f"{id.rstrip('/')}/")]
        if exact:
            print("\n".join(explained(entry) for entry in exact))
        elif inside:
            print("\n".join(listed(inside)))
        else:
            from difflib import get_close_matches

            close = get_close_matches(id, [entry.id for entry in entries], n=3)
            raise typer.BadParameter(f"no rule {id!r}" + (f"; do you mean {' or '.join(close)}?" if close else ""), param_hint="ID")


@app.command(epilog=EXIT_CODES)
def terms(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A text, or - for standard input.", show_default=False)],
    rules: RulesOption = None,
    terms: TermsOption = None,
) -> None:
    """Show what is matched in a TEXT, and why: kind, name, identifier, the lexicon's row or the rule, and the state."""
    from extractor.extractor import read_source
    from extractor.language.analyser import Analyser
    from extractor.output.as_terms import explain
    from extractor.rulebook import Rulebook
    from extractor.source import Source
    from extractor.terms import read_terms

    with clean_exit():
        book = Rulebook(rules)
        page = read_source(Source.text(sys.stdin.read() if text == "-" else text), rulebook=book)
        for paragraph in explain(Analyser(book, read_terms(terms) if terms else ()), page.article):
            print(paragraph)


def _reports(
    terms: Path | None, rules: Path | None, pipeline: str | None, workers: int, fetch: Fetcher
) -> Callable[[Iterable[Source]], Iterator[Report | Failure]]:
    return partial(_extractor(terms, rules, pipeline, fetch).pipe, workers=workers)


@kept_for_good()
def _extractor(terms: Path | None, rules: Path | None, pipeline: str | None, fetch: Fetcher) -> Extractor:
    from extractor.start import import_spacy

    import_spacy()
    from extractor.extractor import Extractor
    from extractor.terms import read_terms

    return Extractor(read_terms(terms) if terms else (), rules, pipeline, fetch)


def _texts(rules: Path | None, fetch: Fetcher) -> Callable[[Iterable[Source]], Iterator[str | Failure]]:
    from extractor.extractor import failure, read_source
    from extractor.page.rules import page_rules
    from extractor.rulebook import Rulebook
    from extractor.source import all_pages

    book = Rulebook(rules)
    page_rules(book)  # a broken one is wrong usage, no fault of the first source

    def texts(sources: Iterable[Source]) -> Iterator[str | Failure]:
        for source in all_pages(sources):
            try:
                yield read_source(source, fetch, book).article.text
            except Exception as error:  # as in `Extractor.pipe`: one bad source does not end the run
                yield failure(source, error)

    return texts


if __name__ == "__main__":
    main()
