"""A tip handed to another receiver: only what was chosen goes, and only the other team reads it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.shared.sealing import (
    UnopenedError,
    new_identity,
    open_message,
    recipient_of,
    seal_message,
)
from skyddsnat.tips.filing.api import messages_of, sealed_of
from skyddsnat.tips.kinds import State
from skyddsnat.tips.models import HandOver, TimerPause, Tip
from skyddsnat.tips.room.access import inbox_for
from skyddsnat.tips.room.actions.frame import switch
from skyddsnat.tips.room.actions.handing import Handed, hand_over
from skyddsnat.tips.room.locking import stamp_of
from skyddsnat.tips.tests.room_cases import (
    SAID,
    SECRET,
    Team,
    a_team,
    a_tip,
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


def handed(tip: Tip, team: Team, to: Team, chosen: list[str], **values: Any) -> HandOver:
    said = {"v": 1, "kind": tip.kind, "lang": "sv"} | {name: SAID[name] for name in chosen}
    key = recipient_of(to.identity)
    told: dict[str, Any] = {
        "mark": uuid.uuid4(),
        "sealed": seal_message(said, [key]),
        "key": key,
        "fields": chosen,
    }
    return hand_over(
        tip=tip,
        to=to.receiver,
        handed=Handed(**(told | values)),
        stamp=stamp_of(tip),
        by=team.people[0].user,
    )


def test_only_what_was_chosen_is_handed_over_to_the_other_team_alone(team: Team, other: Team) -> None:
    tip, box = an_answerable_tip(team)
    tip = taken(team, tip)
    over = handed(tip, team, other, ["what"])
    new = Tip.objects.get(pk=over.tip_id)
    said = open_message(sealed_of(new), other.identity)
    assert said == {"v": 1, "kind": "labour", "lang": "sv", "what": SAID["what"]}
    for identity in (team.identity, box.identity):
        with pytest.raises(UnopenedError):
            open_message(sealed_of(new), identity)
    assert (new.handed_from, new.box, new.answers_to, new.state) == (tip, None, "", State.NEW)
    assert not inbox_for(team.people[0].user).filter(pk=new.pk).exists()
    assert not inbox_for(other.people[0].user).filter(pk=tip.pk).exists()
    entry = AuditEntry.objects.get(verb="tip.handed_over")
    assert entry.details["fields"] == "what"


def test_a_hand_over_is_refused_until_it_says_something_to_somebody(
    cast: Cast, team: Team, other: Team
) -> None:
    tip = a_tip(team)
    with pytest.raises(Refused, match="Ta det först"):
        handed(tip, team, other, ["what"])
    tip = taken(team, tip)
    for fields, fault in (([], "minst en"), (["secret"], "minst en"), (["cover"], "Bara en hälsning")):
        with pytest.raises(Refused, match=fault):
            handed(tip, team, other, ["what"], fields=fields)
    with pytest.raises(Refused, match="ny nyckel"):
        handed(tip, team, other, ["what"], key=recipient_of(new_identity()))
    with pytest.raises(Refused, match="inget kvitto"):
        handed(tip, team, other, ["what"], may_answer=True)
    with pytest.raises(Refused, match="avstängd"):
        handed(tip, team, team, ["what"])
    switch(receiver=other.receiver, on=False, by=cast.coordinator)
    with pytest.raises(Refused, match="avstängd"):
        handed(tip, team, other, ["what"])
    assert Tip.objects.count() == 1


def test_a_hand_over_sent_twice_is_one(team: Team, other: Team) -> None:
    tip = taken(team, a_tip(team))
    mark = uuid.uuid4()
    assert handed(tip, team, other, ["what"], mark=mark) == handed(tip, team, other, ["what"], mark=mark)
    assert Tip.objects.count() == 2


@pytest.mark.parametrize("may_answer", [True, False])
def test_the_other_receiver_answers_the_sender_only_when_let(
    team: Team, other: Team, may_answer: bool
) -> None:
    tip, box = an_answerable_tip(team)
    tip = taken(team, tip)
    over = handed(tip, team, other, ["what"], may_answer=may_answer)
    new = taken(other, Tip.objects.get(pk=over.tip_id))
    if not may_answer:
        with pytest.raises(Refused, match="inget kvitto"):
            answered(other, new, box)
        return
    answered(other, new, box)
    ((_message, sealed),) = messages_of(Tip.objects.get(pk=tip.pk))  # in the sender's mailbox
    assert open_message(sealed, box.identity)["text"] == SECRET
    with pytest.raises(UnopenedError):
        open_message(sealed, team.identity)
    assert len(messages_of(new)) == 1


def test_the_database_keeps_hand_overs_and_pauses_whole(team: Team) -> None:
    tip = taken(team, a_tip(team))
    anna = team.people[0].user
    second = a_tip(team)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandOver.objects.create(tip=tip, origin=tip, fields=["what"], by=anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandOver.objects.create(tip=second, origin=tip, fields=[], by=anna)
    TimerPause.objects.create(tip=tip, timer="answer", reason="sender", by=anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        TimerPause.objects.create(tip=tip, timer="answer", reason="safety", by=anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        TimerPause.objects.create(tip=tip, timer="addition", reason="because", by=anna)
