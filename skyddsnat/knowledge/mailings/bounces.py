"""Letters that come back, and readers who want no more: the address is kept out from then on, as a hash."""

from __future__ import annotations

import re

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from django.db import transaction

from skyddsnat.core.api import check_may, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.mailings.keeping import address_hash
from skyddsnat.knowledge.mailings.proof import take_back_unreached
from skyddsnat.knowledge.mailings.rules import before
from skyddsnat.knowledge.models import Delivery, Suppression
from skyddsnat.shared.dates import today

ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,63}")
PASTED_MOST = 5_000
LASTING = {RejectReason.BOUNCED, RejectReason.INVALID, RejectReason.BLOCKED, None}
State, Reason = Delivery.State, Suppression.Reason


def suppress(sha256: str, reason: str, *, source: str) -> bool:
    """Keep an address out, once; whether that was news."""
    _row, made = Suppression.objects.get_or_create(
        address_sha256=sha256, reason=reason, defaults={"since": today(), "source": source}
    )
    return made


@transaction.atomic
def note_bounce(*, sha256: str, source: str, by: User | None, message_id: str = "") -> bool:
    """A letter came back for good. Keeps the address out; takes back that the organisation was reached, if no letter
    to it arrived. Whether anything was known of the address.
    """
    letters = Delivery.objects.filter(state__in=before(State.BOUNCED))
    found = letters.filter(message_id=message_id) if message_id else letters.none()
    if not found:
        found = letters.filter(address_sha256=sha256).order_by("-sent_at")[:1]
    delivery = found.select_related("mailing", "organisation").first()
    if delivery is None:
        return False
    delivery.state = State.BOUNCED
    delivery.save(update_fields=["state"])
    suppress(delivery.address_sha256, Reason.BOUNCED, source=source)
    record(by, "letter.bounced", delivery, source=source)
    take_back_unreached(delivery=delivery, by=by)
    return True


def note_pasted(*, text: str, by: User) -> tuple[int, int]:
    """Take in the addresses of a list, or of letters that came back; how many were ours, and how many were not."""
    check_may(by, WRITE)
    addresses = {address_hash(found) for found in ADDRESS.findall(text)}
    ours = sum(note_bounce(sha256=one, source="person", by=by) for one in sorted(addresses)[:PASTED_MOST])
    return ours, len(addresses) - ours


@transaction.atomic
def lift(*, address: str, by: User) -> bool:
    """Let an address have letters again; whether it was kept out."""
    check_may(by, WRITE)
    rows = list(Suppression.objects.filter(address_sha256=address_hash(address)))
    for row in rows:
        record(by, "suppression.lifted", row, reason=row.reason)
        row.delete()
    return bool(rows)


def hear(sender: object, *, event: AnymailTrackingEvent, esp_name: str, **_more: object) -> None:
    """What a provider tells: what came back for good, and who pressed "spam" or left."""
    sha256 = address_hash(event.recipient or "")
    if event.event_type in {EventType.BOUNCED, EventType.REJECTED} and event.reject_reason in LASTING:
        note_bounce(sha256=sha256, source="provider", by=None, message_id=event.message_id or "")
    elif event.event_type in {EventType.COMPLAINED, EventType.UNSUBSCRIBED} and _is_ours(sha256):
        suppress(sha256, Reason.UNSUBSCRIBED, source="provider")


def _is_ours(sha256: str) -> bool:
    return Delivery.objects.filter(address_sha256=sha256).exists()
