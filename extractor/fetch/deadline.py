"""How long a fetch may take, and its other bounds."""

from __future__ import annotations

import time
from dataclasses import dataclass

from extractor.errors import FetchError


@dataclass(frozen=True)
class Limits:
    """The bounds of a fetch, as `extractor.fetch.Fetcher` documents them."""

    connect_timeout: float
    read_timeout: float
    deadline: float
    max_bytes: int
    retries: int


class Deadline:
    """The end of the time that a fetch has. Pauses made out of politeness are not counted.

    Args:
        seconds: from now.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._until = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds; negative when it is over."""
        return self._until - time.monotonic()

    def error(self) -> FetchError:
        """What is to be said when it is over."""
        return FetchError(f"timed out: not complete after {self.seconds:g} s")

    def check(self) -> None:
        """Raises FetchError when it is over."""
        if self.left() < 0:
            raise self.error()

    def pause(self, seconds: float) -> None:
        """Sleep, and put the end off by as much."""
        self._until += seconds
        time.sleep(seconds)
