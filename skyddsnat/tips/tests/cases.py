"""What the tests of this room begin with: a receiver with a key, and tips in it."""

from __future__ import annotations

import datetime
import uuid

from django.utils import timezone

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.shared.sealing import new_identity, recipient_of, seal_message
from skyddsnat.tips.kinds import Kind, Reason, State
from skyddsnat.tips.models import Receiver, TeamKey, Tip


def receiver(
    by: User, *, code: str = "tips-team", name: str = "Påhittat team", is_on: bool = True
) -> Receiver:
    """A receiver of every kind and place, with a team key whose private half nobody has."""
    organisation, _made = Organisation.objects.get_or_create(code=code, defaults={"kind": "agency"})
    found = Receiver.objects.create(organisation=organisation, name=name, kinds=Kind.values, is_on=is_on)
    TeamKey.objects.create(
        receiver=found,
        recipient=recipient_of(new_identity()),
        recovery=recipient_of(new_identity()),
        made_by=by,
    )
    return found


def tip(to: Receiver, *, kind: Kind = Kind.OTHER) -> Tip:
    """A sealed tip, without the outer layer."""
    key = to.keys.get(retired_at=None)
    sealed = seal_message({"v": 1, "what": "oro"}, [key.recipient])
    return Tip.objects.create(
        mark=uuid.uuid4(), receiver=to, team_key=key, kind=kind, language="sv", sealed=sealed,
        sealed_sha256=sha256_hex(sealed), sealed_by="browser",
    )  # fmt: skip


def close(one: Tip, by: User, *, reason: Reason = Reason.OPENED, days_ago: int = 1) -> Tip:
    one.owner, one.state, one.reason = by, State.CLOSED, reason
    one.closed_at = timezone.now() - datetime.timedelta(days=days_ago)
    one.save()
    return one
