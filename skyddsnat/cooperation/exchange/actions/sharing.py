"""Sending fields to another authority, opening and acknowledging what came, and taking back what was sent."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.access import own_cases_for
from skyddsnat.cooperation.exchange.access import consents_to, current_key, received_by
from skyddsnat.cooperation.exchange.choosing import Choice
from skyddsnat.cooperation.exchange.kinds import Act, SharedFor
from skyddsnat.cooperation.exchange.log import note
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Parcel, Referral, Share
from skyddsnat.cooperation.referrals.contact import check_contact
from skyddsnat.cooperation.referrals.fields import field
from skyddsnat.cooperation.referrals.kinds import Handling, InfoCode, SourceCode
from skyddsnat.core.api import Refused, check_age, record
from skyddsnat.core.models import User

LONGEST = 40_000  # bytes of a sealed field


@dataclass(frozen=True, slots=True)
class SealedField:
    """What the browser made of a field: sealed to the other authority, and the digest of salt and text."""

    sealed: bytes
    digest: str


@transaction.atomic
def send_parcel(
    *, referral: Referral, receiver: Organisation, key: str, choices: Sequence[Choice],
    sealed: Mapping[str, SealedField], once: uuid.UUID, by: User,
) -> Parcel:  # fmt: skip
    """Send the chosen fields, sealed to the other authority's `key`. The same form sent twice sends once."""
    case = _own(referral, by)
    before = Parcel.objects.filter(once=once, referral=case).first()
    if before is not None:
        return before
    if case.state == State.CLOSED:
        raise Refused(_("Ärendet är avslutat. Öppna det igen innan något delas."))
    if receiver.pk == case.owner_id:
        raise Refused(_("Mottagaren är er egen organisation. Välj en annan."))
    check_contact(case, receiver)
    current = current_key(receiver)
    if current is None or current.recipient != key:
        raise Refused(_("Mottagaren har fått en ny nyckel medan du höll på. Välj uppgifterna igen."))
    _check_choices(case, receiver, choices, sealed)
    parcel = Parcel.objects.create(once=once, referral=case, receiver=receiver, key=current, sent_by=by)
    for one in choices:
        Share.objects.create(
            parcel=parcel, field=one.field, purpose=one.purpose, handling=one.handling, source_code=one.source_code,
            info_code=one.info_code, consent_id=one.consent, sealed=sealed[one.field].sealed,
            digest=sealed[one.field].digest,
        )  # fmt: skip
        note(Act.SENT, case, case.owner, by=by, field=one.field, parcel=parcel)
    record(by, "parcel.sent", parcel, number=case.number, fields=len(choices))
    return parcel


def _own(referral: Referral, by: User) -> Referral:
    found = own_cases_for(by).select_for_update(of=("self",)).filter(pk=referral.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def _check_choices(
    case: Referral, receiver: Organisation, choices: Sequence[Choice], sealed: Mapping[str, SealedField]
) -> None:
    """Raise Refused unless each field is known, said what for and how, rests on a consent, and came sealed."""
    codes = [one.field for one in choices]
    if not codes:
        raise Refused(_("Välj minst en uppgift."))
    if (
        len(set(codes)) != len(codes)
        or set(codes) != set(sealed)
        or any(field(code) is None for code in codes)
    ):
        raise Refused(_("Det som skickades kom inte fram helt. Ladda om sidan och försök igen."))
    allowed = {one.pk for one in consents_to(case, receiver)}
    for one in choices:
        if one.consent not in allowed:
            raise Refused(
                _(
                    "Det finns inget samtycke till att uppgifter lämnas till %(name)s, och inget som ersätter det."
                )
                % {"name": str(receiver)}
            )
        known = (SharedFor, one.purpose), (Handling, one.handling), (SourceCode, one.source_code)
        if any(value not in kind.values for kind, value in (*known, (InfoCode, one.info_code))):
            raise Refused(_("Det som skickades kom inte fram helt. Ladda om sidan och försök igen."))
        check_age(sealed[one.field].sealed, LONGEST)
        if not re.fullmatch("[0-9a-f]{64}", sealed[one.field].digest):
            raise Refused(_("Det som skickades kom inte fram helt. Ladda om sidan och försök igen."))


@transaction.atomic
def open_parcel(*, parcel: Parcel, by: User) -> list[Share]:
    """What was sealed to the person's authority and is not taken back. The first time is noted."""
    found = _received(parcel, by)
    if found.opened_at is None:
        found.opened_at, found.opened_by = timezone.now(), by
        found.save(update_fields=["opened_at", "opened_by"])
        note(Act.OPENED, found.referral, found.receiver, by=by, parcel=found)
        record(by, "parcel.opened", found)
    return list(Share.objects.filter(parcel=found, withdrawn_at=None))


@transaction.atomic
def acknowledge_parcel(*, parcel: Parcel, by: User) -> Parcel:
    """Say that it was received and read. Once."""
    found = _received(parcel, by)
    if found.acknowledged_at is not None:
        return found
    if found.opened_at is None:
        raise Refused(_("Öppna uppgifterna först. Kvittera sedan."))
    found.acknowledged_at, found.acknowledged_by = timezone.now(), by
    found.save(update_fields=["acknowledged_at", "acknowledged_by"])
    note(Act.ACKNOWLEDGED, found.referral, found.receiver, by=by, parcel=found)
    record(by, "parcel.acknowledged", found)
    return found


def _received(parcel: Parcel, by: User) -> Parcel:
    found = received_by(by).filter(pk=parcel.pk).exists()
    if not found:
        raise PermissionDenied
    rows = Parcel.objects.select_for_update(of=("self",)).select_related("referral", "receiver")
    return rows.get(pk=parcel.pk)


@transaction.atomic
def withdraw_shares(*, parcel: Parcel, by: User, field: str = "") -> int:
    """Destroy what was sealed of one field, or of all of the parcel. Returns how many went.

    What the other authority has read it has read; it opens nothing more, and the log says so.
    """
    case = _own(parcel.referral, by)
    found = Share.objects.select_for_update().filter(parcel=parcel, parcel__referral=case, withdrawn_at=None)
    rows = list(found.filter(field=field) if field else found)
    now = timezone.now()
    for one in rows:
        one.sealed, one.withdrawn_at, one.withdrawn_by = None, now, by
        one.save(update_fields=["sealed", "withdrawn_at", "withdrawn_by"])
        note(Act.WITHDRAWN, case, case.owner, by=by, field=one.field, parcel=parcel)
    if rows:
        record(by, "parcel.withdrawn", parcel, number=case.number, fields=len(rows))
    return len(rows)
