"""What search engines are told of open data: the catalogue, and every published version."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from skyddsnat.insight.opendata.access import versions_for_visitors


class Pages(Sitemap):  # type: ignore[type-arg]
    """The pages that are for everybody."""

    protocol = urlsplit(settings.SITE_ADDRESS).scheme

    def items(self) -> list[str]:
        return [reverse("opendata:catalogue"), *(one.public_url for one in versions_for_visitors())]

    def location(self, item: str) -> str:
        return item


SITE_MAPS = {"open-data": Pages}
CRAWLED = ["/oppna-data/"]
