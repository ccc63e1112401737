"""What of this room can be searched and found back: indicators."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.api import Hit, Matches, Named, Query, RecordKind, matching
from skyddsnat.core.models import User
from skyddsnat.insight import access
from skyddsnat.insight.models import Indicator


def indicators(user: User, query: Query) -> Matches:
    """By name, code and what they mean."""
    body = ["definition", "definition_en", "limits", "limits_en"]
    rows = access.every_indicator(user)
    exact = Q(code=query.text)
    return Matches(matching(rows, query, title=["title", "title_en", "code"], body=body, exact=exact), _hit)


def _hit(row: Indicator) -> Hit:
    named = _named(row)
    return Hit(named.title, row.get_absolute_url(), named.where, row.said("definition"), named.swedish)


def _named(row: Indicator) -> Named:
    swedish = get_language() == "en" and not row.title_en
    return Named(str(row), row.assignment.dnr or str(row.assignment), swedish)


FINDERS = [("indikatorer", _("Indikatorer"), indicators)]
RECORDS = [
    RecordKind(
        "insight:indicator", _("Indikator"), {"slug": "assignment__slug", "code": "code"},
        access.every_indicator, _named,
    )
]  # fmt: skip
