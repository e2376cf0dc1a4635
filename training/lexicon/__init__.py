"""Makes the lexicons of `rules/lexicon/` from open term lists and hand-written overlays. Run with ``python -m training.lexicon``."""
