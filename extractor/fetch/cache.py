"""Answers kept on disk by requests-cache."""

from __future__ import annotations

import os
import sqlite3
from datetime import timedelta
from pathlib import Path

from requests_cache import CachedSession
from requests_cache.backends.sqlite import SQLiteCache

from extractor.errors import SourceError

FRESH = timedelta(days=1)  # for an answer that does not say how long it may be used


class Cache:
    """A cache in a folder. Answers are used for as long as their headers allow, else a day, and then asked for again conditionally.

    They are kept as JSON, not as pickles, so that a cache from somebody else can do no harm.

    Args:
        folder: made where it is missing.

    Raises:
        SourceError: the folder cannot be used.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
            file = Path(folder) / "answers.sqlite"
            file.open("ab").close()  # requests-cache would wait for ever for a file that it may not write
            self._store = SQLiteCache(file, serializer="json")
        except (OSError, sqlite3.Error) as error:
            raise SourceError(f"cannot be used as a cache: {getattr(error, 'strerror', None) or error}", os.fspath(folder)) from None

    def session(self) -> CachedSession:
        """A session that reads and fills the cache. Threads need one each."""
        return CachedSession(
            backend=self._store,
            cache_control=True,
            expire_after=FRESH,
            allowable_codes=(200, 301, 308),  # those that may be kept unless they say otherwise (RFC 9110, 15.1)
            ignored_parameters=(),  # else it takes words such as api_key out of URLs
            autoclose=False,
        )
