"""Open data for people: the catalogue, and each version at an address of its own; and its files."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from skyddsnat.core.api import public
from skyddsnat.disclosure.api import TOTAL
from skyddsnat.insight.opendata import files
from skyddsnat.insight.opendata.access import addresses_for_visitors, versions_for_visitors
from skyddsnat.insight.opendata.frame import MEDIA, answer_json, formats_of, opened, said_of
from skyddsnat.insight.opendata.showing import catalogue_table, version_facts
from skyddsnat.insight.statistics.models import StatVersion
from skyddsnat.insight.statistics.wording import numbers_table, source_about

NAMES = {"csv": "CSV", "json": "JSON", "parquet": "Parquet"}


@public
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every published table, its latest version first."""
    context = {"table": catalogue_table(list(versions_for_visitors()))}
    return render(request, "insight/opendata/catalogue.html", context)


@public
@require_safe
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version; where it was withdrawn, why, and no numbers."""
    found = get_object_or_404(addresses_for_visitors(), table__code=code, number=number)
    is_out = found.state == StatVersion.State.PUBLISHED
    latest = versions_for_visitors().filter(table=found.table).first()
    context = {
        "shown": found,
        "stat_table": found.table,
        "about": source_about(found.table),
        "is_out": is_out,
        "latest": latest if latest and latest.pk != found.pk else None,
        "facts": version_facts(found),
        "numbers": {**numbers_table(found), "export": ""} if is_out else None,
        "files": [{"name": NAMES[name], "url": url} for name, url in formats_of(found).items()],
        "breadcrumb": [{"label": _("Öppna data"), "url": reverse("opendata:catalogue")}],
    }
    return render(request, "insight/opendata/version.html", context)


@public
@require_safe
def file(request: HttpRequest, code: str, number: int, ending: str) -> HttpResponse:
    """One version as a file."""
    found = get_object_or_404(addresses_for_visitors(), table__code=code, number=number)
    if ending not in MEDIA:
        raise Http404
    if found.state != StatVersion.State.PUBLISHED:
        gone = {"error": "withdrawn", "why": said_of(found.withdrawn_why, "")}
        return opened(answer_json(gone, status=HTTPStatus.GONE))
    if ending == "json":
        return _rows(request, found)
    if ending == "csv":
        content: str | bytes = files.csv_text(found)
    else:
        content = files.parquet_bytes(found)
    response = HttpResponse(
        content, content_type=f"{MEDIA[ending]}{'; charset=utf-8' if ending == 'csv' else ''}"
    )
    name = f"{'demonstration-' if settings.DEMO else ''}{code}-{number}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return opened(response)


def _rows(request: HttpRequest, found: StatVersion) -> HttpResponse:
    """The version as JSON, with only the rows that the parameters ask for: `*` is all values together."""
    document = files.document(found)
    wanted = {name: str(request.GET.get(name, "")) for name in request.GET}
    if unknown := sorted(set(wanted) - {"year", *(column["code"] for column in document["columns"])}):
        wrong = {"error": "bad-request", "message": f"There is no column {unknown[0][:100]}."}
        return opened(answer_json(wrong, status=HTTPStatus.BAD_REQUEST), "en")
    document["rows"] = [row for row in document["rows"] if _fits(row, wanted)]
    return opened(answer_json(document))


def _fits(row: dict[str, Any], wanted: dict[str, str]) -> bool:
    said = {**row["values"], "year": row["year"]}
    return all(str(TOTAL if said[name] is None else said[name]) == value for name, value in wanted.items())
