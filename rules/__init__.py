"""All language knowledge of the package, as data. Read by `extractor.rulebook`; see rules/README.md for how to add a rule."""
