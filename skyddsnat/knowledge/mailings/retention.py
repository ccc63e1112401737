"""What letters hold of people goes after a year; that an organisation was reached stays."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q

from skyddsnat.actors.models import Contact
from skyddsnat.core.api import record
from skyddsnat.knowledge.mailings.keeping import address_hash
from skyddsnat.knowledge.mailings.rules import LETTERS_KEPT_DAYS, NO_LETTERS_KEPT_DAYS
from skyddsnat.knowledge.models import Delivery, LanguageChoice, LetterLink, Mailing, Suppression


def remove_old_letters(*, today: datetime.date) -> int:
    """Remove addresses, contacts and links of mailings that ended a year ago; how many letters."""
    limit = today - datetime.timedelta(days=LETTERS_KEPT_DAYS)
    old = Mailing.objects.filter(ended_at__date__lt=limit).filter(
        pk__in=Delivery.objects.exclude(address_sha256="").values("mailing")
    )
    return sum(_forget(pk) for pk in old.values_list("pk", flat=True))


@transaction.atomic
def _forget(pk: int) -> int:
    mailing = Mailing.objects.select_for_update(of=("self",)).get(pk=pk)
    LetterLink.objects.filter(delivery__mailing=mailing).delete()
    letters = mailing.deliveries.filter(~Q(address="") | ~Q(address_sha256=""))
    count = letters.update(address="", address_sha256="", contact=None, message_id="")
    record(None, "mailing.forgotten", mailing, letters=count)
    return count


@transaction.atomic
def remove_old_refusals(*, today: datetime.date) -> int:
    """Remove what is said of addresses that no contact has had for two years; how many rows."""
    limit = today - datetime.timedelta(days=NO_LETTERS_KEPT_DAYS)
    stopped = Suppression.objects.filter(since__lt=limit)
    chosen = LanguageChoice.objects.filter(chosen_on__lt=limit)
    if not (stopped.exists() or chosen.exists()):
        return 0
    addresses = Contact.objects.exclude(email="").values_list("email", flat=True)
    known = {address_hash(address) for address in addresses}
    return sum(rows.exclude(address_sha256__in=known).delete()[0] for rows in (stopped, chosen))
