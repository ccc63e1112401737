"""The frame that staff keep of receivers: name, places, hours, members, on or off. It opens no tip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.core.api import ChangedMeanwhile, Refused, record
from skyddsnat.core.models import User
from skyddsnat.tips.access import RECEIVE
from skyddsnat.tips.kinds import State
from skyddsnat.tips.models import Member, Receiver, Tip, WrappedKey
from skyddsnat.tips.room.access import check_keeps_frame, current_key, openers_of
from skyddsnat.tips.room.rules import check_hours, switch_on_faults


@dataclass(frozen=True, slots=True)
class Frame:
    """A receiver as it is filled in. No places is the whole country, no hours round the clock."""

    organisation: Organisation
    name: str
    name_en: str = ""
    kinds: Sequence[str] = ()
    places: Sequence[Place] = ()
    hours: Sequence[tuple[int, str, str]] = field(default=())
    phone: str = ""


@transaction.atomic
def add_receiver(*, frame: Frame, by: User) -> Receiver:
    """Make a receiver. It is off until its team has a key."""
    check_keeps_frame(by)
    check_hours(frame.hours)
    made = Receiver(organisation=frame.organisation)
    _fill(made, frame)
    record(by, "tip_receiver.added", made)
    return made


@transaction.atomic
def change_receiver(*, receiver: Receiver, frame: Frame, version: int, by: User) -> Receiver:
    """Change the frame; the second of two who change is told."""
    check_keeps_frame(by)
    check_hours(frame.hours)
    current = Receiver.objects.select_for_update().get(pk=receiver.pk)
    if current.version != version:
        raise ChangedMeanwhile(current)
    if current.is_on and not frame.kinds:
        raise Refused(_("Mottagaren är påslagen. Låt minst ett slag stå kvar, eller stäng av den först."))
    current.organisation, current.version = frame.organisation, current.version + 1
    _fill(current, frame)
    record(by, "tip_receiver.changed", current)
    return current


def _fill(receiver: Receiver, frame: Frame) -> None:
    receiver.name, receiver.name_en = frame.name.strip(), frame.name_en.strip()
    receiver.kinds, receiver.phone = list(frame.kinds), frame.phone.strip()
    receiver.hours = [list(one) for one in frame.hours]
    receiver.save()
    receiver.places.set(frame.places)


def faults_of(receiver: Receiver) -> list[str]:
    """What is missing before the receiver may be switched on."""
    current = current_key(receiver)
    return switch_on_faults(
        openers=len(openers_of(receiver)), has_key=current is not None, kinds=len(receiver.kinds),
        has_recovery=current is not None and current.wrapped.filter(member_key=None).exists(),
    )  # fmt: skip


@transaction.atomic
def switch(*, receiver: Receiver, on: bool, by: User) -> None:
    """Offer the receiver in the form, or no longer. What was sent already stays with the team."""
    check_keeps_frame(by)
    current = Receiver.objects.select_for_update().get(pk=receiver.pk)
    if current.is_on == on:
        return
    faults = faults_of(current) if on else []
    if faults:
        raise Refused(" ".join(faults))
    current.is_on, current.version = on, current.version + 1
    current.save(update_fields=["is_on", "version"])
    record(by, "tip_receiver.switched_on" if on else "tip_receiver.switched_off", current)


@transaction.atomic
def add_member(*, receiver: Receiver, user: User, by: User) -> Member:
    """Let somebody into the team. They see nothing until a colleague shares the team's key with them."""
    check_keeps_frame(by)
    if not user.may(RECEIVE):
        raise Refused(_("Personen har inte rollen Mottagare. Be chefen ge den först."))
    known = Member.objects.filter(receiver=receiver, user=user, removed_at=None).first()
    if known is not None:
        return known
    made = Member.objects.create(receiver=receiver, user=user)
    record(by, "tip_member.added", made, receiver=receiver.pk)
    return made


@transaction.atomic
def remove_member(*, member: Member, by: User) -> None:
    """Take somebody out: they open nothing from this moment, and the tips they own wait for another owner."""
    check_keeps_frame(by)
    current = Member.objects.select_for_update().get(pk=member.pk)
    if current.removed_at is not None:
        return
    current.removed_at = timezone.now()
    current.save(update_fields=["removed_at"])
    WrappedKey.objects.filter(
        team_key__receiver=current.receiver_id, member_key__user=current.user_id
    ).delete()
    owned = Tip.objects.select_for_update().filter(
        receiver=current.receiver_id, owner=current.user_id, state=State.OWNED
    )
    for tip in owned:
        tip.owner, tip.state, tip.version = None, State.NEW, tip.version + 1
        tip.save(update_fields=["owner", "state", "version"])
        record(by, "tip.left_without_owner", tip)
    record(by, "tip_member.removed", current, receiver=current.receiver_id)
