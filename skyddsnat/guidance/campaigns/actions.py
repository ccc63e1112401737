"""Writes on campaigns and their batches."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Place
from skyddsnat.core.api import ChangedMeanwhile, Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.guidance.access import WRITE
from skyddsnat.guidance.campaigns.rules import check_batch, check_campaign
from skyddsnat.guidance.models import Batch, Campaign, GuidancePage
from skyddsnat.guidance.publication import renew
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.codes import new_code

CAMPAIGN_FIELDS = ("name", "name_en", "activity", "page", "starts", "ends")
BATCH_FIELDS = ("form", "where", "place", "copies")


@transaction.atomic
def add_campaign(
    *,
    name: str,
    activity: Activity,
    starts: datetime.date,
    ends: datetime.date,
    by: User,
    name_en: str = "",
    page: GuidancePage | None = None,
) -> Campaign:
    """Begin a campaign. The same one sent twice in a row is made once."""
    check_may(by, WRITE)
    check_campaign(name=name, starts=starts, ends=ends)
    values = {
        "name": name.strip(), "name_en": name_en.strip(), "activity": activity, "page": page, "starts": starts,
        "ends": ends,
    }  # fmt: skip
    Activity.objects.select_for_update().get(pk=activity.pk)  # a second click waits here
    same = Campaign.objects.filter(**values, batches=None).first()
    if same is not None:
        return same
    campaign = Campaign.objects.create(**values)
    record(by, "campaign.added", campaign, activity=activity.pk)
    renew()  # its page links to the self-test
    return campaign


@transaction.atomic
def change_campaign(*, campaign: Campaign, version: int, by: User, **values: Any) -> Campaign:
    """Change the named fields. The activity stays once readings of it stand in the ledger."""
    check_may(by, WRITE)
    current = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if current.version != version:
        raise ChangedMeanwhile(current)
    wanted = {name: getattr(current, name) for name in CAMPAIGN_FIELDS} | values
    check_campaign(name=wanted["name"], starts=wanted["starts"], ends=wanted["ends"])
    proven = current.batches.exclude(proofs=None).exists() or current.waves.exclude(seq=None).exists()
    if proven and wanted["activity"] != current.activity:
        raise Refused(_("Kampanjen har redan gett underlag på sin insats. Gör en ny kampanj för en annan."))
    changed = _changed(current, wanted)
    if changed:
        record(by, "campaign.changed", current, fields=",".join(changed))
        renew()
    return current


@transaction.atomic
def remove_campaign(*, campaign: Campaign, by: User) -> None:
    """Take away a campaign without batches and surveys."""
    check_may(by, WRITE)
    current = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if current.batches.exists() or current.waves.exists():
        raise Refused(_("Kampanjen har omgångar eller en enkät. Ta bort dem först, eller låt kampanjen stå."))
    record(by, "campaign.removed", current)
    current.delete()
    renew()


@transaction.atomic
def add_batch(
    *,
    campaign: Campaign,
    form: str,
    where: str,
    by: User,
    place: Place | None = None,
    copies: int | None = None,
) -> Batch:
    """A new batch with a code of its own. The same one sent twice in a row is made once."""
    check_may(by, WRITE)
    check_batch(where=where, copies=copies)
    Campaign.objects.select_for_update().get(pk=campaign.pk)  # a second click waits here
    values = {"form": form, "where": where.strip(), "place": place, "copies": copies}
    same = campaign.batches.filter(**values, withdrawn_at=None).first()
    if same is not None and not same.counts.exists():
        return same
    if same is not None:
        raise Refused(
            _("Det finns redan en likadan omgång. Skriv en plats som skiljer dem åt, till exempel Arlanda 5.")
        )
    batch = Batch.objects.create(campaign=campaign, code=unused_code(), **values)
    record(by, "batch.added", batch, campaign=campaign.pk)
    return batch


@transaction.atomic
def change_batch(*, batch: Batch, version: int, by: User, **values: Any) -> Batch:
    """Change the named fields; the code stays, since it may be printed."""
    check_may(by, WRITE)
    current = Batch.objects.select_for_update().get(pk=batch.pk)
    if current.version != version:
        raise ChangedMeanwhile(current)
    wanted = {name: getattr(current, name) for name in BATCH_FIELDS} | values
    check_batch(where=wanted["where"], copies=wanted["copies"])
    changed = _changed(current, wanted)
    if changed:
        record(by, "batch.changed", current, fields=",".join(changed))
    return current


@transaction.atomic
def withdraw_batch(*, batch: Batch, by: User, withdrawn: bool = True) -> Batch:
    """Let the code lead to the start page from now on, uncounted; or use it again."""
    check_may(by, WRITE)
    current = Batch.objects.select_for_update().get(pk=batch.pk)
    if (current.withdrawn_at is not None) != withdrawn:
        current.withdrawn_at = timezone.now() if withdrawn else None
        current.withdrawn_by = by if withdrawn else None
        current.version += 1
        current.save(update_fields=["withdrawn_at", "withdrawn_by", "version"])
        record(by, "batch.withdrawn" if withdrawn else "batch.restored", current)
    return current


@transaction.atomic
def remove_batch(*, batch: Batch, by: User) -> None:
    """Take away a batch whose code nobody has read; one that has been read is withdrawn instead."""
    check_may(by, WRITE)
    current = Batch.objects.select_for_update().get(pk=batch.pk)
    if current.counts.exists():
        raise Refused(_("Koden har lästs. Dra in omgången i stället, så leder koden till startsidan."))
    record(by, "batch.removed", current, campaign=current.campaign_id)
    current.delete()


def unused_code() -> str:
    """A code that no batch has."""
    while True:
        code = new_code()
        if not Batch.objects.filter(code=code).exists():
            return code


def _changed(current: Campaign | Batch, wanted: dict[str, Any]) -> list[str]:
    """Set what differs, count a version and save; returns the names of the fields."""
    tidy = {name: value.strip() if isinstance(value, str) else value for name, value in wanted.items()}
    changed = sorted(name for name, value in tidy.items() if value != getattr(current, name))
    if changed:
        for name in changed:
            setattr(current, name, tidy[name])
        current.version += 1
        current.save(update_fields=[*changed, "version"])
    return changed
