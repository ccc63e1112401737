"""Receivers of the demonstration: two teams with keys that anybody may open, and tips in each state."""

from __future__ import annotations

import base64
import datetime
import uuid
from pathlib import Path
from typing import Any

import pyrage
from django.db import transaction

from skyddsnat.actors.api import add_organisation, organisation
from skyddsnat.actors.models import Place
from skyddsnat.core.api import Guarded, add_user
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today
from skyddsnat.shared.sealing import Mailbox, new_identity, new_receipt, recipient_of, seal_message
from skyddsnat.shared.yaml_files import read_yaml
from skyddsnat.tips.api import (
    Frame,
    Handed,
    NewKey,
    Receiver,
    Tip,
    add_member,
    add_message,
    add_receiver,
    answer,
    choose_counting_activity,
    close,
    confirm_yes,
    count_tips,
    file_tip,
    hand_over,
    keep_key,
    make_team_key,
    note,
    say_yes,
    stamp_of,
    switch,
    take,
)

OFFICE = [(day, "08:00", "16:30") for day in range(5)]


def build_tips_room(running: Assignment, people: dict[str, User]) -> None:
    """Make the teams now, and the tips when all is kept: what takes a tip in must see it on disk."""
    plan: dict[str, Any] = read_yaml((Path(__file__).parent / "tips_room.yaml").read_text())
    teams = [_team(row, people) for row in plan["teams"]]
    _say_yes(plan["successor"], teams[1])
    transaction.on_commit(lambda: _tips(plan["tips"], teams))
    choose_counting_activity(
        activity=running.activities.exclude(started_on=None).order_by("-number")[0],
        version=1,
        by=people["coordinator"],
    )
    transaction.on_commit(lambda: close_and_count(plan["closed"], teams[0]))


class Team:
    """A receiver, who is in it, and what opens it."""

    def __init__(self, receiver: Receiver, members: list[User]) -> None:
        self.receiver, self.members = receiver, members
        self.identity = new_identity()
        self.recipient = recipient_of(self.identity)


def _team(row: dict[str, Any], people: dict[str, User]) -> Team:
    by = people["coordinator"]
    frame = Frame(
        organisation=organisation(row["organisation"]), name=row["name"], name_en=row["name_en"], kinds=row["kinds"],
        hours=OFFICE, phone=row["phone"],
    )  # fmt: skip
    receiver = add_receiver(frame=frame, by=by)
    wraps: dict[int, str] = {}
    members = []
    for person in row["people"]:
        user = people[person["role"]] if "role" in person else _user(person)
        guarded = Guarded("passphrase", base64.b64decode(person["guarded"]))
        key = keep_key(recipient=person["recipient"], guarded=guarded, replaces="", by=user)
        add_member(receiver=receiver, user=user, by=by)
        wraps[key.pk] = key.recipient
        members.append(user)
    team = Team(receiver, members)
    made = NewKey(
        team.recipient, row["recovery"], {pk: _wrapped(team.identity, to) for pk, to in wraps.items()},
        _wrapped(team.identity, row["recovery"]),
    )  # fmt: skip
    make_team_key(receiver=receiver, key=made, replaces="", by=members[0])
    switch(receiver=receiver, on=True, by=by)
    return team


def _say_yes(row: dict[str, Any], team: Team) -> None:
    """Two of a team let its tips go to a made-up authority, should it take over."""
    first, second = team.members
    successor = add_organisation(
        kind="agency", name=row["name"], name_en=row["name_en"], place=Place.objects.get(kind="state", code="SE"),
        source="Demonstration", by=None,
    )  # fmt: skip
    until = today() + datetime.timedelta(days=row["days"])
    said = say_yes(receiver=team.receiver, successor=successor, until=until, by=first)
    confirm_yes(receiver=team.receiver, seen=said.pk, by=second)


def _user(person: dict[str, Any]) -> User:
    user = add_user(email=person["email"], name=person["name"], roles=["receiver"], by=None)
    user.is_demo = True
    user.save(update_fields=["is_demo"])
    return user


def _wrapped(identity: str, recipient: str) -> bytes:
    sealed: bytes = pyrage.encrypt(identity.encode(), [pyrage.x25519.Recipient.from_str(recipient)])
    return sealed


def _tips(rows: list[dict[str, Any]], teams: list[Team]) -> None:
    first, second = teams
    for row in rows:
        box = Mailbox.of(new_receipt())
        said = {
            "v": 1,
            "kind": row["kind"],
            **row["said"],
            "lang": row["language"],
            "sent": today().isoformat(),
        }
        filed = file_tip(
            mark=uuid.uuid4(), receiver=first.receiver, kind=row["kind"], language=row["language"],
            sealed=seal_message(said, [first.recipient]), sealed_by="browser", box=box.box, answers_to=box.recipient,
        )  # fmt: skip
        with transaction.atomic():
            _then(row, filed.tip, box, first, second)


def close_and_count(rows: list[dict[str, Any]], team: Team) -> None:
    """Tips that have been closed, and the nights when they were counted: at once, and when a month had passed."""
    for row in rows:
        place = Place.objects.defer("geometry").get(code=row["place"]) if "place" in row else None
        for _n in range(row["count"]):
            _closed(row, place, team)
    for days in (1, 31):
        count_tips(today=today() + datetime.timedelta(days=days))


def _closed(row: dict[str, Any], place: Place | None, team: Team) -> None:
    said = {"v": 1, "kind": row["kind"], "what": "Ett påhittat tips som är avslutat.", "lang": "sv"}
    filed = file_tip(
        mark=uuid.uuid4(), receiver=team.receiver, kind=row["kind"], language="sv",
        sealed=seal_message(said, [team.recipient]), sealed_by="browser", box=None, answers_to="",
    )  # fmt: skip
    tip = filed.tip
    close(tip=tip, reason=row["reason"], place=place, stamp=stamp_of(tip), by=team.members[0])


def _then(row: dict[str, Any], tip: Tip, box: Mailbox, first: Team, second: Team) -> None:
    """What happened to a tip, as the made-up owner did it."""
    owner = first.members[0]
    if row["then"] == "new":
        return
    tip = take(tip=tip, stamp=stamp_of(tip), by=owner)
    if row["then"] == "closed":
        close(tip=tip, reason="nothing", stamp=stamp_of(tip), by=owner)
        return
    text = "Tack för att du skrev. Vi har läst det och arbetar med det." if row["language"] == "sv" else (
        "Thank you for writing. We have read it and are working on it."
    )  # fmt: skip
    reply = seal_message({"v": 1, "text": text, "lang": row["language"]}, [box.recipient, first.recipient])
    answer(tip=tip, mark=uuid.uuid4(), sealed=reply, stamp=stamp_of(tip), by=owner)
    remark = seal_message(
        {"v": 1, "text": "Ring hotellet i morgon. Nils vet vem.", "lang": "sv"}, [first.recipient]
    )
    note(tip=tip, mark=uuid.uuid4(), sealed=remark, by=first.members[1])
    tip.refresh_from_db()
    if row["then"] == "handed":
        _hand_over(row, tip, first, second)
    if "addition" in row:
        more = seal_message({"v": 1, "text": row["addition"], "lang": row["language"]}, [first.recipient])
        add_message(tip=tip, mark=uuid.uuid4(), sealed=more)


def _hand_over(row: dict[str, Any], tip: Tip, first: Team, second: Team) -> None:
    fields = ["what", "where"]
    said = {
        "v": 1,
        "kind": row["kind"],
        "lang": row["language"],
        **{name: row["said"][name] for name in fields},
    }
    handed = Handed(
        uuid.uuid4(), seal_message(said, [second.recipient]), second.recipient, fields, may_answer=True
    )
    hand_over(tip=tip, to=second.receiver, handed=handed, stamp=stamp_of(tip), by=first.members[0])
