"""Destroying tips whose time is out, and legal holds that keep them."""

from __future__ import annotations

import datetime
import uuid
from functools import cache
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, record, write_anew
from skyddsnat.core.models import User
from skyddsnat.shared.dates import STOCKHOLM
from skyddsnat.shared.dates import today as day_now
from skyddsnat.shared.yaml_files import read_yaml
from skyddsnat.tips.access import tips_for
from skyddsnat.tips.filing.rules import Ending, check_hold, destroyed_on, is_due
from skyddsnat.tips.kinds import State
from skyddsnat.tips.models import Message, Tip, TipLayer

FILE = Path(__file__).parents[1] / "retention.yaml"
WRITTEN_ANEW_FOR = datetime.timedelta(days=7)
READERS_WAITED_FOR = 5_000  # milliseconds


@cache
def kept_days() -> dict[str, int]:
    """Kind of tip → days from closing to destruction."""
    days: dict[str, int] = read_yaml(FILE.read_text())
    return days


def destruction_day(tip: Tip) -> datetime.date | None:
    """The day on which the tip is destroyed; None while it is not closed, or something of the sender's is unread."""
    return destroyed_on(_ending(tip), kept_days())


def destroy_due(*, today: datetime.date) -> int:
    """Destroy every tip whose time is out, each by itself; say how many."""
    shortest = min(kept_days().values())
    closed = Tip.objects.filter(
        state=State.CLOSED,
        destroyed_at=None,
        closed_at__date__lte=today - datetime.timedelta(days=shortest),
    )
    count = sum(_destroy(pk, today=today) for pk in closed.values_list("pk", flat=True))
    if Tip.objects.filter(destroyed_at__gte=timezone.now() - WRITTEN_ANEW_FOR).exists():
        write_anew([TipLayer._meta.db_table], waited=READERS_WAITED_FOR)
    return count


@transaction.atomic
def _destroy(pk: uuid.UUID, *, today: datetime.date) -> bool:
    tip = Tip.objects.select_for_update().defer("sealed").get(pk=pk)
    if tip.destroyed_at is not None or not is_due(_ending(tip), kept_days(), today=today):
        return False
    messages = Message.objects.filter(tip=tip)
    count = messages.count()
    tip.destroyed_at, tip.sealed, tip.box, tip.answers_to = timezone.now(), None, None, ""
    tip.place = None
    tip.version += 1
    tip.save(update_fields=["destroyed_at", "sealed", "box", "answers_to", "place", "version"])
    messages.delete()
    TipLayer.objects.filter(tip=tip).delete()
    record(None, "tip.destroyed", tip, kind=tip.kind, days=kept_days()[tip.kind], messages=count)
    return True


@transaction.atomic
def hold_tip(*, tip: Tip, version: int, until: datetime.date, source: str, by: User) -> Tip:
    """Keep the tip until a day, however long ago it was closed: a legal hold, with its source."""
    check_hold(until, source, today=day_now())
    held = _own(tip, version, by)
    held.hold_until, held.hold_source, held.version = until, source.strip(), version + 1
    held.save(update_fields=["hold_until", "hold_source", "version"])
    record(by, "tip.held", held, until=until.isoformat())
    return held


@transaction.atomic
def lift_hold(*, tip: Tip, version: int, by: User) -> Tip:
    """Let the tip be destroyed when its time is out."""
    held = _own(tip, version, by)
    if held.hold_until is None:
        raise Refused(_("Inget kräver längre att tipset finns kvar. Du behöver inte göra något."))
    was = held.hold_until
    held.hold_until, held.hold_source, held.version = None, "", version + 1
    held.save(update_fields=["hold_until", "hold_source", "version"])
    record(by, "tip.hold_lifted", held, until=was.isoformat())
    return held


def _own(tip: Tip, version: int, by: User) -> Tip:
    """The tip, locked, when it is of one of the person's receivers and as they saw it."""
    found = tips_for(by).select_for_update(of=("self",)).defer("sealed").filter(pk=tip.pk).first()
    if found is None:
        raise PermissionDenied
    if found.destroyed_at is not None:
        raise Refused(_("Tipset finns inte kvar. Det är förstört enligt reglerna för hur länge tips sparas."))
    if found.version != version:
        raise ChangedMeanwhile(found)
    return found


def _ending(tip: Tip) -> Ending:
    closed_on = tip.closed_at.astimezone(STOCKHOLM).date() if tip.closed_at else None
    waits = Message.objects.filter(tip=tip, writer="sender", read_at=None).exists()
    return Ending(tip.kind, tip.state, closed_on, tip.hold_until, waits)
