"""Which users act for which organisation."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Membership, Organisation
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User


@transaction.atomic
def add_membership(
    *, user: User, organisation: Organisation, since: datetime.date, by: User | None
) -> Membership:
    """Let a user act for an organisation; raises Refused when they already do."""
    if Membership.objects.filter(user=user, organisation=organisation, until__isnull=True).exists():
        raise Refused(_("Personen hör redan till organisationen."))
    membership = Membership.objects.create(user=user, organisation=organisation, since=since)
    record(by, "membership.added", membership, organisation=organisation.code)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, until: datetime.date, by: User | None) -> Membership:
    """The last day the user acts for the organisation."""
    if until < membership.since:
        raise Refused(_("Sista dagen kan inte vara före den första."))
    membership.until = until
    membership.save(update_fields=["until"])
    record(by, "membership.ended", membership)
    return membership
