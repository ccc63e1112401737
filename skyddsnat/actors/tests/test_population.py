"""The population table comes from somebody's computer: read strictly, all of it or nothing."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.actors import actions, api, population
from skyddsnat.actors.actions.population import PopulationRefused
from skyddsnat.actors.models import Place
from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry

CODES = {"0114", "0180", "1480"}
DAY = datetime.date(2014, 12, 31)


@pytest.mark.parametrize(
    "content",
    [
        "kod;folkmängd\n0114;41 816\n0180;911989\n".encode(),
        "\ufeffKod;Folkmängd\r\n0114;41816\r\n0180;911989\r\n".encode(),
        "kommunkod\tkommun\tfolkmängd\n0114\tUpplands Väsby\t41816\n0180\tStockholm\t911989\n".encode(
            "cp1252"
        ),
        b"population,code\n41816,114\n911989,0180\n\n",
    ],
)
def test_tables_as_they_come(content: bytes) -> None:
    assert population.read(content, CODES).population == {"0114": 41816, "0180": 911989}


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (b"", 0),
        (b"kod;folkm\xc3\xa4ngd\n", 0),
        (b"name;age\n0114;5\n", 0),
        (b"kod;folkm\xc3\xa4ngd\n0114;5\0\n", 0),
        (b"PK\x03\x04\x14\x00\x00\x00", 0),
        (b"kod;folkm\xc3\xa4ngd\n0114;" + b"9" * 600 + b"\n", 0),
        (b'kod;folkm\xc3\xa4ngd\n"0114;5\n', 0),
        (b"x" * 200_001, 0),
        (b"kod;folkm\xc3\xa4ngd\n0114;5\n9999;5\n", 3),
        (b"kod;folkm\xc3\xa4ngd\n0114;5\n0180;-5\n", 3),
        (b"kod;folkm\xc3\xa4ngd\n0114;=1+1\n", 2),
        (b"kod;folkm\xc3\xa4ngd\n0114;1e5\n", 2),
        (b"kod;folkm\xc3\xa4ngd\n0114;0\n", 2),
        (b"kod;folkm\xc3\xa4ngd\n0114;99999999\n", 2),
        ("kod;folkmängd\n0114;٣٤\n".encode(), 2),
        (b"kod;folkm\xc3\xa4ngd\n0114\n", 2),
        (b"kod;folkm\xc3\xa4ngd\n0114;5\n\n0114;6\n", 4),
    ],
)
def test_a_hostile_or_broken_table_is_refused_with_its_row(content: bytes, row: int) -> None:
    reading = population.read(content, CODES)
    assert reading.population == {}
    assert [problem.row for problem in reading.problems] == [row]
    assert reading.problems[0].message


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fall_over(content: bytes) -> None:
    reading = population.read(content, CODES)
    assert bool(reading.population) != bool(reading.problems)


@pytest.mark.django_db
def test_import_changes_the_municipalities_named_and_is_logged(cast: Cast) -> None:
    content = "kod;folkmängd\n0114;41816\n0180;911989\n".encode()
    assert api.import_population(content=content, counted_on=DAY, by=cast.coordinator) == 2
    place = Place.objects.get(kind="municipality", code="0114")
    assert (place.population, place.population_on) == (41816, DAY)
    assert Place.objects.filter(population__isnull=False).count() == 2
    assert AuditEntry.objects.get(verb="population.imported").details == {
        "municipalities": 2,
        "counted_on": "2014-12-31",
    }
    assert api.load_registers(by=None).updated == 0
    place.refresh_from_db()
    assert place.population == 41816


@pytest.mark.django_db
def test_one_bad_row_leaves_everything_as_it_was(cast: Cast) -> None:
    with pytest.raises(PopulationRefused) as refusal:
        actions.import_population(
            content="kod;folkmängd\n0114;41816\n0180;många\n".encode(), counted_on=DAY, by=cast.coordinator
        )
    assert [problem.row for problem in refusal.value.problems] == [3]
    assert not Place.objects.filter(population__isnull=False).exists()


@pytest.mark.django_db
def test_people_are_not_counted_in_the_future(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.import_population(
            content="kod;folkmängd\n0114;41816\n".encode(),
            counted_on=datetime.date(2999, 1, 1),
            by=cast.coordinator,
        )
