"""What could identify a person is found however it is written, and ordinary numbers and names are left in peace."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.shared.identifying import Finding, Sign, identifying, luhn_holds

KNOWN = {"botkyrka", "malmö", "stad", "stockholms", "linköping", "lund"}
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2025, 12, 31))
FORMS = [
    "{yy}{rest}-{last}", "{yy}{rest}+{last}", "{yy}{rest}{last}", "{yyyy}{rest}-{last}", "{yyyy}{rest}{last}",
    "{yyyy}{rest} {last}", "{yyyy} {mm} {dd} {last}", "{yyyy}-{mm}-{dd}-{last}", "{yy}{rest} - {last}",
    "{yy}{rest}\u2013{last}", "{yyyy}{rest}\u00a0{last}",
]  # fmt: skip


def check_digit(nine: str) -> str:
    return next(digit for digit in "0123456789" if luhn_holds(nine + digit))


def written(day: datetime.date, serial: int, form: str, more: int = 0) -> str:
    rest = f"{day:%m}{day.day + more:02}"
    last = f"{serial:03}" + check_digit(f"{day:%y}{rest}{serial:03}")
    return form.format(
        yy=f"{day:%y}", yyyy=f"{day:%Y}", rest=rest, mm=rest[:2], dd=rest[2:], last=last
    )  # fmt: skip


def signs(text: str) -> list[tuple[str, str]]:
    return [(one.sign.value, one.text) for one in identifying(text, known=KNOWN)]


@given(DAYS, st.integers(0, 999), st.sampled_from(FORMS), st.sampled_from([0, 60]))
def test_personal_and_coordination_numbers_are_found_however_they_are_written(day, serial, form, more):
    number = written(day, serial, form, more)
    assert signs(f"Det gäller {number}, tror vi.") == [("number", number)]


@given(DAYS, st.integers(0, 999), st.integers(1, 9))
def test_a_number_with_a_slip_of_the_finger_is_asked_about(day, serial, off):
    right = written(day, serial, "{yy}{rest}-{last}")
    wrong = right[:-1] + str((int(right[-1]) + off) % 10)
    assert signs(f"Numret är {wrong}.") == [("like_number", wrong)]


@pytest.mark.parametrize("number", ["20080101-A12B", "19991231-K12Z", "992008123456", "99200812-3456"])
def test_reserve_numbers_of_the_health_service_are_found(number):
    assert [sign for sign, _text in signs(f"Hon har {number} hos oss.")] == ["number"]


@given(st.integers(1900, 2099), st.integers(1, 99_999), st.integers(1, 10**9), DAYS)
def test_ordinary_numbers_are_left_in_peace(year, serial, sum_, day):
    grouped = f"{sum_:,}".replace(",", " ")
    for text in (
        f"S{year}/{serial}/FST", f"{year}/{serial}", f"SFS {year}:{serial % 2000}", f"{grouped} kr", f"{serial} barn",
        f"Vi möts {day.isoformat()} kl. 13.00", f"dnr {serial}-{year}", f"{year}-{year + 1}",
        "org.nr 212000-0142", "556036-0793", "112 eller 114 14", "116 111", "0,5 procent", "3.14", "tel. 1177",
    ):  # fmt: skip
        assert signs(text) == [], text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring 070-123 45 67 i kväll", [("phone", "070-123 45 67")]),
        ("Ring +46 70 123 45 67", [("phone", "+46 70 123 45 67")]),
        ("Ring 08-123 456 78", [("phone", "08-123 456 78")]),
        ("Skriv till elsa.l@skola.example", [("email", "elsa.l@skola.example")]),
        ("Bor på Storgatan 12 B.", [("address", "Storgatan 12 B")]),
        ("Bor på Norra vägen 3", [("address", "Norra vägen 3")]),
        ("114 28 Stockholm", [("address", "114 28 Stockholm")]),
        ("Flickan kom den 3 mars 2014.", [("date", "3 mars 2014")]),
        ("The girl came on 3 March.", [("date", "3 March")]),
        ("Barnet kom 2014-03-03.", [("date", "2014-03-03")]),
    ],
)
def test_ways_to_reach_somebody_and_days_of_a_child_are_found(text, found):
    assert signs(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Beslutet kom den 3 mars 2014. Det gäller alla.",
        "Flickan kom i mars. Kursen är den 3 mars.",
        "Vi tar E4 och väg 73.",
    ],
)
def test_days_and_roads_that_are_nobody_s_are_not(text):
    assert signs(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna Svensson kom hit.", "Anna Svensson"),
        ("När Anna Svensson kom hit.", "Anna Svensson"),
        ("Vi träffade Anna S. i går", "Anna S."),
        ("En flicka, Elsa Lind-Berg, bor här", "Elsa Lind-Berg"),
        ("Flickan heter Elsa och är ny", "Elsa"),
        ("Vi känner Elsas mamma", "Elsas"),
        ("Där bor Elsa, 14 år", "Elsa"),
        ("A girl named Elsa", "Elsa"),
        ("Vi mötte Elsa Lund i går", "Elsa Lund"),
        ("Läraren är Örjan Åkesson", "Örjan Åkesson"),
    ],
)
def test_likely_names_are_found(text, name):
    assert signs(text) == [("name", name)]


@pytest.mark.parametrize(
    "text",
    [
        "Vi i Botkyrka kommun frågar om Malmö stad.",
        "Hur gör Socialtjänsten Malmö när BUP ringer?",
        "Kan Barnahus Linköping ge stöd?",
        "Rädda Barnen och Röda Korset. Vi undrar.",
        "Hur gör vi? När ska vi anmäla?",
        "En flicka, 14 år, kom hit. Hon är rädd.",
        "Enligt Lex Sarah. Tack Stockholms stad",
        "Dnr S2014/12/FST",
        "Fråga Malmö. Polisen Lund svarar.",
    ],
)
def test_what_is_no_person_s_name_is_not(text):
    assert signs(text) == []


@given(st.text(max_size=300))
def test_any_text_is_read_and_findings_stand_in_order_without_overlap(text):
    found = identifying(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_only_a_number_stops():
    assert [sign for sign in Sign if Finding(0, 1, sign, "x").stops] == [Sign.NUMBER]


def test_a_long_text_is_read_quickly():
    text = "Vi undrar hur socialtjänsten i Botkyrka kommun bör göra när 0 0 0 1 2 Anna Lind ringer. " * 230
    assert len(identifying(text, known=KNOWN)) == 230
