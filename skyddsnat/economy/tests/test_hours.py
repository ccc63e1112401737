"""Hours as pasted rows, and what a file is by its first bytes."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.core.refusal import Refused
from skyddsnat.economy.filetypes import LARGEST, media_type_of, plain_name
from skyddsnat.economy.hours import HoursFaulty, read_hours
from skyddsnat.economy.tests.books import PDF, PNG


def read(text: str) -> list[tuple[object, ...]]:
    rows = read_hours(text, activities={1, 2}, year=2014)
    return [
        (r.who, r.on.isoformat(), r.is_month, r.minutes, r.activity, r.rate_ore, r.amount_ore) for r in rows
    ]


def test_rows_from_a_form_and_from_a_spreadsheet() -> None:
    typed = "Utredare; 2014-03; 38,5; 1; 412\n\nSamordnare;2014-03-14;7:30;;400,50"
    pasted = "Vem\tNär\tTimmar\tInsats\tTimpris\nUtredare\t2014-03\t38,5\t1.\t412 kr"
    first = ("Utredare", "2014-03-01", True, 2310, 1, 41_200, 1_586_200)
    assert read(typed) == [first, ("Samordnare", "2014-03-14", False, 450, None, 40_050, 300_375)]
    assert read(pasted) == [first]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Utredare; 2014-03; 10; 1", "fem delar"),
        ("; 2014-03; 10; 1; 400", "vem som har arbetat"),
        ("Utredare; mars; 10; 1; 400", "skriv dagen"),
        ("Utredare; 2014-02-30; 10; 1; 400", "skriv dagen"),
        ("Utredare; 2015-03; 10; 1; 400", "utanför 2014"),
        ("Utredare; 2014-03-14; 25; 1; 400", "rymmas i tiden"),
        ("Utredare; 2014-03-14; 0; 1; 400", "mer än noll"),
        ("Utredare; 2014-03-14; tio; 1; 400", "timmarna som"),
        ("Utredare; 2014-03-14; 7; 9; 400", "ingen insats med nummer 9"),
        ("Utredare; 2014-03-14; 7; 1; -5", "mer än noll"),
        ("Utredare; 2014-03-14; 7; 1; =1+1", "kronor"),
        ("", "minst en rad"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(row: str, why: str) -> None:
    with pytest.raises(HoursFaulty, match=why):
        read(row)


def test_every_fault_is_told_with_its_line() -> None:
    with pytest.raises(HoursFaulty) as caught:
        read("Utredare; 2014-03; 10; 1; 400\n\nfel\nfel igen")
    assert [fault.split(":")[0] for fault in caught.value.faults] == ["Rad 3", "Rad 4"]


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        rows = read_hours(text, activities={1}, year=2014)
    except HoursFaulty:
        return
    assert all(row.on.year == 2014 and row.minutes > 0 and row.amount_ore >= 0 for row in rows)


@given(st.integers(1, 44_640), st.integers(1, 10**7))
def test_the_sum_is_the_nearest_ore(minutes: int, rate: int) -> None:
    (row,) = read_hours(
        f"A; 2014-01; {minutes // 60 or 1}:{minutes % 60:02d}; ; {rate},00", activities=(), year=2014
    )
    assert abs(row.amount_ore * 60 - row.minutes * row.rate_ore) <= 30
    assert row.on == datetime.date(2014, 1, 1)


def test_what_a_file_is_is_seen_in_it() -> None:
    assert media_type_of(PDF) == "application/pdf"
    assert media_type_of(PNG) == "image/png"
    assert media_type_of(b"\xff\xd8\xff\xe0rest") == "image/jpeg"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        b"  %PDF-1.4",
        b"PK\x03\x04",
        PDF + b"<</S/JavaScript/JS(app.alert(1))>>",
        PDF + b"<</S/J#61vaScript>>",
        PDF + b"<</Type/EmbeddedFile>>",
        PDF + b"<</S /Launch>>",
        PNG + b"0" * LARGEST,
    ],
    ids=lambda content: repr(content[:20]),
)
def test_what_it_must_not_be(content: bytes) -> None:
    with pytest.raises(Refused):
        media_type_of(content)


def test_a_name_is_only_a_name() -> None:
    assert plain_name("..\\..\\etc/faktura 1.pdf") == "faktura 1.pdf"
    assert plain_name('a"b\r\n<c>.pdf') == "a_b___c_.pdf"
    assert plain_name("...") == "underlag"
