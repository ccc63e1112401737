"""Handing a tip to another receiver: chosen fields only, sealed anew in the browser to the other team's key."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, check_age, record
from skyddsnat.core.models import User
from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.tips.filing.layer import new_key, wrap
from skyddsnat.tips.models import HandOver, Receiver, TeamKey, Tip, TipLayer
from skyddsnat.tips.room.access import current_key, others_than
from skyddsnat.tips.room.actions.tips import LONGEST
from skyddsnat.tips.room.locking import changed, check_open, check_seen, locked
from skyddsnat.tips.room.rules import check_owned_by
from skyddsnat.tips.room.timers import answers_key

FIELDS = (
    "what",
    "where",
    "when",
    "who",
    "how",
    "vehicle",
    "venue",
    "contact",
)  # of the form, as `filing` has them
ADDED, COVER = "added", "cover"  # what the sender wrote afterwards, and a word from the team that hands over


@dataclass(frozen=True, slots=True)
class Handed:
    """What is handed over: `sealed` to `key`, and which fields are in it, for the log of who got what."""

    mark: uuid.UUID
    sealed: bytes
    key: str
    fields: Sequence[str]
    may_answer: bool = False


@transaction.atomic
def hand_over(*, tip: Tip, to: Receiver, handed: Handed, stamp: str, by: User) -> HandOver:
    """Hand chosen fields to another receiver, as a tip of its own there. The same mark twice is one hand-over.

    The mailbox stays with the first tip; only when `may_answer` do the other receiver's answers reach it.
    """
    current = locked(tip, by)
    known = HandOver.objects.filter(origin=current, tip__mark=handed.mark).first()
    if known is not None:
        return known
    check_open(current)
    check_seen(current, stamp)
    check_owned_by(current.owner_id, by.pk, str(current.owner or ""))
    team_key = _check(current, to, handed, by)
    key = new_key()
    made = Tip.objects.create(
        mark=handed.mark, receiver=to, team_key=team_key, kind=current.kind, language=current.language,
        sealed=wrap(key, handed.sealed), sealed_sha256=sha256_hex(handed.sealed), sealed_by="browser",
        handed_from=current,
    )  # fmt: skip
    TipLayer.objects.create(tip=made, key=key)
    over = HandOver.objects.create(
        tip=made, origin=current, fields=list(handed.fields), may_answer=handed.may_answer, by=by
    )
    changed(current)
    record(
        by, "tip.handed_over", current, to=to.pk, fields=" ".join(handed.fields), may_answer=handed.may_answer
    )
    return over


def _check(current: Tip, to: Receiver, handed: Handed, by: User) -> TeamKey:
    check_age(handed.sealed, LONGEST)
    if not handed.fields or not set(handed.fields) <= {*FIELDS, ADDED, COVER}:
        raise Refused(_("Välj minst en uppgift att lämna över."))
    if set(handed.fields) == {COVER}:
        raise Refused(_("Välj minst en uppgift ur tipset. Bara en hälsning räcker inte."))
    if not others_than(by, current).filter(pk=to.pk).exists():
        raise Refused(_("Mottagaren är avstängd eller saknar nyckel. Välj en annan."))
    key = current_key(to)
    if key is None or key.recipient != handed.key:
        raise Refused(_("Mottagaren har fått en ny nyckel. Ladda om sidan, dina val finns kvar."))
    if handed.may_answer and not answers_key(current):
        raise Refused(_("Avsändaren lämnade inget kvitto, så ingen kan svara."))
    return key
