"""What search engines are told of this room: joining, and the public list."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

PAGES = ["industry:enrol", "industry:listed"]


class Pages(Sitemap):  # type: ignore[type-arg]
    """The pages that are for everybody."""

    protocol = urlsplit(settings.SITE_ADDRESS).scheme

    def items(self) -> list[str]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


SITE_MAPS = {"industry": Pages}
CRAWLED = ["/bransch/anslut/$", "/bransch/foretag/$"]
