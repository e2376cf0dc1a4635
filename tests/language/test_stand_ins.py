"""Words that stand for a name and say in what state it is meant: "a lack of it", "those who drank them", "the pills"."""

import pytest

from tests.language.harness import annotate, parse_marks


def subjects(text: str) -> list[tuple[str, str | None]]:
    """The subjects of a text's claims, with their states."""
    article = annotate(parse_marks(text))
    mentions = {mention.id: mention for mention in article.mentions}
    return [(mentions[claim.subject].text, mentions[claim.subject].state) for claim in article.claims]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("{Iron} is a metal. A lack of it causes <fatigue>.", ["deficiency"]),
        ("{Zinc} is not harmless: people who took the pills had more <nausea>.", ["supplementation"]),
        ("{Energy drinks} are cheap. Boys who drank them were more likely to suffer <headaches>.", ["intake"]),
        ("{Zinc} eases <acne>, but don't take large doses: they can cause <nausea>.", [None, "excess"]),
        ("{Zinc} eases <acne>, but in large doses it can cause <nausea>.", [None, "excess"]),
    ],
)
def test_the_state_is_that_of_the_name(text: str, states: list[str | None]) -> None:
    assert [state for _, state in subjects(text)] == states


def test_a_name_meant_in_two_states_is_a_mention_for_each() -> None:
    article = annotate(parse_marks("{Vitamin D} strengthens the <bones>, and a lack of it causes <rickets>."))
    twice = [mention for mention in article.mentions if mention.text == "Vitamin D"]
    assert [mention.state for mention in twice] == [None, "deficiency"]
    assert len({mention.id for mention in article.mentions}) == len(article.mentions)
    assert [claim.subject for claim in article.claims] == [mention.id for mention in twice]
