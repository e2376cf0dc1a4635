"""Is a text English? A small decision from function words; a text is refused only on clear evidence of another language."""

from __future__ import annotations

import re
import unicodedata

from extractor.errors import LanguageError
from extractor.page.rules import PageRules

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FEWEST = 12  # words; less says too little
_DISTINCT = 3  # function words of another language that must occur
_SAMPLE = 2000  # words looked at
_SHARE = 0.16  # of English words among function words: below this, a page that says it is in another language is believed
_LATIN = 0.5  # of the letters


def check_english(text: str, declared: str | None, rules: PageRules, source: str = "") -> None:
    """Refuses a text that is clearly not English.

    Args:
        declared: the page's language attribute, if any; it counts only where the text itself leaves doubt.

    Raises:
        LanguageError: names the language where it is known.
    """
    words = _WORD.findall(text[: _SAMPLE * 10].lower())[:_SAMPLE]
    letters = [char for char in text[:4000] if char.isalpha()]
    if len(letters) >= 40 or len(words) >= _FEWEST:
        foreign = [char for char in letters if not _latin(char)]
        if len(foreign) > len(letters) * _LATIN:
            script = unicodedata.name(foreign[0], "unknown").split()[0].title()
            raise LanguageError(f"not in English (written in {script} letters)", source)
    if len(words) < _FEWEST:
        return
    # single letters and words inside codes ("IL-10", "O-linked") say nothing of a language
    spoken = [word for word in words if len(word) > 1]
    shares = {code: sum(word in common for word in spoken) / len(words) for code, common in rules.function_words.items()}
    english = sum(word in rules.function_words["en"] for word in words) / len(words)
    shares.pop("en", None)
    best = max(shares, key=lambda code: shares[code], default="")
    if best and len({word for word in spoken if word in rules.function_words[best]}) < _DISTINCT:
        best = ""
    code = (declared or "").replace("_", "-").split("-")[0].strip().lower()
    if best and shares[best] > 0.12 and shares[best] > english * 1.6:
        raise LanguageError(f"not in English (looks like language code {best})", source)
    if code and code not in ("en", "mul", "und", "x", "zxx") and english < _SHARE and (code not in shares or shares[code] > english):
        raise LanguageError(f"not in English (the page says {code})", source)


def _latin(char: str) -> bool:
    return char < "\u0250" or unicodedata.name(char, "").startswith(("LATIN", "MODIFIER", "GREEK"))
