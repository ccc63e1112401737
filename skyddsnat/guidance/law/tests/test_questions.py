"""What pages ask, and that every answer they offer can be taken."""

import datetime

from skyddsnat.guidance.law import api
from skyddsnat.guidance.law.loader import SHIPPED, load

from .asking import TODAY

BOOK = api.shipped_rules()


def test_every_offence_has_an_everyday_name_and_is_offered_once():
    what = api.questions(BOOK)[0]
    assert what.key == "offence"
    assert sorted(option.value for option in what.options) == sorted(BOOK.offences)
    labels = [option.label for option in what.options]
    assert len(set(labels)) == len(labels)
    assert what.options[0].label.en == "Paid a child for sex, or given something else in return"


def test_every_option_can_be_taken_and_answered():
    asked = {question.key: question for question in api.questions(BOOK)}
    assert list(asked) == ["offence", "date", "place", "ties", "victim", "child_age", "criminal_there"]
    there = {"": None, "yes": True, "no": False}
    assert {option.value for option in asked["criminal_there"].options} == set(there)
    for what in asked["offence"].options:
        offence = BOOK.offences[what.value]
        on = datetime.date(2023, 1, 1)
        for degree in ["", *(option.value for option in api.degrees(offence, on))]:
            for place in asked["place"].options:
                case = api.Case(
                    offence=what.value,
                    degree=degree or None,
                    date=on,
                    today=TODAY,
                    place=api.Place(place.value),
                    ties=frozenset(api.TieKind(tie.value) for tie in asked["ties"].options),
                    victim=api.Victim(asked["victim"].options[0].value),
                    criminal_there=there[asked["criminal_there"].options[0].value],
                )
                assert api.judge(BOOK, case).triable in api.Verdict


def test_degrees_are_asked_only_where_there_are_several():
    offence = BOOK.offences["6:9"]
    assert api.degrees(offence, datetime.date(2015, 1, 1)) == []
    assert [option.value for option in api.degrees(offence, datetime.date(2023, 1, 1))] == [
        "",
        "ordinary",
        "minor",
    ]


def test_in_sweden_neither_ties_nor_foreign_law_are_asked():
    keys = [question.key for question in api.questions(BOOK)]
    assert [key for key in keys if api.is_asked(key, api.Place.SWEDEN)] == [
        "offence",
        "date",
        "place",
        "child_age",
    ]
    assert all(api.is_asked(key, api.Place.NET) for key in keys)


def test_an_offence_that_an_editor_adds_is_offered_last():
    text = SHIPPED.read_text().replace('  "6:5":\n', '  "6:99":\n').replace('"6:5"', '"6:99"')
    book = load(text.encode(), "mine.yaml")
    assert api.offences(book)[-1].id == "6:99"
