from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from extractor.output import as_csv, as_html, as_json, as_jsonl
from extractor.report import Offer, Report
from extractor.summary import summarise


def written(write: object, reports: list[Report], **options: bool) -> str:
    file = io.StringIO(newline="")
    write(iter(reports), file, **options)  # type: ignore[operator]
    return file.getvalue()


def test_json_of_one_report(report: Report) -> None:
    text = written(as_json.write, [report])
    assert text.count("\n") == 1
    assert Report.model_validate_json(text) == report
    assert written(as_json.write, [report], pretty=True).splitlines()[1] == '  "schema_version": "1.0",'


@pytest.mark.parametrize("pretty", [False, True])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_array(report: Report, count: int, pretty: bool) -> None:
    text = written(as_json.write, [report] * count, array=True, pretty=pretty)
    assert [Report.model_validate(one) for one in json.loads(text)] == [report] * count
    assert text.endswith("\n")


def test_json_of_no_report_is_nothing_and_of_two_is_refused(report: Report) -> None:
    assert written(as_json.write, []) == ""
    with pytest.raises(ValueError, match="array"):
        written(as_json.write, [report, report])


def test_jsonl(report: Report) -> None:
    lines = written(as_jsonl.write, [report, report]).splitlines()
    assert [Report.model_validate_json(line) for line in lines] == [report, report]


def test_jsonl_is_written_report_by_report(report: Report) -> None:
    file = io.StringIO()

    def reports() -> Iterator[Report]:
        yield report
        assert file.getvalue().count("\n") == 1
        yield report

    as_jsonl.write(reports(), file)


def test_csv(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(written(as_csv.write, [report, report]), newline="")))
    assert len(rows) == 4
    assert rows[0] == {name: "" if value is None else str(value) for name, value in report.to_rows()[0].items()}
    assert (rows[1]["place"], rows[1]["negated"], rows[0]["attribution"]) == ("comment-1", "True", 'Dr "Q"')


def test_csv_columns_are_those_of_the_rows_and_stand_there_without_claims(report: Report) -> None:
    assert tuple(report.to_rows()[0]) == as_csv.COLUMNS
    assert written(as_csv.write, []) == ",".join(as_csv.COLUMNS) + "\n"


class Reader(HTMLParser):
    """Checks that elements close in order; keeps text by class, ids, links and tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, list[str]]] = []
        self.by_class: dict[str, str] = {}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.titles: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.ids += [found["id"]] if found.get("id") else []  # type: ignore[list-item]
        self.links += [found["href"]] if found.get("href") else []  # type: ignore[list-item]
        self.titles += [found["title"]] if found.get("title") else []  # type: ignore[list-item]
        assert not any(name.startswith("on") or name == "src" for name in found)
        if tag not in ("meta", "br"):
            self.open.append((tag, (found.get("class") or "").split()))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for name in {name for _, names in self.open for name in names}:
            self.by_class[name] = self.by_class.get(name, "") + data


def test_html_marks_the_text(report: Report) -> None:
    page = Reader(written(as_html.write, [report]))
    text = report.article.text
    assert page.by_class["block"] == text.replace("\n\n", "") + report.comments[0].text  # nothing lost, glued or doubled
    assert page.by_class["heading"] == "Could zinc help?"
    assert page.by_class["claim"] == "claim" + "Zinc <b> may cause acne." + report.comments[0].text  # first the key
    assert page.by_class["trigger-harm"] == "harms" + "cause"
    assert page.by_class["trigger-benefit"] == "helps" + "cures"
    assert page.by_class["hedge"] == "hedge" + "may"
    assert page.by_class["booster"] == "booster" + "save"
    assert page.by_class["promotion"] == "selling" + "acne. Buy ZincPro & save."  # it overlaps the claim
    assert page.by_class["condition"] == "object" + "acne" + "eczema"
    assert "c1: zinc causes acne (hedged); hedge: modal" in page.titles
    assert "c2: vitamin D treats eczema (negated, asserted)" in page.titles


def test_html_table_and_comments(report: Report) -> None:
    html = written(as_html.write, [report])
    page = Reader(html)
    cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", html, re.DOTALL)]
    assert cells[:8] == ["c1", "zinc (excess)", "causes →", "acne", "hedged (may), selling", "animal study", "Dr &#34;Q&#34;", "cause.verb"]
    assert cells[8:12] == ["c2 (comment-1)", "vitamin D", "not: treats →", "eczema"]
    assert page.by_class["who"] == "<b>Ann · spam (spam.cure)"
    targets = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert targets == {"r1-c1", "r1-c2"} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_html_takes_nothing_from_the_page_as_markup(report: Report) -> None:
    report.source.final_url = 'javascript:alert("1")'
    report.article.title = report.article.byline = report.article.site_name = "</title><script>alert(1)</script>"
    page = Reader(written(as_html.write, [report]))
    assert not {"script", "b", "i", "img"} & page.tags
    assert not any("javascript" in link for link in page.links)


def test_html_is_self_contained(report: Report) -> None:
    html = written(as_html.write, [report])
    assert html.startswith("<!DOCTYPE html>")
    assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html
    assert not re.search(r"@import|url\(|<link|<script", html)


def test_html_of_several_and_of_none(report: Report) -> None:
    page = Reader(written(as_html.write, [report, report]))
    assert {"r1-c1", "r2-c1"} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    report.article.claims, report.comments = [], []
    assert "None found." in written(as_html.write, [report])
    assert "</html>" in written(as_html.write, [])


def test_summary(report: Report) -> None:
    shares = {"asserted": 0.0, "hedged": 1.0, "boosted": 0.0, "questioned": 0.0, "negated": 0.0}
    commitment = {"section": None, "claims": 1, **shares}
    assert summarise(report.article, report.comments).model_dump() == {
        "words": 12,
        "claims": 1,
        "claims_by_relation": {"causes": 1},
        "claims_by_certainty": {"hedged": 1},
        "claims_by_relation_and_certainty": {"causes": {"hedged": 1}},
        "claims_negated": 0,
        "claims_hedged_by_can": 0,
        "claims_in_promotions": 1,
        "claims_near_promotions": 1,
        "commitment": commitment,
        "commitment_by_section": [commitment | {"section": report.article.claims[0].section}],
        "overstatement": [],
        "hedges": 1,
        "boosters": 1,
        "promotions": 1,
        "promotions_by_kind": {"offer": 1},
        "promotional_share": 0.4167,
        "products": ["ZincPro"],
        "comments": 1,
        "spam_comments": 1,
    }


def test_summary_tables_are_in_alphabetical_order(report: Report) -> None:
    claim = report.article.claims[0]
    report.article.claims = [claim, claim.model_copy(update={"relation": "affects"}), claim]
    assert list(summarise(report.article, []).claims_by_relation.items()) == [("affects", 1), ("causes", 2)]


def test_html_names_what_is_sold_around_the_text_and_shows_replies_as_replies(report: Report) -> None:
    report.offers = [Offer(name="ZincPro <30>", price="$9"), Offer(name="Balm")]
    report.comments[0].depth = 2
    html = written(as_html.write, [report])
    assert "Sold around the text: ZincPro &lt;30&gt; ($9), Balm" in html
    assert 'style="margin-left: 2.4rem"' in html
