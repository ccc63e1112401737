"""The closing pack and the package for an archive: what is left before them, building them, and those there are."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.mandate.api import may_see_consents
from skyddsnat.reporting.access import READ, archive_packages_for, may_close, packs_for
from skyddsnat.reporting.closing.pack import missing_documents
from skyddsnat.reporting.forms import ArchiveForm
from skyddsnat.reporting.models import ArchivePackage
from skyddsnat.reporting.tasks import start_archiving, start_building
from skyddsnat.reporting.views.frame import the_assignment, trail
from skyddsnat.shared.dates import format_moment


@requires(READ)
def closing(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """What is left before the assignment can be closed, and the packs that have been built."""
    return _page(request, slug, ArchiveForm())


def _page(request: AuthenticatedRequest, slug: str, archive_form: ArchiveForm) -> HttpResponseBase:
    assignment = the_assignment(request, slug)
    packs = list(packs_for(request.user, assignment).select_related("file").defer("file__content"))
    table = {
        "caption": _("Byggda paket"),
        "columns": [
            {"label": _("Byggt")},
            {"label": _("Av")},
            {"label": _("Filer"), "figures": True},
            {"label": _("Fingeravtryck")},
        ],
        "rows": [
            {
                "url": reverse("reporting:pack", args=[slug, pack.pk]),
                "cells": [
                    format_moment(pack.built_at),
                    pack.built_by or _("Programmet"),
                    len(pack.manifest["files"]) + 1,
                    pack.file.sha256[:16],
                ],
            }
            for pack in packs
        ],
        "empty": {
            "heading": _("Inget paket än"),
            "text": _(
                "Paketet samlar alla handlingar och underlaget bakom dem i en fil som vem som helst kan kontrollera."
            ),
        },
    }
    archived = list(archive_packages_for(request.user, assignment))
    context = {
        "assignment": assignment,
        "missing": missing_documents(assignment),
        "table": table,
        "built": next((pack for pack in packs if str(pack.pk) == request.GET.get("byggt")), None),
        "packs": packs,
        "form": archive_form,
        "archive_table": _archive_table(slug, archived),
        "archived": next((one for one in archived if str(one.pk) == request.GET.get("arkiv")), None),
        "may_build": may_close(request.user),
        "may_see_consents": may_see_consents(request.user),
        "breadcrumb": trail(assignment),
    }
    return render_lists(request, "reporting/closing.html", context)


def _archive_table(slug: str, archived: list[ArchivePackage]) -> dict[str, Any]:
    return {
        "caption": _("Arkivpaket"),
        "columns": [{"label": label} for label in (_("Byggt"), _("Av"), _("Avslutspaket"), _("Fingeravtryck"))],
        "rows": [
            {
                "url": reverse("reporting:archive_package", args=[slug, package.pk]),
                "cells": [
                    format_moment(package.built_at),
                    package.built_by or _("Programmet"),
                    format_moment(package.pack.built_at),
                    package.file.sha256[:16],
                ],
            }
            for package in archived
        ],
        "empty": {
            "heading": _("Inget arkivpaket än"),
            "text": _("Arkivpaketet görs av avslutspaketet, så som ett arkiv tar emot det."),
        },
    }  # fmt: skip


@requires(READ)
@require_POST
def build(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Let the worker build a closing pack, and follow how it goes."""
    if not may_close(request.user):
        raise Http404
    try:
        return redirect(start_building(assignment=the_assignment(request, slug), by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reporting:closing", slug)


@requires(READ)
def pack(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Fetch a closing pack."""
    found = get_object_or_404(
        packs_for(request.user, the_assignment(request, slug)).select_related("file"), pk=pk
    )
    response = HttpResponse(bytes(found.file.content), content_type="application/zip")
    response["Content-Disposition"] = (
        f'attachment; filename="avslutspaket-{slug}-{found.file.sha256[:8]}.zip"'
    )
    return response


@requires(READ)
@require_POST
def build_archive(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """Let the worker build the package for an archive, and follow how it goes."""
    if not may_close(request.user):
        raise Http404
    form = ArchiveForm(request.POST)
    if not form.is_valid():
        return _page(request, slug, form)
    agreement = form.cleaned_data["agreement"]
    try:
        return redirect(
            start_archiving(assignment=the_assignment(request, slug), agreement=agreement, by=request.user)
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reporting:closing", slug)


@requires(READ)
def archive_package(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Fetch a package for an archive."""
    found = get_object_or_404(archive_packages_for(request.user, the_assignment(request, slug)), pk=pk)
    response = HttpResponse(bytes(found.file.content), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{found.name}.zip"'
    return response
