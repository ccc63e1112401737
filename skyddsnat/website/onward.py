"""How rooms that never know of each other lead to each other's pages."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.guidance.api import Onward
from skyddsnat.industry.api import TipForm, sector_ways
from skyddsnat.tips.api import invitation

JOINING = {
    "sv": "sv",
    "sv-simple": "sv",
    "en": "en",
}  # the page where companies join is in Swedish and English


def from_tip(language: str) -> list[Onward]:
    """From the pages on what a good tip is: the form, while a team takes tips."""
    found = invitation("sv" if language == "sv-simple" else language)
    return [Onward(found.title, found.line, found.url)] if found else []


def from_sectors(language: str) -> TipForm | None:
    """From what to do at work: the form, while a team takes tips."""
    found = invitation(language)
    return TipForm(*found) if found else None


def from_hosts(language: str) -> list[Onward]:
    """From the public page for those who drive, host and serve: what to do in each sector, and joining."""
    found = [Onward(title, hint, url) for title, hint, url in sector_ways(JOINING.get(language, language))]
    if language in JOINING:
        found.append(
            Onward(
                _("Anslut ert företag"),
                _("Utbildning och material till personalen."),
                reverse("industry:enrol"),
            )
        )
    return found
