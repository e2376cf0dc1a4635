"""How fast, beside what, and at what cost: `python -m benchmarks.speed [--data DIR] [--pages 200] [--memory 60] [--svg FILE] [PART …]`.

Prints Markdown tables, and with --svg draws them. The pages of `fixtures/` are read, which were composed to hold as many claims as they
can, and with --data those of DIR (`*.html` or `*.html.gz`) beside them. For the figures of the README DIR is the HTML of the WCXB
development articles. All but `workers` and `start` is processor time, so that little of what else the machine does falls on it. The parts:

glue     the whole way beside what a user would glue together (trafilatura, the shipped parser over the whole text, a PhraseMatcher of the
         same lexicon) and beside the floor (BeautifulSoup, tokens, terms alone), page by page in turn in one process
stages   where the time of the whole way goes
length   articles of 500 words and up, made of the fixtures' own text
workers  one worker beside two; wants a machine with nothing else to do
memory   memory in use, and time a page, over a run of --memory pages
start    the command line: --help, and the first report; the best of three
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import cycle, islice
from pathlib import Path

import spacy
from bs4 import BeautifulSoup
from spacy.matcher import PhraseMatcher

from benchmarks.charts import Table, svg
from benchmarks.mutations import FIXTURES
from benchmarks.pages import page_bytes, page_paths, read
from benchmarks.pages_speed import timed
from extractor import Extractor, Report, Source, read_page
from extractor.language import Analyser
from extractor.language.lexicon import Lexicon
from extractor.rulebook import Rulebook

Pages = dict[str, list[bytes]]  # by what they are
Rows = dict[str, list[float]]
Program = Callable[[bytes], object]
COMPOSED, GIVEN = "composed pages", "web articles"
LENGTHS = (500, 2_000, 10_000, 50_000)
PAGES_FOR_WORKERS = 160


def glue_and_floor() -> tuple[Program, Program]:
    """The two programs to compare with; each reads one page."""
    import trafilatura  # not above: the memory run is to hold what the whole way needs

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "\n"]})
    nlp.add_pipe("biaffine_parser")
    nlp.add_pipe("health_lemmas")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    forms = (form.written for forms in Lexicon.load(Rulebook()).phrases.values() for form in forms)
    matcher.add("term", list(nlp.tokenizer.pipe(forms)))

    def glue(html: bytes) -> object:
        return matcher(nlp(trafilatura.extract(html) or ""))

    def floor(html: bytes) -> object:
        return matcher(nlp.make_doc(BeautifulSoup(html, "lxml").get_text(" ")))

    return glue, floor


def in_turn(programs: dict[str, Program], pages: Pages, spent: Counter[str]) -> Rows:
    """Seconds of processor time a page; what a program adds to `spent` under other names is among the rows too."""
    rows: Rows = {}
    for group in pages.values():
        for html in [group[0], *group]:
            if html is group[0]:
                spent.clear()  # nobody pays for the start
            for name, program in programs.items():
                timed(spent, name, program, html)
        for name, seconds in spent.items():
            rows.setdefault(name, []).append(seconds / len(group))
    return rows


def against_glue(extractor: Extractor, pages: Pages) -> Rows:
    """Seconds of processor time a page."""
    glue, floor = glue_and_floor()
    return in_turn({"whole way": extractor.from_html, "glue": glue, "floor": floor}, pages, Counter())


def by_stage(pages: Pages) -> Rows:
    """Milliseconds of processor time a page that each stage takes."""
    analyser, spent = Analyser(Rulebook()), Counter[str]()
    read, parse, skim = analyser.read, analyser.pipeline.parse, analyser.pipeline.skim
    analyser.read = lambda *args: timed(spent, "tokens, mentions", read, *args)  # type: ignore[method-assign]
    analyser.pipeline.parse = lambda units: timed(spent, "parser", parse, units)  # type: ignore[method-assign]
    analyser.pipeline.skim = lambda units: timed(spent, "quick parser", skim, units)  # type: ignore[method-assign]

    def whole(html: bytes) -> None:
        page = timed(spent, "page", read_page, html)
        timed(spent, "annotate", lambda: list(analyser.annotate([page])))

    rows = in_turn({"all": whole}, pages, spent)
    inner = zip(rows.pop("annotate"), rows["tokens, mentions"], rows["parser"], rows["quick parser"], strict=True)
    rows["cues, claims, selling"] = [annotate - sum(parts) for annotate, *parts in inner]
    order = ("all", "page", "tokens, mentions", "parser", "quick parser", "cues, claims, selling")
    return {name: [1000 * figure for figure in rows[name]] for name in order}


def by_length(extractor: Extractor, pages: Sequence[bytes]) -> Rows:
    """Milliseconds of processor time a thousand words, by length of the article."""
    reports = [extractor.from_html(html) for html in pages]
    paragraphs = cycle([text for report in reports for text in report.article.text.split("\n\n")])
    rows = {}
    for length in LENGTHS:
        chosen, words = [], 0
        while words < length:
            chosen.append(next(paragraphs))
            words += len(chosen[-1].split())
        start = time.process_time()
        extractor.from_text("\n\n".join(chosen))
        rows[f"{length:,} words"] = [1e6 * (time.process_time() - start) / words]
    return rows


def by_workers(extractor: Extractor, pages: Sequence[bytes]) -> Rows:
    """Pages a second of the clock, counted from the first result on, so that the start of the workers is left out."""
    rows = {}
    for workers in (1, 2):
        results = extractor.pipe([Source.html(html) for html in islice(cycle(pages), PAGES_FOR_WORKERS)], workers)
        next(results)
        start = time.perf_counter()
        count = sum(1 for _ in results)
        rows[f"{workers} worker{'s' * (workers > 1)}"] = [count / (time.perf_counter() - start)]
    return rows


def over_pages(extractor: Extractor, paths: Sequence[Path], count: int) -> tuple[Rows, Rows]:
    """MiB in use (Linux) after every fifth of the run, and the most of them; milliseconds of processor time a page in each fifth.

    Pages are read from disk one by one.
    """
    memory: Rows = {}
    time_spent: Rows = {}
    fifth = max(count // 5, 1)
    start = time.process_time()
    sources = (Source.html(read(path)) for path in islice(cycle(paths), count))
    for number, _ in enumerate(extractor.pipe(sources), 1):
        if number % fifth == 0:
            name, now = f"to page {number:,}", time.process_time()
            memory[name] = [int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20]
            time_spent[name] = [1000 * (now - start) / fifth]
            start = now
    memory["at most"] = [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10]
    return memory, time_spent


def start_up() -> Rows:
    """Seconds on the clock of the command line, the best of three."""
    page = str(FIXTURES / "shopify-eczema" / "page.html")
    rows = {}
    for arguments in (["--help"], ["extract", page]):
        times = []
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "extractor.cli", *arguments], check=True, stdout=subprocess.DEVNULL)
            times.append(time.perf_counter() - start)
        rows[f"health-claims {arguments[0]}"] = [min(times)]
    return rows


def readable(extractor: Extractor, pages: Sequence[bytes]) -> list[bytes]:
    """The pages that can be read at all."""
    return [html for html, result in zip(pages, extractor.pipe(map(Source.html, pages)), strict=True) if isinstance(result, Report)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="*", default=["glue", "stages", "length", "workers", "memory", "start"], help="all by default")
    parser.add_argument("--data", type=Path, help="a folder of pages")
    parser.add_argument("--pages", type=int, default=200, help="pages of DIR at most")
    parser.add_argument("--memory", type=int, default=60, help="pages of the memory run")
    parser.add_argument("--svg", type=Path, help="where to draw")
    args = parser.parse_args()
    extractor = Extractor()

    @cache
    def pages() -> Pages:
        composed = {COMPOSED: page_bytes(FIXTURES)}
        return composed | {GIVEN: readable(extractor, page_bytes(args.data, args.pages))} if args.data else composed

    name = GIVEN if args.data else COMPOSED

    def long_run() -> Iterator[Table]:
        memory, time_spent = over_pages(extractor, page_paths(args.data or FIXTURES), args.memory)
        yield Table("memory", "MiB", [name], memory)
        yield Table("a long run", "milliseconds a page", [name], time_spent)

    parts: dict[str, Callable[[], Iterable[Table]]] = {
        "glue": lambda: [Table("program", "seconds a page", list(pages()), against_glue(extractor, pages()))],
        "stages": lambda: [Table("stage", "milliseconds a page", list(pages()), by_stage(pages()))],
        "length": lambda: [Table("length", "milliseconds a thousand words", [COMPOSED], by_length(extractor, pages()[COMPOSED]))],
        "workers": lambda: [Table("workers", "pages a second", [name], by_workers(extractor, pages()[name]))],
        "memory": long_run,
        "start": lambda: [Table("command", "seconds", [COMPOSED], start_up())],
    }
    tables = []
    for part in args.part:
        for table in parts[part]():
            tables.append(table)
            print("\n" + "\n".join(table.markdown()), flush=True)
    if args.svg:
        args.svg.write_text(svg("What a page costs, on one core", tables), encoding="utf-8")


if __name__ == "__main__":
    main()
