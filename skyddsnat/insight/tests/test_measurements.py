"""Measurements from surveys: entered by one, approved by another, with an interval only where some were asked."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused, waiting_for
from skyddsnat.core.models import AuditEntry
from skyddsnat.insight.api import (
    Indicator,
    Measured,
    Measurement,
    add_measurement,
    approve_measurement,
    approve_snapshot,
    interval_said,
    load_indicators,
    standing_measurements,
    take_snapshot,
    withdraw_measurement,
)
from skyddsnat.insight.measurements.actions import remove_measurement
from skyddsnat.insight.models import SnapshotApproval
from skyddsnat.mandate.models import Assignment

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost"}
SURVEY = Measured(datetime.date(2015, 3, 1), 23, 180, True, "Enkät till allmänheten", "enkat-2015.pdf")
TYPED = {
    "measured_on": "2015-03-01", "part": "23", "whole": "180", "asked": "sample", "source": "Enkät till allmänheten",
    "address": "enkat-2015.pdf",
}  # fmt: skip


@pytest.fixture
def indicator(assignment: Assignment) -> Indicator:
    load_indicators(assignment=assignment, by=None)
    return Indicator.objects.get(code="knows-how-to-report")


def at(indicator: Indicator, name: str, *more: int) -> str:
    return reverse(f"insight:{name}", args=[indicator.assignment.slug, indicator.code, *more])


def test_every_baseline_that_is_known_is_shipped_with_its_source(indicator: Indicator) -> None:
    shipped = {one.code: (one.baseline, one.baseline_when) for one in Indicator.objects.exclude(baseline="")}
    assert shipped == {
        "knows-how-to-report": ("10", "2014"), "reported-to-police": ("45", "2012–2015"),
        "prosecuted": ("0", "2012–2015"), "lodgings-train-staff": ("20", "2019"),
        "lodgings-know-coordinator": ("< 8", "2019"), "support-line-children": ("32", "2015"),
    }  # fmt: skip
    assert not Indicator.objects.exclude(baseline="").filter(baseline_source="")
    assert not Indicator.objects.filter(query__isnull=True, method="").exists()


def test_it_counts_only_when_another_person_has_approved_it(
    indicator: Indicator, cast: Cast, client: Client
) -> None:
    made = add_measurement(indicator=indicator, measured=SURVEY, by=cast.coordinator)
    client.force_login(cast.auditor)
    assert "Inte mätt" in client.get(at(indicator, "indicator"), headers=HOST).text
    approve_measurement(measurement=made, by=cast.manager)
    page = client.get(at(indicator, "indicator"), headers=HOST).text
    assert "Inte mätt" not in page
    assert "mellan 9 och 18 procent" in page
    assert "23 av 180, 9–18\u00a0%" in page
    leaders = client.get(reverse("overview:leaders", args=[indicator.assignment.slug]), headers=HOST)
    rows = {row["cells"][0]["value"]: row["cells"][1] for row in leaders.context["layers"][2]["rows"]}
    assert rows[str(indicator)] == {"value": "13\u00a0%", "note": "23 av 180, 9–18\u00a0%"}
    verbs = AuditEntry.objects.filter(target_type="insight.measurement").values_list("verb", flat=True)
    assert set(verbs) == {"measurement.entered", "measurement.approved"}


def test_it_waits_on_the_desk_of_another_who_may_approve(indicator: Indicator, cast: Cast) -> None:
    def waits() -> dict[str, list[str]]:
        return {
            role: [task.url for task in waiting_for(getattr(cast, role)) if task.source == "measurements"]
            for role in ("coordinator", "manager", "auditor", "outsider")
        }

    nothing = {"coordinator": [], "manager": [], "auditor": [], "outsider": []}
    assert waits() == nothing
    made = add_measurement(indicator=indicator, measured=SURVEY, by=cast.coordinator)
    assert waits() == {**nothing, "manager": [indicator.get_absolute_url()]}
    approve_measurement(measurement=made, by=cast.manager)
    assert waits() == nothing


def test_nobody_approves_their_own(indicator: Indicator, cast: Cast) -> None:
    cast.coordinator.roles.add("manager")
    cast.coordinator.__dict__.pop("permissions", None)
    made = add_measurement(indicator=indicator, measured=SURVEY, by=cast.coordinator)
    with pytest.raises(Refused, match="En annan person"):
        approve_measurement(measurement=made, by=cast.coordinator)
    with pytest.raises(Refused, match="roll"):
        approve_measurement(measurement=made, by=cast.editor)
    with pytest.raises(DatabaseError, match="measurement_approved_by_another"), transaction.atomic():
        Measurement.objects.filter(pk=made.pk).update(
            approved_by=cast.coordinator, approved_at=made.entered_at
        )


def test_what_is_approved_stays(indicator: Indicator, cast: Cast) -> None:
    made = add_measurement(indicator=indicator, measured=SURVEY, by=cast.coordinator)
    with pytest.raises(DatabaseError, match="as it was entered"), transaction.atomic():
        Measurement.objects.filter(pk=made.pk).update(part=99)
    approve_measurement(measurement=made, by=cast.manager)
    with pytest.raises(Refused, match="kan inte tas bort"):
        remove_measurement(measurement=made, by=cast.coordinator)
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        Measurement.objects.filter(pk=made.pk).delete()


# --- what was approved can be withdrawn, with a reason, by another than who entered it ---


@pytest.fixture
def approved(indicator: Indicator, cast: Cast) -> Measurement:
    made = add_measurement(indicator=indicator, measured=SURVEY, by=cast.coordinator)
    return approve_measurement(measurement=made, by=cast.manager)


def test_what_is_withdrawn_is_read_with_its_reason_and_counts_nowhere(
    indicator: Indicator, approved: Measurement, cast: Cast, client: Client
) -> None:
    earlier = dataclasses.replace(SURVEY, on=datetime.date(2014, 9, 1), part=9)
    older = add_measurement(indicator=indicator, measured=earlier, by=cast.coordinator)
    approve_measurement(measurement=older, by=cast.manager)
    client.force_login(cast.manager)
    address = at(indicator, "measurement-withdraw", approved.pk)
    assert address in client.get(at(indicator, "indicator"), headers=HOST).text
    empty = client.post(address, {"why": " "}, headers=HOST)
    assert empty.status_code == 200
    assert "error-summary" in empty.text
    client.post(address, {"why": "Fel fråga räknades."}, headers=HOST)
    page = client.get(at(indicator, "indicator"), headers=HOST)
    assert "Fel fråga räknades." in page.text
    assert page.context["measured"] == older
    assert address not in page.text
    leaders = client.get(reverse("overview:leaders", args=[indicator.assignment.slug]), headers=HOST)
    rows = {row["cells"][0]["value"]: row["cells"][1] for row in leaders.context["layers"][2]["rows"]}
    assert rows[str(indicator)]["value"] == "5\u00a0%"
    assert standing_measurements(indicator.assignment) == {indicator.pk: [older]}
    assert AuditEntry.objects.get(verb="measurement.withdrawn").by == cast.manager


def test_nobody_withdraws_their_own_or_what_is_not_approved(
    indicator: Indicator, approved: Measurement, cast: Cast, client: Client
) -> None:
    cast.coordinator.roles.add("manager")
    cast.coordinator.__dict__.pop("permissions", None)
    with pytest.raises(Refused, match="En annan person"):
        withdraw_measurement(measurement=approved, why="Fel.", by=cast.coordinator)
    with pytest.raises(Refused, match="roll"):
        withdraw_measurement(measurement=approved, why="Fel.", by=cast.auditor)
    with pytest.raises(Refused, match="varför"):
        withdraw_measurement(measurement=approved, why="  ", by=cast.manager)
    waiting = add_measurement(
        indicator=indicator, measured=dataclasses.replace(SURVEY, part=1), by=cast.coordinator
    )
    with pytest.raises(Refused, match="tas bort i stället"):
        withdraw_measurement(measurement=waiting, why="Fel.", by=cast.manager)
    client.force_login(cast.auditor)
    assert client.get(at(indicator, "measurement-withdraw", approved.pk), headers=HOST).status_code == 403
    client.force_login(cast.manager)
    assert client.get(at(indicator, "measurement-withdraw", waiting.pk), headers=HOST).status_code == 404
    withdraw_measurement(measurement=approved, why="Fel.", by=cast.manager)
    late = client.post(
        at(indicator, "measurement-withdraw", approved.pk), {"why": "Från en annan flik."}, headers=HOST
    )
    assert (late.status_code, late["Location"]) == (302, indicator.get_absolute_url())


def test_what_is_withdrawn_stays_so_and_can_be_entered_anew(
    indicator: Indicator, approved: Measurement, cast: Cast
) -> None:
    withdraw_measurement(measurement=approved, why="Fel.", by=cast.manager)
    assert withdraw_measurement(measurement=approved, why="Igen.", by=cast.manager).withdrawn_why == "Fel."
    cast.economist.roles.add("manager")
    cast.economist.__dict__.pop("permissions", None)
    with pytest.raises(Refused, match="redan återtagen"):
        withdraw_measurement(measurement=approved, why="Igen.", by=cast.economist)
    with pytest.raises(Refused, match="redan godkänd"):
        approve_measurement(measurement=approved, by=cast.economist)
    assert AuditEntry.objects.filter(verb="measurement.withdrawn").count() == 1
    again = add_measurement(indicator=indicator, measured=SURVEY, by=cast.coordinator)
    assert again.sha256 == approved.sha256


@pytest.mark.parametrize(
    "change",
    [
        {"withdrawn_why": "annat"},
        {"withdrawn_at": None, "withdrawn_by": None, "withdrawn_why": ""},
        {"part": 99},
    ],
)
def test_the_database_keeps_what_is_withdrawn(
    approved: Measurement, cast: Cast, change: dict[str, Any]
) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Measurement.objects.filter(pk=approved.pk).update(
            withdrawn_by=cast.coordinator, withdrawn_at=approved.approved_at, withdrawn_why="Fel."
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Measurement.objects.filter(pk=approved.pk).update(
            withdrawn_by=cast.manager, withdrawn_at=approved.approved_at, withdrawn_why=""
        )
    withdraw_measurement(measurement=approved, why="Fel.", by=cast.manager)
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        Measurement.objects.filter(pk=approved.pk).update(**change)
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        Measurement.objects.filter(pk=approved.pk).delete()


def test_a_whole_count_has_no_interval(indicator: Indicator, cast: Cast) -> None:
    everybody = dataclasses.replace(SURVEY, is_sample=False)
    made = add_measurement(indicator=indicator, measured=everybody, by=cast.coordinator)
    assert made.interval is None
    assert interval_said(made) == ""


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"on": datetime.date(2999, 1, 1)}, "framtiden"),
        ({"part": 181}, "större"),
        ({"whole": None, "is_sample": False}, "antal av ett antal"),
    ],
)
def test_what_cannot_have_been_measured_is_refused(
    indicator: Indicator, cast: Cast, change: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        add_measurement(
            indicator=indicator, measured=dataclasses.replace(SURVEY, **change), by=cast.coordinator
        )


def test_the_ledgers_own_indicators_are_not_measured_by_hand(indicator: Indicator, cast: Cast) -> None:
    counted = Indicator.objects.get(code="coordination-meetings")
    with pytest.raises(Refused, match="Liggaren räknar"):
        add_measurement(indicator=counted, measured=SURVEY, by=cast.coordinator)


@pytest.mark.parametrize(
    ("who", "enters", "approves"),
    [("coordinator", 302, 403), ("manager", 403, 302), ("auditor", 403, 403), ("outsider", 403, 403)],
)
def test_who_enters_and_who_approves(
    indicator: Indicator, cast: Cast, client: Client, who: str, enters: int, approves: int
) -> None:
    other = dataclasses.replace(SURVEY, part=30)
    made = add_measurement(indicator=indicator, measured=other, by=cast.editor)
    frozen = take_snapshot(indicator=Indicator.objects.get(code="eu-states"), by=cast.coordinator)
    client.force_login(getattr(cast, who))
    assert client.post(at(indicator, "measure"), TYPED, headers=HOST).status_code == enters
    assert client.post(at(indicator, "measurement-approve", made.pk), headers=HOST).status_code == approves
    assert (
        client.post(at(frozen.indicator, "snapshot-approve", frozen.pk), headers=HOST).status_code == approves
    )
    assert SnapshotApproval.objects.exists() is (approves == 302)


def test_the_form_says_what_is_wrong(indicator: Indicator, cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    page = client.post(at(indicator, "measure"), {**TYPED, "part": "200"}, headers=HOST)
    assert page.context["form"].errors == {"part": ["Delen kan inte vara större än det hela."]}
    client.post(at(indicator, "measure"), TYPED, headers=HOST)
    again = client.post(at(indicator, "measure"), TYPED, headers=HOST)
    assert "Den här mätningen är redan införd." in again.text
    count = Indicator.objects.get(code="support-line-children")
    assert "whole" not in client.get(at(count, "measure"), headers=HOST).context["form"].fields


def test_a_frozen_value_is_approved_by_another_and_its_fingerprint_stays(
    indicator: Indicator, cast: Cast
) -> None:
    taken = take_snapshot(indicator=Indicator.objects.get(code="eu-states"), by=cast.manager)
    with pytest.raises(Refused, match="En annan person"):
        approve_snapshot(snapshot=taken, by=cast.manager)
    other = take_snapshot(indicator=Indicator.objects.get(code="eu-contacts"), by=cast.coordinator)
    before = other.sha256
    approve_snapshot(snapshot=other, by=cast.manager)
    other.refresh_from_db()
    assert (other.approval.approved_by, other.sha256) == (cast.manager, before)
    assert approve_snapshot(snapshot=other, by=cast.manager) == other.approval  # pressed twice
    with pytest.raises(Refused, match="redan godkänt"):
        approve_snapshot(snapshot=other, by=cast.economist)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SnapshotApproval.objects.all().delete()


def test_a_target_needs_its_day_and_its_source_and_is_not_overwritten(
    indicator: Indicator, cast: Cast, client: Client
) -> None:
    client.force_login(cast.coordinator)
    typed = {"version": "1", "target": "50", "when": "2015", "source": "Styrgruppen, mötet 3 mars"}
    missing = client.post(at(indicator, "target"), {**typed, "source": ""}, headers=HOST)
    assert "vem som har beslutat det" in missing.text
    assert client.post(at(indicator, "target"), typed, headers=HOST).status_code == 302
    stale = client.post(at(indicator, "target"), {**typed, "target": "60"}, headers=HOST)
    assert "Någon annan har sparat" in stale.text
    indicator.refresh_from_db()
    assert (indicator.target, indicator.version) == ("50", 2)


@pytest.mark.parametrize(
    ("typed", "kept"), [("20", True), ("< 8,5", True), ("många", False), ("20 %", False)]
)
def test_a_target_is_a_number(
    indicator: Indicator, cast: Cast, client: Client, typed: str, *, kept: bool
) -> None:
    client.force_login(cast.coordinator)
    given = {"version": indicator.version, "target": typed, "when": "2015", "source": "Beslut"}
    client.post(at(indicator, "target"), given, headers=HOST)
    indicator.refresh_from_db()
    assert indicator.target == (typed if kept else "")
