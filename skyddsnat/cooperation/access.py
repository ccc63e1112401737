"""What a person may see of cooperation. A case belongs to one organisation; nobody sees another's."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from skyddsnat.actors.api import organisations_of
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Referral, Request
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today

READ, WRITE, PARTNER = "cooperation.read", "cooperation.write", "cooperation.partner"
CASE, AUDIT = "cooperation.case", "cooperation.audit"
AFTER_YES = (State.ACCEPTED, State.PLANNED, State.TRAVELLING, State.ARRIVED, State.FOLLOWED_UP, State.CLOSED)


def own_cases_for(user: User) -> QuerySet[Referral]:
    """The cases of the organisations that the person works for now, with all that is in them."""
    if not user.may(CASE):
        return Referral.objects.none()
    return Referral.objects.filter(owner__in=organisations_of(user, today()))


def received_cases_for(user: User) -> QuerySet[Referral]:
    """Other organisations' cases that the person's own has said yes to: what was shared with it, and how it stands."""
    if not user.may(CASE):
        return Referral.objects.none()
    said_yes = Request.objects.filter(
        referral=OuterRef("pk"), organisation=OuterRef("receiver"), answer="yes", taken_back_at=None
    ).exclude(kind="information")
    return Referral.objects.filter(
        Exists(said_yes), receiver__in=organisations_of(user, today()), state__in=AFTER_YES
    )


def that_there_are_cases(user: User) -> QuerySet[Referral]:
    """For an auditor: that there is a case, when it moved and who moved it. Never what it is about."""
    if not user.may(AUDIT):
        return Referral.objects.none()
    return Referral.objects.only(
        "id", "number", "owner", "receiver", "state", "opened_at", "closed_at", "close_reason"
    )


def colleagues_of(case: Referral) -> QuerySet[User]:
    """The case workers who belong to the owning organisation now, for one of them to be responsible."""
    now = Q(memberships__since__lte=today()) & (
        Q(memberships__until=None) | Q(memberships__until__gte=today())
    )
    members = User.objects.filter(now, memberships__organisation=case.owner_id, is_active=True)
    return members.filter(roles__permissions__contains=[CASE]).distinct().order_by("name", "pk")
