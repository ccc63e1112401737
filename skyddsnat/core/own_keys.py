"""A person's own key: made in the browser, guarded there, kept here so that only its owner opens it.

The rooms that seal keep such keys in tables of their own, made of `GuardedKey`, and say who may have one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.audit import record
from skyddsnat.core.models import User
from skyddsnat.core.models.own_keys import GUARDS, RECIPIENT, GuardedKey
from skyddsnat.core.refusal import Refused

LONGEST, LONGEST_HINT, LONGEST_WRAP = 4_000, 500, 2_000  # bytes and characters, as the tables have room for
AGE = b"age-encryption.org/v1\n"
DEMONSTRATION = "nordan vindar blå fyr"  # guards made-up keys that are in the code for all to see


@dataclass(frozen=True, slots=True)
class Guarded:
    """A private key under lock: `sealed` is an age file that a passphrase or a passkey opens."""

    guard: str
    sealed: bytes
    hint: str = ""


def demonstration_passphrase(user: User) -> str:
    """What opens the user's key; empty outside the demonstration."""
    return DEMONSTRATION if settings.DEMO and user.is_demo else ""


def check_recipient(text: str) -> None:
    """Raise Refused for what is no public half of a key."""
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
def keep_own_key[Key: GuardedKey](
    table: type[Key], *, verb: str, recipient: str, guarded: Guarded, replaces: str, by: User
) -> Key:
    """Keep the user's new key. `replaces` is the one they saw, "" for none; a second click finds what was kept.

    What is wrapped to the old one stays until a colleague has shared it with the new one.
    """
    check_recipient(recipient)
    _check_guarded(guarded)
    before = table._default_manager.select_for_update().filter(user=by, retired_at=None).first()
    if before is not None and before.recipient == recipient:
        return before
    if (before.recipient if before else "") != replaces:
        raise Refused(_("Du har fått en ny nyckel i ett annat fönster. Ladda om sidan."))
    if before is not None:
        before.retired_at = timezone.now()
        before.save(update_fields=["retired_at"])
    made = table._default_manager.create(
        user=by, recipient=recipient, guard=guarded.guard, guarded=guarded.sealed, hint=guarded.hint
    )
    record(by, f"{verb}.made", made, replaced=before is not None)
    return made


@transaction.atomic
def change_own_guard[Key: GuardedKey](
    table: type[Key], *, verb: str, recipient: str, guarded: Guarded, by: User
) -> Key:
    """The same key under another passphrase or passkey."""
    _check_guarded(guarded)
    current = table._default_manager.select_for_update().filter(user=by, retired_at=None).first()
    if current is None or current.recipient != recipient:
        raise Refused(_("Du har fått en ny nyckel i ett annat fönster. Ladda om sidan."))
    current.guard, current.guarded, current.hint = guarded.guard, guarded.sealed, guarded.hint
    current.save(update_fields=["guard", "guarded", "hint"])
    record(by, f"{verb}.guard_changed", current, guard=guarded.guard)
    return current
