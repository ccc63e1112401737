"""Who may do what in the room. Every question begins with the user; staff who keep the frame get no sealed text."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Case, Count, F, Prefetch, Q, QuerySet, When

from skyddsnat.core.models import User
from skyddsnat.tips.access import RECEIVE, receivers_for, receivers_to_set_up, tips_for
from skyddsnat.tips.kinds import State
from skyddsnat.tips.models import (
    HandOver,
    Member,
    MemberKey,
    Message,
    Receiver,
    RecoverySheets,
    TeamKey,
    Tip,
    WrappedKey,
)


def check_member(user: User, receiver: Receiver) -> None:
    """Raise PermissionDenied unless the user is in the receiver's team now."""
    if not receivers_for(user).filter(pk=receiver.pk).exists():
        raise PermissionDenied(RECEIVE)


def check_keeps_frame(user: User) -> None:
    """Raise PermissionDenied for those who do not keep the frame of receivers."""
    if not user.may("tips.admin"):
        raise PermissionDenied("tips.admin")


def inbox_for(user: User) -> QuerySet[Tip]:
    """The tips of the user's receivers, with what the list says of each; those that cost too little to send last."""
    found = tips_for(user).filter(destroyed_at=None).select_related("receiver", "owner", "hand_over__origin")
    found = found.defer("sealed").prefetch_related(with_messages(), "pauses")
    return found.annotate(cheap=_cheap())


def _cheap() -> Case:
    """Sent with less work than was asked for: perhaps a flood, perhaps an old phone."""
    return Case(When(work_done__lt=F("work_asked"), then=True), default=False, output_field=BooleanField())


def with_messages() -> Prefetch[str]:
    """Messages without their sealed text: who wrote, and when."""
    return Prefetch("messages", Message.objects.defer("sealed"))


def own_tips(user: User) -> QuerySet[Tip]:
    """The tips that the user may open."""
    return tips_for(user).filter(destroyed_at=None).select_related("receiver", "owner", "team_key")


def hand_overs_of(user: User, tip: Tip) -> QuerySet[HandOver]:
    """To whom the tip was handed; nothing of how it goes there."""
    return HandOver.objects.filter(origin=tip, origin__in=tips_for(user)).select_related(
        "tip__receiver", "by"
    )


def others_than(user: User, tip: Tip) -> QuerySet[Receiver]:
    """The receivers that a tip may be handed to: switched on, with a key; those that take its kind first."""
    found = Receiver.objects.filter(is_on=True, keys__retired_at=None).exclude(pk=tip.receiver_id)
    takes = Case(When(kinds__contains=[tip.kind], then=False), default=True, output_field=BooleanField())
    return (
        found.distinct().order_by(takes, "name")
        if own_tips(user).filter(pk=tip.pk).exists()
        else found.none()
    )


def queue_of(receiver: Receiver) -> list[Member]:
    """Who takes new tips in turn, the one whose turn was longest ago first."""
    found = receiver.members.filter(removed_at=None, in_turn=True).select_related("user")
    return list(found.order_by(F("had_turn_at").asc(nulls_first=True), "pk"))


def waiting_tips(receiver: Receiver) -> QuerySet[Tip]:
    """Tips without an owner, the oldest first; those that cost too little to send last."""
    found = Tip.objects.filter(receiver=receiver, state=State.NEW, destroyed_at=None).defer("sealed")
    return found.annotate(cheap=_cheap()).order_by("cheap", "received_at", "pk")


# --- keys ---


def key_of(user: User) -> MemberKey | None:
    """The key that the user uses now."""
    return MemberKey.objects.filter(user=user, retired_at=None).first()


def has_older_key(user: User) -> bool:
    return MemberKey.objects.filter(user=user).exclude(retired_at=None).exists()


def wraps_for(user: User) -> QuerySet[WrappedKey]:
    """What the user's own keys open: the teams' keys, old ones too."""
    found = WrappedKey.objects.filter(
        member_key__user=user, member_key__retired_at=None, team_key__receiver__in=receivers_for(user)
    )
    return found.select_related("team_key")


def recovery_wraps_for(user: User, receiver: Receiver) -> QuerySet[WrappedKey]:
    """The team's keys as the recovery key opens them, for somebody in the team."""
    found = WrappedKey.objects.filter(team_key__receiver=receiver, member_key=None)
    return found.filter(team_key__receiver__in=receivers_for(user)).select_related("team_key")


def current_key(receiver: Receiver) -> TeamKey | None:
    """What new tips are sealed to."""
    return TeamKey.objects.filter(receiver=receiver, retired_at=None).first()


def members_of(receiver: Receiver) -> QuerySet[Member]:
    """Who is in the team now."""
    return receiver.members.filter(removed_at=None, user__is_active=True).select_related("user")


def keys_of(receiver: Receiver) -> dict[int, MemberKey]:
    """The members' own keys in use, by user."""
    users = members_of(receiver).values("user")
    return {one.user_id: one for one in MemberKey.objects.filter(user__in=users, retired_at=None)}


def openers_of(receiver: Receiver) -> set[int]:
    """The users who can open what is sent now."""
    found = WrappedKey.objects.filter(
        team_key__receiver=receiver, team_key__retired_at=None, member_key__retired_at=None
    ).filter(member_key__user__in=members_of(receiver).values("user"))
    return set(found.values_list("member_key__user", flat=True))


def openers_by_key(receiver: Receiver) -> dict[int, set[int]]:
    """For each of the team's keys, old ones too, who in the team can open it; keys that nobody opens are left out."""
    found = WrappedKey.objects.filter(
        team_key__receiver=receiver, member_key__retired_at=None,
        member_key__user__in=members_of(receiver).values("user"),
    )  # fmt: skip
    opened: dict[int, set[int]] = {}
    for key, user in found.values_list("team_key", "member_key__user"):
        opened.setdefault(key, set()).add(user)
    return opened


def sheets_of(receiver: Receiver) -> RecoverySheets | None:
    """The sheets that recover the key in use."""
    current = current_key(receiver)
    if current is None:
        return None
    found = RecoverySheets.objects.filter(receiver=receiver, recovery=current.recovery)
    return found.select_related("made_by", "proven_by").first()


def older_recoveries(receiver: Receiver) -> list[str]:
    """Of sheets that have been replaced and still open a key that nobody else could open."""
    found = receiver.keys.values_list("recovery", flat=True).distinct()
    current = current_key(receiver)
    return sorted(set(found) - {current.recovery if current else ""})


def must_renew(receiver: Receiver) -> bool:
    """Whether somebody left after the team's key was made: they may have kept it, so a new one is needed."""
    current = current_key(receiver)
    return current is not None and receiver.members.filter(removed_at__gt=current.made_at).exists()


def frame_for(user: User) -> QuerySet[Receiver]:
    """Receivers as their frame is kept: counts of people and of tips without an owner, nothing of what tips say."""
    return receivers_to_set_up(user).annotate(
        member_count=Count("members", filter=Q(members__removed_at=None), distinct=True),
        waiting_count=Count("tips", filter=Q(tips__state=State.NEW, tips__destroyed_at=None), distinct=True),
    )


def possible_members(user: User, receiver: Receiver) -> QuerySet[User]:
    """Those with the role to receive who are not in the team."""
    if not user.may("tips.admin"):
        return User.objects.none()
    found = User.objects.filter(is_active=True, roles__permissions__contains=[RECEIVE]).distinct()
    return found.exclude(pk__in=receiver.members.filter(removed_at=None).values("user")).order_by(
        "name", "pk"
    )
