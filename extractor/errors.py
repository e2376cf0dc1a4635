"""The errors a user can meet. Each says what is wrong and with which source; `kind` is stable and safe to test for."""

from __future__ import annotations


class ExtractorError(Exception):
    """Base of every error that the package raises on purpose.

    `source` names what was being read (a URL, a path, "<html>", a rules file); `message` is one line for a person.
    """

    kind = "error"

    def __init__(self, message: str, source: str = "") -> None:
        super().__init__(f"{source}: {message}" if source else message)
        self.message = message
        self.source = source

    def __reduce__(self) -> tuple[type[ExtractorError], tuple[str, str]]:
        return type(self), (self.message, self.source)  # so that it survives the way back from a worker process


class SourceError(ExtractorError):
    """A source that cannot be opened: no such file, a folder, no permission."""

    kind = "source"


class FetchError(ExtractorError):
    """A URL that cannot be had: HTTP status, time-out, too large, refused, too many redirects."""

    kind = "fetch"


class MediaTypeError(ExtractorError):
    """Content that is no HTML and no text, such as a PDF or an image."""

    kind = "media_type"


class PageError(ExtractorError):
    """A page with nothing to read: empty, or with no article in it."""

    kind = "page"


class LanguageError(ExtractorError):
    """An article that is not in English."""

    kind = "language"


class RuleError(ExtractorError):
    """A rules or terms file that cannot be used; the message gives path, line, rule id and what was expected."""

    kind = "rule"


class PipelineError(ExtractorError):
    """A spaCy pipeline that is missing or lacks a parser."""

    kind = "pipeline"


class MissingExtraError(ExtractorError):
    """An option that needs a package which is not installed; the message gives the command that installs it."""

    kind = "missing_extra"
