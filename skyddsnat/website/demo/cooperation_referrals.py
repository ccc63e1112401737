"""Two made-up referrals: one child who has arrived and been followed up, one request that has had no answer."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from skyddsnat.actors.api import add_membership, add_organisation
from skyddsnat.actors.models import Organisation, Place
from skyddsnat.cooperation import api
from skyddsnat.core.api import add_user
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today
from skyddsnat.shared.yaml_files import read_yaml

LONG_AGO = datetime.date(2014, 1, 1)
BEFORE = datetime.timedelta(days=110)  # when the children came to be known


@dataclass(frozen=True)
class _Scene:
    """Who takes part, and where."""

    plan: dict[str, Any]
    home: Organisation
    abroad: Organisation
    worker: User
    colleague: User
    there: User


def build_referrals(people: dict[str, User]) -> None:
    """Make both cases by the same steps as a case worker takes."""
    plan: dict[str, Any] = read_yaml((Path(__file__).parent / "cooperation_referrals.yaml").read_text())
    home, abroad = (_authority(plan[name]) for name in ("home", "abroad"))
    colleague, there = _worker(plan["colleague"], home), _worker(plan["there"], abroad)
    add_membership(user=people["caseworker"], organisation=home, since=LONG_AGO, by=people["manager"])
    scene = _Scene(plan, home, abroad, people["caseworker"], colleague, there)
    _travelled(scene, plan["first"])
    _unanswered(scene, plan["second"])
    api.escalate_due(on=today(), by=None)


def _authority(row: dict[str, str]) -> Organisation:
    place = Place.objects.get(kind=Place.Kind.STATE, code=row["state"])
    return add_organisation(
        kind=row["kind"],
        name=row["name"],
        name_en=row["name_en"],
        place=place,
        source="Demonstration",
        by=None,
    )


def _worker(row: dict[str, str], organisation: Organisation) -> User:
    user = add_user(email=row["email"], name=row["name"], roles=["caseworker"], by=None)
    user.is_demo = True
    user.save(update_fields=["is_demo"])
    add_membership(user=user, organisation=organisation, since=LONG_AGO, by=None)
    return user


def _step(case: Any, code: str, by: User) -> Any:
    now = api.own_cases_for(by).get(pk=case.pk)
    return api.take_step(referral=now, code=code, version=now.version, by=by)


def _assessed(scene: _Scene, row: dict[str, Any]) -> Any:
    """A case whose child is protected, heard and assessed, with consents to ask."""
    worker, day = scene.worker, today() - BEFORE
    child = dict(row["child"])
    if child["age_basis"] == "assessed":
        child["age_assessed_on"] = day
    case = api.open_referral(
        owner=scene.home, child=child, origin=scene.abroad.place, dnr="DEMO 2026/1", by=worker
    )
    api.add_measure(
        referral=case, phase="protection", side="sending", what=row["protection"], organisation=scene.home, done_on=day,
        by=worker,
    )  # fmt: skip
    _step(case, "protect", worker)
    guardian = api.add_guardian(referral=case, appointed_on=day, by=worker, **row["guardian"])
    api.write_view(referral=case, heard_on=day, how=row["how"], view=row["view"], by=worker)
    for kind in ("bia", "bid"):
        made = api.write_assessment(referral=case, kind=kind, by=worker, **scene.plan["assessed"])
        api.decide_assessment(assessment=made, by=scene.colleague)
    _step(case, "assess", worker)
    now = api.own_cases_for(worker).get(pk=case.pk)
    api.change_basics(
        referral=now, receiver=scene.abroad, origin=now.origin, dnr=now.dnr, responsible=worker, version=now.version,
        by=worker,
    )  # fmt: skip
    for purpose in ("information", "transfer"):
        api.write_consent(
            referral=case, purpose=purpose, organisation=scene.abroad, kind="guardian", answer="yes", said_on=day,
            guardian=guardian, by=worker,
        )  # fmt: skip
    return case


def _travelled(scene: _Scene, row: dict[str, Any]) -> None:
    worker, then = scene.worker, today() - datetime.timedelta(days=60)
    case = _assessed(scene, row)
    request = api.write_request(
        referral=case, kind="transfer", organisation=scene.abroad, asks=row["asks"], by=worker
    )
    api.send_request(request=request, on=then, by=worker)
    _step(case, "ask", worker)
    api.record_answer(
        referral=case, request=request, yes=True, reason="", at=then + datetime.timedelta(days=20),
        answered_by="Handläggare hos mottagaren", source="Brev (demonstration)", by=worker,
    )  # fmt: skip
    _step(case, "accept", worker)
    api.assess_risks(
        referral=case,
        assessed_on=then,
        risks=row["risks"],
        measures=row["measures"],
        conclusion="safe",
        by=worker,
    )
    api.write_plan(
        referral=case, travels_at=timezone.now() - datetime.timedelta(days=2), how=row["how_travels"],
        escort=row["escort"], handover=row["handover"], emergency=row["emergency"], by=worker,
    )  # fmt: skip
    _step(case, "plan", worker)
    api.confirm_reception(referral=case, who="Jourhem 1", by=scene.there)
    _step(case, "depart", worker)
    api.confirm_arrival(referral=case, who="Jourhem 1", by=scene.there)
    _step(case, "arrive", worker)
    api.write_follow_up(
        referral=case, done_on=today(), how="Samtal med barnet och jourhemmet", outcome=row["outcome"],
        next_on=today() + datetime.timedelta(days=90), by=worker,
    )  # fmt: skip
    _step(case, "follow_up", worker)


def _unanswered(scene: _Scene, row: dict[str, Any]) -> None:
    case = _assessed(scene, row)
    texts = ("report", "reasons", "funding", "duration", "supervision", "contact_plan")
    request = api.write_request(
        referral=case, kind="placement", organisation=scene.abroad, basis="iib_82", asks=row["asks"],
        translation_attached=True, by=scene.worker, **{name: row[name] for name in texts},
    )  # fmt: skip
    sent = today() - datetime.timedelta(days=row["sent_days_ago"])
    api.send_request(request=request, on=sent, by=scene.worker)
    _step(case, "ask", scene.worker)
