"""The made-up evidence of the demonstration year: seeded, so that every demonstration is the same."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from typing import Any

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.mandate.api import Entry
from skyddsnat.mandate.models import Activity


class Facts:
    """Draws actors, places and days for the evidence of each activity."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._actors: dict[str, list[tuple[int, int | None]]] = {}
        self._places: dict[str, list[int]] = {}

    def of(self, activity: Activity, plan: list[dict[str, Any]]) -> Iterator[Entry]:
        """The entries of one activity, in the order of their days."""
        entries = [entry for row in plan for entry in self._rows(activity, row)]
        yield from sorted(entries, key=lambda entry: entry.occurred_on)

    def _rows(self, activity: Activity, row: dict[str, Any]) -> Iterator[Entry]:
        low, high = row.get("quantity", (1, 1))
        actors = self._drawn(self._actors_of(row["actors"]), row["rows"]) if "actors" in row else []
        places = self._drawn(self._places_of(row["places"]), row["rows"]) if "places" in row else []
        for n in range(row["rows"]):
            actor, place = actors[n] if actors else (None, places[n] if places else None)
            yield Entry(
                kind=row["kind"],
                activity=activity.pk,
                occurred_on=self._day(activity),
                quantity=self.chance.randint(low, high),
                organisation=actor,
                place=place,
                reference="DEMO",
            )

    def _day(self, activity: Activity) -> datetime.date:
        """A working day in the activity's period."""
        days = (activity.ends - activity.starts).days
        day = activity.starts + datetime.timedelta(days=self.chance.randint(0, days))
        return day - datetime.timedelta(days=max(0, day.weekday() - 4)) if day > activity.starts else day

    def _drawn[T](self, pool: list[T], number: int) -> list[T]:
        """`number` of the pool: each once as far as they last, then again."""
        full, rest = divmod(number, len(pool))
        return pool * full + self.chance.sample(pool, rest)

    def _actors_of(self, kind: str) -> list[tuple[int, int | None]]:
        if kind not in self._actors:
            found = Organisation.objects.filter(kind=kind).order_by("code").values_list("pk", "place_id")
            self._actors[kind] = list(found)
        return self._actors[kind]

    def _places_of(self, kind: str) -> list[int]:
        if kind not in self._places:
            self._places[kind] = list(
                Place.objects.filter(kind=kind).order_by("code").values_list("pk", flat=True)[:11]
            )
        return self._places[kind]
