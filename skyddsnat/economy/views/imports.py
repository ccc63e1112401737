"""Loading a SIE file: choose it, see what it holds, then load it."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.economy import access
from skyddsnat.economy.actions import discard_upload, keep_upload, load_upload, upload_sie
from skyddsnat.economy.forms import UploadForm
from skyddsnat.economy.imports import ImportRefused, plan, sentence
from skyddsnat.economy.looking import Look, errors, look, refused_again
from skyddsnat.economy.models import SieImport
from skyddsnat.economy.sie import SieError
from skyddsnat.economy.tasks import LARGE, LARGE_BYTES, start_loading, start_looking
from skyddsnat.economy.views.frame import (
    Context,
    format_kr,
    language,
    long_date,
    page,
    rows_url,
    say,
    swedish,
    tabs,
    the_assignment,
    trail,
    url,
)
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.money import format_number


@requires("economy.write")
def import_new(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    assignment = the_assignment(request, slug)
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    refused: ImportRefused | None = None
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            keep = keep_upload if file.size > LARGE_BYTES else upload_sie
            upload = keep(assignment=assignment, content=file.read(), name=file.name, by=request.user)
            if _is_unread(upload):
                return redirect(start_looking(upload=upload, by=request.user))
        except ImportRefused as error:
            refused = error
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return redirect("economy:import_preview", slug=slug, pk=upload.pk)
    waiting = access.imports(request.user, assignment).filter(
        loaded_at__isnull=True, uploaded_by=request.user
    )
    context = page(
        request,
        assignment,
        form=form,
        breadcrumb=trail(assignment),
        tabs=tabs(request, assignment, "import_new"),
        waiting=waiting.first(),
        **_faults(refused),
    )
    return render(request, "economy/import_new.html", context, status=200)


@requires("economy.write")
def import_preview(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    assignment = the_assignment(request, slug)
    upload = get_object_or_404(access.imports(request.user, assignment).select_related("file"), pk=pk)
    if request.method == "POST":
        try:
            if _is_unread(upload):
                return redirect(start_looking(upload=upload, by=request.user))
            if not upload.is_loaded and upload.lines_new > LARGE:
                return redirect(start_loading(upload=upload, by=request.user))
            loaded = load_upload(upload=upload, by=request.user)
        except Refused as refused:
            say(request, refused)
            return redirect("economy:import_new", slug=slug)
        messages.success(request, _loaded_words(loaded))
        return redirect(
            rows_url(assignment, allotted="no") if loaded.vouchers_new else url("start", assignment)
        )
    context = page(
        request,
        assignment,
        upload=upload,
        breadcrumb=trail(assignment, (_("Läs in"), url("import_new", assignment))),
        cancel_url=url("import_discard", assignment, upload.pk),
        steps=_steps(assignment, upload),
    )
    if _is_unread(upload):
        context["is_unread"] = True
    else:
        try:
            context |= _described(upload, _look(assignment, upload))
        except ImportRefused as refused:
            context |= _faults(refused)
    return render(request, "economy/import_preview.html", context)


@requires("economy.write")
def import_discard(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    assignment = the_assignment(request, slug)
    upload = access.imports(request.user, assignment).filter(pk=pk).first()
    if request.method == "POST" and upload is not None:
        try:
            discard_upload(upload=upload, by=request.user)
        except Refused as refused:
            say(request, refused)
        else:
            messages.success(request, _("Filen är borttagen. Inget ur den lästes in."))
    return redirect("economy:import_new", slug=slug)


def _loaded_words(loaded: SieImport) -> str:
    new = ngettext(
        "%(count)s ny verifikation är inläst.",
        "%(count)s nya verifikationer är inlästa.",
        loaded.vouchers_new,
    )
    known = ngettext("%(count)s fanns redan.", "%(count)s fanns redan.", loaded.vouchers_known)
    return " ".join(
        words % {"count": format_number(count)}
        for words, count in ((new, loaded.vouchers_new), (known, loaded.vouchers_known))
        if count or words is new
    )


def _steps(assignment: Assignment, upload: SieImport) -> list[Context]:
    done = upload.is_loaded
    return [
        {"label": _("Välj fil"), "url": url("import_new", assignment), "state": "done"},
        {"label": _("Kontrollera"), "state": "done" if done else "current"},
        {"label": _("Inläst"), "state": "current" if done else "todo"},
    ]


def _faults(refused: ImportRefused | None) -> Context:
    if refused is None:
        return {}
    shown = len(refused.errors)
    heading = ngettext("Filen har %(count)s fel", "Filen har %(count)s fel", refused.count) % {
        "count": format_number(refused.count)
    }
    return {
        "faults": {
            "caption": heading,
            "caption_hidden": True,
            "columns": [{"label": _("Rad")}, {"label": _("Vad som är fel och vad du gör")}],
            "rows": [{"cells": [_line(error), sentence(error)]} for error in refused.errors],
        },
        "faults_heading": heading,
        "faults_more": format_number(refused.count - shown) if refused.count > shown else "",
    }


def _line(error: SieError) -> str:
    return format_number(error.line) if error.line else _("Hela filen")


def _is_unread(upload: SieImport) -> bool:
    """Whether nobody has looked at a file that is too large to be read in a page."""
    return not upload.is_loaded and not upload.looked and len(upload.pending or b"") > LARGE_BYTES


def _look(assignment: Assignment, upload: SieImport) -> Look:
    """What the file holds. Raises ImportRefused for one with faults."""
    if upload.looked and upload.is_turned_away:
        raise refused_again(upload.looked)
    if upload.looked:
        return Look(**upload.looked)
    content = upload.pending if upload.pending is not None else (upload.file.content if upload.file else b"")
    return look(plan(assignment, bytes(content)))


def _described(upload: SieImport, seen: Look) -> Context:
    """What the file holds, in words and in a few of its vouchers."""
    new = upload.vouchers_new if upload.is_loaded else seen.new
    known = upload.vouchers_known if upload.is_loaded else seen.known
    rows: list[Context] = [
        {"label": _("Fil"), "value": upload.name},
        {"label": _("Program"), "value": seen.program},
        {"label": _("Myndighet i filen"), **swedish(seen.company)},
        {"label": _("Period"), "value": f"{_day(seen.first)}–{_day(seen.last)}"},
        {"label": _("Nya verifikationer"), "value": format_number(new)},
        {"label": _("Redan inlästa, hoppas över"), "value": format_number(known)},
        {"label": _("Tecken"), "value": _encoding(seen.encoding)},
    ]
    if not upload.is_loaded:
        rows.insert(5, {"label": _("Kostnader i de nya"), "value": format_kr(seen.costs_ore)})
    if seen.ignored:
        words = ", ".join(f"{label} ({count})" for label, count in seen.ignored.items())
        rows.append({"label": _("Poster som inte används"), "value": words})
    return {
        "rows": rows,
        "sample": _sample(seen),
        "warnings": [
            _("Rad %(line)s: %(words)s") % {"line": w.line, "words": sentence(w)}
            for w in errors(seen.warnings)
        ],
        "nothing_new": not upload.is_loaded and not seen.new,
    }


def _day(iso: str) -> str:
    return long_date(datetime.date.fromisoformat(iso))


def _encoding(name: str) -> str:
    return {"cp437": _("PC8 (standard)"), "cp1252": "Windows-1252", "utf-8": "UTF-8"}.get(name, name)


def _sample(seen: Look) -> Context:
    return {
        "caption": _("De första verifikationerna"),
        "columns": [
            {"label": _("Verifikation")},
            {"label": _("Datum")},
            {"label": _("Text"), "swedish": language() == "en"},
            {"label": _("Omslutning"), "figures": True},
            {"label": _("Rad i filen"), "figures": True},
        ],
        "rows": [
            {"cells": [name, _day(day), text, format_kr(turnover_ore), format_number(line)]}
            for name, day, text, turnover_ore, line in seen.sample
        ],
    }
