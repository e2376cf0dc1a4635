"""The benchmarks' tables and drawings."""

from xml.etree import ElementTree

import pytest

from benchmarks.charts import Table, svg, written

TABLE = Table("program", "seconds a page", ["one", "two"], {"ours & theirs": [0.25, 2.0], "floor": [0.005, 1.0]})


@pytest.mark.parametrize(("figure", "text"), [(0.00724, "0.00724"), (0.25, "0.250"), (18.25, "18.2"), (1650, "1,650"), (0, "0")])
def test_figures_keep_three_digits(figure: float, text: str) -> None:
    assert written(figure) == text


def test_a_table_sets_each_row_against_the_first() -> None:
    assert list(TABLE.markdown())[2:] == ["| ours & theirs | 0.250 | 1.00 | 2.00 | 1.00 |", "| floor | 0.00500 | 0.02 | 1.00 | 0.50 |"]


def test_bars_are_as_long_as_their_figures() -> None:
    root = ElementTree.fromstring(svg("What a page costs", [TABLE]))
    bars = [float(bar.get("width", "0")) for bar in root.iter("{http://www.w3.org/2000/svg}rect") if bar.get("height") == "13"]
    assert bars[1] == pytest.approx(8 * bars[0], rel=0.01)
    assert bars[3] == pytest.approx(4 * bars[0], rel=0.01)
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"What a page costs", "one", "two", "ours & theirs", "Program", "seconds a page"} <= set(texts)
