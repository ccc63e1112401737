"""Writes on the surveys of a campaign, and their way into the ledger."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.guidance.access import WRITE
from skyddsnat.guidance.models import Campaign, SurveyWave
from skyddsnat.guidance.publication import renew
from skyddsnat.guidance.survey.results import tally_of
from skyddsnat.guidance.survey.rules import FEW, can_be_shown, check_wave
from skyddsnat.mandate.api import Entry, append
from skyddsnat.mandate.models import LedgerHead
from skyddsnat.shared.codes import new_code

KIND = "survey_answered"


@transaction.atomic
def add_wave(
    *, campaign: Campaign, moment: str, opens: datetime.date, closes: datetime.date, by: User
) -> SurveyWave:
    """Plan the survey before or after a campaign; each is there once."""
    check_may(by, WRITE)
    check_wave(opens=opens, closes=closes)
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    there = campaign.waves.filter(moment=moment).first()
    if there is not None and (there.opens, there.closes) == (opens, closes):
        return there  # a second click
    if there is not None:
        raise Refused(_("Kampanjen har redan den enkäten. Ändra dess dagar i stället."))
    wave = SurveyWave.objects.create(
        campaign=campaign, moment=moment, opens=opens, closes=closes, code=_unused_code()
    )
    record(by, "survey.added", wave, campaign=campaign.pk)
    renew()  # the campaign's page links to it
    return wave


@transaction.atomic
def change_wave(
    *, wave: SurveyWave, version: int, opens: datetime.date, closes: datetime.date, by: User
) -> SurveyWave:
    """Change the days, as long as the answers do not stand in the ledger."""
    check_may(by, WRITE)
    check_wave(opens=opens, closes=closes)
    current = SurveyWave.objects.select_for_update().get(pk=wave.pk)
    if current.version != version:
        raise ChangedMeanwhile(current)
    if current.seq is not None:
        raise Refused(_("Enkäten är stängd och står i liggaren. Dagarna kan inte ändras."))
    if (current.opens, current.closes) != (opens, closes):
        current.opens, current.closes = opens, closes
        current.version += 1
        current.save(update_fields=["opens", "closes", "version"])
        record(by, "survey.changed", current)
        renew()
    return current


@transaction.atomic
def remove_wave(*, wave: SurveyWave, by: User) -> None:
    """Take away a survey that nobody has answered."""
    check_may(by, WRITE)
    current = SurveyWave.objects.select_for_update().get(pk=wave.pk)
    if current.counts.exists():
        raise Refused(_("Enkäten har svar. Stäng den genom att ändra dagarna i stället."))
    record(by, "survey.removed", current, campaign=current.campaign_id)
    current.delete()
    renew()


def prove_surveys(*, today: datetime.date) -> int:
    """Let surveys that have closed become evidence, each once; returns how many.

    With fewer than FEW answers a survey says nothing and stays outside.
    """
    waiting = SurveyWave.objects.filter(
        seq=None, closes__lt=today, counts__isnull=False, campaign__activity__started_on__isnull=False
    ).distinct()
    return sum(_prove(pk) for pk in waiting.values_list("pk", flat=True).order_by("pk"))


@transaction.atomic
def _prove(pk: int) -> int:
    wave = SurveyWave.objects.select_for_update().get(pk=pk)
    tally = tally_of(wave)
    if wave.seq is not None or tally.answers < FEW:
        return 0
    activity = wave.campaign.activity
    moment = "före" if wave.moment == "before" else "efter"
    said = f", {tally.know} av {tally.answers} vet hur man anmäler" if can_be_shown(tally) else ""
    entry = Entry(
        kind=KIND, activity=activity.pk, occurred_on=wave.closes, quantity=tally.answers,
        reference=f"Kampanj {wave.campaign_id}, enkät {moment} {wave.code}{said}",
    )  # fmt: skip
    append(activity.assignment, [entry])
    wave.seq = LedgerHead.objects.get(assignment=activity.assignment).seq
    wave.save(update_fields=["seq"])
    record(None, "survey.proven", wave, seq=wave.seq, quantity=tally.answers)
    return 1


def _unused_code() -> str:
    while True:
        code = new_code()
        if not SurveyWave.objects.filter(code=code).exists():
            return code
