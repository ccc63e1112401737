"""Where the pages of the sectors are."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from skyddsnat.industry.jobs import Sector
from skyddsnat.industry.models import Site

# The last word of each address; Swedish as all addresses of the room.
WORDS: dict[str, str] = {Sector.HOTEL: "hotell", Sector.TAXI: "taxi", Sector.RESTAURANT: "restaurang"}


def sector_address(sector: str, *, language: str = "", code: str = "") -> str:
    """What to do in a sector; with a code, at that workplace."""
    return _asked(reverse(f"industry:sector-{sector}"), sprak=language, kod=code)


def index_address(*, language: str = "") -> str:
    """Where one chooses among the sectors."""
    return _asked(reverse("industry:sectors"), sprak=language)


def site_address(site: Site, *, language: str = "") -> str:
    return sector_address(site.sector, language=language, code=site.code)


def _asked(address: str, **asked: str) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{address}?{query}" if query else address
