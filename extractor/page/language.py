"""Is a text English? Its function words tell; py3langid is asked only where there are few of them, and names the other language."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.errors import LanguageError
from extractor.page.rules import PageRules

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FEWEST = 12  # words; less says too little
_FEWEST_LETTERS = 20  # in scripts other than Latin
_SAMPLE = 2000  # words looked at
_CHARS = 5000  # whose script is looked at, and that the identifier reads
_SHARE = 0.16  # of English function words among all words: no text in another language has as many
_SURE = 0.7  # probability; lists of names, units and code stay below
_LATIN = 0.5  # of the letters
_SILENT = ("en", "mul", "und", "x", "zxx")  # codes that deny nothing


def check_english(text: str, declared: str | None, rules: PageRules, source: str = "") -> None:
    """Refuses a text that is clearly not English.

    Args:
        declared: the page's language attribute, if any; it counts only where the text itself leaves doubt.

    Raises:
        LanguageError: names the language where it is known.
    """
    words = _WORD.findall(text[: _SAMPLE * 10].lower())[:_SAMPLE]
    letters = [char for char in text[:_CHARS] if char.isalpha()]
    foreign = [char for char in letters if not _latin(char)]
    if len(foreign) > len(letters) * _LATIN and len(foreign) >= _FEWEST_LETTERS:
        code, probability = _identify(text, rules)
        script = unicodedata.name(foreign[0], "unknown").split()[0].title()
        raise LanguageError(_refusal(code, rules) if probability > _SURE and code != "en" else f"not in English ({script} script)", source)
    if len(words) < _FEWEST or sum(word in rules.english for word in words) >= len(words) * _SHARE:
        return
    code, probability = _identify(text, rules)
    if code != "en" and probability > _SURE:
        raise LanguageError(_refusal(code, rules), source)
    said = (declared or "").replace("_", "-").split("-")[0].strip().lower()
    if said and said not in _SILENT and code != "en":
        raise LanguageError(f"not in English (the page says {rules.languages.get(said, said)})", source)


def _refusal(code: str, rules: PageRules) -> str:
    return f"not in English (it looks {rules.languages.get(code, code)})"


def _identify(text: str, rules: PageRules) -> tuple[str, float]:
    """The likeliest language of those in `languages.tsv`, with its probability."""
    code, probability = _identifier(frozenset(rules.languages)).classify(text[:_CHARS])
    return str(code), float(probability)


@lru_cache(maxsize=2)
def _identifier(codes: frozenset[str]) -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # its model takes a second to load, and few texts need it

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages(sorted(codes.intersection(found.labels)))
    return found


def _latin(char: str) -> bool:
    return char < "\u0250" or unicodedata.name(char, "").startswith(("LATIN", "MODIFIER"))
