"""What everybody may see: tables that two persons stand behind. Drafts are not here, nor anything that is hidden."""

from __future__ import annotations

from django.db.models import QuerySet

from skyddsnat.insight.statistics.models import StatVersion

State = StatVersion.State


def versions_for_visitors() -> QuerySet[StatVersion]:
    """The published versions, the latest first."""
    return _been_out().filter(state=State.PUBLISHED)


def addresses_for_visitors() -> QuerySet[StatVersion]:
    """All that have an address: the published ones, and those withdrawn, whose numbers are not shown any more."""
    return _been_out()


def _been_out() -> QuerySet[StatVersion]:
    out = StatVersion.objects.filter(state__in=[State.PUBLISHED, State.WITHDRAWN])
    return out.select_related("table").defer("raw").order_by("-published_at", "-pk")
