"""Sending the plan, approving it as another person, returning it; what an approved version asks of later changes."""

import datetime
import io

import pypdfium2
import pytest
from django.db import DatabaseError, IntegrityError, transaction

from skyddsnat.core.api import Refused, store
from skyddsnat.core.models import AuditEntry
from skyddsnat.mandate.actions import activities
from skyddsnat.mandate.actions.dependencies import add_dependency
from skyddsnat.mandate.actions.plans import approve_plan, return_plan, send_plan, withdraw_plan
from skyddsnat.mandate.models import PlanVersion
from skyddsnat.mandate.plan.snapshot import differences
from skyddsnat.mandate.plan.waiting import plan_tasks
from skyddsnat.mandate.tests.conftest import DAY
from skyddsnat.shared.hashing import canonical_json, sha256_hex

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(assignment, activity, cast) -> PlanVersion:
    return send_plan(assignment=assignment, by=cast.coordinator)


@pytest.fixture
def approved(waiting, cast) -> PlanVersion:
    return approve_plan(version=waiting, by=cast.manager)


def changed(activity, cast, **values):
    return activities.change_activity(
        activity=activity, version=activity.version, by=cast.coordinator, why="Ny tid", **values
    )


def test_a_version_is_frozen_with_its_fingerprint(waiting, activity, cast):
    activities.change_activity(activity=activity, version=1, by=cast.coordinator, title="Ändrad efteråt")
    waiting.refresh_from_db()
    assert waiting.data["plan"]["activities"][0]["title"] == "Metodstöd"
    assert waiting.sha256 == sha256_hex(canonical_json(waiting.data))
    assert (waiting.version, waiting.dnr, waiting.state) == (1, "TEST2014/1", "sent")


def test_a_plan_is_not_sent_twice_nor_without_dnr_or_activities(assignment, waiting, cast):
    with pytest.raises(Refused, match="väntar redan"):
        send_plan(assignment=assignment, by=cast.coordinator)
    withdraw_plan(version=waiting, by=cast.coordinator)
    type(assignment).objects.filter(pk=assignment.pk).update(dnr="")
    with pytest.raises(Refused, match="diarienummer"):
        send_plan(assignment=assignment, by=cast.coordinator)


def test_an_empty_plan_is_not_sent(assignment, cast):
    with pytest.raises(Refused, match="inga insatser"):
        send_plan(assignment=assignment, by=cast.coordinator)


def test_approval_makes_a_document_that_names_both(approved):
    text = "".join(
        page.get_textpage().get_text_range()
        for page in pypdfium2.PdfDocument(io.BytesIO(approved.pdf.content))
    )
    for said in (
        "TEST2014/1",
        "Metodstöd",
        "Coordinator",
        "Manager",
        "120 000",
        "Godkänd av",
        "Upprättad av",
    ):
        assert said in text.replace("\u00a0", " ")
    verbs = list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs[-2:] == ["plan.sent", "plan.approved"]


def test_the_sender_a_changer_and_who_may_not_approve_do_not(waiting, activity, cast):
    with pytest.raises(Refused, match="roll"):
        approve_plan(version=waiting, by=cast.economist)
    cast.coordinator.roles.add("manager")
    both = type(cast.coordinator).objects.get(pk=cast.coordinator.pk)
    with pytest.raises(Refused, match="skickat"):
        approve_plan(version=waiting, by=both)
    with pytest.raises(Refused, match="Ta tillbaka"):
        return_plan(version=waiting, remark="x", by=both)


def test_who_changed_the_plan_does_not_approve_it(assignment, activity, cast):
    activities.change_activity(activity=activity, version=1, by=cast.manager, title="Chefens namn")
    sent = send_plan(assignment=assignment, by=cast.coordinator)
    with pytest.raises(Refused, match="ändrat i planen"):
        approve_plan(version=sent, by=cast.manager)
    pdf = store(b"%PDF", "application/pdf")
    with pytest.raises(DatabaseError, match="changed the plan"), transaction.atomic():
        PlanVersion.objects.filter(pk=sent.pk).update(
            state="approved", decided_by=cast.manager, decided_at=sent.sent_at, pdf=pdf
        )
    with pytest.raises(IntegrityError, match="changed the plan"), transaction.atomic():
        PlanVersion.objects.filter(pk=sent.pk).update(
            state="approved", decided_by=cast.coordinator, decided_at=sent.sent_at, pdf=pdf
        )
    assert not list(plan_tasks(cast.manager))


def test_another_text_than_the_one_read_is_not_approved(waiting, cast):
    with pytest.raises(Refused, match="annan version"):
        approve_plan(version=waiting, by=cast.manager, seen_sha256="0" * 64)


def test_after_approval_each_change_says_why(approved, activity, cast):
    with pytest.raises(Refused, match="varför"):
        activities.change_activity(activity=activity, version=1, by=cast.coordinator, ends=DAY)
    with pytest.raises(Refused, match="varför"):
        activities.delete_activity(activity=activity, by=cast.coordinator)
    assert changed(activity, cast, ends=DAY).version == 2


def test_a_new_version_says_what_is_new_and_why(assignment, approved, activity, cast):
    with pytest.raises(Refused, match="inget nytt"):
        send_plan(assignment=assignment, by=cast.coordinator, reason="Igen")
    changed(activity, cast, ends=DAY, budget_ore=5)
    with pytest.raises(Refused, match="varför"):
        send_plan(assignment=assignment, by=cast.coordinator)
    second = send_plan(assignment=assignment, by=cast.coordinator, reason="Kortare")
    assert (second.version, second.replaces, second.reason) == (2, approved, "Kortare")
    found = differences(approved.data["plan"], second.data["plan"])
    assert found[0].fields == [("ends", "2014-09-30", "2014-05-06"), ("budget_ore", 12_000_000, 5)]
    assert approve_plan(version=second, by=cast.manager).state == "approved"


def test_what_comes_and_goes_is_told_apart(assignment, approved, activity, cast):
    made = activities.add_activity(
        assignment=assignment, title="Ny", purpose="x", responsible=cast.coordinator, starts=DAY, ends=DAY,
        by=cast.coordinator,
    )  # fmt: skip
    add_dependency(activity=made, after=activity, by=cast.coordinator, why="Ordning")
    activities.delete_activity(activity=activity, by=cast.coordinator, why="Behövs inte")
    second = send_plan(assignment=assignment, by=cast.coordinator, reason="Ny")
    found = differences(approved.data["plan"], second.data["plan"])
    assert {(row.how, row.title) for row in found} == {("added", "Ny"), ("removed", "Metodstöd")}


def test_it_is_returned_with_a_remark_and_sent_again(assignment, waiting, cast):
    assert [task.label for task in plan_tasks(cast.manager)] == ["Plan att godkänna"]
    with pytest.raises(Refused, match="behöver ändras"):
        return_plan(version=waiting, remark=" ", by=cast.manager)
    back = return_plan(version=waiting, remark="Vem gör vad?", by=cast.manager)
    assert (back.state, back.remark, back.decided_by) == ("returned", "Vem gör vad?", cast.manager)
    assert [task.label for task in plan_tasks(cast.coordinator)] == ["Plan att ändra"]
    assert send_plan(assignment=assignment, by=cast.coordinator).version == 2
    assert not list(plan_tasks(cast.coordinator))


@pytest.mark.parametrize("act", [withdraw_plan, approve_plan])
def test_what_is_decided_stays_decided(approved, cast, act):
    with pytest.raises(Refused, match="godkänd och kan inte ändras"):
        act(version=approved, by=cast.manager)


def test_the_database_keeps_decided_versions_and_what_was_sent(approved, waiting):
    for change in ({"reason": "x"}, {"state": "withdrawn"}):
        with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
            PlanVersion.objects.filter(pk=approved.pk).update(**change)
    with pytest.raises(DatabaseError, match="never removed"), transaction.atomic():
        approved.delete()


def test_the_database_keeps_what_was_sent_as_it_was_sent(waiting, cast):
    with pytest.raises(DatabaseError, match="exactly as it was sent"), transaction.atomic():
        PlanVersion.objects.filter(pk=waiting.pk).update(data={})
    with pytest.raises(IntegrityError, match="approved_with_pdf"), transaction.atomic():
        PlanVersion.objects.filter(pk=waiting.pk).update(
            state="approved", decided_by=cast.manager, decided_at=waiting.sent_at
        )


def test_only_a_demonstration_chooses_when(assignment, activity, cast):
    at = datetime.datetime(2014, 3, 1, tzinfo=datetime.UTC)
    with pytest.raises(Refused, match="demonstration"):
        send_plan(assignment=assignment, by=cast.coordinator, at=at)
