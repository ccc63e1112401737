"""The versions that were published lately, for readers of feeds."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from skyddsnat.insight.opendata.access import versions_for_visitors
from skyddsnat.insight.statistics.models import StatVersion

LATEST = 50


class Published(Feed):  # type: ignore[type-arg]
    """Each version once, the last published first."""

    feed_type = Atom1Feed
    permission = "public"

    def title(self) -> str:
        return _("Öppna data")

    def subtitle(self) -> str:
        return _("Publicerade tabeller")

    def link(self) -> str:
        return reverse("opendata:catalogue")

    def items(self) -> QuerySet[StatVersion]:
        return versions_for_visitors()[:LATEST]

    def item_title(self, item: Any) -> str:
        return f"{item} ({item.period})" if item.period else str(item)

    def item_description(self, item: Any) -> str:
        return str(item.table.said("about"))

    def item_link(self, item: Any) -> str:
        return str(item.public_url)

    def item_pubdate(self, item: Any) -> datetime.datetime | None:
        published: datetime.datetime | None = item.published_at
        return published

    def item_updateddate(self, item: Any) -> datetime.datetime | None:
        return self.item_pubdate(item)
