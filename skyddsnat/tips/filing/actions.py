"""The writes of filing: a tip, and what is said afterwards."""

from __future__ import annotations

import uuid
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.core.models import User
from skyddsnat.shared.dates import STOCKHOLM
from skyddsnat.tips.filing.access import sealed_message, tip_of_box
from skyddsnat.tips.filing.keys import proof_of
from skyddsnat.tips.filing.layer import wrap
from skyddsnat.tips.filing.proofs import Proof
from skyddsnat.tips.filing.rules import (
    AnotherSending,
    RefusedSending,
    Sealer,
    Sending,
    check_sealed,
    check_sending,
)
from skyddsnat.tips.filing.storing import store
from skyddsnat.tips.models import Message, Receiver, Tip, TipLayer


class Filed(NamedTuple):
    """A tip that is kept and synced. `is_new` is False when it was there already."""

    tip_id: uuid.UUID
    proof: str
    is_new: bool

    @property
    def tip(self) -> Tip:
        return Tip.objects.get(pk=self.tip_id)


class Added(NamedTuple):
    """A message that is kept. `is_new` is False when it was there already."""

    message: Message
    is_new: bool


def file_tip(
    *,
    mark: uuid.UUID,
    receiver: Receiver,
    kind: str,
    language: str,
    sealed: bytes,
    sealed_by: Sealer,
    box: str | None,
    answers_to: str,
    challenge: str = "",
    nonce: str = "",
    key: str = "",
) -> Filed:
    """Keep a tip that is sealed to `key`, the receiver's key in use when it is not said, and sign that it was filed.

    Called outside any transaction: when it returns, the tip is on disk. The same `mark` or the same sealed bytes again
    give the same proof. AnotherSending when something else came first under the mark or the receipt, RefusedSending
    when it has the wrong shape. Nobody has signed in, so there is nobody to write down; the row, which nothing but
    its destruction changes, says when it came.
    """
    return file_sending(
        Sending(mark, receiver.pk, key, kind, language, sealed, sealed_by, box, answers_to, challenge, nonce)
    )


def file_sending(sending: Sending) -> Filed:
    """The same, as it comes through the door."""
    check_sending(sending)
    kept = store(sending)
    if kept is None:
        raise RefusedSending(
            "receiver", _("Mottagaren tar inte emot tips här längre. Ladda om sidan och välj mottagare igen.")
        )
    proof = Proof(kept.sealed_sha256, kept.received_at.astimezone(STOCKHOLM).date())
    return Filed(kept.tip_id, proof_of(proof, kept.kid, kept.sealed_key), kept.is_new)


@transaction.atomic
def add_message(
    *,
    tip: Tip,
    mark: uuid.UUID,
    sealed: bytes,
    sealed_by: Sealer = "browser",
    by: User | None = None,
    is_note: bool = False,
) -> Added:
    """Keep what is said afterwards, sealed: by the sender, or by a receiver (`by`) who answers or makes a note.

    The same mark and bytes again are the same message; AnotherSending when the bytes are others. The verb of the room
    that lets a receiver write calls this and writes its own line in the log.
    """
    check_sealed(sealed)
    Tip.objects.select_for_update().only("pk").get(pk=tip.pk)  # one at a time to a tip
    layer = TipLayer.objects.filter(tip_id=tip.pk).first()
    if layer is None:
        raise Refused(_("Tipset finns inte kvar. Det är förstört enligt reglerna för hur länge tips sparas."))
    there = Message.objects.filter(mark=mark).select_related("tip").first()
    if there is not None:
        if there.tip_id != tip.pk or sealed_message(there, bytes(layer.key)) != sealed:
            raise AnotherSending(
                "text",
                _("Ett annat meddelande är redan sparat från samma ruta. Ladda om sidan och skriv igen."),
            )
        return Added(there, is_new=False)
    message = Message.objects.create(
        mark=mark,
        tip=tip,
        writer="sender" if by is None else "receiver",
        is_note=is_note,
        by=by,
        sealed=wrap(bytes(layer.key), sealed),
        sealed_by=sealed_by,
    )
    return Added(message, is_new=True)


def add_from_sender(
    *, address: str, mark: uuid.UUID, sealed: bytes, sealed_by: Sealer = "browser"
) -> Added | None:
    """Keep what the sender adds; None when there is no such mailbox. It is on disk when this returns."""
    tip = tip_of_box(address)
    if tip is None:
        return None
    with transaction.atomic(durable=True):
        return add_message(tip=tip, mark=mark, sealed=sealed, sealed_by=sealed_by)
