"""Plants a receiver whose key is ours, lets the senders send to it, and opens every tip that was confirmed."""

from __future__ import annotations

import json
import statistics
import urllib.request
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import Refused, add_user, load_roles, migrate
from skyddsnat.core.models import User
from skyddsnat.shared import sealing
from skyddsnat.shared.sealing.receipts import words
from skyddsnat.tips.filing.access import sealed_of
from skyddsnat.tips.filing.challenges import new_challenge
from skyddsnat.tips.filing.keys import ensure_filing_key, public_keys
from skyddsnat.tips.filing.proofs import BadProofError, read
from skyddsnat.tips.filing.rush.browsers import Order, Sent, send_all
from skyddsnat.tips.kinds import Kind, Reason, State
from skyddsnat.tips.models import Receiver, TeamKey, Tip, TipLayer

NAME = "Mätning"
EMAIL = "bench-tips@example.org"


@dataclass(frozen=True, slots=True)
class Planted:
    """A receiver and the private half of its key, which only a measurement has on the server's side."""

    receiver: Receiver
    recipient: str
    identity: str


class NotOursError(RuntimeError):
    """The site is not one to measure on."""


def measure(site: str, *, senders: int, count: int, ahead: bool, keep: bool) -> dict[str, Any]:
    """The figures. NotOursError unless the site is a demonstration, and this its database."""
    _check_ours(site)
    planted = plant()
    challenge = new_challenge()
    orders = [
        Order(
            site=site,
            name=f"sender {number}",
            count=count,
            receiver=planted.receiver.pk,
            key=planted.recipient,
            kind=Kind.OTHER,
            challenge=challenge._asdict(),
            words=words(),
        )
        for number in range(senders)
    ]
    try:
        sent = send_all(orders, ahead=ahead)
        return figures(sent, planted, wanted=senders * count)
    finally:
        if not keep:
            clear(planted.receiver)


def figures(sent: Sequence[Sent], planted: Planted, *, wanted: int) -> dict[str, Any]:
    """What the senders were told, held against what is in the database."""
    times = sorted(time for one in sent for time in one.times)
    kept = [row for one in sent for row in one.kept]
    seconds = (max(one.ended for one in sent) - min(one.begun for one in sent)) / 1000
    opened = open_all(planted)
    said = Counter(opened.values())
    keys = public_keys()
    lost = sum(opened.get(row["mark"]) != row["text"] or not _is_proof(row["proof"], keys) for row in kept)
    return {
        "stored_per_s": round(len(opened) / seconds, 1) if seconds else 0.0,
        "lost": lost,
        "double": sum(number - 1 for number in said.values()) + sum(one.differed for one in sent),
        "p50_ms": round(_percentile(times, 50), 1),
        "p95_ms": round(_percentile(times, 95), 1),
        "unconfirmed": wanted - len(kept),
        "sent_twice": sum(one.again for one in sent),
        "stored": len(opened),
        "seconds": round(seconds, 2),
    }


def prepare() -> None:
    """The tables of a site that has none yet, and what a receiver stands on."""
    migrate()
    load_roles(by=None)
    Organisation.objects.create(code="bench", kind=Organisation.Kind.OTHER)


@transaction.atomic
def plant() -> Planted:
    """A receiver that is not offered to anybody, with a key of this measurement alone."""
    by = User.objects.filter(email=EMAIL).first() or add_user(email=EMAIL, name=NAME, roles=[], by=None)
    User.objects.filter(pk=by.pk).update(is_active=False)
    ensure_filing_key()
    identity = sealing.new_identity()
    recipient = sealing.recipient_of(identity)
    receiver = Receiver.objects.create(
        organisation=Organisation.objects.order_by("pk")[0], name=NAME, kinds=[Kind.OTHER]
    )
    TeamKey.objects.create(receiver=receiver, recipient=recipient, recovery=recipient, made_by=by)
    return Planted(receiver, recipient, identity)


def open_all(planted: Planted) -> dict[str, str]:
    """Mark → what the tip says, of every tip that the receiver has. What does not open says nothing."""
    return {
        str(tip.mark): _said(tip, planted.identity)
        for tip in Tip.objects.filter(receiver=planted.receiver).iterator(200)
    }


@transaction.atomic
def clear(receiver: Receiver) -> None:
    """Destroy what was sent: on a site that goes on being used nothing but the count is left."""
    now = timezone.now()
    ours = Tip.objects.filter(receiver=receiver, destroyed_at=None)
    ours.update(
        state=State.CLOSED,
        closed_at=now,
        reason=Reason.NOTHING,
        destroyed_at=now,
        sealed=None,
        box=None,
        answers_to="",
    )
    TipLayer.objects.filter(tip__receiver=receiver).delete()


def _said(tip: Tip, identity: str) -> str:
    try:
        return str(sealing.open_message(sealed_of(tip), identity)["what"])
    except (Refused, sealing.UnopenedError, KeyError):
        return ""


def _is_proof(text: str, keys: Mapping[str, Ed25519PublicKey]) -> bool:
    try:
        read(text, keys)
    except BadProofError:
        return False
    return True


def _percentile(times: Sequence[float], percent: int) -> float:
    return (
        statistics.quantiles(times, n=100, method="inclusive")[percent - 1] if len(times) > 1 else sum(times)
    )


def _check_ours(site: str) -> None:
    if not settings.DEMO:
        raise NotOursError("this is a real authority's system")
    ours = ensure_filing_key().kid  # made, if need be, before the site is asked
    with urllib.request.urlopen(f"{site}/tips/kvitto-nyckel.json", timeout=10) as answer:  # noqa: S310 - ours
        theirs = {key["kid"] for key in json.load(answer)["keys"]}
    if ours not in theirs:
        name = connection.settings_dict["NAME"]
        raise NotOursError(f"{site} is not served from the database {name!r}: run this where the site runs.")
