"""Dates and sums in the forms decisions write them."""

from decimal import Decimal

import pytest

from skyddsnat.mandate.reading.dates import find_dates
from skyddsnat.mandate.reading.references import find_references, mask
from skyddsnat.mandate.reading.sums import find_sums, unitless, with_years


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("senast den 1 december 2014", ["2014-12-01"]),
        ("senast 1 dec. 2014", ["2014-12-01"]),
        ("före 2014-12-01", ["2014-12-01"]),
        ("senast 1/12 2014", ["2014-12-01"]),
        ("senast 1.12.2014", ["2014-12-01"]),
        ("senast den första december 2014", ["2014-12-01"]),
        ("senast den sista februari 2016", ["2016-02-29"]),
        ("vid utgången av mars 2015", ["2015-03-31"]),
        ("vid utgången av 2015", ["2015-12-31"]),
        ("senast måndagen den 1 juni år 2015", ["2015-06-01"]),
        ("den 15 och 30 mars 2015", ["2015-03-15", "2015-03-30"]),
        ("den 1 mars och den 1 september 2015", ["2015-03-01", "2015-09-01"]),
        ("den 1 mars 2015, 2016 och 2017", ["2015-03-01", "2016-03-01", "2017-03-01"]),
        ("den 1 mars 2015–2017", ["2015-03-01", "2016-03-01", "2017-03-01"]),
        ("den 31 februari 2015", []),
        ("prop. 2013/14:1 och dnr S2014/1234/FST och (2007:825)", []),
    ],
)
def test_days(text: str, days: list[str]) -> None:
    masked = mask(text, find_references(text))
    assert [date.day.isoformat() for date in find_dates(masked) if date.day] == days


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("lämnas senast den 1 mars 2015", "deadline"),
        ("lämnas inte senare än den 1 mars 2015", "deadline"),
        ("pågår till och med den 1 mars 2015", "end"),
        ("gäller fr.o.m. den 1 mars 2015", "start"),
        ("regeringens beslut den 1 mars 2015", "decided"),
        ("redovisas den 1 mars 2015", "plain"),
    ],
)
def test_what_a_date_is_for(text: str, role: str) -> None:
    assert [date.role for date in find_dates(text)] == [role]


def test_a_period_is_no_deadline() -> None:
    assert [date.role for date in find_dates("under tiden den 1 mars 2014–30 juni 2015")] == [
        "period",
        "period",
    ]


def test_yearly_and_yearless() -> None:
    [date] = find_dates("senast den 1 mars varje år")
    assert (date.precision, date.every, date.day) == ("yearless", "year", None)
    [date] = find_dates("senast den 1 mars")
    assert (date.precision, date.every) == ("yearless", "")


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("högst 3 000 000 kronor", ["3000000"]),
        ("högst 3.000.000 kr", ["3000000"]),
        ("5,5 miljoner kronor", ["5500000"]),
        ("500 tkr och 1,5 mnkr", ["500000", "1500000"]),
        ("1,25 Mkr", ["1250000"]),
        ("en miljon kronor", ["1000000"]),
        ("två och en halv miljoner kronor", ["2500000"]),
        ("2 miljarder kronor", ["2000000000"]),
        ("1 234,50 kronor", ["1234.5"]),
        ("3 respektive 4 miljoner kronor", ["3000000", "4000000"]),
        ("för 2017 250 000 kronor", ["250000"]),
        ("4 mkr under 2015 och 8 mkr under 2016", ["4000000", "8000000"]),
        ("under 2015 och 500 000 kronor", ["500000"]),
        ("den 31 mars 2015", []),
        ("104 22 Stockholm", []),
        ("en krona", []),
    ],
)
def test_amounts(text: str, amounts: list[str]) -> None:
    assert [each.amount for each in find_sums(text)] == [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("högst 1 mkr under 2014", [2014]),
        ("Under 2014 får 1 mkr och 2 mkr användas", [2014, 2014]),
        ("1 mkr för 2014, 2 mkr för 2015 och 3 mkr för 2016", [2014, 2015, 2016]),
        ("För 2014 gäller 1 mkr och för 2015 2 mkr", [2014, 2015]),
        ("3 respektive 4 mkr för 2014 respektive 2015", [2014, 2015]),
        ("högst 12 mkr, varav 4 mkr under 2015 och 8 mkr under 2016", [None, 2015, 2016]),
        ("1 mkr under 2014–2016", [None]),
        ("1 mkr", [None]),
    ],
)
def test_years_of_sums(text: str, years: list[int | None]) -> None:
    assert [each.year for each in with_years(text, find_sums(text), find_dates(text))] == years


def test_other_money_and_numbers_without_unit() -> None:
    assert [each.currency for each in find_sums("50 000 euro")] == ["EUR"]
    text = "Beloppen fördelas: Norr 250 000 och Söder 300 000"
    assert [text[a:b] for a, b in unitless(text, find_sums(text))] == ["250 000", "300 000"]
    assert unitless("Det bor 250 000 i länet", []) == []
