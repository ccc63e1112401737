"""Keys to the calendar: made, shown once, taken back."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.audit import record
from skyddsnat.core.calendar.keys import hashed
from skyddsnat.core.models import CalendarKey, User
from skyddsnat.core.refusal import Refused

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read wrong: no l and 1, no o and 0, no i
GROUPS, GROUP = 6, 4
MOST_KEYS = 10


@transaction.atomic
def make_calendar_key(*, name: str, by: User) -> tuple[CalendarKey, str]:
    """A new password for one device, and the password itself, which is nowhere to be seen again."""
    device = " ".join(name.split())
    if not device:
        raise Refused(_("Skriv vilken enhet lösenordet är till, till exempel ”Min telefon”."))
    keys = CalendarKey.objects.select_for_update().filter(user=by, revoked_at=None)
    if any(key.name == device for key in keys):
        raise Refused(
            _("Du har redan ett lösenord med det namnet. Välj ett annat namn, eller ta bort det gamla.")
        )
    if len(keys) >= MOST_KEYS:
        raise Refused(_("Du har tio kalenderlösenord. Ta bort ett som inte används först."))
    secret = "-".join("".join(secrets.choice(ALPHABET) for _n in range(GROUP)) for _g in range(GROUPS))
    key = CalendarKey.objects.create(user=by, name=device, secret_sha256=hashed(secret))
    record(by, "calendar_key.made", key)
    return key, secret


@transaction.atomic
def revoke_calendar_key(*, key: CalendarKey, by: User) -> None:
    """Let a password open nothing more."""
    if key.revoked_at is None:
        key.revoked_at = timezone.now()
        key.save(update_fields=["revoked_at"])
        record(by, "calendar_key.revoked", key)
