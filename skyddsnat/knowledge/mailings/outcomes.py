"""What became of mailings, for the rooms whose letters they are: numbers, and the evidence behind each of them."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from skyddsnat.actors.models import Organisation
from skyddsnat.knowledge.models import Delivery, Mailing, Reach
from skyddsnat.mandate.models import Evidence


@dataclass(frozen=True, slots=True)
class Sent:
    """How far a mailing has come. `reached` and `opened` are organisations."""

    letters: int = 0
    reached: int = 0
    opened: int = 0


@dataclass(frozen=True, slots=True)
class Reached:
    """An organisation that the letters have reached, on a day, with its row in the ledger when there is one."""

    organisation: Organisation
    day: datetime.date
    opened: bool
    evidence: Evidence | None


def outcomes_of(mailings: Collection[Mailing]) -> dict[int, Sent]:
    """Mailing id → how far it has come, in three questions whatever the number."""
    wanted = [mailing.pk for mailing in mailings]
    letters = _counted(Delivery.objects.filter(mailing__in=wanted), "pk")
    opened = _counted(Delivery.objects.filter(mailing__in=wanted).exclude(opened_on=None), "organisation")
    reached = _counted(Reach.objects.filter(mailing__in=wanted, taken_back_on=None), "organisation")
    return {pk: Sent(letters.get(pk, 0), reached.get(pk, 0), opened.get(pk, 0)) for pk in wanted}


def reached_by_mailing(mailing: Mailing) -> list[Reached]:
    """The organisations that the letters have reached, each once, in the order they were reached."""
    opened = set(
        Delivery.objects.filter(mailing=mailing)
        .exclude(opened_on=None)
        .values_list("organisation", flat=True)
    )
    found = Reach.objects.filter(mailing=mailing, taken_back_on=None).select_related(
        "organisation", "evidence__assignment", "rung__evidence__assignment"
    )
    found = found.defer("evidence__assignment__text", "rung__evidence__assignment__text")
    rows: dict[int, Reached] = {}
    for reach in found.order_by("day", "pk"):
        evidence = reach.rung.evidence if reach.rung else reach.evidence
        one = Reached(reach.organisation, reach.day, reach.organisation_id in opened, evidence)
        rows.setdefault(reach.organisation_id, one)
    return list(rows.values())


def _counted(rows: object, what: str) -> dict[int, int]:
    counted = rows.order_by().values_list("mailing").annotate(Count(what, distinct=True))  # type: ignore[attr-defined]
    return dict(counted)
