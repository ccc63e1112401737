"""Which police region a municipality or county lies in, by the shipped register."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from skyddsnat.actors import register_files
from skyddsnat.actors.models import Place

COUNTY_CODE = 2  # how many digits of a municipality's code are its county's


@dataclass(frozen=True, slots=True)
class PoliceRegion:
    """One of the regions of the police, as it was from its first to its last day, both included."""

    code: str
    name: str  # as the police call it, in every language
    counties: tuple[str, ...]  # their SCB codes
    first: datetime.date
    last: datetime.date | None = None

    def holds_on(self, day: datetime.date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def police_regions(on: datetime.date) -> list[PoliceRegion]:
    """The regions that day, in the order of the register; none before 2015."""
    return [region for region in _regions() if region.holds_on(on)]


def police_region_of(place: Place, *, on: datetime.date) -> PoliceRegion | None:
    """The region of a municipality or county that day; None before 2015, and for a state."""
    if place.kind == Place.Kind.STATE:
        return None
    return in_county(place.code[:COUNTY_CODE], police_regions(on))


def in_county(county: str, regions: Iterable[PoliceRegion]) -> PoliceRegion | None:
    return next((region for region in regions if county in region.counties), None)


@cache
def _regions() -> tuple[PoliceRegion, ...]:
    return tuple(
        PoliceRegion(row["code"], row["name"], tuple(row["counties"]), row["from"], row.get("to"))
        for row in register_files.police_regions()
    )
