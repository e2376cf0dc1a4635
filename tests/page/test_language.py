"""Only clear evidence of another language refuses a text."""

# ruff: noqa: E501 - pages and texts are easier to read unbroken

import pytest

from extractor.errors import LanguageError
from extractor.page import read_page, read_text
from extractor.page.rules import page_rules
from tests.page.pages import PROSE, page, paragraphs

FOREIGN = {
    "de": "Zink ist ein Mineral, das der Körper nur in kleinen Mengen braucht. Viele Menschen nehmen es gegen Akne, aber die Wirkung ist nicht sicher belegt.",
    "fr": "Le zinc est un minéral dont le corps a besoin en petite quantité. Il est souvent pris contre l'acné, mais les preuves sont encore faibles pour le moment.",
    "es": "El zinc es un mineral que el cuerpo necesita en pequeñas cantidades. Muchas personas lo toman para el acné, pero las pruebas no son muy claras todavía.",
    "it": "Lo zinco è un minerale di cui il corpo ha bisogno in piccole quantità. Molte persone lo prendono per la pelle, ma le prove non sono ancora chiare.",
    "nl": "Zink is een mineraal dat het lichaam in kleine hoeveelheden nodig heeft. Veel mensen nemen het tegen acne, maar het bewijs is nog niet sterk.",
    "ru": "Цинк нужен телу в малых количествах. Многие люди принимают его от угрей, но доказательств пока мало.",
    "el": "Ο ψευδάργυρος χρειάζεται στο σώμα σε μικρές ποσότητες. Πολλοί τον παίρνουν για την ακμή, αλλά οι αποδείξεις είναι λίγες.",
    "hu": "A szervezetnek csak kis mennyiségű cinkre van szüksége. Sokan szedik pattanások ellen, de a hatása még nem bizonyított.",
    "et": "Keha vajab tsinki vaid väikeses koguses. Paljud inimesed võtavad seda akne vastu, kuid tõendeid selle kohta on vähe.",
    "tl": "Kaunting sink lang ang kailangan ng katawan. Maraming tao ang umiinom nito laban sa tagihawat, pero kulang pa ang patunay.",
    "cy": "Dim ond ychydig o sinc sydd ei angen ar y corff. Mae llawer o bobl yn ei gymryd ar gyfer acne, ond prin yw'r dystiolaeth.",
    "ko": "우리 몸에는 아연이 조금만 필요하다. 여드름 때문에 먹는 사람이 많지만 효과를 보여 주는 증거는 아직 적다.",
    "zh": "锌是人体所需的一种矿物质。许多人服用锌来治疗痤疮，但目前的证据还不够充分，仍需要更多的研究来证实这一点。",
}


@pytest.mark.parametrize("code", FOREIGN)
def test_foreign_text_is_refused_by_name(code: str) -> None:
    with pytest.raises(LanguageError, match=f"<text>: not in English .*{page_rules().languages[code]}"):
        read_text(FOREIGN[code])


@pytest.mark.parametrize("attrs", ["", ' lang="en"', ' lang="de"'])
def test_a_german_page_is_refused_whatever_it_says(attrs: str) -> None:
    with pytest.raises(LanguageError, match=r"https://a\.example/: .*German"):
        read_page(page(f"<h1>Zink</h1><p>{FOREIGN['de']}</p>", attrs=attrs), "https://a.example/")


def test_an_english_page_that_says_it_is_german_is_read() -> None:
    assert read_page(page(f"<h1>Zinc and skin</h1><p>{PROSE}</p>", attrs=' lang="de"')).body == PROSE


def test_an_unlisted_language_is_believed() -> None:
    with pytest.raises(LanguageError, match="Esperanto"):
        read_page(
            page(
                "<p>Zinko estas minerala substanco kiun la korpo bezonas nur malgrande kaj multaj homoj prenas kontraŭ akno</p>",
                attrs=' lang="eo"',
            )
        )


def test_an_english_page_with_a_foreign_part_is_read() -> None:
    notice = f'<aside lang="de"><p>{FOREIGN["de"]}</p></aside>'
    assert PROSE in read_page(page(f"<article><h1>Zinc and skin</h1>{notice}{paragraphs()}<p>{PROSE}</p></article>")).body


def test_a_foreign_page_with_english_buttons_is_refused() -> None:
    bar = "<p>Share this article with your friends and read more on our site</p>"
    with pytest.raises(LanguageError, match="German"):
        read_page(page(f"<article><h1>Zink</h1><p>{FOREIGN['de']}</p><p>{FOREIGN['de']} {FOREIGN['de']}</p>{bar}</article>"))


@pytest.mark.parametrize(
    "text",
    [
        "Zinc gluconate 30 mg, magnesium glycinate 200 mg, ashwagandha KSM-66 600 mg, Lactobacillus rhamnosus GG 10 billion CFU, omega-3 EPA DHA 1000 mg",
        "Propionibacterium acnes, Staphylococcus aureus, Candida albicans, Escherichia coli, Helicobacter pylori, Bifidobacterium longum, Saccharomyces boulardii",
        "FREE SHIPPING! BUY 1 GET 1! SALE ENDS SOON! LIMITED STOCK! ORDER TODAY! 50% OFF SITEWIDE! USE CODE ZINC20! SHOP NOW!",
        "TNF-α, IL-6, IL-1β, NF-κB, β-carotene, α-tocopherol, γ-linolenic acid, Δ9-THC, μg, ω-3, κ-casein and λ-carrageenan",
        "Der Arzt sagte nein",
        "Bonjour",
        "12 34 56 78 90",
    ],
)
def test_odd_english_and_short_text_is_read(text: str) -> None:
    assert read_text(text).article.text == text
