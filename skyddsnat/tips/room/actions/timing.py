"""A time that stands still, and goes on. Nothing here closes a tip."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.tips.models import TimerPause, Tip
from skyddsnat.tips.room.locking import check_open, locked
from skyddsnat.tips.room.rules import check_owned_by
from skyddsnat.tips.room.timers import timers


@transaction.atomic
def pause(*, tip: Tip, timer: str, reason: str, by: User) -> TimerPause:
    """Let a time stand still, for a reason that is chosen. The owner does; a second click finds the pause."""
    current = locked(tip, by)
    check_open(current)
    if timer not in timers() or timer == "owner":
        raise Refused(_("Den tiden kan inte pausas: ett tips ska ha en ägare."))
    if reason not in TimerPause.Reason.values:
        raise Refused(_("Välj varför tiden pausas."))
    check_owned_by(current.owner_id, by.pk, str(current.owner or ""))
    known = TimerPause.objects.filter(tip=current, timer=timer, until_at=None).first()
    if known is not None and known.reason == reason:
        return known
    if known is not None:
        known.until_at = timezone.now()
        known.save(update_fields=["until_at"])
    made = TimerPause.objects.create(tip=current, timer=timer, reason=reason, by=by)
    record(by, "tip_timer.paused", current, timer=timer, reason=reason)
    return made


@transaction.atomic
def resume(*, tip: Tip, timer: str, by: User) -> None:
    """Let the time go on. Anybody in the team may."""
    current = locked(tip, by)
    if TimerPause.objects.filter(tip=current, timer=timer, until_at=None).update(until_at=timezone.now()):
        record(by, "tip_timer.resumed", current, timer=timer)
