"""Printed matter in the demonstration: delivered, on its way, asked for, printed by the company, recalled, replaced."""

from __future__ import annotations

import random
import uuid

from skyddsnat.core.models import User
from skyddsnat.industry.api import (
    Edition,
    Site,
    confirm_removed,
    deliver_edition,
    order_edition,
    order_own_edition,
    recall_edition,
)
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today

SEED = 34
WHY = "Numret till arbetsplatsens chef stod på den."


def build_kits(running: Assignment, people: dict[str, User]) -> None:
    """Three editions for the hotel with the course's code, and what it and a taxi company order themselves."""
    by, chance = people["coordinator"], random.Random(SEED)  # noqa: S311 - made-up data, the same every time
    site = Site.objects.get(code="HTW346")
    activity = running.activities.exclude(started_on=None).order_by("-number")[0]
    chosen = [
        ("checklist", "reception", "sv", 12),
        ("card", "housekeeping", "so", 30),
        ("poster", "", "en", 2),
    ]
    checklist, _card, poster = (
        order_edition(
            site=site, form=form, job=job, language=language, copies=copies, by=by,
            once=uuid.UUID(int=chance.getrandbits(128)),
        )
        for form, job, language, copies in chosen
    )  # fmt: skip
    deliver_edition(edition=checklist, day=today(), activity=activity, version=checklist.version, by=by)
    recall_edition(edition=poster, why=WHY, version=poster.version, by=by)
    polish = _own(site, chance, form="poster", language="pl", copies=2, way="prints")
    asked = _own(site, chance, form="card", job="bar", language="en", copies=25, way="asks")
    taxi = _own(Site.objects.get(code="TXC379"), chance, form="poster", language="sv", copies=3, way="prints")
    deliver_edition(edition=asked, day=today(), activity=None, version=asked.version, by=by)
    _own(site, chance, form="checklist", job="housekeeping", language="ar", copies=20, way="asks")
    for recalled in (polish, taxi):
        recall_edition(edition=recalled, why=WHY, version=recalled.version, by=by)
    confirm_removed(edition=taxi)


def _own(
    site: Site, chance: random.Random, *, form: str, language: str, copies: int, way: str, job: str = ""
) -> Edition:
    once = uuid.UUID(int=chance.getrandbits(128))
    return order_own_edition(
        company=site.company,
        site=site,
        form=form,
        job=job,
        language=language,
        copies=copies,
        way=way,
        once=once,
    )
