"""Activities in the states that the tests begin from."""

import datetime

import pytest

from skyddsnat.mandate.actions.activities import add_activity, start_activity
from skyddsnat.mandate.actions.assessments import decide_assessment, send_assessment, write_assessment
from skyddsnat.mandate.actions.evidence import Fact, add_evidence
from skyddsnat.mandate.models import Activity, Evidence
from skyddsnat.mandate.rules import STEPS
from skyddsnat.mandate.tests.browsing import browser

DAY = datetime.date(2014, 5, 6)
ANSWERS = {step: f"Svar om {step}" for step in STEPS}
# What the guided form asks for besides, as its pages send it.
GUIDED = {
    "listening": {"asked": "yes", "asked_how": "Genom en grupp", "asked_said": "Fråga oss först"},
    "knowledge": {
        "article_3": "on",
        "why_3": "Det rör barn",
        "article_12": "on",
        "why_12": "Barn tillfrågas",
    },
    "weighing": {"outcome": "for"},
    "feedback": {"follow_up_on": "2015-03-31"},
}


@pytest.fixture
def activity(assignment, cast) -> Activity:
    """Planned on the first clause, without an assessment."""
    return add_activity(
        assignment=assignment,
        title="Metodstöd",
        purpose="Fler kommuner känner igen utsatta barn.",
        responsible=cast.coordinator,
        starts=DAY,
        ends=datetime.date(2014, 9, 30),
        budget_ore=12_000_000,
        clauses=[assignment.clauses.get(number="1")],
        by=cast.coordinator,
    )


@pytest.fixture
def sent(activity, cast) -> Activity:
    """With all six steps written by the coordinator and sent for decision."""
    write_assessment(activity=activity, by=cast.coordinator, **ANSWERS)
    send_assessment(activity=activity, by=cast.coordinator)
    return activity


@pytest.fixture
def started(sent, cast) -> Activity:
    sent.assignment.is_demo = (
        True  # else the time of the decision is now, and nothing may have begun before it
    )
    decide_assessment(
        activity=sent, by=cast.manager, at=datetime.datetime(2014, 5, 5, 12, tzinfo=datetime.UTC)
    )
    return start_activity(activity=sent, on=DAY, by=cast.coordinator)


@pytest.fixture
def row(started, cast) -> Evidence:
    fact = Fact("meeting_held", started, DAY, quantity=3, reference="möte 1")
    return add_evidence(fact=fact, by=cast.coordinator)


@pytest.fixture
def desk(cast):
    """A browser signed in as the coordinator."""
    return browser(cast.coordinator)


@pytest.fixture
def target(assignment):
    """Next year's assignment: one clause of the same number, and one report to hand in."""
    made = type(assignment).objects.create(
        slug="nasta", title="Nästa år", authority=assignment.authority, ceiling_ore=1, year=2015, dnr="TEST2015/1",
        confirmed_at=assignment.confirmed_at,
    )  # fmt: skip
    made.clauses.create(number="1", kind="task", heading="x", wording="x")
    made.obligations.create(kind="final_report", what="Rapport", due=datetime.date(2016, 3, 1))
    return made
