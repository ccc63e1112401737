"""A case brought to any state by the same actions as a person takes, for every test of the room that needs one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from skyddsnat.actors.api import add_membership, add_organisation
from skyddsnat.actors.models import Organisation, Place
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Referral
from skyddsnat.cooperation.referrals.actions import cases, journeys, moving, requests, safeguards
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today

LONG_AGO = datetime.date(2020, 1, 1)
TEXTS = dict.fromkeys(safeguards.ASSESSED, "Vägt, med källor.")
CHILD = {
    "forms": ["begging"],
    "signs": "Barnet tigger på skoltid.",
    "languages": ["ro"],
    "nationalities": ["RO"],
}
WAY = (
    State.IDENTIFIED, State.PROTECTED, State.ASSESSED, State.ASKED, State.ACCEPTED, State.PLANNED, State.TRAVELLING,
    State.ARRIVED, State.FOLLOWED_UP, State.CLOSED,
)  # fmt: skip


@dataclass
class Home:
    """An organisation with two case workers, one abroad with one, and a case worker of a third."""

    owner: Organisation
    abroad: Organisation
    third: Organisation
    one: User
    two: User
    there: User
    other: User


def caseworker(name: str, organisation: Organisation) -> User:
    user = User.objects.create_user(email=f"{name}@example.org", name=name.capitalize())
    user.roles.set(["caseworker"])
    add_membership(user=user, organisation=organisation, since=LONG_AGO, by=None)
    return user


def an_authority(name: str, state: str | None, kind: str = "eu_authority") -> Organisation:
    place = Place.objects.get(kind="state", code=state) if state else None
    return add_organisation(kind=kind, name=name, place=place, source="test", by=None)


def home(receiver_state: str = "FI") -> Home:
    owner = an_authority("Socialtjänsten i kommun A", "SE", "agency")
    abroad = an_authority("Centralmyndigheten i stat B", receiver_state)
    third = an_authority("Socialtjänsten i kommun C", "SE", "agency")
    return Home(
        owner, abroad, third, caseworker("one", owner), caseworker("two", owner), caseworker("there", abroad),
        caseworker("other", third),
    )  # fmt: skip


def open_case(at: Home, **also: Any) -> Referral:
    return cases.open_referral(owner=at.owner, child=CHILD | also.pop("child", {}), by=at.one, **also)


def fresh(case: Referral) -> Referral:
    return Referral.objects.get(pk=case.pk)


def step(case: Referral, code: str, by: User, **also: Any) -> Referral:
    return moving.take_step(referral=case, code=code, version=fresh(case).version, by=by, **also)


def protect(case: Referral, at: Home) -> None:
    safeguards.add_measure(
        referral=case, phase="protection", side="sending", what="Skyddat boende", organisation=at.owner,
        done_on=today(), by=at.one,
    )  # fmt: skip


def assess(case: Referral, at: Home) -> None:
    safeguards.add_guardian(referral=case, role="God man", appointed_on=LONG_AGO, by=at.one)
    safeguards.write_view(
        referral=case, heard_on=today(), how="Samtal med tolk", view="Vill gå i skolan.", by=at.one
    )
    for kind in ("bia", "bid"):
        made = safeguards.write_assessment(referral=case, kind=kind, by=at.one, **TEXTS)
        safeguards.decide_assessment(assessment=made, by=at.two)


def choose_receiver(case: Referral, at: Home, receiver: Organisation | None = None) -> Referral:
    now = fresh(case)
    return cases.change_basics(
        referral=now, receiver=receiver or at.abroad, origin=now.origin, dnr="", responsible=at.one,
        version=now.version, by=at.one,
    )  # fmt: skip


def consent(case: Referral, at: Home, purpose: str, kind: str = "guardian", answer: str = "yes") -> Any:
    return safeguards.write_consent(
        referral=case, purpose=purpose, organisation=at.abroad, kind=kind, answer=answer, said_on=today(),
        guardian=case.guardians.filter(taken_back_at=None).last(), legal_source="Beslut 1" * (kind == "replacement"),
        by=at.one,
    )  # fmt: skip


def ask(case: Referral, at: Home, kind: str = "transfer", **said: Any) -> Any:
    choose_receiver(case, at)
    consent(case, at, "information")
    made = requests.write_request(
        referral=case, kind=kind, organisation=at.abroad, asks="Kan ni ta emot barnet?", by=at.one, **said
    )
    return requests.send_request(request=made, on=said.pop("on", today()), by=at.one)


def answer(case: Referral, at: Home, *, yes: bool = True) -> Any:
    request = case.requests.filter(taken_back_at=None).last()
    return requests.record_answer(
        referral=case, request=request, yes=yes, reason="" if yes else "Ingen plats.", by=at.one, at=today(),
        source="Brev 1", answered_by="Centralmyndigheten",
    )  # fmt: skip


def case_in(state: str, at: Home) -> Referral:
    """A case that has gone the straight way to the state."""
    case = open_case(at)
    if state == State.REFUSED:
        case_in_asked(case, at)
        answer(case, at, yes=False)
        return step(case, "refuse", at.one)
    for code, do in _WAY:
        if fresh(case).state == state:
            break
        do(case, at)
        if code and fresh(case).state != state:
            close = {"close_reason": "done"} if code == "close" else {}
            step(case, code, at.one, **close)
    return fresh(case)


def case_in_asked(case: Referral, at: Home) -> None:
    for code, do in _WAY[:3]:
        do(case, at)
        step(case, code, at.one)


def _receive(case: Referral, at: Home) -> None:
    consent(case, at, "transfer")
    journeys.confirm_reception(referral=fresh(case), who="Jourhemmet", by=at.there)


def _arrive(case: Referral, at: Home) -> None:
    journeys.confirm_arrival(referral=fresh(case), who="Jourhemmet", by=at.there)


def _follow_up(case: Referral, at: Home) -> None:
    safeguards.write_follow_up(
        referral=case, done_on=today(), how="Samtal", outcome="Går i skolan.", by=at.one
    )


def _plan(case: Referral, at: Home) -> None:
    safeguards.assess_risks(
        referral=case,
        assessed_on=today(),
        risks="Långt.",
        measures="Följeslagare.",
        conclusion="safe",
        by=at.one,
    )
    journeys.write_plan(
        referral=case, travels_at=timezone.now() + datetime.timedelta(days=2), how="Tåg", escort="En handläggare",
        handover="På stationen", emergency="Ring jouren", by=at.one,
    )  # fmt: skip


def _nothing(case: Referral, at: Home) -> None:
    """What closes a case needs only a reason."""


_WAY = (
    ("protect", protect),
    ("assess", assess),
    ("ask", ask),
    ("accept", answer),
    ("plan", _plan),
    ("depart", _receive),
    ("arrive", _arrive),
    ("follow_up", _follow_up),
    ("close", _nothing),
)
