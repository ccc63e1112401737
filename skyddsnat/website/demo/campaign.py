"""The made-up campaign of the demonstration: tags, posters and cards at a few places, read during some months."""

from __future__ import annotations

import datetime
import random
from pathlib import Path
from typing import Any

from skyddsnat.actors.models import Place
from skyddsnat.core.models import User
from skyddsnat.guidance.api import (
    Campaign,
    add_batch,
    add_campaign,
    add_wave,
    count_reading,
    new_mark,
    page_of,
    prove_readings,
    prove_surveys,
    take_answers,
    withdraw_batch,
)
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.shared.dates import today
from skyddsnat.shared.yaml_files import read_yaml

SEED = 18


def build_campaign(running: Assignment, people: dict[str, User]) -> None:
    """A campaign of the assignment under way, with days of readings behind it."""
    plan: dict[str, Any] = read_yaml((Path(__file__).parent / "campaign.yaml").read_text())
    chance = random.Random(SEED)  # noqa: S311 - made-up data, the same every time
    editor = people["editor"]
    campaign = add_campaign(
        name=plan["name"], name_en=plan["name_en"], activity=_activity(running), page=page_of(plan["page"]),
        starts=day(plan["starts"]), ends=day(plan["ends"]), by=editor,
    )  # fmt: skip
    for row in plan["batches"]:
        place = Place.objects.get(kind="municipality", code=row["place"]) if "place" in row else None
        batch = add_batch(
            campaign=campaign, form=row["form"], where=row["where"], place=place, copies=row.get("copies"),
            by=editor,
        )  # fmt: skip
        for distance in range(plan["starts"], 0):
            for _n in range(chance.choice(row["a_day"])):
                count_reading(batch, day(distance))
        if row.get("withdrawn"):
            withdraw_batch(batch=batch, by=editor)
    for row in plan["waves"]:
        _survey(campaign, row, plan["languages"], chance, people["editor"])
    prove_readings(today=today())
    prove_surveys(today=today())


def _survey(
    campaign: Campaign, row: dict[str, Any], languages: list[str], chance: random.Random, by: User
) -> None:
    wave = add_wave(
        campaign=campaign, moment=row["moment"], opens=day(row["opens"]), closes=day(row["closes"]), by=by
    )
    last = min(row["closes"], -1)
    for answer, count in row["answers"].items():
        for _n in range(count):
            take_answers(
                wave=wave,
                mark=new_mark(wave),
                answers={
                    "knows": answer,
                    "where": chance.choice(row["where"]),
                    "seen": chance.choice(row["seen"]),
                },
                language=chance.choice(languages),
                day=day(chance.randint(row["opens"], last)),
            )


def _activity(running: Assignment) -> Activity:
    """The last activity that has started."""
    return running.activities.exclude(started_on=None).order_by("-number")[0]


def day(distance: int) -> datetime.date:
    return today() + datetime.timedelta(days=distance)
