"""Ages, deadlines, requests, assessments and the fields that can be shared: the rules one by one."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Child, Deadline, Referral
from skyddsnat.cooperation.referrals import ages
from skyddsnat.cooperation.referrals.actions import cases, requests, safeguards, timing
from skyddsnat.cooperation.referrals.fields import FIELDS, GROUPS, field
from skyddsnat.cooperation.referrals.standing import Standing, months_after
from skyddsnat.cooperation.referrals.timing import goals
from skyddsnat.cooperation.referrals.transitions import step_of
from skyddsnat.cooperation.referrals.waiting import waiting
from skyddsnat.cooperation.tests.cases import (
    TEXTS,
    Home,
    ask,
    case_in,
    choose_receiver,
    consent,
    fresh,
    home,
    open_case,
    step,
)
from skyddsnat.core.api import Refused, Why
from skyddsnat.shared.dates import today

ON = datetime.date(2026, 6, 15)
PLACEMENT = {
    "report": "R", "reasons": "S", "funding": "F", "duration": "D", "translation_attached": True, "basis": "iib_82",
}  # fmt: skip


@pytest.fixture
def at(db: None) -> Home:
    return home()


# --- ages ---


@pytest.mark.parametrize(
    ("said", "is_child", "may_be_fifteen"),
    [
        ({}, True, True),
        ({"age_claimed": 12}, True, False),
        ({"age_basis": "claimed", "age_claimed": 21}, True, True),
        ({"age_basis": "documented", "born_on": datetime.date(2008, 6, 16), "documents": "Pass"}, True, True),
        (
            {"age_basis": "documented", "born_on": datetime.date(2008, 6, 15), "documents": "Pass"},
            False,
            True,
        ),
        (
            {"age_basis": "documented", "born_on": datetime.date(2012, 6, 15), "documents": "Pass"},
            True,
            False,
        ),
        ({"age_basis": "assessed", "age_from": 16, "age_to": 20, "age_assessed_on": ON}, True, True),
        ({"age_basis": "assessed", "age_from": 18, "age_to": 20, "age_assessed_on": ON}, False, True),
        (
            {"age_basis": "assessed", "age_from": 17, "age_to": 18, "age_assessed_on": ON.replace(year=2025)},
            False,
            True,
        ),
        ({"age_basis": "assessed", "age_from": 10, "age_to": 12, "age_assessed_on": ON}, True, False),
    ],
)
def test_who_may_be_a_child_is_one(said: dict[str, object], is_child: bool, may_be_fifteen: bool) -> None:
    child = Child(**said)
    assert ages.faults(child, ON) == {}
    assert (ages.is_child(child, ON), ages.may_be_fifteen(child, ON)) == (is_child, may_be_fifteen)


def test_a_case_is_not_closed_as_an_adults_while_that_is_not_shown(at: Home) -> None:
    case = open_case(at)
    with pytest.raises(Refused):
        step(case, "close", at.one, close_reason="adult")
    shown = {"age_basis": "assessed", "age_from": 19, "age_to": 22, "age_assessed_on": today()}
    cases.change_child(referral=case, child=shown, version=fresh(case).version, by=at.one)
    assert step(case, "close", at.one, close_reason="adult").state == State.CLOSED


# --- requests and consents ---


def test_denmark_is_outside_brussels_iib(db: None) -> None:
    at = home("DK")
    case = open_case(at)
    with pytest.raises(Refused, match="Danmark"):
        requests.write_request(
            referral=case, kind="placement", organisation=at.abroad, asks="Kan ni?", by=at.one, **PLACEMENT
        )
    told = PLACEMENT | {"basis": "hague_33"}
    assert requests.write_request(
        referral=case, kind="placement", organisation=at.abroad, asks="Kan ni?", by=at.one, **told
    ).pk


@pytest.mark.parametrize("without", ["report", "reasons", "funding", "duration", "translation_attached"])
def test_a_request_for_placement_is_sent_whole(at: Home, without: str) -> None:
    case = case_in(State.ASSESSED, at)
    choose_receiver(case, at)
    consent(case, at, "information")
    told = PLACEMENT | {without: False if without == "translation_attached" else ""}
    made = requests.write_request(
        referral=case, kind="placement", organisation=at.abroad, asks="Kan ni?", by=at.one, **told
    )
    with pytest.raises(Refused, match="saknar"):
        requests.send_request(request=made, on=today(), by=at.one)


def test_nothing_is_sent_without_a_consent_to_share(at: Home) -> None:
    case = case_in(State.ASSESSED, at)
    made = requests.write_request(
        referral=case, kind="information", organisation=at.abroad, asks="Vem?", by=at.one
    )
    with pytest.raises(Refused, match="samtycke"):
        requests.send_request(request=made, on=today(), by=at.one)


def test_a_child_from_fifteen_agrees_to_a_placement_itself(at: Home) -> None:
    case = case_in(State.ASSESSED, at)
    ask(case, at, kind="placement", **PLACEMENT)
    codes = _lacking(case)
    assert {"may_place", "child_agrees"} <= codes
    consent(case, at, "placement")
    consent(case, at, "placement", kind="child")
    assert not {"may_place", "child_agrees"} & _lacking(case)


def _lacking(case: Referral) -> set[str]:
    found = step_of("depart", "planned")
    assert found is not None
    return {need.__name__ for need in found.needs if need(Standing(fresh(case))) is not None}


def test_an_answer_is_written_once_and_moves_nothing(at: Home) -> None:
    case = case_in(State.ASKED, at)
    request = case.requests.get()
    for _each in range(2):
        requests.record_answer(
            referral=case, request=request, yes=True, reason="", by=at.one, at=today(), source="Brev 1"
        )
    assert fresh(case).state == State.ASKED
    with pytest.raises(Refused):
        requests.record_answer(referral=case, request=request, yes=False, reason="", by=at.one, at=today())


def test_nobody_decides_what_they_wrote(at: Home) -> None:
    case = open_case(at)
    made = safeguards.write_assessment(referral=case, kind="bia", by=at.one, **TEXTS)
    with pytest.raises(Refused, match="Du skrev"):
        safeguards.decide_assessment(assessment=made, by=at.one)
    newer = safeguards.write_assessment(referral=case, kind="bia", by=at.two, **TEXTS)
    with pytest.raises(Refused, match="nyare"):
        safeguards.decide_assessment(assessment=made, by=at.two)
    assert safeguards.decide_assessment(assessment=newer, by=at.one).number == 2


def test_a_child_is_heard_or_it_is_said_why_not_never_both(at: Home) -> None:
    case = open_case(at)
    for said in (
        {},
        {"view": "Ja"},
        {"heard_on": today(), "how": "Samtal", "view": "Ja", "not_heard_why": "Nej"},
    ):
        with pytest.raises(Refused):
            safeguards.write_view(referral=case, by=at.one, **said)


# --- deadlines ---


def test_months_end_where_the_month_ends() -> None:
    assert months_after(datetime.date(2025, 11, 30), 3) == datetime.date(2026, 2, 28)
    assert months_after(datetime.date(2026, 1, 15), 3) == datetime.date(2026, 4, 15)


def test_each_deadline_of_the_program_says_what_it_rests_on() -> None:
    for rows in goals().values():
        for goal in rows:
            assert all(goal.source)
            assert goal.url.startswith("https://eur-lex.europa.eu/") or goal.kind == "goal"


def test_a_pause_moves_the_day_and_a_time_by_law_does_not_pause(at: Home) -> None:
    case = open_case(at)
    due = today() + datetime.timedelta(days=10)
    made = timing.add_deadline(referral=case, what="Ring skolan", due_on=due, source="Eget mål", by=at.one)
    timing.pause_deadline(deadline=made, why="Lov", by=at.one)
    Deadline.objects.filter(pk=made.pk).update(paused_since=today() - datetime.timedelta(days=4))
    assert timing.resume_deadline(deadline=made, by=at.one).due_on == due + datetime.timedelta(days=4)
    law = Deadline.objects.create(
        referral=case, code="placement_answer", what="x", due_on=due, source="x", written_by=at.one
    )
    with pytest.raises(Refused, match="lag"):
        timing.pause_deadline(deadline=law, why="Lov", by=at.one)


def test_what_is_late_is_told_to_the_one_responsible_and_then_once_to_colleagues(at: Home) -> None:
    case = open_case(at)
    late = today() - datetime.timedelta(days=9)
    made = Deadline.objects.create(
        referral=case, what="Ring skolan", due_on=late, source="Eget mål", written_by=at.one
    )
    mine = [task for task in waiting(at.one) if task.why is Why.LATE]
    assert [task.label for task in mine] == ["Ring skolan"]
    assert mine[0].url.startswith(reverse("cooperation:referral", args=[case.pk]))
    assert not [task for task in waiting(at.two) if task.why is Why.LATE]
    assert (timing.escalate_due(on=today(), by=None), timing.escalate_due(on=today(), by=None)) == (1, 0)
    assert list(made.escalated_to.all()) == [at.two]
    assert [task.label for task in waiting(at.two) if task.why is Why.LATE] == ["Ring skolan"]
    assert not list(waiting(at.other))


def test_a_colleague_is_asked_to_decide_and_a_receiver_to_confirm(at: Home) -> None:
    case = case_in(State.PLANNED, at)
    safeguards.write_assessment(referral=case, kind="bid", by=at.one, **TEXTS)
    assert [task.why for task in waiting(at.two)] == [Why.WAITING]
    assert [task.label for task in waiting(at.there)] == ["Bekräfta mottagandet"]


# --- the fields ---


def test_each_field_has_a_text_of_its_own_in_both_languages(at: Home) -> None:
    case = case_in(State.FOLLOWED_UP, at)
    assert len({one.code for one in FIELDS}) == len(FIELDS)
    for one in FIELDS:
        assert one.group in GROUPS
        assert isinstance(one.text(case, "sv"), str)
        assert isinstance(one.text(case, "en"), str)
    languages = field("languages")
    assert languages is not None
    assert (languages.text(case, "sv"), languages.text(case, "en")) == ("rumänska", "Romanian")


def test_what_is_not_decided_or_taken_back_is_not_shared(at: Home) -> None:
    case = open_case(at)
    made = safeguards.write_assessment(referral=case, kind="bia", by=at.one, **TEXTS)
    bia = field("bia")
    assert bia is not None
    assert bia.text(case, "sv") == ""
    safeguards.decide_assessment(assessment=made, by=at.two)
    assert bia.text(case, "sv") == TEXTS["conclusion"]
