"""The made-up way of some sixty municipalities with a method: steps, calls and self-assessments over two years."""

from __future__ import annotations

import datetime
import random

from skyddsnat.actors.api import add_contact
from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.knowledge.api import (
    Given,
    Group,
    Method,
    Outcome,
    SelfAssessment,
    Step,
    add_call,
    fingerprint,
    save_answers,
    start_assessment,
    submit_assessment,
    take_steps,
)
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today

SEED = 71
METHOD = "orosanmalan"
OWN = "kommun-0180"  # the municipality of the demonstration's partner
# How many take each step, and about how many days ago.
STAFF = [
    (Step.REACHED, 59, 420), (Step.OPENED, 41, 330), (Step.DECIDED, 17, 160),
    (Step.PRACTISED, 11, 90), (Step.FOLLOWED_UP, 4, 20),
]  # fmt: skip
LEADERS = [(Step.REACHED, 30, 400), (Step.OPENED, 14, 300), (Step.DECIDED, 8, 170)]
ASSESSED_TWICE = 6
BATCHES = 3  # days on which each step is taken
CALLS = [
    (Outcome.TALKED, "Socialchefen tar upp metoden på nästa ledningsmöte.", 9, 0),
    (Outcome.PROMISED, "De fattar beslut efter sommaren och hör av sig.", 30, 20),
    (Outcome.NO_ANSWER, "", 8, -2),
    (Outcome.DECLINED, "De väntar på en ny förvaltningschef.", 60, 90),
    (Outcome.TALKED, "Vill se hur grannkommunen gör.", 15, -1),
    (Outcome.PROMISED, "Skickar protokollet när nämnden har sammanträtt.", 5, 12),
]


def build_ladder(assignment: Assignment, people: dict[str, User]) -> None:
    """Steps and calls about the report of concern, for municipalities all over the country."""
    chance = random.Random(SEED)  # noqa: S311 - made-up data, the same every time
    method = the_method(assignment)
    found = list(Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY).order_by("code"))
    chance.shuffle(found)
    own = Organisation.objects.get(code=OWN)
    county = [one for one in found if one.code.startswith("kommun-01") and one != own][:8]
    others = [one for one in found if one not in county and one != own]
    told = [*county, *others[:50]]
    chance.shuffle(told)
    told.insert(7, own)
    for group, steps in ((Group.STAFF, STAFF), (Group.LEADERS, LEADERS)):
        for step, count, ago in steps:
            for n, some in enumerate(_batches(told[:count])):
                take_steps(
                    organisations=some, method=method, step=step, group=group, by=people["coordinator"],
                    day=ago_day(max(ago - 12 * n, 0)), reference=_reference(step, n),
                )  # fmt: skip
    called = [own, *county[:3], *others[50:52]]
    for n, (one, (outcome, note, ago, ahead)) in enumerate(zip(called, CALLS, strict=True), start=10):
        add_call(
            organisation=one, method=method, outcome=outcome, note=note, day=ago_day(ago),
            next_on=ago_day(-ahead) if ahead else None, by=people["coordinator"],
        )  # fmt: skip
        add_contact(
            organisation=one, function="Socialförvaltningens växel", name="", email="", phone=f"010-000 00 {n:02}",
            source="Påhittad för demonstrationen", checked_on=ago_day(40), by=people["coordinator"],
        )  # fmt: skip
    _assess(method, own, county, others, chance, people["coordinator"])


def _assess(
    method: Method, own: Organisation, county: list[Organisation], others: list[Organisation],
    chance: random.Random, by: User,
) -> None:  # fmt: skip
    """Two years of self-assessments, a little further the second time; the own municipality has begun this year's."""
    year = today().year
    for n, one in enumerate([own, *county[:7], *others[:5]]):
        if n < ASSESSED_TWICE:
            _submitted(method, one, datetime.date(year - 2, 10, 3 + n), chance.choices((0, 1, 2), k=10), by)
        levels = chance.choices((0, 1, 2, 3), weights=(1, 3, 4, 2), k=10)
        _submitted(method, one, datetime.date(year - 1, 10, 3 + n), levels, by)
    for one in [own, *county[:3]]:
        _submitted(method, one, datetime.date(year - 1, 11, 5), [1, 2, 1], by, Group.LEADERS)
    begun = start_assessment(organisation=own, method=method, group=Group.STAFF, by=by)
    _answer(begun, [2, 2, 3, 1], by)


def _submitted(
    method: Method,
    one: Organisation,
    day: datetime.date,
    levels: list[int],
    by: User,
    group: Group = Group.STAFF,
) -> None:
    begun = start_assessment(organisation=one, method=method, group=group, by=by, on=day)
    _answer(begun, levels, by)
    submit_assessment(assessment=begun, by=by, on=day)


def _answer(begun: SelfAssessment, levels: list[int], by: User) -> None:
    codes = [one["code"] for one in begun.statements][: len(levels)]
    given = [Given(code, level) for code, level in zip(codes, levels, strict=True)]
    if begun.group == Group.STAFF:
        given[0] = Given(
            codes[0], levels[0], plan="Gå igenom tecknen på arbetsplatsträffen varje termin.",
            responsible="Enhetschef", by_when=datetime.date(begun.year + 1, 3, 1),
        )  # fmt: skip
    save_answers(assessment=begun, given=given, seen=fingerprint(Given(code) for code in codes), by=by)


def the_method(assignment: Assignment) -> Method:
    """The method that the demonstration shows; made here only where the library has not made it."""
    activity = assignment.activities.filter(clauses__number="1").order_by("number").first()
    method, _made = Method.objects.get_or_create(
        code=METHOD,
        defaults={
            "name": "Orosanmälan när ett barn utnyttjas",
            "name_en": "Reporting concern when a child is exploited",
            "activity": activity,
        },
    )
    return method


def ago_day(days: int) -> datetime.date:
    return today() - datetime.timedelta(days=days)


def _batches(found: list[Organisation]) -> list[list[Organisation]]:
    return [found[n::BATCHES] for n in range(BATCHES)]


def _reference(step: Step, n: int) -> str:
    return f"Socialnämnden § {41 + n}" if step == Step.DECIDED else ""
