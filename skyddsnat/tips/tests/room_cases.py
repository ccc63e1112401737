"""Teams and tips for the tests of the room: keys as a browser makes them, tips as a sender seals them."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

import pyrage
from django.db import connection
from django.test import Client
from django.utils import timezone

from skyddsnat.actors.api import organisation
from skyddsnat.core.api import Guarded, add_user
from skyddsnat.core.models import User
from skyddsnat.shared.sealing import Mailbox, new_identity, new_receipt, recipient_of, seal_message
from skyddsnat.tips.filing.api import add_message, file_tip
from skyddsnat.tips.models import Member, MemberKey, Message, Receiver, TeamKey, Tip
from skyddsnat.tips.room.access import current_key, keys_of
from skyddsnat.tips.room.actions import tips
from skyddsnat.tips.room.actions.frame import Frame, add_member, add_receiver, switch
from skyddsnat.tips.room.actions.keys import keep_key
from skyddsnat.tips.room.actions.team import make_team_key
from skyddsnat.tips.room.locking import stamp_of
from skyddsnat.tips.room.renewing import NewKey

OFFICE = [(day, "08:00", "16:00") for day in range(5)]
SAID = {
    "v": 1,
    "what": "Ett barn arbetar natt på en restaurang",
    "where": "Storgatan 1",
    "contact": "070-000 00 00",
}
SECRET = "Ett ord som ingen annan får se: knäckebröd"
GUARDED = Guarded("passphrase", b"age-encryption.org/v1\nmade up", "")


@dataclass(frozen=True)
class Person:
    """Somebody with a key of their own; its private half is only in the test."""

    user: User
    identity: str

    @property
    def recipient(self) -> str:
        return recipient_of(self.identity)


@dataclass(frozen=True)
class Team:
    """A receiver that is on, its two members and its key."""

    receiver: Receiver
    people: list[Person]
    identity: str
    recovery: str


def a_person(name: str) -> Person:
    user = add_user(email=f"{name}@example.org", name=name.capitalize(), roles=["receiver"], by=None)
    return with_key(user)


def with_key(user: User) -> Person:
    person = Person(user, new_identity())
    keep_key(recipient=person.recipient, guarded=GUARDED, replaces="", by=user)
    return person


def sealed_to(text: str, recipient: str) -> bytes:
    """A key within a key, as the browser wraps it."""
    sealed: bytes = pyrage.encrypt(text.encode(), [pyrage.x25519.Recipient.from_str(recipient)])
    return sealed


def new_key(receiver: Receiver, identity: str, recovery: str) -> NewKey:
    """A new key wrapped to every member who has a key of their own."""
    wraps = {one.pk: sealed_to(identity, one.recipient) for one in keys_of(receiver).values()}
    public = recipient_of(recovery)
    return NewKey(recipient_of(identity), public, wraps, sealed_to(identity, public))


def a_receiver(
    by: User, name: str = "Polisen Mitt", code: str = "lansstyrelse-01", **values: Any
) -> Receiver:
    told: dict[str, Any] = {"kinds": ["labour", "exploited"], "hours": OFFICE} | values
    return add_receiver(frame=Frame(organisation=organisation(code), name=name, **told), by=by)


def a_team(by: User, name: str = "mitt", **values: Any) -> Team:
    receiver = a_receiver(by, name.capitalize(), **values)
    people = [a_person(f"{name}{n}") for n in range(2)]
    for person in people:
        add_member(receiver=receiver, user=person.user, by=by)
    identity, recovery = new_identity(), new_identity()
    make_team_key(
        receiver=receiver, key=new_key(receiver, identity, recovery), replaces="", by=people[0].user
    )
    switch(receiver=receiver, on=True, by=by)
    receiver.refresh_from_db()
    return Team(receiver, people, identity, recovery)


def a_tip(team: Team, *, receipt: str = "", kind: str = "labour", said: dict[str, Any] | None = None) -> Tip:
    """A tip as a sender's browser sends it; with a receipt it can be answered."""
    key = current_key(team.receiver)
    assert key is not None
    box = Mailbox.of(receipt) if receipt else None
    filed = file_tip(
        mark=uuid.uuid4(), receiver=team.receiver, kind=kind, language="sv",
        sealed=seal_message(said or SAID, [key.recipient]), sealed_by="browser", box=box.box if box else None,
        answers_to=box.recipient if box else "", challenge="", nonce="",
    )  # fmt: skip
    return Tip.objects.get(pk=filed.tip.pk)


def an_answerable_tip(team: Team) -> tuple[Tip, Mailbox]:
    receipt = new_receipt()
    return a_tip(team, receipt=receipt), Mailbox.of(receipt)


def an_addition(tip: Tip, text: str = "Det hände igen i går") -> Message:
    sealed = seal_message({"v": 1, "text": text}, [tip.team_key.recipient])
    return add_message(tip=tip, mark=uuid.uuid4(), sealed=sealed).message


def member_of(team: Team, person: Person) -> Member:
    return Member.objects.get(receiver=team.receiver, user=person.user, removed_at=None)


def own_key(person: Person) -> MemberKey:
    return MemberKey.objects.get(user=person.user, retired_at=None)


def team_keys(team: Team) -> list[TeamKey]:
    return list(TeamKey.objects.filter(receiver=team.receiver).order_by("pk"))


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def taken(team: Team, tip: Tip, number: int = 0) -> Tip:
    return tips.take(tip=tip, stamp=stamp_of(tip), by=team.people[number].user)


def answered(team: Team, tip: Tip, box: Mailbox, key: str = "") -> Message:
    sealed = seal_message({"v": 1, "text": SECRET}, [box.recipient, key or recipient_of(team.identity)])
    tip = Tip.objects.get(pk=tip.pk)
    return tips.answer(tip=tip, mark=uuid.uuid4(), sealed=sealed, stamp=stamp_of(tip), by=team.people[0].user)


def moved_back(tip: Tip, days: int) -> Tip:
    """As if the tip had come so many days ago; the table lets nobody say so, but in a test."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE tips_tip DISABLE TRIGGER tips_tip_kept")
        Tip.objects.filter(pk=tip.pk).update(received_at=timezone.now() - datetime.timedelta(days=days))
        cursor.execute("ALTER TABLE tips_tip ENABLE TRIGGER tips_tip_kept")
    return Tip.objects.get(pk=tip.pk)
