"""The pages of the sectors as links, for the rooms above."""

from __future__ import annotations

from skyddsnat.industry.jobs import Sector
from skyddsnat.industry.sectors.addresses import sector_address
from skyddsnat.industry.sectors.showing import advice_in
from skyddsnat.shared.languages import AT_WORK


def sector_ways(language: str) -> list[tuple[str, str, str]]:
    """For each sector its name, what the page is about, and its address; nothing in a language without the texts."""
    if language not in AT_WORK:
        return []
    advice = advice_in(language)
    return [
        (advice.sector_title(sector), advice.title, sector_address(sector, language=language))
        for sector in Sector
    ]
