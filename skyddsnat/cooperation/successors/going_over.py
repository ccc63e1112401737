"""Which rows of cases may go to the authority that takes over, and whose yes that rests on."""

from __future__ import annotations

import datetime

from django.db.models import Q

from skyddsnat.actors.models import Membership, Organisation
from skyddsnat.cooperation.models import AuthorityKey, OwnKey, Referral, SuccessorConsent
from skyddsnat.cooperation.successors.access import organisations_with_something
from skyddsnat.mandate.api import ConsentStanding, GoingOver, told_consents, usable_consent


def going_over(successor: Organisation, day: datetime.date) -> GoingOver:
    """Cases and keys of the organisations that have said yes, and the own keys of those who work there now.

    What was sent sealed to another authority points to that authority's key, and goes when it has said yes too.
    """
    consents = SuccessorConsent.objects.filter(usable_consent(successor, day))
    whose = consents.values("organisation")
    now = Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))
    people = Membership.objects.filter(now, organisation__in=whose)
    return GoingOver(
        "cooperation",
        told_consents(consents, "organisation__name", "organisation__name"),
        {
            SuccessorConsent: consents,
            Referral: Referral.objects.filter(owner__in=whose),
            AuthorityKey: AuthorityKey.objects.filter(organisation__in=whose),
            OwnKey: OwnKey.objects.filter(user__in=people.values("user")),
        },
    )


def consent_standings() -> list[ConsentStanding]:
    """Each organisation with cases or a key, and its yes when there is one."""
    found = SuccessorConsent.objects.filter(ended_at=None).select_related("successor")
    living = {one.organisation_id: one for one in found}
    return [
        ConsentStanding(one.name, one.name, living.get(one.pk), one.name_en, one.name_en)
        for one in organisations_with_something()
    ]
