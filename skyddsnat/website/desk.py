"""The start page of somebody who has signed in: what is late, waits, is near or silent, and where everything stands."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from skyddsnat.core.api import Task, Why, put_aside_by, waiting_for
from skyddsnat.core.models import PutAside, User
from skyddsnat.shared.dates import today
from skyddsnat.website.cards import cards_of, is_reader, issued_lately, shared_with, where_to_check

SHOWN = 8  # of a group at once; the rest is one click away


@dataclass(frozen=True, slots=True)
class Group:
    """The things of one kind, the first of them at once."""

    why: Why
    heading: str
    lead: str
    tasks: list[Task]

    @property
    def first(self) -> list[Task]:
        return self.tasks[:SHOWN]

    @property
    def rest(self) -> list[Task]:
        return self.tasks[SHOWN:]


@dataclass(frozen=True, slots=True)
class Aside:
    """A thing that is put aside, and until when. It is still there to be done."""

    task: Task
    row: PutAside


def desk(user: User) -> dict[str, Any]:
    """Everything the start page shows, from what the user may read."""
    tasks, aside = split_tasks(user, waiting_for(user))
    cards = cards_of(user)
    reads = user.may("mandate.read")
    return {
        "groups": groups_of(tasks),
        "aside": aside,
        "quiet": not tasks,
        "running": [card for card in cards if not card["over"]],
        "ended": [card for card in cards if card["over"]],
        "may_read": reads,
        "is_partner": user.may("mandate.partner"),
        "shared": shared_with(user),
        "issued": issued_lately(user) if is_reader(user) else [],
        "checks": where_to_check(user) if is_reader(user) else [],
        "later": later_days(today()),
    }


def split_tasks(user: User, tasks: list[Task]) -> tuple[list[Task], list[Aside]]:
    """What is on the desk, and what is put aside until a day that has not come. What is late is always on the desk."""
    rows = {row.task: row for row in put_aside_by(user).filter(until__gt=today())}
    aside = [Aside(t, rows[t.identity]) for t in tasks if t.can_wait and t.identity in rows]
    away = {one.task.identity for one in aside}
    return [task for task in tasks if task.identity not in away], sorted(aside, key=lambda one: one.row.until)


def groups_of(tasks: list[Task]) -> list[Group]:
    """The four groups in order, without those that are empty."""
    words = {
        Why.LATE: (_("Försenat"), _("Dagen har passerat.")),
        Why.WAITING: (_("Väntar på dig"), _("Andra kan inte fortsätta förrän du har gjort det här.")),
        Why.DUE: (_("Snart dags"), _("Dagen är nära.")),
        Why.SILENT: (_("Tyst"), _("Ingenting har hörts på länge.")),
    }
    found = [Group(why, *said, [task for task in tasks if task.why is why]) for why, said in words.items()]
    return [group for group in found if group.tasks]


def later_days(day: datetime.date) -> list[dict[str, str]]:
    """Days to choose between when something is put aside."""
    return [
        {"value": (day + datetime.timedelta(days=1)).isoformat(), "label": _("I morgon")},
        {"value": (day + datetime.timedelta(days=7)).isoformat(), "label": _("Om en vecka")},
        {"value": (day + datetime.timedelta(days=30)).isoformat(), "label": _("Om en månad")},
    ]


def task_of(user: User, identity: str) -> Task | None:
    """The thing on the user's own desk; None when it is done, or never was theirs."""
    return next((task for task in waiting_for(user) if task.identity == identity), None)
