"""How rooms that never know of each other lead to each other's pages."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.guidance.api import Onward
from skyddsnat.industry.api import sector_ways

JOINING = {
    "sv": "sv",
    "sv-simple": "sv",
    "en": "en",
}  # the page where companies join is in Swedish and English


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
