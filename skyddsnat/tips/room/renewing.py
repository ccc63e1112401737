"""A team's new key: checked, and put in use, by the verbs that make one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import LONGEST_WRAP, Refused, check_age, check_recipient
from skyddsnat.core.models import User
from skyddsnat.tips.models import Receiver, RecoverySheets, TeamKey, WrappedKey
from skyddsnat.tips.room.access import keys_of


@dataclass(frozen=True, slots=True)
class NewKey:
    """A team's new key as the browser made it: its public half, and the private half for each who is to open it.

    `wraps` is by the primary key of the members' own keys, `recovery_wrap` what two of the three sheets open.
    """

    recipient: str
    recovery: str
    wraps: Mapping[int, bytes]
    recovery_wrap: bytes


def put_in_use(receiver: Receiver, key: NewKey, before: TeamKey | None, by: User) -> TeamKey:
    """Let tips be sealed to the key from now on; the one before opens what is older."""
    if before is not None:
        before.retired_at = timezone.now()
        before.save(update_fields=["retired_at"])
    made = TeamKey.objects.create(
        receiver=receiver, recipient=key.recipient, recovery=key.recovery, made_by=by
    )
    rows = [WrappedKey(team_key=made, member_key_id=pk, sealed=sealed) for pk, sealed in key.wraps.items()]
    WrappedKey.objects.bulk_create(
        [*rows, WrappedKey(team_key=made, member_key=None, sealed=key.recovery_wrap)]
    )
    RecoverySheets.objects.get_or_create(
        receiver=receiver, recovery=key.recovery, defaults={"made_by": by, "made_at": made.made_at}
    )
    return made


def check_whole(receiver: Receiver, key: NewKey, by: User) -> None:
    """Raise Refused unless the key is wrapped to every member who has an own key, and to nobody else."""
    check_recipient(key.recipient)
    check_recipient(key.recovery)
    for sealed in (*key.wraps.values(), key.recovery_wrap):
        check_age(sealed, LONGEST_WRAP)
    wanted = keys_of(receiver)
    if by.pk not in wanted:
        raise Refused(_("Gör din egen nyckel först."))
    if set(key.wraps) != {one.pk for one in wanted.values()}:
        raise Refused(
            _("Någon i laget har fått en ny nyckel eller lämnat laget. Ladda om sidan och börja om.")
        )
