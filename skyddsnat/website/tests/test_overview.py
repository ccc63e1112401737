"""The page for those who lead says what the report says: each figure of the one is held to the other."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from skyddsnat.core.models import User
from skyddsnat.insight.overview.standing import Choice, stand
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.assembly import assemble
from skyddsnat.shared.money import format_number

pytestmark = pytest.mark.django_db


def test_every_number_of_the_report_stands_on_the_page(demo: Assignment) -> None:
    report = assemble(demo, by=None, dated=datetime.date(2015, 5, 20), version=0).data
    reported = {query["id"]: query["value"] for query in report["queries"]}
    manager = User.objects.get(roles__code="manager")
    found = stand(manager, demo, Choice())
    codes = {one.pk: one.code for one in found.indicators}
    shown = {codes[pk]: value for pk, value in found.figures.values.items() if value}
    assert found.measured
    shown |= {codes[pk]: one.value for pk, one in found.measured.items()}
    assert len(shown) > 15
    assert shown == {code: value for code, value in reported.items() if code in set(codes.values())}
    proven = {f"activity-{one.number}": found.figures.records.get(one.pk, 0) for one in found.activities}
    assert {code: count for code, count in proven.items() if count} == {
        code: value for code, value in reported.items() if code.startswith("activity-")
    }
    assert found.spending is not None
    assert found.spending.used.ore == reported["money-used"]
    assert found.spending.requisitioned.ore == reported["money-requisitioned"]
    for section, part in zip(report["tasks"], found.clauses, strict=False):
        assert part.used_ore == sum(row["used_ore"] for row in section["activities"])
        assert [row["number"] for row in section["activities"]] == [one.number for one in part.activities]


def test_the_figures_are_written_on_the_page(demo: Assignment, client: Client) -> None:
    client.force_login(User.objects.get(roles__code="manager"))
    answer = client.get(reverse("overview:leaders", args=[demo.slug]), headers={"host": "localhost"})
    report = assemble(demo, by=None, dated=datetime.date(2015, 5, 20), version=0).data
    reported = {query["id"]: query["value"] for query in report["queries"]}
    rows = {
        row["url"]: row["cells"][1]["value"] for layer in answer.context["layers"] for row in layer["rows"]
    }
    for indicator in demo.indicators.filter(query__isnull=False):
        said = rows[reverse("insight:indicator", args=[demo.slug, indicator.code])]
        assert said == (format_number(reported[indicator.code]) if indicator.code in reported else "")
