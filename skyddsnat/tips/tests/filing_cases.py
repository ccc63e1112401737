"""A receiver with a key whose private half the tests have, and tips sealed to it."""

from __future__ import annotations

import base64
import uuid
from dataclasses import replace
from functools import cache
from typing import Any

from django.test import Client

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.shared import sealing
from skyddsnat.tips.filing.rules import Sending
from skyddsnat.tips.kinds import Kind
from skyddsnat.tips.models import Member, Receiver, TeamKey

SAID = {"v": 1, "kind": "exploited", "what": "Ett barn i rum 12.", "lang": "sv", "sent": "2026-11-26"}


def identity(number: int = 0) -> str:
    return _identity(number)


@cache
def _identity(_number: int) -> str:
    return sealing.new_identity()


def a_receiver(*members: User, name: str = "Gruppen", number: int = 0) -> Receiver:
    """A team that is on, with its key and its members."""
    by = User.objects.order_by("pk").first() or User.objects.create(email="a@example.org", name="A")
    receiver = Receiver.objects.create(
        organisation=Organisation.objects.order_by("pk")[0], name=name, kinds=Kind.values, is_on=True
    )
    recipient = sealing.recipient_of(identity(number))
    TeamKey.objects.create(receiver=receiver, recipient=recipient, recovery=recipient, made_by=by)
    for user in members:
        Member.objects.create(receiver=receiver, user=user)
    return receiver


def sealed(said: dict[str, Any] = SAID, *, to: str = "") -> bytes:
    return sealing.seal_message(said, [to or sealing.recipient_of(identity())])


def a_sending(receiver: Receiver, **changes: Any) -> Sending:
    """A tip as the browser sends it, with a mailbox of its own."""
    box = sealing.Mailbox.of(sealing.new_receipt())
    made = Sending(
        mark=uuid.uuid4(),
        receiver_id=receiver.pk,
        key=sealing.recipient_of(identity()),
        kind="exploited",
        language="sv",
        sealed=sealed(),
        sealed_by="browser",
        box=box.box,
        answers_to=box.recipient,
    )
    return replace(made, **changes)


def as_json(sending: Sending, **changes: Any) -> dict[str, Any]:
    said = {
        "mark": str(sending.mark),
        "receiver": sending.receiver_id,
        "key": sending.key,
        "kind": sending.kind,
        "language": sending.language,
        "sealed": base64.b64encode(sending.sealed).decode(),
        "box": sending.box,
        "answers_to": sending.answers_to,
        "challenge": sending.challenge,
        "nonce": sending.nonce,
    }
    return said | changes


def post(address: str, said: object, **headers: str) -> Any:
    """The answer to JSON sent without a cookie."""
    return Client(SERVER_NAME="localhost").post(
        address, said, content_type="application/json", headers=headers
    )
