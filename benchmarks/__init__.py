"""How good and how fast the extractor is: each module prints its figures when run with `python -m benchmarks.NAME`."""
