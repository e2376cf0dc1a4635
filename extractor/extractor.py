"""The front door: a source in, a report out.

Opening and reading a source needs no language model (`read_source`); `Extractor` loads one once and uses it for any number of sources.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from os import PathLike
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from extractor import __version__
from extractor.collector import collecting_later
from extractor.decode import decode
from extractor.errors import ExtractorError, PageError, RuleError
from extractor.fetch import Fetcher
from extractor.page import PLAIN_BLANKS, Page, read_page, read_text
from extractor.page.rules import page_rules
from extractor.report import ExtractorInfo, Failure, Report
from extractor.rulebook import Rulebook
from extractor.source import Opened, Source, all_pages
from extractor.summary import summarise

if TYPE_CHECKING:
    from spacy.language import Language

    from extractor.language.explain import ExplainedSentence
    from extractor.language.lexicon import Term

BATCH = 16  # pages whose sentences are parsed together
BATCH_CHARACTERS = 500_000  # … fewer where pages are long, to bound memory
BATCH_SECONDS = 2  # … or slow to come, so that what is read is soon seen


class Extractor:
    """Reads health articles. Loading takes about a second, so make one and keep it.

    Args:
        terms: words of your own beside the shipped lexicons.
        rules: a folder of your own rules, laid out like the shipped `rules/`; a rule with a known id replaces the shipped one.
        pipeline: another spaCy pipeline, loaded or by name, instead of the shipped one.
        fetch: how URLs are had, such as an `extractor.Fetcher` with options. With workers it is called from several threads at once.

    Raises:
        RuleError: a rule or term that cannot be used.
        PipelineError: a pipeline that is missing or has no parser.
    """

    @collecting_later()
    def __init__(
        self,
        terms: Iterable[Term] = (),
        rules: str | PathLike[str] | None = None,
        pipeline: str | Language | None = None,
        fetch: Callable[[str], Opened] | None = None,
    ) -> None:
        from extractor.language import Analyser  # not above: `read_source` must not wait for spaCy

        terms = tuple(terms)
        self.rulebook = Rulebook(None if rules is None else Path(rules))
        page_rules(self.rulebook)  # a broken one shows now, not at the first page
        self._analyser = Analyser(self.rulebook, terms, pipeline)
        self._arguments = (terms, rules, pipeline)
        self.fetch = fetch or Fetcher()
        self.info = ExtractorInfo(version=__version__, pipeline=self._analyser.name, rules_sha256=_digest(self.rulebook, terms))

    def from_url(self, url: str) -> Report:
        """The report on a page of the web.

        Raises:
            FetchError, MediaTypeError, PageError, LanguageError: all of them `ExtractorError`.
        """
        return self.extract(Source.url(url))

    def from_html(self, html: str | bytes, url: str | None = None) -> Report:
        """The report on a page at hand. `url` is where it came from, if known: links and metadata are read relative to it.

        Raises:
            MediaTypeError, PageError, LanguageError: all of them `ExtractorError`.
        """
        return self.extract(Source.html(html, url))

    def from_text(self, text: str) -> Report:
        """The report on an article as plain text, also one copied whole from a browser window.

        Raises:
            PageError, LanguageError: both of them `ExtractorError`.
        """
        return self.extract(Source.text(text))

    def from_file(self, path: str | PathLike[str]) -> Report:
        """The report on a file of HTML or plain text.

        Raises:
            SourceError, MediaTypeError, PageError, LanguageError: all of them `ExtractorError`.
        """
        return self.extract(Source.file(path))

    def extract(self, source: Source) -> Report:
        """The report on one source.

        Raises:
            ExtractorError: of the kind that fits; its `source` names the source.
        """
        item = _read(source, self.fetch, self.rulebook)
        try:
            return self._analyse(item)
        except ExtractorError as error:
            raise _about(source, error) from None

    def explain(self, source: Source) -> Iterator[ExplainedSentence]:
        """Why one source gives the claims that it gives, and why its other sentences that name both sides of one give none.

        Raises:
            ExtractorError: of the kind that fits; its `source` names the source.
        """
        from extractor.language.explain import Explainer

        item = _read(source, self.fetch, self.rulebook)
        try:
            yield from Explainer(self._analyser).explain(item.page)
        except ExtractorError as error:
            raise _about(source, error) from None

    def pipe(self, sources: Iterable[Source], workers: int = 1) -> Iterator[Report | Failure]:
        """One report or failure for each source, in order; for a WARC file one for each page in it. Nothing that goes wrong with one source
        reaches another.

        `sources` may be endless: it is read a few batches ahead. With `workers` > 1 that many processes share the work; a script that does
        so needs the usual `if __name__ == "__main__":` guard. URLs are fetched in this process all the same, by a few threads, so that the
        pace for each host is kept, robots.txt asked for once, and cache and WARC file written by one.

        Raises:
            PipelineError: worker processes cannot be started.
        """
        if workers < 1:
            raise ValueError(f"workers must be at least 1 (got {workers})")
        if workers == 1:
            return self._pipe(sources)
        from extractor.corpus.workers import pipe_in_workers

        return pipe_in_workers(self._arguments, sources, workers, self.fetch)

    def _pipe(self, sources: Iterable[Source]) -> Iterator[Report | Failure]:
        batch: list[_Item | Failure] = []
        characters, began = 0, monotonic()
        for source in all_pages(sources):
            try:
                item: _Item | Failure = _read(source, self.fetch, self.rulebook)
            except Exception as error:
                item = failure(source, error)
            batch.append(item)
            characters += len(item.page.article.text) if isinstance(item, _Item) else 0
            if len(batch) == BATCH or characters > BATCH_CHARACTERS or monotonic() - began > BATCH_SECONDS:
                yield from self._analyse_batch(batch)
                batch, characters, began = [], 0, monotonic()
        if batch:
            yield from self._analyse_batch(batch)

    def _analyse_batch(self, batch: list[_Item | Failure]) -> Iterator[Report | Failure]:
        items = [item for item in batch if isinstance(item, _Item)]
        try:
            pages = list(self._analyser.annotate(item.page for item in items))
            reports = iter([self._report(item, page) for item, page in zip(items, pages, strict=True)])
        except Exception:
            # One page spoilt it, and nobody knows which. Pages may be half annotated by now, so each is read again and goes alone.
            yield from (item if isinstance(item, Failure) else self._analyse_alone(item) for item in batch)
            return
        yield from (item if isinstance(item, Failure) else next(reports) for item in batch)

    def _analyse_alone(self, item: _Item) -> Report | Failure:
        try:
            return self._analyse(_page(item.source, item.opened, self.rulebook))
        except Exception as error:
            return failure(item.source, error)

    def _analyse(self, item: _Item) -> Report:
        (page,) = self._analyser.annotate([item.page])
        return self._report(item, page)

    def _report(self, item: _Item, page: Page) -> Report:
        return Report(
            source=item.opened.info(page.charset),
            extractor=self.info,
            article=page.article,
            comments=page.comments,
            removed=page.removed,
            offers=page.offers,
            summary=summarise(page.article, page.comments),
        )


@dataclass
class _Item:
    """A source on its way through a batch."""

    source: Source
    opened: Opened
    page: Page


def read_source(source: Source, fetch: Callable[[str], Opened] | None = None, rulebook: Rulebook | None = None) -> Page:
    """Open a source and read its page: text, blocks, comments and metadata, without the language part.

    Raises:
        SourceError, FetchError, MediaTypeError, PageError: all of them `ExtractorError`; their `source` names the source.
    """
    return _read(source, fetch or Fetcher(), rulebook or Rulebook()).page


def failure(source: Source, error: Exception) -> Failure:
    """What `pipe` yields for a source that failed. An error that nobody foresaw has kind "internal"."""
    if isinstance(error, ExtractorError):
        return Failure(source=source.name, kind=error.kind, message=error.message)
    text = " ".join(str(error).split())
    return Failure(source=source.name, kind="internal", message=f"{type(error).__name__}: {text[:300]}".rstrip(": "))


def _read(source: Source, fetch: Callable[[str], Opened], rulebook: Rulebook) -> _Item:
    return _page(source, source.open(fetch), rulebook)


def _page(source: Source, opened: Opened, rulebook: Rulebook) -> _Item:
    content = opened.content
    if not (content.strip(PLAIN_BLANKS) if isinstance(content, str) else content.strip()):
        raise PageError("empty", source.name)
    try:
        page = _read_content(opened, rulebook)
    except ExtractorError as error:
        raise _about(source, error) from None
    return _Item(source, opened, page)


def _read_content(opened: Opened, rulebook: Rulebook) -> Page:
    content = opened.content
    if opened.kind == "html":
        return read_page(content, opened.final_url, charset=opened.charset, rulebook=rulebook)
    if isinstance(content, str):
        return read_text(content, rulebook=rulebook)
    text, charset = decode(content, opened.charset, opened.name)
    page = read_text(text, rulebook=rulebook)
    page.charset = charset
    return page


def _about(source: Source, error: ExtractorError) -> ExtractorError:
    """The same error, naming the source as its user knows it; a rules file that is at fault stays named."""
    return error if isinstance(error, RuleError) else type(error)(error.message, source.name)


def _digest(rulebook: Rulebook, terms: tuple[Term, ...]) -> str:
    """The rulebook's digest, and that of the user's terms with it where there are any: they change results just the same."""
    if not terms:
        return rulebook.sha256
    return sha256(json.dumps([rulebook.sha256, *map(asdict, terms)], sort_keys=True).encode()).hexdigest()
