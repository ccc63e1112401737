"""What waits for a team and for those who keep the frame. Time that has run out is said louder, and closes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.mandate.api import ConsentStage, living_consent, stage_of_consent
from skyddsnat.tips.access import ADMIN, RECEIVE, receivers_for
from skyddsnat.tips.kinds import State
from skyddsnat.tips.models import Receiver, SuccessorConsent, Tip
from skyddsnat.tips.room.access import (
    current_key,
    frame_for,
    inbox_for,
    key_of,
    keys_of,
    members_of,
    must_renew,
    openers_of,
    waiting_tips,
)
from skyddsnat.tips.room.parts import local, name_of, next_owners, said
from skyddsnat.tips.room.rules import due_after
from skyddsnat.tips.room.timers import Standing, standings, timers

MOST = 10  # of a kind, one by one; the rest is said as a number


def waiting(user: User) -> Iterator[Task]:
    """Keys to make or share, tips in turn or late, own tips to answer; for the frame's staff tips without an owner."""
    if user.may(RECEIVE):
        yield from _keys(user)
        yield from _tips(user)
    if user.may(ADMIN):
        for receiver in frame_for(user):
            yield from _escalated(receiver)


# --- keys ---


def _keys(user: User) -> Iterator[Task]:
    receivers = list(receivers_for(user))
    if receivers and key_of(user) is None:
        yield Task(
            Why.WAITING, _("Gör din egen nyckel"), reverse("tips:my-key"), _("Gör"), about=_("Tips"), key="own-key",
            hint=_("Utan den kan du inte läsa något tips."),
        )  # fmt: skip
        return
    for receiver in receivers:
        yield from _team_key(user, receiver)


def _team_key(user: User, receiver: Receiver) -> Iterator[Task]:
    url, about = reverse("tips:team", args=[receiver.pk]), name_of(receiver)
    if current_key(receiver) is None:
        yield Task(
            Why.WAITING, _("Gör lagets nyckel"), url, _("Gör"), about=about, key=f"team-key:{receiver.pk}"
        )
        return
    openers = openers_of(receiver)
    if user.pk not in openers:
        return
    if must_renew(receiver):
        yield Task(
            Why.LATE, _("Gör en ny nyckel för laget"), url, _("Gör"), "danger", about=about, key=f"renew:{receiver.pk}",
            hint=_("Någon har lämnat laget. Till dess förseglas nya tips till den gamla nyckeln."),
        )  # fmt: skip
        return
    yield from _consent(user, receiver)
    keys = keys_of(receiver)
    for member in members_of(receiver):
        if member.user_id in keys and member.user_id not in openers:
            label = _("Dela lagets nyckel med %(name)s") % {"name": member.user.name}
            yield Task(Why.WAITING, label, url, _("Dela"), about=about, key=f"share:{member.pk}")


def _consent(user: User, receiver: Receiver) -> Iterator[Task]:
    """A colleague's yes to the authority that takes over counts only when a second member stands for it."""
    said = living_consent(SuccessorConsent, {"receiver": receiver})
    if said is not None and stage_of_consent(said) == ConsentStage.GIVEN and said.given_by_id != user.pk:
        yield Task(
            Why.WAITING, _("Bekräfta eller ta tillbaka ett ja till %(name)s") % {"name": str(said.successor)},
            reverse("tips:successor", args=[receiver.pk]), _("Läs"), about=name_of(receiver),
            since=local(said.given_at), key=f"successor:{said.pk}",
            hint=_("Det gäller om lagets tips får gå till den myndighet som tar över."),
        )  # fmt: skip


# --- tips ---


def _tips(user: User) -> Iterator[Task]:
    now = timezone.now()
    receivers = list(receivers_for(user))
    proposed = next_owners(receivers)
    team = {one.pk: set(members_of(one).values_list("user", flat=True)) for one in receivers}
    late, turn, own = [], [], []
    for tip in inbox_for(user).exclude(state=State.CLOSED):
        found = standings(tip, tip.receiver.hours, list(tip.messages.all()), tip.pauses.all())
        member = proposed.get(tip.pk)
        if tip.owner_id is not None and tip.owner_id not in team[tip.receiver_id]:
            late.append((tip, found))  # the owner's account is closed: everybody is told
        elif tip.owner_id is None and any(one.is_late(now) for one in found if one.timer.code == "owner"):
            late.append((tip, found))
        elif tip.owner_id is None and member is not None and member.user_id == user.pk:
            turn.append((tip, found))
        elif tip.owner_id == user.pk and any(one.due for one in found):
            own.append((tip, found))
    yield from _each(
        late, Why.LATE, _("Ta det"), "danger", "late", _("Tipset har ingen ägare, och tiden är ute.")
    )
    yield from _each(
        turn, Why.WAITING, _("Din tur"), "warning", "turn", _("Läs det, och ta det eller ge det vidare.")
    )
    yield from _each(own, None, _("Svara"), "warning", "own", _("Avsändaren väntar på svar."))


def _each(
    rows: list[tuple[Tip, list[Standing]]], why: Why | None, status: str, tone: str, key: str, hint: str
) -> Iterator[Task]:
    now = timezone.now()
    for tip, found in rows[:MOST]:
        due = min((one.due for one in found if one.due), default=None)
        label = _("Tips: %(kind)s") % {"kind": tip.get_kind_display()}
        yield Task(
            why or (Why.LATE if due and due < now else Why.DUE), label, reverse("tips:room-tip", args=[tip.pk]), status,
            "danger" if due and due < now else tone, local(due) if due else None, name_of(tip.receiver),
            since=local(tip.received_at), hint=hint, key=f"{key}:{tip.pk}",
        )  # fmt: skip
    left = len(rows) - MOST
    if left > 0:
        words = ngettext("%(count)d tips till", "%(count)d tips till", left) % {"count": left}
        yield Task(
            why or Why.DUE,
            words,
            reverse("tips:room-inbox"),
            status,
            tone,
            about=_("Tips"),
            key=f"{key}:rest",
            hint=hint,
        )


# --- those who keep the frame ---


def _escalated(receiver: Receiver) -> Iterator[Task]:
    """That tips have had no owner for too long, and nothing of what they say or are about."""
    timer = timers()["owner"]
    after = timer.hours + (timer.staff_after or 0)
    count = sum(
        _is_past(receiver, one, after) for one in waiting_tips(receiver).values_list("received_at", flat=True)
    )
    if count:
        words = ngettext("%(count)d tips utan ägare", "%(count)d tips utan ägare", count) % {"count": count}
        yield Task(
            Why.LATE, words, reverse("tips:frame-receiver", args=[receiver.pk]), _("Ring laget"), "danger",
            about=name_of(receiver), hint=said(timer.sources), key=f"escalated:{receiver.pk}",
        )  # fmt: skip


def _is_past(receiver: Receiver, received: datetime.datetime, hours: int) -> bool:
    due = due_after(receiver.hours, received, hours)
    return due is not None and due < timezone.now()
