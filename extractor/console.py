"""What a command owes a terminal and a shell: its output and progress, one clear line for every trouble, an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import typer

from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from extractor.report import Failure

SOME_FAILED, WRONG_USAGE = 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141  # as shells have it: 128 and the number of the signal


@contextmanager
def output_file(path: Path | None) -> Iterator[TextIO]:
    """The file to write, or standard output; in UTF-8 either way, whatever the locale."""
    if path is None or str(path) == "-":
        yield sys.stdout
        return
    try:
        file = path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise typer.BadParameter(f"{path}: {error.strerror}", param_hint="'--output'") from None
    with file:
        yield file


@contextmanager
def progress(results: Iterable[Any], total: int | None, output: Path | None) -> Iterator[tuple[Iterable[Any], Callable[[str], None]]]:
    """The results behind a progress bar, and how to print a line meanwhile. No bar for one source, nor where it would run into reports."""
    if total == 1 or not sys.stderr.isatty() or (output is None and sys.stdout.isatty()):
        yield results, partial(print, file=sys.stderr, flush=True)
        return
    from tqdm import tqdm

    with tqdm(results, total=total, unit="page", file=sys.stderr) as bar:
        yield bar, partial(bar.write, file=sys.stderr)


@contextmanager
def clean_exit() -> Iterator[None]:
    """Ends a command without a traceback whatever a user, a reader of its output or a rules file does."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the flush at the end of Python finds a home
        raise typer.Exit(PIPE_CLOSED) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except ExtractorError as error:  # one source's own trouble never comes here
        print(f"health-claims: {_one_line(str(error))}", file=sys.stderr)
        raise typer.Exit(WRONG_USAGE) from None


def line(failure: Failure) -> str:
    """What is said of a source that failed."""
    return f"health-claims: {_one_line(failure.source)}: {_one_line(failure.message)}"


def _one_line(text: str) -> str:
    """Without line ends and escape sequences, which a URL or a server may have put into it."""
    return "".join(char if char.isprintable() else " " for char in text)
