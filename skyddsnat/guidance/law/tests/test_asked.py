"""From what is written to a case; everything that must be changed is told at once, by field."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.guidance.law import api

from .asking import TODAY

BOOK = api.shipped_rules()
WHOLE = {
    "offence": "6:9",
    "degree": "minor",
    "date": " 2023-01-01 ",
    "place": "nordic",
    "ties": ["citizen", "present"],
    "victim": "swedish",
    "child_age": "15",
    "criminal_there": "no",
}


def test_a_whole_form_is_read():
    assert api.read_case(BOOK, WHOLE, TODAY) == api.Case(
        offence="6:9",
        degree="minor",
        date=datetime.date(2023, 1, 1),
        today=TODAY,
        place=api.Place.NORDIC,
        ties=frozenset({api.TieKind.CITIZEN, api.TieKind.PRESENT}),
        victim=api.Victim.SWEDISH,
        child_age=15,
        criminal_there=False,
    )


def test_what_is_left_out_is_not_known():
    case = api.read_case(
        BOOK, {"offence": "6:9", "date": "2023-01-01", "ties": "none", "child_age": ""}, TODAY
    )
    assert (case.ties, case.child_age, case.criminal_there, case.degree) == (frozenset(), None, None, None)
    assert (case.place, case.victim) == (api.Place.ABROAD, api.Victim.UNKNOWN)


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("offence", "1:1"), ("offence", ""), ("degree", "huge"), ("date", ""), ("date", "igår"), ("date", "2023-02-30"),
        ("date", "20230101"), ("date", "2999-01-01"), ("place", "moon"), ("ties", ["tourist"]), ("victim", "perhaps"),
        ("child_age", "-1"), ("child_age", "٣"), ("child_age", "121"), ("child_age", "15,5"),
        ("criminal_there", "maybe"),
    ],
)  # fmt: skip
def test_each_field_says_what_to_change(field, written):
    with pytest.raises(api.QuestionRefused) as refused:
        api.read_case(BOOK, {**WHOLE, field: written}, TODAY)
    assert list(refused.value.faults) == [field]
    told = refused.value.faults[field]
    assert told.sv.endswith(".")
    assert told.en.endswith(".")


def test_all_faults_are_told_at_once():
    with pytest.raises(api.QuestionRefused) as refused:
        api.read_case(BOOK, {"offence": "1:1", "date": "x", "child_age": "y", "place": "z"}, TODAY)
    assert set(refused.value.faults) == {"offence", "date", "child_age", "place"}


TEXTS = st.text(st.sampled_from("0123456789-:٣§.,kap åABnoyes"), max_size=12)


@given(st.dictionaries(st.sampled_from([*WHOLE, "csrf"]), st.one_of(TEXTS, st.lists(TEXTS, max_size=3))))
def test_nothing_that_is_sent_breaks_it(written):
    try:
        answer = api.judge(BOOK, api.read_case(BOOK, written, TODAY))
    except api.QuestionRefused as refused:
        told = refused.faults
    else:
        told = {"answer": answer.headline}
    assert all(text.sv and text.en for text in told.values())
    assert told
