"""A person's own key: made in the browser, guarded there, kept here so that only its owner opens it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Guarded, Refused, change_own_guard, check_may, keep_own_key, record
from skyddsnat.core.models import User
from skyddsnat.tips.access import RECEIVE
from skyddsnat.tips.models import MemberKey
from skyddsnat.tips.room.access import key_of

VERB = "member_key"


def keep_key(*, recipient: str, guarded: Guarded, replaces: str, by: User) -> MemberKey:
    """Keep the user's new key. `replaces` is the one they saw, "" for none; a second click finds what was kept.

    The teams' keys wrapped to the old one stay until a colleague has shared them with the new one.
    """
    check_may(by, RECEIVE)
    return keep_own_key(MemberKey, verb=VERB, recipient=recipient, guarded=guarded, replaces=replaces, by=by)


def change_guard(*, recipient: str, guarded: Guarded, by: User) -> MemberKey:
    """The same key under another passphrase or passkey."""
    check_may(by, RECEIVE)
    return change_own_guard(MemberKey, verb=VERB, recipient=recipient, guarded=guarded, by=by)


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
