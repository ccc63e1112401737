"""Measurements from surveys and other sources, targets, and what another person stands behind."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, record
from skyddsnat.core.models import User
from skyddsnat.insight.models import Indicator, Measurement, Snapshot, SnapshotApproval
from skyddsnat.shared.dates import today
from skyddsnat.shared.hashing import canonical_json, sha256_hex

WRITE, APPROVE = "insight.write", "insight.approve"
A_NUMBER = re.compile(r"[<>≤≥]? ?\d[\d \u00a0]*(,\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured. `whole` is None for a count."""

    on: datetime.date
    part: int
    whole: int | None
    is_sample: bool
    source: str
    address: str


def measurement_content(code: str, measured: Measured) -> dict[str, Any]:
    """What a measurement's fingerprint covers."""
    return {
        "indicator": code, "measured_on": measured.on.isoformat(), "part": measured.part, "whole": measured.whole,
        "is_sample": measured.is_sample, "source": measured.source, "address": measured.address,
    }  # fmt: skip


def measured_of(row: Measurement) -> Measured:
    """What was measured, without who entered and approved it."""
    return Measured(row.measured_on, row.part, row.whole, row.is_sample, row.source, row.address)


def check_measured(indicator: Indicator, measured: Measured) -> None:
    """Raise Refused for what cannot have been measured, or cannot be an answer to this indicator."""
    if indicator.query is not None:
        raise Refused(_("Liggaren räknar den här indikatorn. Den kan inte mätas för hand."))
    if measured.on > today():
        raise Refused(_("Datumet ligger i framtiden. Skriv dagen då det mättes."))
    if indicator.is_share != (measured.whole is not None):
        raise Refused(_("En andel mäts som ett antal av ett antal, och annat som ett antal."))
    if measured.whole is not None and not 0 <= measured.part <= measured.whole:
        raise Refused(_("Delen kan inte vara större än det hela."))


@transaction.atomic
def add_measurement(*, indicator: Indicator, measured: Measured, by: User) -> Measurement:
    """Enter what a source says. It is not shown as a value until another person has approved it."""
    check_measured(indicator, measured)
    sha256 = sha256_hex(canonical_json(measurement_content(indicator.code, measured)))
    if indicator.measurements.filter(sha256=sha256, withdrawn_at=None).exists():
        raise Refused(_("Den här mätningen är redan införd."))
    made = Measurement.objects.create(
        indicator=indicator, measured_on=measured.on, part=measured.part, whole=measured.whole,
        is_sample=measured.is_sample, source=measured.source, address=measured.address, sha256=sha256,
        entered_by=by, entered_at=timezone.now(),
    )  # fmt: skip
    record(by, "measurement.entered", made, indicator=indicator.code, sha256=sha256)
    return made


@transaction.atomic
def approve_measurement(*, measurement: Measurement, by: User) -> Measurement:
    """Stand behind a measurement that somebody else entered. Raises Refused."""
    current = Measurement.objects.select_for_update().get(pk=measurement.pk)
    if current.approved_by_id == by.pk:
        return current  # pressed twice
    if current.approved_by_id is not None:
        raise Refused(_("Mätningen är redan godkänd."))
    _check_another(first=current.entered_by_id, by=by)
    current.approved_by, current.approved_at = by, timezone.now()
    current.save(update_fields=["approved_by", "approved_at"])
    record(by, "measurement.approved", current, sha256=current.sha256)
    return current


@transaction.atomic
def remove_measurement(*, measurement: Measurement, by: User) -> None:
    """Take away a measurement that nobody has approved."""
    current = Measurement.objects.select_for_update().get(pk=measurement.pk)
    if current.approved_by_id is not None:
        raise Refused(_("Mätningen är godkänd och kan inte tas bort, bara återtas."))
    record(by, "measurement.removed", current, sha256=current.sha256)
    current.delete()


@transaction.atomic
def withdraw_measurement(*, measurement: Measurement, why: str, by: User) -> Measurement:
    """Say that an approved measurement should not be used, and why. It stays readable. Raises Refused.

    What has been issued with it is not changed.
    """
    current = Measurement.objects.select_for_update().get(pk=measurement.pk)
    if current.approved_by_id is None:
        raise Refused(_("Mätningen är inte godkänd. Den kan tas bort i stället."))
    _check_another(first=current.entered_by_id, by=by)
    if current.withdrawn_by_id == by.pk:
        return current  # pressed twice
    if current.withdrawn_by_id is not None:
        raise Refused(_("Mätningen är redan återtagen."))
    if not why.strip():
        raise Refused(_("Skriv varför mätningen återtas."))
    current.withdrawn_by, current.withdrawn_at = by, timezone.now()
    current.withdrawn_why = why.strip()[:500]
    current.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_why"])
    record(by, "measurement.withdrawn", current, sha256=current.sha256)
    return current


@transaction.atomic
def approve_snapshot(*, snapshot: Snapshot, by: User) -> SnapshotApproval:
    """Stand behind a frozen value that somebody else froze. Raises Refused."""
    held = Snapshot.objects.get(pk=snapshot.pk)
    Indicator.objects.select_for_update().get(pk=held.indicator_id)  # two at once: the second is told
    if (approval := SnapshotApproval.objects.filter(snapshot=held).first()) is not None:
        if approval.approved_by_id == by.pk:
            return approval  # pressed twice
        raise Refused(_("Värdet är redan godkänt."))
    _check_another(first=held.taken_by_id, by=by)
    made = SnapshotApproval.objects.create(
        snapshot=held, taken_by=held.taken_by, approved_by=by, approved_at=timezone.now()
    )
    record(by, "snapshot.approved", made, sha256=held.sha256)
    return made


def _check_another(*, first: int | None, by: User) -> None:
    """Raise Refused unless `by` may approve and is another than the one who began."""
    if not by.may(APPROVE):
        raise Refused(_("Din roll får varken godkänna eller återta värden."))
    if by.pk == first:
        raise Refused(_("Du har själv fört in eller fryst värdet. En annan person måste göra detta."))


@transaction.atomic
def set_target(
    *, indicator: Indicator, target: str, when: str, source: str, version: int, by: User
) -> Indicator:
    """Say what the indicator is to reach, by when, and who decided so; an empty target takes it away."""
    current = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if current.version != version:
        raise ChangedMeanwhile(current)
    if target and not A_NUMBER.fullmatch(target):
        raise Refused(_("Skriv målvärdet som ett tal, till exempel 20."))
    if target and not (when and source):
        raise Refused(_("Skriv också när målet ska vara nått och vem som har beslutat det."))
    current.target = target
    current.target_when, current.target_source = (when, source) if target else ("", "")
    current.version += 1
    current.save(update_fields=["target", "target_when", "target_source", "version"])
    record(by, "indicator.target_set", current, value=target)
    return current
