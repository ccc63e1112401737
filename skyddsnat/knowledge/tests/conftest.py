"""An activity for what is spread, and a method on it."""

from __future__ import annotations

import datetime

import pytest

from skyddsnat.actors.api import add_membership, organisation
from skyddsnat.actors.models import Organisation
from skyddsnat.conftest import Cast
from skyddsnat.core.models import User
from skyddsnat.knowledge.models import Method
from skyddsnat.mandate.api import (
    add_activity,
    decide_assessment,
    send_assessment,
    start_activity,
    write_assessment,
)
from skyddsnat.mandate.models import Activity, Assignment

ANSWERS = {
    "children": "Barn i alla kommuner.", "listening": "Unga har sagt sitt.", "knowledge": "Artikel 34.",
    "options": "Stöd eller föreläsning.", "weighing": "Stödet når fler.", "feedback": "De unga får veta.",
}  # fmt: skip
STARTS, ENDS = datetime.date(2026, 3, 1), datetime.date(2026, 12, 31)


@pytest.fixture
def planned(assignment: Assignment, cast: Cast) -> Activity:
    """An activity that has not begun."""
    return add_activity(
        assignment=assignment, title="Metodstöd till kommunerna", purpose="Fler vet vad de ska göra.",
        responsible=cast.coordinator, starts=STARTS, ends=ENDS, by=cast.coordinator,
        clauses=[assignment.clauses.get(number="1")],
    )  # fmt: skip


@pytest.fixture
def begun(planned: Activity, cast: Cast) -> Activity:
    return begin(planned, cast)


def begin(activity: Activity, cast: Cast) -> Activity:
    """Weigh it against the rights of the child, decide, and begin on its first day."""
    write_assessment(activity=activity, by=cast.coordinator, **ANSWERS)
    activity.assignment.is_demo = True  # else the decision is made now, and nothing may have begun before it
    at = datetime.datetime.combine(STARTS, datetime.time(6), tzinfo=datetime.UTC)
    send_assessment(activity=activity, by=cast.coordinator, at=at)
    decide_assessment(activity=activity, by=cast.manager, at=at)
    return start_activity(activity=activity, on=STARTS, by=cast.coordinator)


@pytest.fixture
def method(planned: Activity) -> Method:
    return Method.objects.create(
        code="orosanmalan",
        name="Orosanmälan vid exploatering",
        name_en="Reports of concern",
        activity=planned,
    )


@pytest.fixture
def stockholm() -> Organisation:
    return organisation("kommun-0180")


@pytest.fixture
def malmo() -> Organisation:
    return organisation("kommun-1280")


@pytest.fixture
def lena(cast: Cast) -> User:
    """The regional coordinator, at the county board of Stockholm."""
    add_membership(
        user=cast.regional, organisation=organisation("lansstyrelse-01"), since=STARTS, by=cast.manager
    )
    return cast.regional


@pytest.fixture
def pia(cast: Cast, stockholm: Organisation) -> User:
    """The partner, who acts for the municipality of Stockholm."""
    add_membership(user=cast.partner, organisation=stockholm, since=STARTS, by=cast.manager)
    return cast.partner
