"""The recovery sheets of a team: made anew, and proven to open what they should."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import LONGEST_WRAP, Refused, check_age, record
from skyddsnat.core.models import User
from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.shared.sealing import seal_message
from skyddsnat.tips.models import Receiver, RecoverySheets, TeamKey, WrappedKey
from skyddsnat.tips.room.access import check_member, current_key, openers_by_key, openers_of
from skyddsnat.tips.room.renewing import NewKey, check_whole, put_in_use

SALT = "tips.room.sheets"
DRILL_SECONDS = 60 * 60


@transaction.atomic
def make_new_sheets(
    *, receiver: Receiver, key: NewKey, old: Mapping[int, bytes], replaces: str, by: User
) -> TeamKey:
    """Let other sheets recover the team's keys from now on. `old` are the keys until now, wrapped to the new recovery.

    A new key is put in use with them: whoever has two old sheets and a copy of the database from before can open the
    keys that were in it, and therefore nothing that comes later. `replaces` is the key that the maker saw; a second
    click finds what was made.
    """
    check_member(by, receiver)
    locked = Receiver.objects.select_for_update().get(pk=receiver.pk)
    before = current_key(locked)
    if before is not None and before.recipient == key.recipient:
        return before
    if before is None or before.recipient != replaces:
        raise Refused(_("En kollega har gjort en ny nyckel medan du höll på. Ladda om sidan."))
    if by.pk not in openers_of(locked):
        raise Refused(_("Du kan inte öppna lagets nyckel själv. Be en kollega som kan göra bladen."))
    if RecoverySheets.objects.filter(receiver=locked, recovery=key.recovery).exists():
        raise Refused(_("Bladen finns redan. Ladda om sidan och gör nya."))
    check_whole(locked, key, by)
    _check_old(locked, before, old, by)
    for pk, sealed in old.items():
        WrappedKey.objects.update_or_create(team_key_id=pk, member_key=None, defaults={"sealed": sealed})
    TeamKey.objects.filter(pk__in=old).update(recovery=key.recovery)
    made = put_in_use(locked, key, before, by)
    record(by, "team_key.sheets_made", made, keys=len(old) + 1)
    return made


def _check_old(receiver: Receiver, before: TeamKey, old: Mapping[int, bytes], by: User) -> None:
    """Raise Refused unless every key that somebody in the team opens is there; what nobody opens cannot be."""
    opened = openers_by_key(receiver)
    missing = {pk: users for pk, users in opened.items() if pk not in old}
    for users in missing.values():
        if by.pk not in users:
            raise Refused(
                _(
                    "Du kan inte öppna alla lagets äldre nycklar. Be en kollega som kan dela dem med dig först."
                )
            )
    if missing or before.pk not in old or not set(old) <= set(opened):
        raise Refused(_("Laget har fått en ny nyckel medan du höll på. Ladda om sidan."))
    for sealed in old.values():
        check_age(sealed, LONGEST_WRAP)


@dataclass(frozen=True, slots=True)
class Drill:
    """What only two of the sheets open, and the sign by which the answer is known again."""

    sealed: bytes
    sign: str


def new_drill(receiver: Receiver, recovery: str) -> Drill:
    """Seal a word that nobody knows to the recovery key. Nothing is kept."""
    word = secrets.token_hex(16)
    sealed = seal_message({"v": 1, "text": word}, [recovery])
    return Drill(sealed, signing.dumps([receiver.pk, recovery, sha256_hex(word.encode())], salt=SALT))


@transaction.atomic
def prove_sheets(*, receiver: Receiver, word: str, sign: str, by: User) -> RecoverySheets:
    """Note that two of the sheets open what is sealed to them. Nothing else is changed, and nobody can open more."""
    check_member(by, receiver)
    try:
        pk, recovery, digest = signing.loads(sign, salt=SALT, max_age=DRILL_SECONDS)
    except signing.BadSignature as error:
        raise Refused(_("Provet är för gammalt. Ladda om sidan och skriv av bladen igen.")) from error
    current = current_key(receiver)
    if pk != receiver.pk or current is None or current.recovery != recovery:
        raise Refused(_("Laget har fått nya blad medan du höll på. Prova de nya."))
    if sha256_hex(word.encode()) != digest:
        raise Refused(
            _("Bladen öppnar inte nyckeln. Kontrollera tecknen, och gör nya blad om det inte hjälper.")
        )
    sheets = RecoverySheets.objects.select_for_update().get(receiver=receiver, recovery=recovery)
    sheets.proven_by, sheets.proven_at = by, timezone.now()
    sheets.save(update_fields=["proven_by", "proven_at"])
    record(by, "team_key.sheets_proven", current)
    return sheets
