"""Taking back what was written: it stays in the history, and counts no longer."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.cooperation.models import Fact, Request
from skyddsnat.cooperation.referrals.owning import own_case
from skyddsnat.cooperation.referrals.withdrawing import withdraw
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User


@transaction.atomic
def take_back(*, fact: Fact, why: str, by: User) -> None:
    """Say that what was written was wrong. It stays in the history, and counts no longer."""
    case = own_case(fact.referral, by)
    found: Fact = type(fact)._default_manager.get(pk=fact.pk, referral=case)
    if found.taken_back_at is not None:
        return
    if not why.strip():
        raise Refused(_("Skriv varför det tas tillbaka."))
    found.taken_back_at, found.taken_back_by, found.taken_back_why = timezone.now(), by, why.strip()
    if isinstance(found, Request):
        withdraw(Request.objects.filter(pk=found.pk), why.strip(), by)
    else:
        found.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_why"])
    record(by, f"{found._meta.model_name}.taken_back", found, number=case.number)
