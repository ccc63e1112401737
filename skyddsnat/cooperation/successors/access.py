"""Who may say yes for an organisation: its own case workers; where there is no case, those who take part for it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.access import CASE
from skyddsnat.cooperation.exchange.access import authorities_of, check_works_at
from skyddsnat.cooperation.models import AuthorityKey, Referral, SuccessorConsent
from skyddsnat.core.models import User


def consent_fault(organisation: Organisation, user: User) -> str:
    """Why the person may not say yes for an organisation that they work at; empty when they may."""
    if user.may(CASE) or not Referral.objects.filter(owner=organisation).exists():
        return ""
    return _("Bara organisationens handläggare säger ja, bekräftar eller tar tillbaka.")


def check_may_say(user: User, organisation: Organisation) -> None:
    """Raise PermissionDenied unless the person may say yes for the organisation."""
    check_works_at(user, organisation)
    if consent_fault(organisation, user):
        raise PermissionDenied(CASE)


def waiting_for(user: User) -> list[SuccessorConsent]:
    """What colleagues have said, and the person may confirm."""
    found = SuccessorConsent.objects.filter(
        organisation__in=authorities_of(user), ended_at=None, confirmed_at=None
    ).exclude(given_by=user)
    rows = found.select_related("organisation", "successor")
    return [one for one in rows if not consent_fault(one.organisation, user)]


def organisations_with_something() -> list[Organisation]:
    """Those that own a case, or have a key: what is asked for a yes."""
    owners = Referral.objects.values("owner")
    keyed = AuthorityKey.objects.values("organisation")
    return list(Organisation.objects.filter(pk__in=owners.union(keyed)).alphabetical())
