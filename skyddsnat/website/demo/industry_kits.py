"""Printed matter in the demonstration: one delivered, one on its way, one recalled."""

from __future__ import annotations

import random
import uuid

from skyddsnat.core.models import User
from skyddsnat.industry.api import Site, deliver_edition, order_edition, recall_edition
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today

SEED = 34
WHY = "Numret till arbetsplatsens chef stod på den."


def build_kits(running: Assignment, people: dict[str, User]) -> None:
    """Three editions for the hotel with the course's code."""
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
