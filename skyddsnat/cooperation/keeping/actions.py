"""Legal holds: a case worker of the owning organisation says that a case must be kept, and on what that rests."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.cooperation.keeping.rules import check_hold
from skyddsnat.cooperation.models import Hold, Referral
from skyddsnat.cooperation.referrals.owning import own_case
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


@transaction.atomic
def hold_case(*, referral: Referral, until: datetime.date, source: str, version: int, by: User) -> Hold:
    """Keep the case until a day, however long ago it was closed: a legal hold, with its source."""
    check_hold(until, source, today=today())
    case = own_case(referral, by, version, closed_too=True)
    held, _new = Hold.objects.update_or_create(
        referral=case, defaults={"until": until, "source": source.strip(), "by": by}
    )
    _changed(case)
    record(by, "referral.held", case, until=until.isoformat())
    return held


@transaction.atomic
def lift_hold(*, referral: Referral, version: int, by: User) -> None:
    """Let the case be destroyed when its time is out."""
    case = own_case(referral, by, version, closed_too=True)
    held = Hold.objects.filter(referral=case).first()
    if held is None:
        raise Refused(_("Inget kräver längre att ärendet finns kvar. Du behöver inte göra något."))
    until = held.until
    held.delete()
    _changed(case)
    record(by, "referral.hold_lifted", case, until=until.isoformat())


def _changed(case: Referral) -> None:
    case.version += 1
    case.save(update_fields=["version"])
