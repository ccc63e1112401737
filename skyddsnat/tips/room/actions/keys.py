"""A person's own key: made in the browser, guarded there, kept here so that only its owner opens it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.tips.access import RECEIVE
from skyddsnat.tips.models import MemberKey
from skyddsnat.tips.models.keys import GUARDS, RECIPIENT
from skyddsnat.tips.room.access import key_of

LONGEST, LONGEST_HINT, LONGEST_WRAP = 4_000, 500, 2_000  # bytes and characters, as the tables have room for
AGE = b"age-encryption.org/v1\n"


@dataclass(frozen=True, slots=True)
class Guarded:
    """A private key under lock: `sealed` is an age file that a passphrase or a passkey opens."""

    guard: str
    sealed: bytes
    hint: str = ""


def check_recipient(text: str) -> None:
    if not re.fullmatch(RECIPIENT, text):
        raise Refused(_("Nyckeln kom inte fram hel. Ladda om sidan och försök igen."))


def check_age(sealed: bytes, longest: int) -> None:
    """Raise Refused for what is no age file, so that no private key ever lies here in the open."""
    if not sealed.startswith(AGE) or len(sealed) > longest:
        raise Refused(_("Nyckeln kom inte fram hel. Ladda om sidan och försök igen."))


def _check_guarded(guarded: Guarded) -> None:
    check_age(guarded.sealed, LONGEST)
    if guarded.guard not in dict(GUARDS) or len(guarded.hint) > LONGEST_HINT:
        raise Refused(_("Nyckeln kom inte fram hel. Ladda om sidan och försök igen."))


@transaction.atomic
def keep_key(*, recipient: str, guarded: Guarded, replaces: str, by: User) -> MemberKey:
    """Keep the user's new key. `replaces` is the one they saw, "" for none; a second click finds what was kept.

    The teams' keys wrapped to the old one stay until a colleague has shared them with the new one.
    """
    check_may(by, RECEIVE)
    check_recipient(recipient)
    _check_guarded(guarded)
    before = MemberKey.objects.select_for_update().filter(user=by, retired_at=None).first()
    if before is not None and before.recipient == recipient:
        return before
    if (before.recipient if before else "") != replaces:
        raise Refused(_("Du har fått en ny nyckel i ett annat fönster. Ladda om sidan."))
    if before is not None:
        before.retired_at = timezone.now()
        before.save(update_fields=["retired_at"])
    made = MemberKey.objects.create(
        user=by, recipient=recipient, guard=guarded.guard, guarded=guarded.sealed, hint=guarded.hint
    )
    record(by, "member_key.made", made, replaced=before is not None)
    return made


@transaction.atomic
def change_guard(*, recipient: str, guarded: Guarded, by: User) -> MemberKey:
    """The same key under another passphrase or passkey."""
    check_may(by, RECEIVE)
    _check_guarded(guarded)
    current = MemberKey.objects.select_for_update().filter(user=by, retired_at=None).first()
    if current is None or current.recipient != recipient:
        raise Refused(_("Du har fått en ny nyckel i ett annat fönster. Ladda om sidan."))
    current.guard, current.guarded, current.hint = guarded.guard, guarded.sealed, guarded.hint
    current.save(update_fields=["guard", "guarded", "hint"])
    record(by, "member_key.guard_changed", current, guard=guarded.guard)
    return current


@transaction.atomic
def take_back_key(*, by: User) -> MemberKey:
    """Go back to the key before, when the newest was made by mistake and nothing has been shared with it."""
    check_may(by, RECEIVE)
    current = key_of(by)
    before = (
        MemberKey.objects.select_for_update().filter(user=by).exclude(retired_at=None).order_by("-pk").first()
    )
    if current is None or before is None:
        raise Refused(_("Det finns ingen nyckel att gå tillbaka till."))
    if current.wrapped.exists():
        raise Refused(_("En kollega har redan delat lagets nyckel med din nya. Använd den."))
    current.retired_at, before.retired_at = timezone.now(), None
    current.save(update_fields=["retired_at"])
    before.save(update_fields=["retired_at"])
    record(by, "member_key.taken_back", before)
    return before
