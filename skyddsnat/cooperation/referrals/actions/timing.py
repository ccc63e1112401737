"""Deadlines: set by the program or a person, paused, done, and raised to colleagues when they have passed."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Membership
from skyddsnat.cooperation.access import CASE
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Deadline, Referral
from skyddsnat.cooperation.referrals.owning import current, need, write
from skyddsnat.cooperation.referrals.timing import escalates_after
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


@transaction.atomic
def add_deadline(
    *, referral: Referral, what: str, due_on: datetime.date, source: str, by: User, source_url: str = "",
    once: uuid.UUID | None = None,
) -> Deadline:  # fmt: skip
    """Set a day by which something is done, with what it rests on."""
    return write(
        Deadline, referral, "deadline.set", once or uuid.uuid4(), by, what=need(what, _("Skriv vad som ska göras.")),
        due_on=due_on, source=need(source, _("Skriv vad tiden vilar på: en lag, ett beslut eller ett eget mål.")),
        source_url=source_url.strip(),
    )  # fmt: skip


@transaction.atomic
def pause_deadline(*, deadline: Deadline, why: str, by: User) -> Deadline:
    """Let the time stand still, and say why. A time set by law does not pause."""
    found = _running(deadline, by)
    if found.paused_since is None:
        if found.code == "placement_answer":
            raise Refused(_("Tiden kommer av en lag och kan inte pausas."))
        found.paused_since, found.paused_why = today(), need(why, _("Skriv varför tiden pausas."))
        found.save(update_fields=["paused_since", "paused_why"])
        record(by, "deadline.paused", found)
    return found


@transaction.atomic
def resume_deadline(*, deadline: Deadline, by: User) -> Deadline:
    """Let the time go on; the day is moved by as long as it stood still."""
    found = _running(deadline, by)
    if found.paused_since is not None:
        found.due_on += today() - found.paused_since
        found.paused_since, found.paused_why = None, ""
        found.save(update_fields=["due_on", "paused_since", "paused_why"])
        record(by, "deadline.resumed", found)
    return found


@transaction.atomic
def finish_deadline(*, deadline: Deadline, by: User) -> Deadline:
    """Say that it is done."""
    found = current(deadline, by)
    if found.done_on is None:
        found.done_on, found.done_by, found.paused_since, found.paused_why = today(), by, None, ""
        found.save(update_fields=["done_on", "done_by", "paused_since", "paused_why"])
        record(by, "deadline.done", found)
    return found


def _running(deadline: Deadline, by: User) -> Deadline:
    found = current(deadline, by)
    if found.done_on is not None:
        raise Refused(_("Det är redan gjort."))
    return found


@transaction.atomic
def escalate_due(*, on: datetime.date, by: User | None) -> int:
    """Tell the other case workers of what has been late for too long; each deadline once. Say how many."""
    late = Deadline.objects.filter(
        due_on__lt=on, done_on=None, paused_since=None, taken_back_at=None, escalated_at=None
    )
    count = 0
    for deadline in (
        late.exclude(referral__state=State.CLOSED).select_related("referral").select_for_update(of=("self",))
    ):
        if (on - deadline.due_on).days <= escalates_after(deadline.code):
            continue
        deadline.escalated_at = timezone.now()
        deadline.save(update_fields=["escalated_at"])
        deadline.escalated_to.set(_colleagues(deadline.referral, on))
        record(by, "deadline.escalated", deadline)
        count += 1
    return count


def _colleagues(case: Referral, on: datetime.date) -> list[User]:
    """The other case workers of the owning organisation."""
    members = Membership.objects.filter(organisation=case.owner, since__lte=on).exclude(until__lt=on)
    found = User.objects.filter(is_active=True, pk__in=members.values("user"))
    return [
        user for user in found.prefetch_related("roles") if user.may(CASE) and user.pk != case.responsible_id
    ]
