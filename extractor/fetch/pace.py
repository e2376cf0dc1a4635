"""How often one host is asked for a page."""

from __future__ import annotations

import threading
import time

_KEPT = 10_000  # hosts to remember


class Pace:
    """Hands out turns. Threads may share one."""

    def __init__(self) -> None:
        self._free: dict[str, float] = {}
        self._lock = threading.Lock()

    def turn(self, host: str, interval: float) -> float:
        """Take the next turn with a host: seconds to wait before it. The one after it comes `interval` seconds later."""
        with self._lock:
            now = time.monotonic()
            if len(self._free) > _KEPT:
                self._free = {name: free for name, free in self._free.items() if free > now}
            start = max(now, self._free.get(host, now))
            self._free[host] = start + interval
            return start - now
