"""The mailbox: what the receivers answer is fetched with the words alone, and the sender adds to it."""

from __future__ import annotations

import base64
import datetime
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from skyddsnat.conftest import Cast, together
from skyddsnat.core.api import Refused
from skyddsnat.shared import sealing
from skyddsnat.shared.dates import STOCKHOLM, today
from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.tips.filing.actions import file_sending
from skyddsnat.tips.filing.api import AnotherSending, add_from_sender, add_message, messages_of
from skyddsnat.tips.filing.keys import public_keys
from skyddsnat.tips.filing.proofs import read
from skyddsnat.tips.models import Message, TeamKey, Tip
from skyddsnat.tips.tests.filing_cases import a_receiver, a_sending, identity, post, sealed

COLLECT, ADD = "/tips/brevlada/hamta/", "/tips/brevlada/lagg-till/"
ANSWER = {"v": 1, "text": "Tack. Var låg hotellet?", "lang": "sv"}


@pytest.fixture
def box(db: None) -> sealing.Mailbox:
    """The mailbox of a tip that was just filed."""
    made = sealing.Mailbox.of(sealing.new_receipt())
    file_sending(a_sending(a_receiver(), box=made.box, answers_to=made.recipient))
    return made


def answered(box: sealing.Mailbox, cast: Cast, *, is_note: bool = False) -> Message:
    tip = Tip.objects.get()
    to = [tip.team_key.recipient] if is_note else [tip.answers_to, tip.team_key.recipient]
    data = sealing.seal_message(ANSWER, to)
    return add_message(tip=tip, mark=uuid.uuid4(), sealed=data, by=cast.receiver, is_note=is_note).message


def an_addition(box: sealing.Mailbox, **changes: Any) -> dict[str, Any]:
    data = base64.b64encode(sealed({"v": 1, "text": "Det var rum 14.", "lang": "sv"})).decode()
    return {
        "address": box.address,
        "mark": str(uuid.uuid4()),
        "sealed": data,
        "sealed_by": "browser",
    } | changes


def test_answers_are_fetched_and_opened_with_the_words_and_notes_are_not(
    box: sealing.Mailbox, cast: Cast, settings: Any
) -> None:
    answered(box, cast)
    answered(box, cast, is_note=True)
    said = post(COLLECT, {"address": box.address}).json()
    (answer,) = said["answers"]
    assert sealing.open_message(base64.b64decode(answer["sealed"]), box.identity) == ANSWER
    assert sealing.open_message(base64.b64decode(answer["sealed"]), identity()) == ANSWER
    assert answer["at"] == today().isoformat()
    assert (said["found"], said["owned"], said["added"]) == (True, False, [])
    assert said["key"] == TeamKey.objects.get().recipient
    proof = read(said["proof"], public_keys(), site=settings.SITE_ADDRESS)
    assert proof.sealed_sha256 == Tip.objects.get().sealed_sha256


def test_that_an_answer_was_fetched_is_noted_by_day_once(box: sealing.Mailbox, cast: Cast) -> None:
    answered(box, cast)
    note = answered(box, cast, is_note=True)
    post(COLLECT, {"address": box.address})
    read_at = Message.objects.exclude(pk=note.pk).get().read_at
    assert read_at.astimezone(STOCKHOLM) == datetime.datetime.combine(today(), datetime.time(), STOCKHOLM)
    assert Message.objects.get(pk=note.pk).read_at is None


def test_a_mailbox_that_is_not_there_is_answered_in_the_same_shape(box: sealing.Mailbox) -> None:
    there = post(COLLECT, {"address": box.address})
    for address in (sealing.Mailbox.of(sealing.new_receipt()).address, "x", "å" * 43):
        away = post(COLLECT, {"address": address})
        assert away.status_code == there.status_code == 200
        assert away.json().keys() == there.json().keys()
        assert {name: type(value) for name, value in away.json().items()} == {
            name: type(value) for name, value in there.json().items()
        }
        assert away.json()["found"] is False
    assert post(COLLECT, {}).status_code == 422
    assert post(COLLECT, {"address": box.address}, **{"Sec-Fetch-Site": "same-site"}).status_code == 403


def test_the_sender_adds_once_however_often_it_is_sent(box: sealing.Mailbox) -> None:
    addition = an_addition(box)
    first, again = post(ADD, addition), post(ADD, addition)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == {"kept": True}
    other = post(ADD, an_addition(box, mark=addition["mark"]))
    assert (other.status_code, other.json()["code"]) == (409, "text")
    ((message, data),) = messages_of(Tip.objects.get())
    assert sealing.open_message(data, identity())["text"] == "Det var rum 14."
    assert (message.writer, message.by, message.is_note) == ("sender", None, False)
    assert data[100:200] not in bytes(message.sealed)
    assert post(COLLECT, {"address": box.address}).json()["added"] == [today().isoformat()]


def test_nothing_is_added_where_there_is_no_mailbox_or_of_a_wrong_shape(box: sealing.Mailbox) -> None:
    away = post(ADD, an_addition(sealing.Mailbox.of(sealing.new_receipt())))
    assert (away.status_code, away.json()["code"]) == (404, "unknown")
    for wrong in ({"mark": "x"}, {"sealed": "AAAA"}, {"sealed": 1}):
        assert post(ADD, an_addition(box, **wrong)).status_code == 422
    assert Message.objects.count() == 0


def test_a_message_from_four_at_once_is_one(committing: None) -> None:
    made = sealing.Mailbox.of(sealing.new_receipt())
    file_sending(a_sending(a_receiver(), box=made.box, answers_to=made.recipient))
    mark, data = uuid.uuid4(), sealed()
    added = together(*[lambda: add_from_sender(address=made.address, mark=mark, sealed=data)] * 4)
    assert sorted(one.is_new for one in added) == [False] * 3 + [True]


def test_a_mark_is_of_one_tip(box: sealing.Mailbox, cast: Cast) -> None:
    first = answered(box, cast)
    file_sending(a_sending(a_receiver(name="Andra", number=1), key=""))
    other = Tip.objects.exclude(pk=first.tip_id).get()
    with pytest.raises(AnotherSending):
        add_message(tip=other, mark=first.mark, sealed=sealed(), by=cast.receiver)
    with pytest.raises(Refused):
        add_message(tip=other, mark=uuid.uuid4(), sealed=b"plain words", by=cast.receiver)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tips_message SET sealed = 'x'",
        "UPDATE tips_message SET writer = 'sender', by_id = NULL",
        "UPDATE tips_message SET at = now()",
        "DELETE FROM tips_message",
    ],
)
def test_the_database_keeps_messages_as_they_came(box: sealing.Mailbox, cast: Cast, statement: str) -> None:
    answered(box, cast)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    Message.objects.update(read_at="2026-11-26T12:00Z")


def test_addresses_are_not_kept(box: sealing.Mailbox, cast: Cast) -> None:
    tip = Tip.objects.get()
    assert tip.box == sha256_hex(box.address.encode())
    post(ADD, an_addition(box))
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM tips_tip t UNION ALL SELECT m::text FROM tips_message m")
        assert all(box.address not in row for (row,) in cursor.fetchall())
