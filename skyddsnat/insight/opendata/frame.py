"""What the addresses of open data share: their absolute form, their files, and how long an answer may be kept."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from skyddsnat.insight.statistics.models import StatVersion

SECONDS = 300  # a table may be withdrawn, so that no answer is kept for ever
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}  # fmt: skip


def absolute_url(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"


def formats_of(version: StatVersion) -> dict[str, str]:
    """Where each file of a version is."""
    return {name: reverse("opendata:file", args=[version.table.code, version.number, name]) for name in MEDIA}


def opened(response: HttpResponse) -> HttpResponse:
    """For whoever asks, from any site, and for a while: it is the same for all."""
    response["Access-Control-Allow-Origin"] = "*"
    if response.status_code == 200:
        response["Cache-Control"] = f"public, max-age={SECONDS}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
