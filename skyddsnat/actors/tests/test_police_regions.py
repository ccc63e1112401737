"""The police regions: every county in one, every municipality with its own, nothing before 2015."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest

from skyddsnat.actors import api, register_files
from skyddsnat.actors.models import Place
from skyddsnat.actors.police import PoliceRegion, in_county
from skyddsnat.actors.venues import Venue, register_venues, tell_received, venue_of

DAY = datetime.date(2026, 11, 26)
LAST_WITHOUT = datetime.date(2014, 12, 31)
OF = {
    "2480": "Polisregion Nord", "2321": "Polisregion Nord", "0380": "Polisregion Mitt", "0180": "Polisregion Stockholm",
    "0980": "Polisregion Stockholm", "0580": "Polisregion Öst", "1480": "Polisregion Väst", "1380": "Polisregion Väst",
    "1281": "Polisregion Syd", "0880": "Polisregion Syd", "2080": "Polisregion Bergslagen",
}  # fmt: skip


@pytest.mark.django_db
def test_each_county_lies_in_one_region_on_each_day_that_something_begins() -> None:
    counties = sorted(api.counties().values_list("code", flat=True))
    days = {row["from"] for row in register_files.police_regions()} | {DAY}
    for day in days:
        regions = api.police_regions(day)
        assert sorted(code for region in regions for code in region.counties) == counties
        assert len({region.code for region in regions}) == len(regions) == 7


@pytest.mark.django_db
def test_every_municipality_lies_in_its_countys_region() -> None:
    places = list(api.municipalities().defer("geometry", "parent__geometry"))
    found = Counter(region.code if (region := api.police_region_of(p, on=DAY)) else "" for p in places)
    assert sum(found.values()) == 290
    assert "" not in found
    assert len(found) == 7
    for place in places:
        if place.code in OF:
            region = api.police_region_of(place, on=DAY)
            assert region
            assert region.name == OF[place.code]
            assert place.parent
            assert api.police_region_of(place.parent, on=DAY) == region


@pytest.mark.django_db
def test_there_were_no_regions_before_2015_and_a_state_has_none() -> None:
    place = Place.objects.get(kind="municipality", code="0180")
    assert api.police_region_of(place, on=LAST_WITHOUT) is None
    assert api.police_regions(LAST_WITHOUT) == []
    assert api.police_region_of(Place.objects.get(kind="state", code="FI"), on=DAY) is None


def test_a_region_holds_from_its_first_to_its_last_day() -> None:
    first, last = datetime.date(2015, 1, 1), datetime.date(2019, 12, 31)
    region = PoliceRegion("x", "X", ("01",), first, last)
    assert region.holds_on(first)
    assert region.holds_on(last)
    assert not region.holds_on(last + datetime.timedelta(days=1))
    assert in_county("99", [region]) is None


@pytest.mark.django_db
def test_a_room_above_tells_of_its_workplaces_through_the_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skyddsnat.actors.venues._KEEPERS", [])
    assert venue_of("HTW346") is None
    assert not tell_received("HTW346", DAY)
    place, told = Place.objects.get(kind="municipality", code="0180"), []
    venue = Venue("HTW346", "Hotellet", "hotel", place, api.police_region_of(place, on=DAY))

    def find(code: str) -> Venue | None:
        return venue if code == venue.code else None

    def received(code: str, day: datetime.date) -> bool:
        told.append((code, day))
        return code == venue.code

    register_venues(find, received)
    register_venues(find, received)
    assert venue_of("HTW346") == venue
    assert venue_of("CDFGHJ") is None
    assert tell_received("HTW346", DAY)
    assert told == [("HTW346", DAY)]
