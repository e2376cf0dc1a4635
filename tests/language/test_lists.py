"""List items, read with the line or heading above them, and lines that go on about what a heading names."""

import pytest

from extractor import read_page
from tests.language.harness import analyser

PAGE = "<html><head><title>Notes</title></head><body><article><h1>Notes on eating well</h1><p>{}</p>{}</article></body></html>"
PROSE = "This page was written for people who like to know what is on their plate, and it is read again once a year. " * 3


def claims(body):
    page = read_page(PAGE.format(PROSE, body))
    (page,) = analyser().annotate([page])
    names = {mention.id: mention.text for mention in page.article.mentions}
    return {(names[claim.subject], claim.relation, names[claim.object]) for claim in page.article.claims}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<h2>Symptoms of iron deficiency</h2><ul><li>Fatigue</li><li>Brittle nails</li></ul>",
            {("iron", "causes", "Fatigue"), ("iron", "causes", "Brittle nails")},
        ),
        ("<h2>What are the benefits of magnesium?</h2><ul><li>Fewer migraines</li></ul>", {("magnesium", "ameliorates", "migraines")}),
        ("<h2>Foods that trigger migraine</h2><ul><li>Red wine</li></ul>", {("Red wine", "causes", "migraine")}),
        ("<p>Signs you are low in iron:</p><ul><li>Pale skin</li></ul>", {("iron", "causes", "Pale skin")}),
        ("<p>Magnesium may:</p><ul><li>ease cramps</li></ul>", {("Magnesium", "ameliorates", "cramps")}),
        ("<h2>Magnesium</h2><p>Benefits:</p><ul><li>Eases cramps</li></ul>", {("Magnesium", "ameliorates", "cramps")}),
        ("<p>Green tea. Calms the nerves.</p>", {("Green tea", "supports", "nerves")}),
        (
            "<h2>Why ginger?</h2><h3>It calms nausea</h3><p>It may ease a cough.</p>",
            {("ginger", "ameliorates", "nausea"), ("ginger", "ameliorates", "cough")},
        ),
        (
            "<h2>9 benefits of ginger</h2><h3>1. May help with nausea</h3><p>Try it.</p><h3>2. Better digestion</h3><p>Try it.</p>",
            {("ginger", "ameliorates", "nausea"), ("ginger", "supports", "digestion")},
        ),
        ("<h2>Oats</h2><ul><li>Lower cholesterol</li></ul>", {("Oats", "ameliorates", "cholesterol")}),
        ("<h2>Kefir</h2><p>Good for the gut. May ease bloating.</p>", {("Kefir", "supports", "gut"), ("Kefir", "ameliorates", "bloating")}),
        ("<h2>What to drink</h2><p>Soothes a sore throat: sage and honey</p>",
         {("sage", "ameliorates", "sore throat"), ("honey", "ameliorates", "sore throat")}),
        ("<h2>I quit sugar for a month</h2><h3>4. Improved sleep</h3><p>More on that below.</p>", set()),
        ("<h2>The truth about zinc</h2><h3>Feeding your skin from within</h3><p>More on that below.</p>", set()),
        ("<h2>Zinc or iron?</h2><h3>Better sleep</h3><p>More on that below.</p>", set()),
        ("<h2>Foods high in iron</h2><ul><li>Lentils</li><li>Liver</li></ul>", set()),
        ("<h2>Related topics</h2><ul><li>Diabetes</li><li>Heart disease</li></ul>", set()),
        ("<h2>Symptoms of iron deficiency</h2><p>Fatigue is what brings most people to us.</p>", set()),
    ],
)  # fmt: skip
def test_items(body, expected):
    assert claims(body) == expected
