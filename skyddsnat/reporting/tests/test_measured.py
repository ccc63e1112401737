"""What was measured stands in the report and the closing pack while it counts, and not when it is withdrawn."""

from __future__ import annotations

import datetime

import pytest
from django.utils.translation import override

from skyddsnat.conftest import Cast
from skyddsnat.insight.api import (
    Indicator,
    Measured,
    add_measurement,
    approve_measurement,
    load_indicators,
    withdraw_measurement,
)
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.assembly.numbers import Numbers
from skyddsnat.reporting.closing import tables

pytestmark = pytest.mark.django_db


def packed(assignment: Assignment, code: str) -> list[str]:
    """The fingerprints of the measurements that a closing pack has of an indicator."""
    row = next(row for row in tables.indicators(assignment) if row["code"] == code)
    return [one["sha256"] for one in row["measurements"]]


def test_a_withdrawn_measurement_is_not_in_the_report_nor_in_the_closing_pack(
    assignment: Assignment, cast: Cast
) -> None:
    load_indicators(assignment=assignment, by=None)
    indicator = Indicator.objects.get(code="knows-how-to-report")
    survey = Measured(datetime.date(2015, 3, 1), 23, 180, True, "Enkät till allmänheten", "enkat-2015.pdf")
    made = add_measurement(indicator=indicator, measured=survey, by=cast.coordinator)
    assert Numbers(assignment, None).indicator(indicator) is None
    approve_measurement(measurement=made, by=cast.manager)
    issued = Numbers(assignment, cast.manager)
    assert issued.indicator(indicator) == indicator.code
    assert issued.queries[indicator.code]["value"] == 13
    assert issued.queries[indicator.code]["source"] == "Enkät till allmänheten"
    with override("en"):
        english = Numbers(assignment, None)
        english.indicator(indicator)
    assert english.queries[indicator.code]["source"] == {"text": "Enkät till allmänheten", "lang": "sv"}
    assert "23 of 180, 9–18\u00a0%. Only" in english.queries[indicator.code]["definition"]
    assert packed(assignment, indicator.code) == [made.sha256]
    withdraw_measurement(measurement=made, why="Fel fråga.", by=cast.manager)
    assert Numbers(assignment, cast.manager).indicator(indicator) is None
    assert packed(assignment, indicator.code) == []
