"""How time goes: what waits for whom, pauses, and that silence closes nothing."""

from __future__ import annotations

import datetime
import inspect
from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused, waiting_for
from skyddsnat.core.models import AuditEntry
from skyddsnat.shared.dates import today
from skyddsnat.tips.filing.api import destroy_due
from skyddsnat.tips.kinds import Reason, State
from skyddsnat.tips.models import TimerPause, Tip
from skyddsnat.tips.room.access import inbox_for
from skyddsnat.tips.room.actions import tips
from skyddsnat.tips.room.actions.frame import remove_member
from skyddsnat.tips.room.actions.timing import pause, resume
from skyddsnat.tips.room.locking import stamp_of
from skyddsnat.tips.room.parts import next_owners
from skyddsnat.tips.room.timers import standings
from skyddsnat.tips.tests.room_cases import (
    Team,
    a_team,
    a_tip,
    an_addition,
    an_answerable_tip,
    answered,
    member_of,
    moved_back,
    taken,
)


@pytest.fixture
def team(cast: Cast) -> Team:
    return a_team(cast.coordinator)


def standing(tip: Tip) -> dict[str, Any]:
    fresh = Tip.objects.get(pk=tip.pk)
    found = standings(fresh, fresh.receiver.hours, list(fresh.messages.all()), fresh.pauses.all())
    return {one.timer.code: one for one in found}


def test_which_times_run(team: Team) -> None:
    tip, box = an_answerable_tip(team)
    assert set(standing(tip)) == {"owner", "answer"}
    assert set(standing(a_tip(team))) == {"owner"}
    tip = taken(team, tip)
    assert set(standing(tip)) == {"answer"}
    answered(team, tip, box)
    assert standing(tip) == {}
    an_addition(tip)
    assert set(standing(tip)) == {"addition"}
    fresh = Tip.objects.get(pk=tip.pk)
    tips.close(tip=fresh, reason=Reason.OPENED, stamp=stamp_of(fresh), by=team.people[0].user)
    assert standing(tip) == {}


def test_a_time_is_paused_by_its_owner_for_a_reason_and_goes_on(team: Team) -> None:
    tip, _box = an_answerable_tip(team)
    anna = team.people[0].user
    with pytest.raises(Refused, match="Ta det först"):
        pause(tip=tip, timer="answer", reason="sender", by=anna)
    tip = taken(team, tip)
    with pytest.raises(Refused, match="ska ha en ägare"):
        pause(tip=tip, timer="owner", reason="sender", by=anna)
    with pytest.raises(Refused, match="Välj varför"):
        pause(tip=tip, timer="answer", reason="tired", by=anna)
    assert pause(tip=tip, timer="answer", reason="safety", by=anna) == pause(
        tip=tip, timer="answer", reason="safety", by=anna
    )
    assert standing(tip)["answer"].due is None
    assert pause(tip=tip, timer="answer", reason="sender", by=anna).until_at is None
    assert TimerPause.objects.filter(tip=tip).count() == 2
    an_addition(tip)  # the sender wrote: what waited for that goes on
    assert standing(tip)["answer"].due is not None
    resume(tip=tip, timer="answer", by=team.people[1].user)
    assert not TimerPause.objects.filter(until_at=None).exists()


def labels(user: Any) -> list[tuple[str, str]]:
    return [(one.label, one.status) for one in waiting_for(user) if one.source == "tips.room"]


def test_what_waits_is_said_to_who_is_next_then_to_all_then_to_the_frame(cast: Cast, team: Team) -> None:
    anna, bo = (one.user for one in team.people)
    tip = a_tip(team)
    assert labels(anna) == [("Tips: Ett barn som tvingas arbeta, stjäla eller tigga", "Din tur")]
    assert labels(bo) == []
    assert labels(cast.coordinator) == []
    moved_back(tip, 30)
    assert [status for _label, status in labels(bo)] == ["Ta det"]
    assert labels(cast.coordinator) == [("1 tips utan ägare", "Ring laget")]
    for stranger in (cast.manager, cast.auditor, cast.receiver, cast.outsider):
        assert all("tips" not in label.lower() for label, _status in labels(stranger))
    taken(team, tip)
    assert labels(cast.coordinator) == []


def test_an_owner_is_told_of_a_sender_who_waits(team: Team) -> None:
    tip, _box = an_answerable_tip(team)
    taken(team, tip)
    assert [status for _label, status in labels(team.people[0].user)] == ["Svara"]
    assert labels(team.people[1].user) == []


def test_a_flood_is_said_as_a_number(team: Team) -> None:
    for _n in range(25):
        a_tip(team)
    found = labels(team.people[0].user)
    assert len(found) == 11
    assert found[-1][0] == "3 tips till"


def test_what_a_removed_member_owned_waits_for_somebody(cast: Cast, team: Team) -> None:
    anna, bo = team.people
    tip = taken(team, a_tip(team))
    remove_member(member=member_of(team, anna), by=cast.coordinator)
    tip.refresh_from_db()
    assert (tip.owner, tip.state) == (None, State.NEW)
    assert not inbox_for(anna.user).exists()
    assert labels(anna.user) == []
    assert ("Gör en ny nyckel för laget", "Gör") in labels(bo.user)


def test_an_owner_whose_account_is_closed_is_no_owner(team: Team) -> None:
    anna, bo = (one.user for one in team.people)
    taken(team, a_tip(team))
    anna.is_active = False
    anna.save(update_fields=["is_active"])
    assert [status for _label, status in labels(bo)] == ["Ta det"]


def test_silence_closes_nothing(cast: Cast, team: Team) -> None:
    """Every nightly task, as if a year had gone without anybody doing anything."""
    waiting, _box = an_answerable_tip(team)
    owned = taken(team, a_tip(team))
    paused, _other = an_answerable_tip(team)
    paused = taken(team, paused)
    pause(tip=paused, timer="answer", reason="sender", by=team.people[0].user)
    for tip in (waiting, owned, paused):
        moved_back(tip, 366)
    before = set(Tip.objects.values_list("pk", "state", "owner", "destroyed_at"))
    later = int((timezone.now() + datetime.timedelta(days=366)).timestamp())
    nightly = [row for row in app.periodic_registry.periodic_tasks.values() if row.cron.split()[1].isdigit()]
    assert {"website.retention"} <= {row.task.name for row in nightly}
    for row in nightly:
        if not inspect.iscoroutinefunction(row.task.func):  # the queue's own upkeep
            row.task.func(later)
    destroy_due(today=today() + datetime.timedelta(days=366))
    waiting_for(team.people[0].user)
    waiting_for(cast.coordinator)
    assert set(Tip.objects.values_list("pk", "state", "owner", "destroyed_at")) == before
    assert not AuditEntry.objects.filter(verb="tip.closed").exists()


def test_the_list_puts_what_cost_too_little_last_and_drops_nothing(team: Team) -> None:
    flood, real = a_tip(team), a_tip(team)
    Tip.objects.filter(pk=flood.pk).update(work_asked=12, work_done=3)
    moved_back(flood, 9)
    found = list(inbox_for(team.people[0].user).order_by("cheap", "received_at"))
    assert [one.pk for one in found] == [real.pk, flood.pk]
    assert next_owners([team.receiver])[real.pk].user == team.people[0].user
