"""What every write of a case begins with: whose it is, that nobody was first, that it is open."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import own_cases_for
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Fact, Referral
from skyddsnat.core.api import ChangedMeanwhile, Refused, record
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


def own_case(
    referral: Referral, by: User, version: int | None = None, *, closed_too: bool = False
) -> Referral:
    """The case, locked: one of the person's organisation's own, as they saw it, and open."""
    found = own_cases_for(by).select_for_update(of=("self",)).filter(pk=referral.pk).first()
    if found is None:
        raise PermissionDenied
    if version is not None and found.version != version:
        raise ChangedMeanwhile(found)
    if found.state == State.CLOSED and not closed_too:
        raise Refused(_("Ärendet är avslutat. Öppna det igen innan du ändrar något."))
    return found


def write[F: Fact](
    model: type[F], referral: Referral, verb: str, once: uuid.UUID, by: User, **said: Any
) -> F:
    """Write a fact down; the same form sent twice makes one."""
    case = own_case(referral, by)
    found = model._default_manager.filter(referral=case, once=once).first()
    if found is not None:
        return found
    made: F = model._default_manager.create(referral=case, once=once, written_by=by, **said)
    record(by, verb, made, number=case.number)
    return made


def current[F: Fact](fact: F, by: User) -> F:
    """The fact as it stands, in a case that is locked, open and one's own."""
    case = own_case(fact.referral, by)
    found: F = type(fact)._default_manager.get(pk=fact.pk, referral=case)
    if found.taken_back_at is not None:
        raise Refused(_("Det är redan taget tillbaka. Skriv i så fall in det på nytt."))
    return found


def check_past(day: datetime.date) -> None:
    """Raise Refused for something that has happened on a day to come."""
    if day > today():
        raise Refused(_("Dagen har inte varit än. Skriv dagen då det hände."))


def need(text: str, said: str) -> str:
    """The text without space around it; Refused with the sentence when nothing is left."""
    if not text.strip():
        raise Refused(said)
    return text.strip()
