"""What was chosen to share, held between the page where it is chosen and the page where it is checked and sealed.

Nothing of it is kept before it is sent. The choice travels signed through the page, with a mark of what the fields said
then: what the sender has seen is what is sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.models import Referral
from skyddsnat.cooperation.referrals.fields import FIELDS, SharedField, field
from skyddsnat.core.api import Refused

SALT = "cooperation.exchange.choice"
SECONDS = 12 * 60 * 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One field, what it is shared for, how it may be used, and the consent it rests on."""

    field: str
    purpose: str
    handling: str
    source_code: str
    info_code: str
    consent: int


@dataclass(frozen=True, slots=True)
class FilledField:
    """A field with something in it: its text as written, and with words of lists in English."""

    field: SharedField
    text: str
    english: str


def filled_fields(referral: Referral) -> list[FilledField]:
    """The fields of the case that say something."""
    found = [FilledField(one, one.text(referral, "sv"), one.text(referral, "en")) for one in FIELDS]
    return [one for one in found if one.text]


def signed(referral: Referral, receiver: Organisation, choices: Iterable[Choice]) -> str:
    """The choice, so that only the server can have written it."""
    rows = [asdict(one) for one in choices]
    return signing.dumps([str(referral.pk), receiver.pk, rows, _mark(referral, rows)], salt=SALT)


def read(token: str, referral: Referral) -> tuple[int, list[Choice]]:
    """The receiver's key and the choices. Refused when the fields say something else by now."""
    try:
        pk, receiver, rows, mark = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature as error:
        raise Refused(_("Det har gått för lång tid. Välj uppgifterna igen.")) from error
    if pk != str(referral.pk):
        raise Refused(_("Det har gått för lång tid. Välj uppgifterna igen."))
    if mark != _mark(referral, rows):
        raise Refused(_("Uppgifterna i ärendet har ändrats medan du läste. Välj och läs dem igen."))
    return receiver, [Choice(**row) for row in rows]


def _mark(referral: Referral, rows: list[dict[str, Any]]) -> str:
    said = []
    for row in rows:
        one = field(row["field"])
        said.append("" if one is None else f"{one.text(referral, 'sv')}\0{one.text(referral, 'en')}")
    return salted_hmac(SALT, "\0\0".join(said), algorithm="sha256").hexdigest()
