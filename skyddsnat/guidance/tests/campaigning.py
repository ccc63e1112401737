"""A campaign to try things on."""

from __future__ import annotations

import datetime
from typing import Any

from skyddsnat.actors.models import Place
from skyddsnat.conftest import Cast
from skyddsnat.guidance.campaigns.access import page_of
from skyddsnat.guidance.campaigns.actions import add_batch, add_campaign
from skyddsnat.guidance.models import Batch, Campaign, ReadingCount
from skyddsnat.mandate.api import (
    add_activity,
    decide_assessment,
    send_assessment,
    start_activity,
    write_assessment,
)
from skyddsnat.mandate.models import Activity, Assignment

ANSWERS = {
    "children": "Barn på resa.", "listening": "Unga har sagt sitt.", "knowledge": "Artikel 34.",
    "options": "Taggar eller affischer.", "weighing": "Taggar når fler.", "feedback": "De unga får veta.",
}  # fmt: skip
STARTS, ENDS = datetime.date(2026, 3, 1), datetime.date(2026, 12, 31)


def an_activity(assignment: Assignment, cast: Cast, *, started: bool = True) -> Activity:
    activity = add_activity(
        assignment=assignment, title="Kampanj mot resande", purpose="Fler vet.", responsible=cast.coordinator,
        starts=STARTS, ends=ENDS, by=cast.coordinator,
    )  # fmt: skip
    return begin(activity, cast) if started else activity


def begin(activity: Activity, cast: Cast) -> Activity:
    write_assessment(activity=activity, by=cast.coordinator, **ANSWERS)
    activity.assignment.is_demo = True  # else the decision is made now, and nothing may have begun before it
    at = datetime.datetime.combine(STARTS, datetime.time(6), tzinfo=datetime.UTC)
    send_assessment(activity=activity, by=cast.coordinator, at=at)
    decide_assessment(activity=activity, by=cast.manager, at=at)
    return start_activity(activity=activity, on=STARTS, by=cast.coordinator)


def a_campaign(assignment: Assignment, cast: Cast, *, started: bool = True) -> Campaign:
    return add_campaign(
        name="Res med öppna ögon", activity=an_activity(assignment, cast, started=started), page=page_of("crime"),
        starts=STARTS, ends=ENDS, by=cast.editor,
    )  # fmt: skip


def a_batch(campaign: Campaign, cast: Cast, **values: Any) -> Batch:
    wanted = {"form": "tag", "where": "Arlanda", "copies": 2000, "place": sigtuna()} | values
    return add_batch(campaign=campaign, by=cast.editor, **wanted)


def sigtuna() -> Place:
    return Place.objects.get(kind="municipality", code="0191")


def read(batch: Batch, *days: tuple[str, int]) -> None:
    for day, count in days:
        ReadingCount.objects.create(batch=batch, day=day, count=count)
