"""Rules files: every mistake is named with path, line, rule id and what was expected; users' folders come after the shipped one."""

import pytest

from extractor.errors import RuleError
from extractor.language.frames import ClaimRule, claim_rules
from extractor.language.hedges import HedgeRule
from extractor.rulebook import Rulebook

GOOD = """\
- id: mine.verb
  says: turns off
  relation: prevents
  trigger: [switch off]
  frame: subject-verb-object
  examples: ["{Zinc} switches off <acne>."]
"""


def user_book(tmp_path, text, folder="claims", name="mine.yaml"):
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    (tmp_path / folder / name).write_text(text, encoding="utf-8")
    return Rulebook(tmp_path)


def failure(tmp_path, text, model=ClaimRule, folder="claims"):
    with pytest.raises(RuleError) as caught:
        user_book(tmp_path, text, folder).rules(folder, model)
    return str(caught.value)


def test_user_rules_come_after_the_shipped_ones(tmp_path):
    rules = user_book(tmp_path, GOOD).rules("claims", ClaimRule)
    assert rules[-1].id == "mine.verb"
    assert len(rules) == len(Rulebook().rules("claims", ClaimRule)) + 1


def test_a_user_rule_with_a_known_id_replaces_the_shipped_one(tmp_path):
    book = user_book(tmp_path, GOOD.replace("mine.verb", "cause.verb"))
    (rule,) = [rule for rule in book.rules("claims", ClaimRule) if rule.id == "cause.verb"]
    assert rule.trigger == ("switch off",)


def test_rules_change_the_digest(tmp_path):
    assert user_book(tmp_path, GOOD).sha256 != Rulebook().sha256
    assert Rulebook().sha256 == Rulebook().sha256


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("relation: prevents", "relation: stops"), ["mine.yaml:1", "mine.verb", "relation", "stops"]),
        (("  frame: subject-verb-object\n", ""), ["mine.yaml:1", "mine.verb", "frame", "required"]),
        (("says: turns off", "says: turns off\n  colour: red"), ["mine.verb", "colour", "not permitted"]),
        (("trigger: [switch off]", "trigger: []"), ["mine.verb", "trigger"]),
        (("trigger: [switch off]", 'trigger: ["switch|"]'), ["mine.verb", "trigger", "empty"]),
        (("- id: mine.verb", "- id: Mine Verb"), ["Mine Verb", "id"]),
    ],
)
def test_a_bad_rule_is_named(tmp_path, change, words):
    message = failure(tmp_path, GOOD.replace(*change))
    assert all(word in message for word in words), message


def test_a_class_of_light_words_that_there_is_not(tmp_path):
    book = user_book(tmp_path, GOOD.replace("says: turns off", "says: turns off\n  via: [rsik]"))
    with pytest.raises(RuleError, match=r"mine.yaml:1: .*mine.verb.*'rsik', expected some of .*'risk'"):
        claim_rules(book)


def test_a_bad_pattern_is_named(tmp_path):
    text = "- id: hedge.mine\n  says: x\n  category: modal\n  patterns: ['[may']\n"
    message = failure(tmp_path, text, HedgeRule, "hedges")
    assert "mine.yaml:1" in message
    assert "hedge.mine" in message


HINTS = """\
- id: hedge.mine
  says: x
  category: modal
  words: {verbs: [hint(s), whisper(s)]}
  patterns: ["[{verbs}] that", "it [{verbs}]"]
"""


def test_words_listed_once_stand_in_several_patterns(tmp_path):
    (rule,) = [rule for rule in user_book(tmp_path, HINTS, "hedges").rules("hedges", HedgeRule) if rule.id == "hedge.mine"]
    assert rule.patterns == ("[hint(s)|whisper(s)] that", "it [hint(s)|whisper(s)]")


@pytest.mark.parametrize("change", [("words: {verbs", "words: {nouns"), ("[hint(s), whisper(s)]", "[]")])
def test_words_that_nothing_lists(tmp_path, change):
    message = failure(tmp_path, HINTS.replace(*change), HedgeRule, "hedges")
    assert "mine.yaml:1: rule hedge.mine: patterns: " in message
    assert "no words are listed for {verbs}" in message


@pytest.mark.parametrize(("text", "word"), [("a: [", "not YAML"), ("id: x", "list of rules"), ("- just words", "mapping")])
def test_a_file_that_is_no_list_of_rules(tmp_path, text, word):
    assert word in failure(tmp_path, text)


def test_an_id_used_twice_in_the_users_files(tmp_path):
    assert "taken by" in failure(tmp_path, GOOD + GOOD)


def test_a_table_goes_on_in_the_users_folder(tmp_path):
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "months.tsv").write_text("name\tnumber\n# as abbreviated here\nmrz\t3\n", encoding="utf-8")
    (tmp_path / "page" / "more_months.tsv").write_text("name\tnumber\nmai\t5\n", encoding="utf-8")
    shipped = list(Rulebook().table("page", "months.tsv"))
    assert list(Rulebook(tmp_path).table("page", "months.tsv")) == [*shipped, ["mrz", "3"]]


def test_a_bad_table_is_named(tmp_path):
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "months.tsv").write_text("name\tnumber\nmrz\t3\t31\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"months\.tsv:2: expected 2 cells \(name, number\)"):
        list(Rulebook(tmp_path).table("page", "months.tsv"))


def test_words_that_yaml_takes_for_booleans_stay_words(tmp_path):
    (rule,) = [
        rule
        for rule in user_book(tmp_path, GOOD.replace("[switch off]", "[no, on, off]")).rules("claims", ClaimRule)
        if rule.id == "mine.verb"
    ]
    assert rule.trigger == ("no", "on", "off")


def test_a_missing_folder():
    with pytest.raises(RuleError, match="no such folder"):
        Rulebook("/nowhere/at/all")  # type: ignore[arg-type]


def test_every_shipped_id_is_unique_across_folders():
    book = Rulebook()
    ids = [entry.id for folder in book.folders for entry in book.entries(folder)]
    assert len(ids) == len(set(ids))
