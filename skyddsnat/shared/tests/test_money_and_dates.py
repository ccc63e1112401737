"""Sums and dates as people write and read them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.shared.dates import format_date, format_period
from skyddsnat.shared.hashing import canonical_json
from skyddsnat.shared.money import format_kr, parse_kr
from skyddsnat.shared.spreadsheets import escaped
from skyddsnat.shared.swedish import natural_key, sort_key


@pytest.mark.parametrize(
    ("ore", "text"),
    [
        (300_000_000, "3 000 000 kr"),
        (123_450, "1 234,50 kr"),
        (5, "0,05 kr"),
        (0, "0 kr"),
        (-150, "\u22121,50 kr"),
    ],
)
def test_sums_are_shown_in_kronor(ore, text):
    assert format_kr(ore) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("3 000 000 kr", 300_000_000),
        ("1 234,50", 123_450),
        ("12:50", 1250),
        ("3.000.000", 300_000_000),
        ("7,5 kronor", 750),
        ("1 234.50", 123_450),
        ("3.000", 300_000),
    ],
)
def test_sums_people_type_are_read(text, ore):
    assert parse_kr(text) == ore


@pytest.mark.parametrize("text", ["", "kr", "12,345", "1,2,3", "1 23", "tusen", "1e6"])
def test_what_is_not_one_sum_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself is the message
        parse_kr(text)


@given(st.integers(-(10**15), 10**15))
def test_a_shown_sum_reads_back_the_same(ore):
    assert parse_kr(format_kr(ore)) == ore == parse_kr(format_kr(ore, "en"))


def test_english_has_a_decimal_point():
    assert format_kr(-123_450, "en") == "\u22121\u00a0234.50\u00a0kr"


def test_dates_are_written_out():
    day = datetime.date(2014, 12, 1)
    assert format_date(day) == "1\u00a0december\u00a02014"
    assert format_date(day, "en") == "1\u00a0December\u00a02014"
    assert format_period(day, day) == "1\u00a0december\u00a02014–1\u00a0december\u00a02014"


def test_swedish_letters_sort_last():
    names = ["Örebro", "Ängelholm", "Åre", "Zinkgruvan", "Ale"]
    assert sorted(names, key=sort_key) == ["Ale", "Zinkgruvan", "Åre", "Ängelholm", "Örebro"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_cells_cannot_run_as_formulas(cell):
    assert escaped(cell) == f"'{cell}"


def test_numbers_stay_numbers_in_a_spreadsheet():
    assert escaped(-5) == -5


def test_the_same_data_gives_the_same_bytes():
    assert (
        canonical_json({"b": 1, "a": "å"}) == canonical_json({"a": "å", "b": 1}) == '{"a":"å","b":1}'.encode()
    )


def test_numbers_in_words_have_their_own_order() -> None:
    ages = ["7–12 år", "13–15 år", "0–6 år", "övriga", "ålder okänd", "", "2", "²"]
    assert sorted(ages, key=natural_key) == [
        "", "0–6 år", "2", "7–12 år", "13–15 år", "ålder okänd", "övriga", "²",
    ]  # fmt: skip
    assert natural_key("9" * 10_000)
