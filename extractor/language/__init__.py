"""From text to mentions, hedges, claims and promotions. `Analyser` is the way in."""

from extractor.language.analyser import Analyser

__all__ = ["Analyser"]
