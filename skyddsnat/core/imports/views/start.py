"""The start page with what can be taken in and what has been, and sending a file."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.access import AuthenticatedRequest, signed_in
from skyddsnat.core.exports import asked, download, render_lists
from skyddsnat.core.imports.access import imports_for, kind_for
from skyddsnat.core.imports.actions import upload_import
from skyddsnat.core.imports.forms import FileForm
from skyddsnat.core.imports.kinds import OtherImport, kind_named, kinds_for, other_imports, other_ways
from skyddsnat.core.imports.mending import template_export
from skyddsnat.core.imports.views.frame import Context, language, state_tag, trail
from skyddsnat.core.models import Import
from skyddsnat.core.refusal import Refused
from skyddsnat.shared.dates import format_moment
from skyddsnat.shared.money import format_number

PAGE = 50


@signed_in
def start(request: AuthenticatedRequest) -> HttpResponseBase:
    """What can be taken in, and every import: who, when, what, how many, and how it stands."""
    kinds, ways = kinds_for(request.user), other_ways(request.user)
    if not kinds and not ways:
        raise PermissionDenied("imports")
    found: list[Import | OtherImport] = [*imports_for(request.user), *other_imports(request.user)]
    found.sort(key=lambda one: one.at if isinstance(one, OtherImport) else one.uploaded_at, reverse=True)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    table = {**_table(list(page)), "every_row": lambda: _table(found)["rows"]}
    choices = [
        {
            "label": kind.label,
            "about": kind.about,
            "url": reverse("core:import_new", args=[kind.code]),
            "template": reverse("core:import_template", args=[kind.code]),
        }
        for kind in kinds
    ]
    choices += [{"label": way.label, "about": way.about, "url": way.url} for way in ways]
    context = {"choices": choices, "table": table, "page": page}
    return render_lists(request, "core/imports/start.html", context, personal=["table"])


def _table(found: list[Any]) -> Context:
    return {
        "caption": _("Importer"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Fil")},
            {"label": _("Vad")},
            {"label": _("När")},
            {"label": _("Vem")},
            {"label": _("Rader")},
            {"label": _("Läge")},
        ],
        "rows": [_other(one) if isinstance(one, OtherImport) else _ours(one) for one in found],
        "empty": {
            "heading": _("Inget är inläst än"),
            "text": _("Välj vad du vill läsa in. Du ser alltid vad filen innehåller innan något läses in."),
            "icon": "upload",
        },
    }


def _ours(one: Import) -> Context:
    at = one.undone_at or one.loaded_at or one.uploaded_at
    return {
        "url": one.get_absolute_url(),
        "cells": [
            {"value": one.name, "swedish": language() == "en"},
            str(kind_named(one.kind).label),
            format_moment(at),
            str(one.undone_by or one.loaded_by or one.uploaded_by),
            counts(one),
            {"tag": state_tag(one)},
        ],
    }


def counts(one: Import) -> str:
    if one.waits:
        return ngettext("%(count)s rad i filen", "%(count)s rader i filen", one.rows_total) % {
            "count": format_number(one.rows_total)
        }
    words = ngettext("%(count)s ny", "%(count)s nya", one.rows_new) % {"count": format_number(one.rows_new)}
    known = ngettext("%(count)s hoppades över", "%(count)s hoppades över", one.rows_known)
    return f"{words}, {known % {'count': format_number(one.rows_known)}}" if one.rows_known else words


def _other(one: OtherImport) -> Context:
    return {
        "url": one.url,
        "cells": [
            {"value": one.name, "swedish": language() == "en"},
            one.what,
            format_moment(one.at),
            one.by,
            one.counts,
            {"tag": one.state},
        ],
    }


@signed_in
def new(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """Choose a file, and what its rows belong to."""
    kind = kind_for(request.user, code)
    if kind is None:
        raise PermissionDenied(code)
    subject = request.GET.get("subject", "")
    posted = request.method == "POST"
    form = FileForm(
        request.POST if posted else None, request.FILES if posted else None, kind=kind, user=request.user,
        initial={"subject": subject} if subject else {},
    )  # fmt: skip
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = upload_import(
                kind=kind,
                subject=form.cleaned_data.get("subject", ""),
                content=file.read(),
                name=file.name,
                by=request.user,
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("core:import_columns", made.pk)
    waiting = imports_for(request.user).filter(state=Import.WAITING, uploaded_by=request.user, kind=kind.code)
    optional = {"text": _("valfri"), "tone": "neutral"}
    context = {
        "kind": kind,
        "form": form,
        "breadcrumb": trail(),
        "fields": [
            {"label": one.label, "value": one.hint or one.about, "tag": None if one.required else optional}
            for one in kind.fields
        ],
        "waiting": waiting.first(),
    }
    return render(request, "core/imports/new.html", context)


@signed_in
def template(request: AuthenticatedRequest, code: str) -> HttpResponseBase:
    """A file with the right headings to fill in."""
    kind = kind_for(request.user, code)
    if kind is None:
        raise Http404
    return download(request, template_export(kind), wanted=asked(request) or "xlsx")
