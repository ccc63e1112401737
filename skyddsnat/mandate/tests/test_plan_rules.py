"""Pure decisions about the plan: circles, broken order, lateness, moving days, reasons and who approves."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skyddsnat.core.api import Refused
from skyddsnat.mandate.plan import rules
from skyddsnat.mandate.plan.rules import Times

DAY = datetime.date(2014, 5, 6)
LATER = datetime.date(2014, 9, 30)
YEARS = st.dates(datetime.date(2000, 1, 1), datetime.date(2080, 12, 31))
# a busy machine makes nothing here wrong
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
PAIRS = st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=20)


@unhurried
@given(PAIRS)
def test_links_added_one_by_one_never_make_a_circle(wanted):
    links = []
    for activity, after in wanted:
        try:
            rules.check_no_circle(links, activity=activity, after=after)
        except Refused:
            assert activity == after or rules.reaches(links, after, activity)
        else:
            links.append((activity, after))
    for activity in range(1, 9):
        assert not any(rules.reaches(links, after, activity) for now, after in links if now == activity)


@pytest.mark.parametrize(
    ("activity", "after", "broken"),
    [
        (Times(LATER, LATER), Times(DAY, LATER), False),  # begins the day the other ends
        (Times(DAY, LATER), Times(DAY, LATER), True),
        (
            Times(LATER, LATER, started_on=DAY),
            Times(DAY, DAY),
            True,
        ),  # has begun though the other is not done
        (Times(DAY, LATER), Times(DAY, LATER, DAY, DAY), False),  # was done earlier than planned
        (Times(DAY, LATER, DAY, LATER), Times(DAY, LATER), False),  # past mending
    ],
)
def test_an_order_is_broken_by_what_is_done_and_else_by_what_is_planned(activity, after, broken):
    assert rules.is_broken(activity, after) is broken


def test_what_is_done_after_its_day_misses_it():
    assert rules.misses(Times(DAY, LATER), DAY)
    assert not rules.misses(Times(DAY, LATER), LATER)
    assert not rules.misses(Times(DAY, LATER), None)
    assert not rules.misses(Times(DAY, LATER, DAY, LATER), DAY)


@pytest.mark.parametrize(
    ("times", "late"),
    [
        (Times(DAY, LATER), True),
        (Times(DAY, LATER, DAY), False),
        (Times(DAY, DAY, DAY), True),
        (Times(DAY, DAY, DAY, LATER), False),
        (Times(LATER, LATER), False),
    ],
)
def test_late_is_what_should_have_begun_or_ended(times, late):
    assert rules.is_late(times, today=DAY + datetime.timedelta(days=1)) is late


def test_a_reason_is_asked_only_when_the_plan_has_been_approved():
    assert rules.check_why("  ", approved=False) == ""
    assert rules.check_why(" för  att ", approved=True) == "för att"
    with pytest.raises(Refused, match="varför"):
        rules.check_why(" ", approved=True)
    with pytest.raises(Refused, match="kortare"):
        rules.check_why("x" * 501, approved=False)


def test_neither_the_sender_nor_a_changer_approves():
    rules.check_two_persons(1, sent_by=2, changed_by=[2, 3])
    with pytest.raises(Refused, match="skickat"):
        rules.check_two_persons(2, sent_by=2, changed_by=[])
    with pytest.raises(Refused, match="ändrat"):
        rules.check_two_persons(3, sent_by=2, changed_by=[3])


@pytest.mark.parametrize("now", list(rules.NEXT))
@pytest.mark.parametrize("wanted", list(rules.NEXT))
def test_the_table_of_states_is_what_the_rule_enforces(now, wanted):
    if wanted in rules.NEXT[now]:
        rules.check_move(now, wanted)
    else:
        with pytest.raises(Refused):
            rules.check_move(now, wanted)


def test_whole_months_keep_the_day_and_the_end_of_a_month():
    first, to = datetime.date(2014, 1, 1), datetime.date(2016, 1, 1)
    moved = {
        datetime.date(2014, 3, 17): datetime.date(2016, 3, 17),
        datetime.date(2014, 2, 28): datetime.date(2016, 2, 29),
        datetime.date(2014, 12, 31): datetime.date(2016, 12, 31),
    }
    assert {day: rules.moved(day, first=first, to=to) for day in moved} == moved
    assert rules.moved(datetime.date(2014, 1, 31), first=first, to=datetime.date(2014, 2, 1)).day == 28


@unhurried
@given(YEARS, YEARS, st.lists(YEARS, min_size=2, max_size=6))
def test_moving_keeps_the_order_and_the_first_day(first, to, days):
    assert rules.moved(first, first=first, to=to) == to or first.day == to.day
    ordered = sorted(days)
    moved = [rules.moved(day, first=first, to=to) for day in ordered]
    assert moved == sorted(moved)
    if first.day != to.day:
        assert [day - ordered[0] for day in ordered] == [day - moved[0] for day in moved]
