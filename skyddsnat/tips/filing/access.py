"""What a mailbox's address opens, and what lies within the outer layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.shared.sealing import box_of
from skyddsnat.tips.filing.layer import BrokenLayerError, unwrap
from skyddsnat.tips.models import Message, TeamKey, Tip, TipLayer

ADDRESS_LENGTH = 43  # of 32 bytes as base64url


def tip_of_box(address: str) -> Tip | None:
    """The tip whose mailbox has the address; None when there is none, or the tip has been destroyed."""
    if len(address) != ADDRESS_LENGTH:
        return None
    return Tip.objects.filter(box=box_of(address)).defer("sealed").first()


def sealed_of(tip: Tip) -> bytes:
    """The age file as it was sent. Refused when the tip has been destroyed."""
    key = _key_of(tip)
    sealed = tip.sealed
    if key is None or sealed is None:
        raise _destroyed()
    return _unwrapped(key, bytes(sealed))


def messages_of(tip: Tip) -> list[tuple[Message, bytes]]:
    """What was said afterwards, each with its age file, the oldest first; nothing of a tip that has been destroyed."""
    key = _key_of(tip)
    messages = Message.objects.filter(tip=tip).select_related("by").order_by("at", "pk")
    return [] if key is None else [(one, _unwrapped(key, bytes(one.sealed))) for one in messages]


def sealed_message(message: Message, tip_key: bytes) -> bytes:
    return _unwrapped(tip_key, bytes(message.sealed))


def key_to_write_to(tip: Tip) -> str:
    """The key that the sender seals what is added to: the team's in use, or the one of the tip when there is none."""
    found = TeamKey.objects.filter(receiver=tip.receiver_id, retired_at=None).first()
    return (found or tip.team_key).recipient


def _key_of(tip: Tip) -> bytes | None:
    layer = TipLayer.objects.filter(tip_id=tip.pk).first()
    return None if layer is None else bytes(layer.key)


def _unwrapped(key: bytes, wrapped: bytes) -> bytes:
    try:
        return unwrap(key, wrapped)
    except BrokenLayerError:
        raise _destroyed() from None


def _destroyed() -> Refused:
    return Refused(_("Tipset finns inte kvar. Det är förstört enligt reglerna för hur länge tips sparas."))
