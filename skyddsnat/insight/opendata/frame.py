"""What the addresses of open data share: their absolute form, their files, and how long an answer may be kept."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

from skyddsnat.insight.statistics.models import StatVersion
from skyddsnat.mandate.models import Assignment

SECONDS = 300  # a table may be withdrawn, so that no answer is kept for ever
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}  # fmt: skip

BOTH = "sv, en"  # the languages of what is the same for every reader
MADE_UP = gettext_lazy("Demonstration: påhittade uppgifter")
type Said = dict[str, str | None]
"""The same in both languages; `en` is None where nobody has written it in English."""


def said_of(swedish: str, english: str) -> Said:
    return {"sv": swedish, "en": english or (None if swedish else "")}


def absolute_url(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"


def formats_of(version: StatVersion) -> dict[str, str]:
    """Where each file of a version is."""
    return {name: reverse("opendata:file", args=[version.table.code, version.number, name]) for name in MEDIA}


def opened(response: HttpResponse, languages: str = BOTH) -> HttpResponse:
    """For whoever asks, from any site, and for a while: it is the same for all."""
    response["Content-Language"] = languages
    response["Access-Control-Allow-Origin"] = "*"
    if response.status_code == 200:
        response["Cache-Control"] = f"public, max-age={SECONDS}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def answer_json(value: object, status: int = HTTPStatus.OK) -> HttpResponse:
    return HttpResponse(
        json.dumps(value, ensure_ascii=False, indent=1), content_type="application/json", status=status
    )


def publisher_name() -> str:
    """The authority's name: what the operator has set, or that of the latest assignment."""
    if settings.AUTHORITY_NAME:
        return str(settings.AUTHORITY_NAME)
    latest = Assignment.objects.select_related("authority").order_by("-decided_on", "-pk").first()
    return str(latest.authority) if latest else str(settings.WAGTAIL_SITE_NAME)
