"""Gatherings and people for the tests."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.utils import timezone

from skyddsnat.conftest import Cast
from skyddsnat.knowledge.gatherings.actions import add_gathering
from skyddsnat.knowledge.gatherings.attendance import note_attendance
from skyddsnat.knowledge.gatherings.registering import Person, Sender, register
from skyddsnat.knowledge.gatherings.rules import default_keep_until
from skyddsnat.knowledge.models import Gathering, Participant, Registration
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.dates import STOCKHOLM

CITY = "Umeå kommun"


def a_gathering(activity: Activity, cast: Cast, *, days: int = 10, **values: Any) -> Gathering:
    """A gathering in some days' time, or as many days ago."""
    starts = (timezone.now() + datetime.timedelta(days=days)).replace(microsecond=0)
    ends = starts + datetime.timedelta(hours=3)
    told = {
        "kind": "conference", "title": "När ett barn utnyttjas", "title_en": "", "about": "", "about_en": "",
        "starts": starts, "ends": ends, "where": "Stockholm",
        "where_en": "", "capacity": None,
        "closes_on": starts.astimezone(STOCKHOLM).date(), "activity": activity, "method": None, "group": "staff",
        "keep_until": default_keep_until(ends.astimezone(STOCKHOLM).date()),
    }  # fmt: skip
    return add_gathering(by=cast.coordinator, **(told | values))


def come(
    gathering: Gathering, *names: str, together: bool = False, organisation: str = CITY, email: bool = True
) -> Registration:
    """Register people by name, before the gathering began."""
    return register(
        gathering=gathering,
        sender=Sender(organisation, "Åsa Anmälare", "asa@example.org", together=together),
        people=[Person(name, email=f"{name.lower()}@example.org" if email else "") for name in names],
        once=uuid.uuid4(),
        at=gathering.starts - datetime.timedelta(days=1),
    )


def seated(gathering: Gathering) -> list[str]:
    return names(gathering, waiting=False)


def queued(gathering: Gathering) -> list[str]:
    return names(gathering, waiting=True)


def names(gathering: Gathering, **wanted: Any) -> list[str]:
    rows = Participant.objects.filter(registration__gathering=gathering, **wanted)
    return list(rows.order_by("pk").values_list("name", flat=True))


def held(gathering: Gathering, cast: Cast, *came: str) -> Gathering:
    """The attendance is done: those named were there."""
    there = Participant.objects.filter(registration__gathering=gathering, name__in=came)
    return note_attendance(
        gathering=gathering, came=list(there.values_list("pk", flat=True)), stayed_away=[], done=True,
        by=cast.coordinator,
    )  # fmt: skip
