"""What a team does with a tip: take it, give it, answer, note, close, open again. Content never comes here unsealed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Place
from skyddsnat.core.api import Refused, check_age, record
from skyddsnat.core.models import User
from skyddsnat.tips.filing.api import add_message
from skyddsnat.tips.kinds import State
from skyddsnat.tips.models import Message, Tip
from skyddsnat.tips.room.access import members_of
from skyddsnat.tips.room.locking import changed, check_open, check_seen, locked, own
from skyddsnat.tips.room.rules import check_next, check_owned_by, check_place, check_reason
from skyddsnat.tips.room.timers import answers_key, first_of

LONGEST = 40_000  # bytes of a sealed message


@transaction.atomic
def take(*, tip: Tip, stamp: str, by: User) -> Tip:
    """Own the tip, also one that a colleague owns: they are told by the log and the list. It was my turn then."""
    current = locked(tip, by)
    if current.owner_id == by.pk and current.state == State.OWNED:
        return current
    check_seen(current, stamp)
    check_next(current.state, State.OWNED)
    own(current, by)
    record(by, "tip.taken", current)
    return current


@transaction.atomic
def give(*, tip: Tip, to: User, stamp: str, by: User) -> Tip:
    """Let a colleague in the team own the tip."""
    current = locked(tip, by)
    if current.owner_id == to.pk:
        return current
    check_seen(current, stamp)
    if current.state == State.CLOSED:
        raise Refused(_("Tipset är avslutat. Öppna det igen först."))
    if not members_of(current.receiver).filter(user=to).exists():
        raise Refused(_("Kollegan är inte med i laget. Välj någon annan."))
    own(current, to)
    record(by, "tip.given", current, to=to.pk)
    return current


@transaction.atomic
def answer(*, tip: Tip, mark: uuid.UUID, sealed: bytes, stamp: str, by: User) -> Message:
    """Answer the sender. `sealed` is to the mailbox's key and the team's; the same mark twice is one answer."""
    current = locked(tip, by)
    known = Message.objects.filter(mark=mark, tip=current).first()
    if known is not None:
        return known
    check_open(current)
    check_seen(current, stamp)
    check_owned_by(current.owner_id, by.pk, str(current.owner or ""))
    check_age(sealed, LONGEST)
    if not answers_key(current):
        raise Refused(
            _("Avsändaren lämnade inget kvitto, så ett svar når ingen. Skriv en anteckning i stället.")
        )
    said = add_message(tip=current, mark=mark, sealed=sealed, by=by).message
    first = first_of(current)
    if first.pk != current.pk:  # the mailbox is the first tip's
        there = uuid.uuid5(mark, str(first.pk))
        add_message(tip=first, mark=there, sealed=sealed, by=by)
    changed(current)
    record(by, "tip.answered", current)
    return said


@transaction.atomic
def note(*, tip: Tip, mark: uuid.UUID, sealed: bytes, by: User) -> Message:
    """Write for the team alone; anybody in it may, and nothing is overwritten by it."""
    current = locked(tip, by)
    check_age(sealed, LONGEST)
    said = add_message(tip=current, mark=mark, sealed=sealed, is_note=True, by=by).message
    record(by, "tip.noted", current)
    return said


@transaction.atomic
def mark_read(*, tip: Tip, messages: Iterable[int], by: User) -> int:
    """Note that what the sender added has been opened: a tip with something unread is not destroyed."""
    current = locked(tip, by)
    unread = Message.objects.filter(tip=current, pk__in=messages, writer="sender", read_at=None)
    count = unread.update(read_at=timezone.now())
    if count:
        record(by, "tip.additions_read", current, count=count)
    return count


@transaction.atomic
def close(*, tip: Tip, reason: str, stamp: str, by: User, place: Place | None = None) -> Tip:
    """Close the tip and say why. Whoever closes one that nobody owns becomes its owner.

    `place`, a municipality or a county, is for counting: five or more of the same place. The log does not say it.
    """
    check_reason(reason)
    check_place(place.kind if place else None)
    current = locked(tip, by)
    if current.state == State.CLOSED and current.reason == reason:
        return current
    check_seen(current, stamp)
    check_next(current.state, State.CLOSED)
    if current.owner_id is not None:
        check_owned_by(current.owner_id, by.pk, str(current.owner))
    current.owner = current.owner or by
    current.state, current.reason, current.closed_at = State.CLOSED, reason, timezone.now()
    current.place = place
    changed(current, "owner", "state", "reason", "closed_at", "place")
    record(by, "tip.closed", current, reason=reason)
    return current


@transaction.atomic
def reopen(*, tip: Tip, stamp: str, by: User) -> Tip:
    """Open a closed tip again and own it."""
    current = locked(tip, by)
    if current.state != State.CLOSED:
        return current
    check_seen(current, stamp)
    check_next(current.state, State.OWNED)
    current.reason, current.closed_at, current.place = "", None, None
    own(current, by)
    record(by, "tip.reopened", current)
    return current
