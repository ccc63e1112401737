"""The course in the demonstration: made-up people at a hotel and a taxi company who took it, some again at 90 days."""

from __future__ import annotations

import datetime
import random
import uuid

from skyddsnat.core.models import User
from skyddsnat.industry.api import (
    LessonVersion,
    Site,
    choose_training_activity,
    prove_training,
    take,
)
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today

SEED = 21
# A workplace that has joined, the code that its staff use, and how many took the lesson in which job and language.
WORKPLACES = (
    ("Hotell Fyren, Stockholm", "HTW346", {
        ("reception", "sv"): 14, ("housekeeping", "en"): 9, ("housekeeping", "ar"): 8, ("bar", "sv"): 12,
        ("night", "sv"): 3,
    }),
    ("Taxi Nord, centralen", "TXC379", {("driver", "sv"): 16, ("dispatcher", "sv"): 6}),
)  # fmt: skip
BEFORE, AFTER, LATER = (3, 4, 3), (7, 2, 1), (6, 3, 1)  # how often a choice is good, fair and poor
AGAIN = 0.6  # the share that answers at 90 days
GRADES = ("good", "fair", "poor")


def build_training(running: Assignment, people: dict[str, User]) -> None:
    """Some months of lessons, and what they are evidence of."""
    chance = random.Random(SEED)  # noqa: S311 - made-up data, the same every time
    activity = running.activities.exclude(started_on=None).order_by("-number")[0]
    choose_training_activity(activity=activity, version=1, by=people["coordinator"])
    for name, code, finished in WORKPLACES:
        Site.objects.filter(name=name).update(
            code=code
        )  # drawn by lot otherwise; how-tos and tests name these
        site = Site.objects.get(code=code)
        for (job, language), times in finished.items():
            lesson = LessonVersion.objects.filter(job=job, language=language).latest("number")
            for _n in range(times):
                _take(site, lesson, chance)
    prove_training(today=today())


def _take(site: Site, lesson: LessonVersion, chance: random.Random) -> None:
    day = today() - datetime.timedelta(days=chance.randint(95, 150))
    told = {"before": _picked(lesson, BEFORE, chance), "after": _picked(lesson, AFTER, chance)}
    take(mark=_mark(chance), site=site, lesson=lesson, answers=told, day=day)
    if chance.random() < AGAIN:
        again = {"recheck": _picked(lesson, LATER, chance)}
        late = day + datetime.timedelta(days=90)
        take(mark=_mark(chance), site=site, lesson=lesson, answers=again, day=late, is_recheck=True)


def _picked(lesson: LessonVersion, weights: tuple[int, int, int], chance: random.Random) -> dict[str, str]:
    found = {}
    for key, scene in lesson.scenes.items():
        if scene.use == "measure":
            grades = dict(zip(GRADES, weights, strict=True))
            choices = sorted(scene.choices)
            [found[key]] = chance.choices(choices, [grades[scene.choices[one]] for one in choices])
    return found


def _mark(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=4)
