"""Cases as safe statistics sees them: numbers over known values, a year at a time, and nothing else."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from skyddsnat.actors.models import Place
from skyddsnat.cooperation.counting.statistics import CASES
from skyddsnat.cooperation.tests.cases import home, open_case, step
from skyddsnat.core.api import AGE, CITIZENSHIP, COUNTY, FORM, MUNICIPALITY, SEX, countables

pytestmark = pytest.mark.django_db
YEAR = timezone.localtime().year


def born(years: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=366 * years)


def test_cases_are_counted_by_what_is_known_of_them() -> None:
    at = home()
    at.owner.place = Place.objects.get(kind="municipality", code="0180")
    at.owner.save()
    open_case(at, child={"sex": "girl", "born_on": born(13)})
    open_case(
        at, child={"sex": "girl", "age_claimed": 16, "forms": ["begging", "crime"], "nationalities": ["SE"]}
    )
    open_case(at, child={"forms": [], "nationalities": ["AL", "RO"], "age_claimed": 19})
    open_case(at, child={"nationalities": ["AL"]})
    columns = [COUNTY, MUNICIPALITY, FORM, AGE, SEX, CITIZENSHIP]
    assert CASES.count(columns, YEAR) == {
        ("01", "0180", "begging", "12-14", "girl", "eu"): 1,
        ("01", "0180", "several", "15-17", "girl", "sweden"): 1,
        ("01", "0180", "unknown", "18-", "unknown", "several"): 1,
        ("01", "0180", "begging", "unknown", "unknown", "other"): 1,
    }
    assert CASES.count([FORM], YEAR) == {("begging",): 2, ("several",): 1, ("unknown",): 1}
    assert not CASES.count(columns, YEAR - 1)


def test_mistakes_are_no_cases() -> None:
    at = home()
    step(open_case(at), "close", at.one, close_reason="mistake")
    assert not CASES.count([FORM], YEAR)
    open_case(at)
    assert CASES.count([FORM], YEAR) == {("begging",): 1}


def test_every_value_is_known_beforehand() -> None:
    """Else a row of a table would tell that somebody is there."""
    at = home()
    open_case(at)
    for column, labels in CASES.columns.items():
        assert {key[0] for key in CASES.count([column], YEAR)} <= labels().keys(), column
        assert all(sv and en for sv, en in labels().values())
    assert CASES in countables()
