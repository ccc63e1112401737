"""A tip held while it is changed: by one at a time, by somebody in its team, who has seen how it stands."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused
from skyddsnat.core.models import User
from skyddsnat.tips.kinds import State
from skyddsnat.tips.models import Member, Tip
from skyddsnat.tips.room.access import check_member


def stamp_of(tip: Tip) -> str:
    """What a reader has seen of a tip: how often it was changed, and how much was said."""
    return f"{tip.version}.{tip.messages.filter(is_note=False).count()}"


def locked(tip: Tip, by: User) -> Tip:
    """The tip as it is now, ours alone until the transaction ends, for somebody in its team."""
    check_member(by, tip.receiver)
    found = Tip.objects.select_for_update(of=("self",)).select_related("receiver", "owner", "layer")
    current = found.get(pk=tip.pk)
    if current.destroyed_at is not None:
        raise Refused(_("Tipset är förstört, så som lagen kräver. Inget mer kan göras med det."))
    return current


def check_seen(current: Tip, stamp: str) -> None:
    """Raise ChangedMeanwhile when something has been done or said that the reader has not seen."""
    if stamp_of(current) != stamp:
        raise ChangedMeanwhile(
            current,
            _("Något har hänt med tipset medan du läste. Se vad, och gör om det passar. Din text står kvar."),
        )


def check_open(current: Tip) -> None:
    if current.state == State.CLOSED:
        raise Refused(_("Tipset är avslutat. Öppna det igen först."))


def own(current: Tip, user: User) -> None:
    current.owner, current.state = user, State.OWNED
    changed(current, "owner", "state", "reason", "closed_at", "place")
    Member.objects.filter(receiver=current.receiver, user=user, removed_at=None).update(
        had_turn_at=timezone.now()
    )


def changed(current: Tip, *fields: str) -> None:
    current.version += 1
    current.save(update_fields=[*fields, "version"])
