"""What search engines are told of this room: what to do in each sector, joining, and the public list."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from skyddsnat.industry.sectors.addresses import WORDS

SECTORS = [f"industry:sector-{sector}" for sector in WORDS]
PAGES = ["industry:enrol", "industry:listed", "industry:sectors", *SECTORS]


class Pages(Sitemap):  # type: ignore[type-arg]
    """The pages that are for everybody."""

    protocol = urlsplit(settings.SITE_ADDRESS).scheme

    def items(self) -> list[str]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


SITE_MAPS = {"industry": Pages}
CRAWLED = [f"/bransch/{word}/$" for word in ("anslut", "foretag", "gor-sa-har", *WORDS.values())]
