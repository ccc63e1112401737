"""What waits for whom in the money."""

import datetime

import pytest
from django.utils import timezone

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Why
from skyddsnat.economy.actions import issue_document, prepare_document, upload_sie
from skyddsnat.economy.models import SieImport
from skyddsnat.economy.tests.books import activity, cost_lines, sie, voucher
from skyddsnat.economy.tests.year import REQUISITIONED
from skyddsnat.economy.waiting import find
from skyddsnat.mandate.api import decide_assessment, send_assessment, start_activity, write_assessment
from skyddsnat.mandate.models import Assignment

STEPS = ("children", "listening", "knowledge", "options", "weighing", "feedback")

pytestmark = pytest.mark.django_db


def told(user, why: Why) -> dict[str, str]:
    return {task.label: task.status for task in find(user) if task.why is why}


def test_a_document_waits_for_another_person_who_approves(assignment: Assignment, cast: Cast) -> None:
    document = prepare_document(
        assignment=assignment, kind="requisition", dated=REQUISITIONED, by=cast.economist
    )
    assert told(cast.manager, Why.WAITING) == {"Rekvisition": "Godkänn"}
    (task,) = [task for task in find(cast.manager) if task.why is Why.WAITING]
    assert (task.url, task.hint) == (document.get_absolute_url(), "Förberedd av Economist.")
    cast.economist.roles.set(["economist", "manager"])
    both = type(cast.economist).objects.get(pk=cast.economist.pk)
    assert "Rekvisition" not in told(both, Why.WAITING)
    issue_document(document=document, by=cast.manager)
    assert told(cast.manager, Why.WAITING) == {}


def test_costs_without_activity_wait_for_the_economist(assignment: Assignment, cast: Cast) -> None:
    cost_lines(assignment, cast.economist, 100, 200)
    assert told(cast.economist, Why.WAITING) == {"2 kostnader utan insats": "Fördela"}
    assert told(cast.coordinator, Why.WAITING) == {}


def test_a_file_that_was_uploaded_and_not_loaded_waits_for_whom_it_was(
    assignment: Assignment, cast: Cast
) -> None:
    upload_sie(assignment=assignment, content=sie(voucher(1, 100)), name="mars.se", by=cast.economist)
    assert told(cast.economist, Why.WAITING) == {"mars.se": "Granska och läs in"}


def test_what_is_owed_in_money_is_the_economists(assignment: Assignment, cast: Cast) -> None:
    assert set(told(cast.economist, Why.LATE)) == {
        str(o)
        for o in assignment.obligations.filter(kind__in=["requisition", "repayment", "financial_account"])
    }
    cast.economist.roles.set(["economist", "coordinator"])
    both = type(cast.economist).objects.get(pk=cast.economist.pk)
    assert told(both, Why.LATE) == {}  # the mandate's own finder tells the one who leads


def begin(assignment: Assignment, cast: Cast, on: datetime.date) -> None:
    """An activity that has begun, as the mandate does it."""
    assignment.is_demo = True  # the time of a decision may be chosen
    begun = activity(assignment, cast.coordinator, starts=on)
    write_assessment(activity=begun, by=cast.coordinator, **dict.fromkeys(STEPS, "svar"))
    send_assessment(activity=begun, by=cast.coordinator)
    at = datetime.datetime.combine(on, datetime.time(6), tzinfo=datetime.UTC)
    decide_assessment(activity=begun, by=cast.manager, at=at)
    start_activity(activity=begun, on=on, by=cast.coordinator)


def test_accounts_not_loaded_are_silent_once_something_has_been_done_for_a_month(
    assignment: Assignment, cast: Cast
) -> None:
    assert told(cast.economist, Why.SILENT) == {}
    begin(assignment, cast, datetime.date(2014, 5, 6))
    assert told(cast.economist, Why.SILENT) == {"Verifikationer från bokföringen": "Inget inläst"}
    (task,) = [task for task in find(cast.economist) if task.why is Why.SILENT]
    assert task.since == datetime.date(2014, 5, 6)


@pytest.mark.parametrize(("age", "silent"), [(34, False), (36, True)])
def test_accounts_loaded_lately_are_not_silent(
    assignment: Assignment, cast: Cast, age: int, silent: bool
) -> None:
    begin(assignment, cast, datetime.date(2014, 5, 6))
    cost_lines(assignment, cast.economist, 100)
    SieImport.objects.update(loaded_at=timezone.now() - datetime.timedelta(days=age))
    assert bool(told(cast.economist, Why.SILENT)) is silent
