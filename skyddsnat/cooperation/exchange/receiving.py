"""To whom something of a case can be shared now, and why not to others."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.exchange.access import consents_to, current_key
from skyddsnat.cooperation.models import Consent, Referral, Request
from skyddsnat.cooperation.referrals.contact import may_contact


@dataclass(frozen=True, slots=True)
class Possible:
    """An authority that the case has to do with, and in words what stands in the way of sharing with it; "" nothing."""

    organisation: Organisation
    hindrance: str


def receivers_of(referral: Referral) -> list[Possible]:
    """The chosen receiver, and whoever was asked or consented to."""
    asked = Request.objects.filter(referral=referral, taken_back_at=None).values("organisation")
    consented = Consent.objects.filter(referral=referral, taken_back_at=None).values("organisation")
    related = Q(pk=referral.receiver_id) | Q(pk__in=asked) | Q(pk__in=consented)
    found = Organisation.objects.filter(related).exclude(pk=referral.owner_id).alphabetical()
    return [Possible(one, hindrance_of(referral, one)) for one in found]


def hindrance_of(referral: Referral, organisation: Organisation) -> str:
    """Why nothing can be shared with the authority now."""
    if not may_contact(referral, organisation):
        return _("Ärendet är låst mot landet.")
    if current_key(organisation) is None:
        return _("De har ingen nyckel här. Gör en länk för svar i stället.")
    if not consents_to(referral, organisation):
        return _("Samtycke till att uppgifter lämnas dit saknas, och inget ersätter det.")
    return ""
