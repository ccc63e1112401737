"""Which sealed rows of the room may go to the authority that takes over, and whose yes that rests on."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, QuerySet

from skyddsnat.actors.models import Organisation
from skyddsnat.mandate.api import ConsentStanding, GoingOver, told_consents, usable_consent
from skyddsnat.tips.models import (
    HandOver,
    Member,
    MemberKey,
    Message,
    Receiver,
    RecoverySheets,
    SuccessorConsent,
    TeamKey,
    Tip,
)


def going_over(successor: Organisation, day: datetime.date) -> GoingOver:
    """Tips, keys and sheets of the teams that have said yes, and the own keys of those who are in them now."""
    consents = SuccessorConsent.objects.filter(usable_consent(successor, day))
    teams = Receiver.objects.filter(pk__in=consents.values("receiver"))
    people = Member.objects.filter(receiver__in=teams, removed_at=None)
    return GoingOver(
        "tips",
        told_consents(consents, "receiver__name", "receiver__organisation__name"),
        {
            SuccessorConsent: consents,
            Tip: Tip.objects.filter(receiver__in=teams),
            TeamKey: TeamKey.objects.filter(receiver__in=teams),
            RecoverySheets: RecoverySheets.objects.filter(receiver__in=teams),
            MemberKey: MemberKey.objects.filter(user__in=people.values("user")),
            Message: _messages(teams),
        },
    )


def _messages(teams: QuerySet[Receiver]) -> QuerySet[Message]:
    """All but what somebody of another team, which has not said yes, may have answered in the first tip's mailbox."""
    others = HandOver.objects.filter(origin=OuterRef("tip"), may_answer=True).exclude(tip__receiver__in=teams)
    return Message.objects.exclude(Exists(others.filter(tip__receiver__members__user=OuterRef("by"))))


def consent_standings() -> list[ConsentStanding]:
    """Each team, and its yes when there is one."""
    living = {
        one.receiver_id: one
        for one in SuccessorConsent.objects.filter(ended_at=None).select_related("successor")
    }
    teams = Receiver.objects.select_related("organisation").order_by("name", "pk")
    return [
        ConsentStanding(
            one.name, one.organisation.name, living.get(one.pk), one.name_en, one.organisation.name_en
        )
        for one in teams
    ]
