"""Putting off garbage collection where it can find nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_later() -> Iterator[None]:
    """Puts off garbage collection, also as a decorator, while much is made that all stays.

    A page's tree is all cycles that live, a lexicon tens of thousands of small objects: looking through them while they grow, or are read,
    finds nothing and costs a third to a half as much time again.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def kept_for_good() -> Iterator[None]:
    """As `collecting_later`, and what is there at the end is never looked through again, not even when the process ends.

    For a program of ours alone: all that the process holds is meant, whoever made it.
    """
    with collecting_later():
        yield
        gc.freeze()
