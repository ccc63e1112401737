"""How far each organisation has come: a fixed number of questions, however many organisations there are."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.knowledge.ladder.access import calls_for, organisations_for, rungs_for
from skyddsnat.knowledge.ladder.rules import ORDER, class_of, furthest
from skyddsnat.knowledge.models import Call, Group, Method, Step
from skyddsnat.shared.dates import today

MUNICIPALITY = Organisation.Kind.MUNICIPALITY
TARGETS = (MUNICIPALITY, Organisation.Kind.REGION, Organisation.Kind.COUNTY_BOARD)


@dataclass(frozen=True, slots=True)
class Standing:
    """One organisation's way with a method: the latest day of each step, and the latest call."""

    organisation: Organisation
    steps: dict[Step, datetime.date] = field(default_factory=dict)
    call: Call | None = None

    @property
    def furthest(self) -> Step | None:
        return furthest(self.steps)

    @property
    def height(self) -> int:
        """How many rungs up; 0 for silence."""
        return ORDER[self.furthest] if self.furthest else 0

    @property
    def map_class(self) -> str:
        return class_of(self.furthest)

    @property
    def last(self) -> datetime.date | None:
        """The day something was heard last: a step or a call."""
        days = [*self.steps.values(), *([self.call.day] if self.call else [])]
        return max(days, default=None)

    @property
    def next_on(self) -> datetime.date | None:
        return self.call.next_on if self.call else None

    @property
    def county_code(self) -> str:
        place = self.organisation.place
        if place is None:
            return ""
        return place.parent.code if place.parent else place.code


def standings(
    user: User, method: Method, group: Group, *, county: str = "", kind: str = MUNICIPALITY
) -> list[Standing]:
    """Every target organisation that the user may see, also those that have taken no step."""
    found = organisations_for(user).filter(kind=kind).on(today())
    if county:
        found = found.in_county(county)
    found = found.select_related("place__parent").defer("place__geometry", "place__parent__geometry")
    steps: dict[int, dict[Step, datetime.date]] = {}
    taken = rungs_for(user).filter(method=method, group=group, organisation__kind=kind)
    rows = taken.order_by().values_list("organisation_id", "step").annotate(Max("day"))
    for organisation, step, last in rows:
        steps.setdefault(organisation, {})[Step(step)] = last
    calls = latest_calls(user, method)
    return [Standing(one, steps.get(one.pk, {}), calls.get(one.pk)) for one in found.alphabetical()]


def latest_calls(user: User, method: Method) -> dict[int, Call]:
    """Organisation id → the latest call about the method."""
    found = calls_for(user).filter(method=method)
    latest = found.order_by("organisation_id", "-day", "-pk").distinct("organisation_id")
    return {call.organisation_id: call for call in latest}


def counted(rows: Iterable[Standing]) -> Counter[str]:
    """How many there are in each class of the map."""
    return Counter(row.map_class for row in rows)
