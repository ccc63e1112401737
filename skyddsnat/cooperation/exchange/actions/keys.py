"""Keys: a person's own, and an authority's, which those who take part for it hold wrapped to their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.exchange.access import (
    authorities_of,
    check_works_at,
    current_key,
    keys_of,
    openers_of,
)
from skyddsnat.cooperation.models import AuthorityKey, KeyHolding, OwnKey
from skyddsnat.core.api import (
    LONGEST_WRAP,
    Guarded,
    Refused,
    change_own_guard,
    check_age,
    check_recipient,
    keep_own_key,
    record,
)
from skyddsnat.core.models import User

VERB = "own_key"


@dataclass(frozen=True, slots=True)
class NewKey:
    """An authority's new key as the browser made it; `wraps` is by the primary key of the own keys."""

    recipient: str
    wraps: Mapping[int, bytes]


def keep_key(*, recipient: str, guarded: Guarded, replaces: str, by: User) -> OwnKey:
    """Keep the person's new key. `replaces` is the one they saw, "" for none."""
    _check_takes_part(by)
    return keep_own_key(OwnKey, verb=VERB, recipient=recipient, guarded=guarded, replaces=replaces, by=by)


def change_guard(*, recipient: str, guarded: Guarded, by: User) -> OwnKey:
    """The same key under another passphrase or passkey."""
    _check_takes_part(by)
    return change_own_guard(OwnKey, verb=VERB, recipient=recipient, guarded=guarded, by=by)


def _check_takes_part(user: User) -> None:
    if not authorities_of(user).exists():
        raise PermissionDenied


@transaction.atomic
def make_authority_key(*, organisation: Organisation, key: NewKey, replaces: str, by: User) -> AuthorityKey:
    """Make the key that is sealed to from now on, wrapped to everybody who takes part and has a key, and nobody else.

    `replaces` is the one that the maker saw, "" for none. The old one stays for what is old.
    """
    check_works_at(by, organisation)
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = current_key(locked)
    if before is not None and before.recipient == key.recipient:
        return before
    if (before.recipient if before else "") != replaces:
        raise Refused(_("En kollega har gjort en ny nyckel medan du höll på. Ladda om sidan."))
    _check_whole(locked, key, by)
    if before is not None:
        before.retired_at = timezone.now()
        before.save(update_fields=["retired_at"])
    made = AuthorityKey.objects.create(organisation=locked, recipient=key.recipient, made_by=by)
    KeyHolding.objects.bulk_create(
        [KeyHolding(authority_key=made, own_key_id=pk, sealed=sealed) for pk, sealed in key.wraps.items()]
    )
    record(by, "authority_key.made", made, members=len(key.wraps), replaced=before is not None)
    return made


def _check_whole(organisation: Organisation, key: NewKey, by: User) -> None:
    check_recipient(key.recipient)
    for sealed in key.wraps.values():
        check_age(sealed, LONGEST_WRAP)
    wanted = keys_of(organisation)
    if by.pk not in wanted:
        raise Refused(_("Gör din egen nyckel först."))
    if set(key.wraps) != {one.pk for one in wanted.values()}:
        raise Refused(
            _("Någon hos er har fått en ny nyckel, börjat eller slutat. Ladda om sidan och börja om.")
        )


@transaction.atomic
def share_keys(*, organisation: Organisation, to: OwnKey, wraps: Mapping[int, bytes], by: User) -> int:
    """Keep the authority's keys wrapped to a colleague's own key, by somebody who can open them. Returns how many."""
    check_works_at(by, organisation)
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if by.pk not in openers_of(locked):
        raise Refused(_("Du kan inte öppna nyckeln själv, så du kan inte dela den."))
    if to.pk not in {one.pk for one in keys_of(locked).values()}:
        raise Refused(_("Kollegan har slutat eller fått en ny nyckel. Ladda om sidan."))
    current = current_key(locked)
    known = set(AuthorityKey.objects.filter(organisation=locked, pk__in=wraps).values_list("pk", flat=True))
    if current is None or current.pk not in wraps or known != set(wraps):
        raise Refused(_("Ni har fått en ny nyckel medan du höll på. Ladda om sidan."))
    for pk, sealed in wraps.items():
        check_age(sealed, LONGEST_WRAP)
        KeyHolding.objects.update_or_create(authority_key_id=pk, own_key=to, defaults={"sealed": sealed})
    lost = KeyHolding.objects.filter(authority_key__in=known, own_key__user=to.user_id).exclude(own_key=to)
    lost.delete()  # the key that was lost opens nothing any more
    record(by, "authority_key.shared", current, keys=len(wraps), to=to.pk)
    return len(wraps)
