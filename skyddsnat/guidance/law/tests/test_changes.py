"""What an editor is shown before a new rule file is put in force."""

import datetime

from skyddsnat.guidance.law import api
from skyddsnat.guidance.law.loader import SHIPPED, load

from .asking import TODAY

OLD = api.shipped_rules()
TEXT = SHIPPED.read_text(encoding="utf-8")
EXEMPT_2013 = TEXT.index('"6:8", "6:9", "6:12"]')


def book(text: str) -> api.RuleBook:
    return load(text.encode(), "mine.yaml")


def test_the_same_file_changes_nothing_wherever_its_lines_stand():
    same = book("# a new first line\n" + TEXT)
    assert api.changed_rules(OLD, same) == []
    assert api.changed_words(OLD, same) == []
    assert api.changed_answers(OLD, same, TODAY) == []


def test_a_changed_exemption_is_shown_with_the_answers_that_turn():
    new = book(TEXT[:EXEMPT_2013] + '"6:8", "6:12"]' + TEXT[EXEMPT_2013 + len('"6:8", "6:9", "6:12"]') :])
    assert [
        (change.id, change.before is None, change.after is None) for change in api.changed_rules(OLD, new)
    ] == [("double-2013", False, False)]
    turned = api.changed_answers(OLD, new, TODAY)
    assert {(turn.case.offence, turn.before, turn.after) for turn in turned} == {("6:9", "yes", "no")}
    days = [turn.case.date for turn in turned]
    assert (min(days), max(days)) == (datetime.date(2013, 7, 1), datetime.date(2014, 6, 30))
    assert all(turn.case.criminal_there is False for turn in turned)


def test_added_and_removed_rules_and_offences():
    honour = TEXT[TEXT.index('  "4:4 e":') : TEXT.index('  "16:10 a":')]
    new = book(TEXT.replace(honour, "").replace(', "4:4 e"', "").replace('"4:4 e", ', ""))
    gone = api.changed_rules(OLD, new)
    assert {change.id for change in gone if change.after is None} == {"name-4-4e", "pen-4-4e-2022"}
    back = api.changed_rules(new, OLD)
    assert {change.id for change in back if change.before is None} == {"name-4-4e", "pen-4-4e-2022"}
    assert [change.key for change in api.changed_words(OLD, new)] == ["4:4 e", "4:4 e/ordinary"]
    assert {turn.after for turn in api.changed_answers(OLD, new, TODAY) if turn.case.offence == "4:4 e"} == {
        None
    }


def test_words_that_change_are_shown():
    new = book(TEXT.replace('sv: "Haft sex med ett barn", en', 'sv: "Haft sex med någon under 18", en'))
    change = api.changed_words(OLD, new)[0]
    assert change.key == "6:4"
    assert change.before is not None
    assert change.after is not None
    assert (change.before.sv, change.after.sv) == ("Haft sex med ett barn", "Haft sex med någon under 18")
