"""spaCy imported without its own commands."""

from __future__ import annotations

import subprocess
import sys

SPACY_IS_WHOLE = """
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
import spacy.cli
assert spacy.cli.info(silent=True)["spacy_version"] == spacy.__version__
assert spacy.blank("en")("two words")[1].text == "words"
"""
# `info` goes missing from the stand-in, as another name would that a later spaCy asks for
TAKES_MORE = """
import sys
from types import ModuleType
from extractor import start
class Without(ModuleType):
    def __getattribute__(self, name):
        if name == "info":
            raise AttributeError(name)
        return super().__getattribute__(name)
start.ModuleType = Without
start.import_spacy()
assert "spacy.cli" in sys.modules
"""


def run(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def test_spacys_commands_are_left_out_and_there_when_wanted() -> None:
    run(f"import sys\nfrom extractor.start import import_spacy\nimport_spacy()\nassert 'spacy.cli' not in sys.modules\n{SPACY_IS_WHOLE}")


def test_a_spacy_that_takes_more_from_them_is_imported_as_it_is() -> None:
    run(f"{TAKES_MORE}{SPACY_IS_WHOLE}")


def test_a_spacy_that_is_there_stays() -> None:
    run("import spacy\nbefore = dict(vars(spacy))\nfrom extractor.start import import_spacy\nimport_spacy()\nassert vars(spacy) == before")
