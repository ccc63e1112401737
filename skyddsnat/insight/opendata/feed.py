"""The versions that were published lately, for readers of feeds."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from skyddsnat.insight.opendata.access import versions_for_visitors
from skyddsnat.insight.opendata.frame import MADE_UP, publisher_name
from skyddsnat.insight.statistics.models import StatVersion
from skyddsnat.insight.statistics.wording import language

LATEST = 50


class Published(Feed):  # type: ignore[type-arg]
    """Each version once, the last published first."""

    feed_type = Atom1Feed
    permission = "public"

    def title(self) -> str:
        return _("Öppna data")

    def subtitle(self) -> str:
        return f"{_('Publicerade tabeller')}. {MADE_UP}" if settings.DEMO else _("Publicerade tabeller")

    def author_name(self) -> str:
        return publisher_name()

    def link(self) -> str:
        return reverse("opendata:catalogue")

    def items(self) -> QuerySet[StatVersion]:
        return versions_for_visitors()[:LATEST]

    def item_title(self, item: Any) -> str:
        return f"{item} ({item.period})" if item.period else str(item)

    def item_description(self, item: Any) -> SafeString:
        """A summary is HTML, so that Swedish words can be marked where nobody has written English ones."""
        spoken = "en" if language() == "en" and item.table.about_en else "sv"
        return format_html('<p lang="{}">{}</p>', spoken, item.table.said("about"))

    def item_link(self, item: Any) -> str:
        return str(item.public_url)

    def item_pubdate(self, item: Any) -> datetime.datetime | None:
        published: datetime.datetime | None = item.published_at
        return published

    def item_updateddate(self, item: Any) -> datetime.datetime | None:
        return self.item_pubdate(item)
