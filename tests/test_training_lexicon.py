"""How the lexicons are made: overlays before lists, what is left out, the same bytes every time."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from training.lexicon import build as module
from training.lexicon.build import build

LISTS = "curie\tname\tsynonyms\tkind\tsource\tcommon\tevidence"
NUTRIENTS = [
    "CHEBI:1\tzorbium\tzorbium intake|zorbium salt\tmineral\tCHEBI\t2\t",
    "NCBITaxon:2\tgrey frondle\tFrondula grisea|frondle weed\tbotanical\tNCBITaxon\t2\t",
    "FOODON:3\tplumcot\t\tfood\tFOODON\t2\t",
]
CONDITIONS = [
    "MONDO:4\twibbles\tThe Wibbling|wibbly fits\tdisease\tMONDO\t2\t",
    "MONDO:5\tbovine wobble\t\tdisease\tMONDO\t1\t",
    "HP:6\tGrumbly toes\t\tsymptom\tHP\t2\t",
    "MONDO:7\tdropped ache\t\tdisease\tMONDO\t2\t",
]
LEARNED = [
    "MONDO:8\tWobbloma\twobbling growth\tneoplasm\tMESH,MONDO\t0\t",
    "MONDO:9\tdroppitis\t\tdisease\tDOID,MONDO\t0\t",
    "HP:10\tGrumblitis\t\tsymptom\tHP\t0\t",
    "MONDO:11\tplain wobbles\t\tdisease\tMONDO\t0\t",
]
OVERLAYS = {
    "nutrients.tsv": "zorbium\tvit Z",
    "supplements.tsv": "",
    "foods.tsv": "*\tplumcot|sourcot",
    "conditions.tsv": "the wibbles\twibbles\texact\n@weak blip\tWB\tcontext:weak\n@wide bump\tWB\tcontext:wide\n@wet bog\tWB",
    "functions.tsv": "wobble\t\thead\t-",
    "blocked.tsv": "wobble board",
    "drop.tsv": "dropped ache\tan oddity\ndroppitis\tanother",
}


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    data, overlays, out = tmp_path / "data", tmp_path / "overlays", tmp_path / "out"
    for folder in (data, overlays):
        folder.mkdir()
    (data / "nutrients_compact.tsv").write_text("\n".join([LISTS, *NUTRIENTS]) + "\n", encoding="utf-8")
    (data / "conditions_compact.tsv").write_text("\n".join([LISTS, *CONDITIONS]) + "\n", encoding="utf-8")
    with gzip.open(data / "conditions_raw.tsv.gz", "wt", encoding="utf-8") as raw:
        raw.write("\n".join([LISTS, *LEARNED]) + "\n")
    for name, line in OVERLAYS.items():
        (overlays / name).write_text(f"header\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(module, "OVERLAYS", overlays)
    list(build(data, out))
    list(build(data, tmp_path / "again"))
    return out


def read(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()[1:]


def test_same_bytes_every_time(made: Path) -> None:
    files = sorted(made.iterdir())
    assert [path.name for path in files] == sorted(module.FILES.values())
    assert all(path.read_bytes() == (made.parent / "again" / path.name).read_bytes() for path in files)


def test_overlay_keeps_its_strings_and_finds_its_identifier(made: Path) -> None:
    assert read(made / "nutrients.tsv") == ["zorbium\tCHEBI:1\tnutrient\tvit Z"]  # "zorbium intake" says a state
    assert read(made / "functions.tsv") == ["wobble\t\tfunction\t\thead"]
    assert read(made / "blocked.tsv") == ["wobble board\t\tnone"]


def test_rows_that_ask_for_a_context_share_a_string(made: Path) -> None:
    shared = [line.split("\t") for line in read(made / "conditions.tsv") if "WB" in line]
    assert [(cells[0], cells[4]) for cells in shared] == [("weak blip", "context:weak"), ("wide bump", "context:wide")]


def test_a_row_of_many_things_names_each(made: Path) -> None:
    assert read(made / "foods.tsv") == ["plumcot\tFOODON:3\tfood", "sourcot\t\tfood"]


def test_lists_give_latin_names_and_conditions_less_what_is_left_out(made: Path) -> None:
    assert read(made / "supplements.tsv") == ["grey frondle\tNCBITaxon:2\tsupplement\tFrondula grisea"]
    conditions = "\n".join(read(made / "conditions.tsv"))
    assert "wibbly fits" in conditions
    for left_out in ("bovine", "Grumbly", "dropped"):  # animals, strings of HPO alone, what drop.tsv names
        assert left_out not in conditions


def test_learned_names_of_one_word_come_from_the_long_list(made: Path) -> None:
    conditions = read(made / "conditions.tsv")
    assert "wobbloma\tMONDO:8\tcondition" in conditions
    for left_out in ("growth", "droppitis", "grumblitis", "plain"):
        assert left_out not in "\n".join(conditions).casefold()
