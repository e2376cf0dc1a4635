"""How fast, beside what, and at what cost: `python -m benchmarks.speed [--data DIR] [--pages 20] [--memory 60] [--svg FILE] [PART …]`.

Prints Markdown tables, and with --svg draws them. DIR holds `*.html` or `*.html.gz`; without it the pages of
`fixtures/` are read. The parts:

glue     the whole way beside what a user would glue together (trafilatura, the shipped parser over the whole text, a PhraseMatcher of the
         same lexicon) and beside the floor (BeautifulSoup, tokens, terms alone), page by page in turn in one process
length   seconds for articles of 500 words and up, made of the pages' own text
workers  one worker beside two
memory   memory in use over a run of --memory pages (5,000 for the figure of the README)
start    the command line: --help, and the first report
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

import spacy
import trafilatura
from spacy.matcher import PhraseMatcher

from benchmarks.mutations import FIXTURES
from benchmarks.pages import page_bytes
from benchmarks.pages_speed import timed
from extractor import Extractor, Report, Source
from extractor.language.lexicon import Lexicon
from extractor.page.decode import decode
from extractor.page.parse import parse
from extractor.rulebook import Rulebook

Rows = list[tuple[str, float]]
LENGTHS = (500, 2_000, 10_000, 50_000)


def glue_and_floor() -> tuple[Callable[[bytes], None], Callable[[bytes], None]]:
    """The two programs to compare with; each reads one page."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("biaffine_parser")
    nlp.add_pipe("health_lemmas")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    forms = (form.written for forms in Lexicon.load(Rulebook()).phrases.values() for form in forms)
    matcher.add("term", list(nlp.tokenizer.pipe(forms)))

    def glue(html: bytes) -> None:
        matcher(nlp(trafilatura.extract(html) or ""))

    def floor(html: bytes) -> None:
        matcher(nlp.make_doc(parse(decode(html)[0]).get_text(" ")))

    return glue, floor


def against_glue(extractor: Extractor, pages: Sequence[bytes]) -> Rows:
    """Seconds of processor time a page."""
    glue, floor = glue_and_floor()
    programs = {"whole way": extractor.from_html, "glue": glue, "floor": floor}
    spent: Counter[str] = Counter()
    for html in [pages[0], *pages]:
        if html is pages[0]:
            spent.clear()  # nobody pays for the start
        for name, program in programs.items():
            timed(spent, name, program, html)
    return [(name, spent[name] / len(pages)) for name in programs]


def by_length(extractor: Extractor, reports: Sequence[Report]) -> Rows:
    """Milliseconds of processor time a thousand words, by length of the article."""
    paragraphs = cycle([text for report in reports for text in report.article.text.split("\n\n")])
    rows = []
    for length in LENGTHS:
        chosen, words = [], 0
        while words < length:
            chosen.append(next(paragraphs))
            words += len(chosen[-1].split())
        start = time.process_time()
        extractor.from_text("\n\n".join(chosen))
        rows.append((f"{words:,} words", 1e6 * (time.process_time() - start) / words))
    return rows


def by_workers(extractor: Extractor, pages: Sequence[bytes]) -> Rows:
    """Seconds of the clock a page, counted from the first result on, so that the start of the workers is left out."""
    rows = []
    for workers in (1, 2):
        results = extractor.pipe([Source.html(html) for html in islice(cycle(pages), 4 * len(pages))], workers)
        next(results)
        start = time.perf_counter()
        count = sum(1 for _ in results)
        rows.append((f"{workers} worker{'s' * (workers > 1)}, seconds a page", (time.perf_counter() - start) / count))
    return rows


def over_pages(extractor: Extractor, pages: Sequence[bytes], count: int) -> Rows:
    """MiB in use (Linux), at every fifth of the run."""
    rows = []
    for number, _ in enumerate(extractor.pipe(Source.html(html) for html in islice(cycle(pages), count)), 1):
        if number % max(count // 5, 1) == 0:
            resident = int(Path("/proc/self/statm").read_text().split()[1]) * 4096
            rows.append((f"after {number:,} pages", resident / 2**20))
    return rows


def start_up() -> Rows:
    """Seconds on the clock of the command line, the best of three."""
    page = str(FIXTURES / "shopify-eczema" / "page.html")
    rows = []
    for arguments in (["--help"], ["extract", page]):
        times = []
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "extractor.cli", *arguments], check=True, stdout=subprocess.DEVNULL)
            times.append(time.perf_counter() - start)
        rows.append((f"health-claims {arguments[0]}", min(times)))
    return rows


def table(title: str, unit: str, rows: Rows) -> Iterator[str]:
    """A Markdown table; the last column sets each figure against the first."""
    yield f"\n| {title} | {unit} | ratio to the first |\n| --- | --- | --- |"
    for name, figure in rows:
        yield f"| {name} | {figure:.3g} | {figure / rows[0][1]:.2f} |"


def svg(charts: Sequence[tuple[str, Rows]]) -> str:
    """Bars, chart below chart, each scaled by its longest."""
    parts, y = [], 0
    for title, rows in charts:
        y += 30
        parts.append(f'<text x="10" y="{y}" font-weight="bold">{title}</text>')
        longest = max(figure for _, figure in rows)
        for name, figure in rows:
            y += 22
            width = 300 * figure / longest
            parts.append(f'<text x="10" y="{y}">{name}</text><rect x="150" y="{y - 12}" width="{width:.0f}" height="14" fill="#4a7"/>')
            parts.append(f'<text x="{156 + width:.0f}" y="{y}">{figure:.3g}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="540" height="{y + 20}" font-family="sans-serif" font-size="13">'
    return "\n".join([head, *parts, "</svg>\n"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="*", default=["glue", "length", "workers", "memory", "start"], help="all by default")
    parser.add_argument("--data", type=Path, default=FIXTURES, help="a folder of pages")
    parser.add_argument("--pages", type=int, default=20, help="pages at most")
    parser.add_argument("--memory", type=int, default=60, help="pages of the memory run")
    parser.add_argument("--svg", type=Path, help="where to draw")
    args = parser.parse_args()
    extractor = Extractor()
    pages = page_bytes(args.data, args.pages)
    reports = [report for report in extractor.pipe(map(Source.html, pages)) if isinstance(report, Report)]
    parts: dict[str, tuple[str, str, Callable[[], Rows]]] = {
        "glue": ("program", "seconds a page", lambda: against_glue(extractor, pages)),
        "length": ("article", "ms a thousand words", lambda: by_length(extractor, reports)),
        "workers": ("workers", "seconds a page", lambda: by_workers(extractor, pages)),
        "memory": ("memory", "MiB", lambda: over_pages(extractor, pages, args.memory)),
        "start": ("command", "seconds", start_up),
    }
    charts = []
    for name in args.part:
        title, unit, measure = parts[name]
        rows = measure()
        print("\n".join(table(title, unit, rows)), flush=True)
        charts.append((f"{title}, {unit}", rows))
    if args.svg:
        args.svg.write_text(svg(charts), encoding="utf-8")


if __name__ == "__main__":
    main()
