"""What this room tells the rooms below of a workplace with a code, through `actors.venues`."""

from __future__ import annotations

import datetime

from skyddsnat.actors.api import Venue, police_region_of
from skyddsnat.industry.models import Site
from skyddsnat.industry.sectors.access import site_noted
from skyddsnat.industry.sectors.actions import note_received
from skyddsnat.industry.training.access import open_site
from skyddsnat.shared.dates import today


def find(code: str) -> Venue | None:
    """The open workplace with that code."""
    site = open_site(code)
    return venue(site) if site else None


def received(code: str, day: datetime.date) -> bool:
    """Note that a tip with the code was received; False when no workplace has or had the code."""
    site = site_noted(code)
    if site is None:
        return False
    note_received(site=site, day=day, by=None)
    return True


def venue(site: Site) -> Venue:
    region = police_region_of(site.place, on=today())
    return Venue(site.code, site.name, site.sector, site.place, region)
