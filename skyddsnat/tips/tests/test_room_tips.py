"""What a team does with a tip, hands over, and how time goes. What is sealed is opened with the real cryptography."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from skyddsnat.conftest import Cast
from skyddsnat.core.api import ChangedMeanwhile, Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.shared.sealing import (
    UnopenedError,
    open_message,
    recipient_of,
    seal_message,
)
from skyddsnat.tips.filing.api import messages_of
from skyddsnat.tips.kinds import Reason, State
from skyddsnat.tips.models import Message, Tip
from skyddsnat.tips.room.access import queue_of
from skyddsnat.tips.room.actions import tips
from skyddsnat.tips.room.actions.team import set_in_turn
from skyddsnat.tips.room.actions.timing import pause, resume
from skyddsnat.tips.room.locking import stamp_of
from skyddsnat.tips.room.parts import next_owners
from skyddsnat.tips.tests.room_cases import (
    SECRET,
    Team,
    a_team,
    a_tip,
    an_addition,
    an_answerable_tip,
    answered,
    taken,
)


@pytest.fixture
def team(cast: Cast) -> Team:
    return a_team(cast.coordinator)


@pytest.fixture
def other(cast: Cast) -> Team:
    return a_team(cast.coordinator, "norr", code="lansstyrelse-03")


def test_turns_go_round_and_standing_aside_is_respected(team: Team) -> None:
    anna, bo = team.people
    first, second = a_tip(team), a_tip(team)
    who = {tip: member.user for tip, member in next_owners([team.receiver]).items()}
    assert who == {first.pk: anna.user, second.pk: bo.user}
    taken(team, first)
    assert [one.user for one in queue_of(team.receiver)] == [bo.user, anna.user]
    assert next_owners([team.receiver])[second.pk].user == bo.user
    set_in_turn(receiver=team.receiver, in_turn=False, by=bo.user)
    assert next_owners([team.receiver])[second.pk].user == anna.user


def test_a_tip_is_taken_once_given_and_taken_over(team: Team) -> None:
    anna, bo = team.people
    tip = a_tip(team)
    seen = stamp_of(tip)
    owned = tips.take(tip=tip, stamp=seen, by=anna.user)
    assert (owned.owner, owned.state) == (anna.user, State.OWNED)
    assert tips.take(tip=tip, stamp=seen, by=anna.user).version == owned.version  # a double click
    with pytest.raises(ChangedMeanwhile, match="Din text står kvar"):
        tips.take(tip=tip, stamp=seen, by=bo.user)
    given = tips.give(tip=tip, to=bo.user, stamp=stamp_of(owned), by=anna.user)
    assert given.owner == bo.user
    assert taken(team, given).owner == anna.user
    verbs = AuditEntry.objects.filter(target_id=str(tip.pk)).values_list("verb", flat=True)
    assert list(verbs.order_by("pk"))[-3:] == ["tip.taken", "tip.given", "tip.taken"]


def test_a_tip_is_given_to_colleagues_only(team: Team, other: Team) -> None:
    tip = taken(team, a_tip(team))
    with pytest.raises(Refused, match="inte med i laget"):
        tips.give(tip=tip, to=other.people[0].user, stamp=stamp_of(tip), by=team.people[0].user)


@pytest.mark.parametrize(
    "role", ["coordinator", "manager", "economist", "auditor", "partner", "receiver", "outsider"]
)
def test_who_is_not_in_the_team_does_nothing(cast: Cast, team: Team, role: str) -> None:
    tip, box = an_answerable_tip(team)
    stamp, by = stamp_of(tip), getattr(cast, role)
    sealed = seal_message({"v": 1, "text": "x"}, [box.recipient])
    for verb in (
        lambda: tips.take(tip=tip, stamp=stamp, by=by),
        lambda: tips.give(tip=tip, to=by, stamp=stamp, by=by),
        lambda: tips.answer(tip=tip, mark=uuid.uuid4(), sealed=sealed, stamp=stamp, by=by),
        lambda: tips.note(tip=tip, mark=uuid.uuid4(), sealed=sealed, by=by),
        lambda: tips.close(tip=tip, reason=Reason.KNOWN, stamp=stamp, by=by),
        lambda: tips.reopen(tip=tip, stamp=stamp, by=by),
        lambda: pause(tip=tip, timer="answer", reason="sender", by=by),
        lambda: resume(tip=tip, timer="answer", by=by),
    ):
        with pytest.raises(PermissionDenied):
            verb()


# --- saying ---


def test_an_answer_is_read_with_the_receipt_and_by_the_team(team: Team) -> None:
    tip, box = an_answerable_tip(team)
    tip = taken(team, tip)
    answered(team, tip, box)
    ((message, sealed),) = messages_of(Tip.objects.get(pk=tip.pk))
    assert not message.is_note
    assert open_message(sealed, box.identity)["text"] == SECRET
    assert open_message(sealed, team.identity)["text"] == SECRET


def test_an_answer_sent_twice_is_one_and_needs_what_was_seen(team: Team) -> None:
    tip, box = an_answerable_tip(team)
    tip = taken(team, tip)
    seen, mark = stamp_of(tip), uuid.uuid4()
    sealed = seal_message({"v": 1, "text": SECRET}, [box.recipient, recipient_of(team.identity)])
    anna = team.people[0].user
    one = tips.answer(tip=tip, mark=mark, sealed=sealed, stamp=seen, by=anna)
    assert tips.answer(tip=tip, mark=mark, sealed=sealed, stamp=seen, by=anna) == one
    with pytest.raises(ChangedMeanwhile):
        tips.answer(tip=tip, mark=uuid.uuid4(), sealed=sealed, stamp=seen, by=anna)
    seen = stamp_of(Tip.objects.get(pk=tip.pk))
    an_addition(tip)
    with pytest.raises(ChangedMeanwhile):
        tips.answer(tip=tip, mark=uuid.uuid4(), sealed=sealed, stamp=seen, by=anna)


def test_who_may_answer_and_when(team: Team) -> None:
    tip, box = an_answerable_tip(team)
    with pytest.raises(Refused, match="Ta det först"):
        answered(team, tip, box)
    taken(team, tip, number=1)
    with pytest.raises(Refused, match="äger tipset"):
        answered(team, tip, box)
    without = taken(team, a_tip(team))
    with pytest.raises(Refused, match="inget kvitto"):
        answered(team, without, box)
    mine = taken(team, Tip.objects.get(pk=tip.pk))
    tips.close(tip=mine, reason=Reason.KNOWN, stamp=stamp_of(mine), by=team.people[0].user)
    with pytest.raises(Refused, match="Öppna det igen"):
        answered(team, tip, box)


def test_nothing_unsealed_is_ever_kept(team: Team) -> None:
    tip, box = an_answerable_tip(team)
    tip = taken(team, tip)
    with pytest.raises(Refused, match="inte fram hel"):
        tips.note(tip=tip, mark=uuid.uuid4(), sealed=SECRET.encode(), by=team.people[0].user)
    answered(team, tip, box)
    sealed = seal_message({"v": 1, "text": SECRET}, [recipient_of(team.identity)])
    tips.note(tip=tip, mark=uuid.uuid4(), sealed=sealed, by=team.people[1].user)
    assert b"kn\xc3\xa4ckebr\xc3\xb6d" not in b"".join(bytes(one.sealed) for one in Message.objects.all())
    assert "knäckebröd" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_a_note_is_the_teams_alone(team: Team) -> None:
    tip, box = an_answerable_tip(team)
    sealed = seal_message({"v": 1, "text": SECRET}, [recipient_of(team.identity)])
    mark = uuid.uuid4()
    one = tips.note(tip=tip, mark=mark, sealed=sealed, by=team.people[1].user)
    assert tips.note(tip=tip, mark=mark, sealed=sealed, by=team.people[1].user) == one
    ((message, kept),) = messages_of(tip)
    assert message.is_note
    with pytest.raises(UnopenedError):
        open_message(kept, box.identity)


def test_closed_with_a_reason_and_opened_again(team: Team) -> None:
    anna = team.people[0].user
    tip = a_tip(team)
    with pytest.raises(Refused, match="Välj varför"):
        tips.close(tip=tip, reason="", stamp=stamp_of(tip), by=anna)
    closed = tips.close(tip=tip, reason=Reason.ENOUGH, stamp=stamp_of(tip), by=anna)
    assert (closed.state, closed.owner) == (State.CLOSED, anna)
    assert closed.closed_at is not None
    again = tips.reopen(tip=tip, stamp=stamp_of(closed), by=team.people[1].user)
    assert (again.state, again.reason, again.closed_at) == (State.OWNED, "", None)
    assert again.owner == team.people[1].user
    with pytest.raises(Refused, match="äger tipset"):
        tips.close(tip=tip, reason=Reason.KNOWN, stamp=stamp_of(again), by=anna)
