"""Gatherings of the demonstration: a conference that was held, and a managers' forum with a waiting list."""

from __future__ import annotations

import datetime
import itertools
import random
import uuid
from typing import Any

from skyddsnat.core.models import User
from skyddsnat.knowledge.api import (
    Gathering,
    Moment,
    Person,
    Sender,
    add_gathering,
    key_to_evaluation,
    note_attendance,
    register,
    registrations_for,
    take_answers,
    write_results,
)
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.shared.dates import STOCKHOLM, today

SEED = 5
HELD, COMING = -95, 24
PEOPLE = (
    "Alva Demosson", "Bo Demosson", "Cecilia Demosson", "Dani Demosson", "Elif Demosson", "Folke Demosson",
    "Greta Demosson", "Hamid Demosson", "Iris Demosson", "Jonna Demosson", "Kim Demosson", "Lars Demosson",
)  # fmt: skip
CAME = {
    "Stockholms kommun": 3, "Uppsala kommun": 2, "Umeå kommun": 2, "Region Skåne": 2, "Malmö kommun": 3,
    "En påhittad förening": 1,
}  # fmt: skip
LEADERS = {"Göteborgs kommun": 2, "Region Stockholm": 2, "Luleå kommun": 1}
AFTER: dict[str, tuple[str, ...]] = {
    "useful": ("fairly", "much", "much"),
    "relevant": ("fairly", "much"),
    "sure_before": ("not", "little", "little", "fairly"),
    "sure_after": ("little", "fairly", "fairly", "much"),
}
LATER: dict[str, tuple[str, ...]] = {
    "used": ("little", "fairly", "much"),
    "sure_later": ("little", "fairly", "fairly", "much"),
    "changed_work": ("not", "little", "fairly"),
}
COMMENTS = ("Bra med övningar. Mer tid för frågor nästa gång.", "Jag vet nu vem jag ska ringa.")
RESULTS = (
    "Två kommuner har skrivit en rutin för orosanmälan när ett barn kan vara utsatt för människohandel. En region har "
    "lagt in frågan i introduktionen för nyanställda."
)


def build_gatherings(running: Assignment, people: dict[str, User]) -> None:
    """What has been and what is coming, on the last activity that has begun."""
    activity = running.activities.exclude(started_on=None).order_by("-number")[0]
    chance = random.Random(SEED)  # noqa: S311 - made-up data, the same every time
    _conference(activity, chance, people["coordinator"])
    _forum(activity, people["editor"])


def _conference(activity: Activity, chance: random.Random, by: User) -> None:
    made = _gathering(
        activity, HELD, by, kind="conference", title="När ett barn utnyttjas", title_en="When a child is exploited",
        about="En dag om tecken, samtal och orosanmälan, med övningar i blandade grupper.",
        about_en="A day about signs, conversations and reports of concern, with exercises in mixed groups.",
        where="Länsstyrelsen, Stockholm", where_en="The county administrative board, Stockholm", group="staff", hours=6,
    )  # fmt: skip
    _come(made, CAME)
    rows = [one for row in registrations_for(by).filter(gathering=made) for one in row.participants.all()]
    came = [one.pk for one in rows if one.name != PEOPLE[-1]]
    note_attendance(gathering=made, came=came, stayed_away=[], done=True, by=by)
    for moment, answers in ((Moment.AFTER, AFTER), (Moment.LATER, LATER)):
        for n in range(9 if moment == Moment.AFTER else 6):
            comment = COMMENTS[n] if moment == Moment.AFTER and n < len(COMMENTS) else ""
            told = {question: chance.choice(among) for question, among in answers.items()}
            take_answers(secret=key_to_evaluation(made, moment), answers=told, comment=comment)
    made.refresh_from_db()
    write_results(gathering=made, version=made.version, text=RESULTS, by=by)


def _forum(activity: Activity, by: User) -> None:
    made = _gathering(
        activity, COMING, by, kind="forum", title="Chefsforum: från beslut till arbetssätt",
        title_en="Managers’ forum: from decision to practice",
        about="Hur beslutar en ledning att ett arbetssätt ska gälla, och hur vet man att det blev så?",
        about_en="How does a management decide on a way of working, and how do we know that it came about?",
        where="Webbinarium, länk skickas till dem som har plats",
        where_en="Webinar, the link is sent to those who have a place", group="leaders", hours=3, capacity=4,
    )  # fmt: skip
    _come(made, LEADERS)


def _gathering(activity: Activity, distance: int, by: User, *, hours: int, **values: Any) -> Gathering:
    day = today() + datetime.timedelta(days=distance)
    starts = datetime.datetime.combine(day, datetime.time(9), tzinfo=STOCKHOLM)
    told = {
        "starts": starts, "ends": starts + datetime.timedelta(hours=hours), "capacity": None, "method": None,
        "closes_on": day - datetime.timedelta(days=5), "keep_until": day + datetime.timedelta(days=120),
        "activity": activity,
    }  # fmt: skip
    return add_gathering(by=by, **(told | values))


def _come(gathering: Gathering, organisations: dict[str, int]) -> None:
    """Groups from different organisations, all made up; letters of the demonstration are only files."""
    names = itertools.cycle(PEOPLE)
    for organisation, count in organisations.items():
        group = [Person(next(names)) for _n in range(count)]
        register(
            gathering=gathering, sender=Sender(organisation, group[0].name, "demo@example.org"), people=group,
            once=uuid.uuid4(), at=gathering.starts - datetime.timedelta(days=30),
        )  # fmt: skip
