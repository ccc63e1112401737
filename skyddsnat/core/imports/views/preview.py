"""What a file holds before it is loaded, and what came of it afterwards."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.access import AuthenticatedRequest, signed_in
from skyddsnat.core.exports import asked, download, kept_download
from skyddsnat.core.imports.background import is_checked_in_background, mend_in_background
from skyddsnat.core.imports.findings import Findings, findings_of, kept_findings
from skyddsnat.core.imports.kinds import Kind
from skyddsnat.core.imports.looking import checked_sheet, sheet_of
from skyddsnat.core.imports.mending import kept_format, mending_export, mending_name
from skyddsnat.core.imports.views.frame import (
    Context,
    language,
    state_tag,
    steps,
    subject_words,
    the_import,
    trail,
)
from skyddsnat.core.imports.views.start import counts
from skyddsnat.core.imports.views.tables import fault_table, repeat_table, sample_table
from skyddsnat.core.models import Import
from skyddsnat.core.refusal import Refused
from skyddsnat.shared.dates import format_moment
from skyddsnat.shared.money import format_number


@signed_in
def shown(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """A file that waits, with all that is wrong in it; or what a loaded one did."""
    source, kind = the_import(request, pk)
    if source.work is not None and not source.work.has_ended:
        return redirect(source.work)
    if not source.waits:
        return _result(request, source, kind)
    if not source.is_mapped:
        return redirect("core:import_columns", pk)
    found = kept_findings(source)
    if found is None and is_checked_in_background(source):
        messages.info(request, _("Filen är stor och behöver kontrolleras på nytt. Välj Kontrollera filen."))
        return redirect("core:import_columns", pk)
    try:
        found = found or findings_of(kind, source, checked_sheet(source, sheet_of(source), request.user))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("core:import_columns", pk)
    return render(request, "core/imports/preview.html", _preview(request, source, kind, found))


def _preview(request: AuthenticatedRequest, source: Import, kind: Kind, found: Findings) -> Context:
    stopped = bool(found.repeat_count) and source.repeats == Import.STOP
    heading = ngettext("Filen har %(count)s fel", "Filen har %(count)s fel", found.fault_count) % {
        "count": format_number(found.fault_count)
    }
    return {
        "source": source,
        "kind": kind,
        "breadcrumb": trail((str(kind.label), reverse("core:import_new", args=[kind.code]))),
        "steps": steps(source, "check"),
        "rows": _facts(request, source, kind, found),
        "faults": fault_table(source, kind, found, heading) if found.faults else None,
        "fault_heading": heading,
        "is_large": is_checked_in_background(source),
        "ready": kept_format(source) if found.faults and is_checked_in_background(source) else "",
        "faults_more": found.fault_count - len(found.faults),
        "repeats": repeat_table(found) if found.repeats else None,
        "repeats_more": found.repeat_count - len(found.repeats),
        "stopped": stopped,
        "sample": sample_table(kind, source, found),
        "may_load": not found.faults and found.new > 0 and not stopped,
        "nothing_new": not found.faults and found.new == 0,
        "submit": ngettext("Läs in %(count)s rad", "Läs in %(count)s rader", found.new)
        % {"count": format_number(found.new)},
    }


@signed_in
def faults(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """The table with the faults beside the rows, to be mended and sent again. POST has a large one written."""
    source, kind = the_import(request, pk)
    if not source.waits or not source.is_mapped:
        return redirect(source)
    try:
        if request.method == "POST":
            wanted = "csv" if request.POST.get("format") == "csv" else "xlsx"
            return redirect(mend_in_background(source=source, wanted=wanted, by=request.user))
        if not asked(request):
            return redirect(source)
        if is_checked_in_background(source):
            if kept_format(source) != asked(request):
                return redirect(source)
            return kept_download(bytes(source.mending or b""), mending_name(kind), asked(request))
        sheet = sheet_of(source)
        checked = checked_sheet(source, sheet, request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("core:import_columns", pk)
    return download(request, mending_export(kind, source, sheet, checked))


def _facts(request: AuthenticatedRequest, source: Import, kind: Kind, found: Findings) -> list[Context]:
    facts: list[Context] = [
        {"label": _("Fil"), "value": source.name, "swedish": language() == "en"},
        {"label": _("Rader i filen"), "value": format_number(found.total)},
        {"label": _("Nya, läses in"), "value": format_number(0 if found.faults else found.new)},
    ]
    if source.sheet:
        facts.insert(1, {"label": _("Blad"), "value": source.sheet, "swedish": language() == "en"})
    if kind.needs_subject:
        facts.insert(1, {"label": _("Uppdrag"), **subject_words(kind, source, request)})
    if found.faults:
        facts.append({"label": _("Rader med fel"), "value": format_number(found.faulty_rows)})
    else:
        facts.append({"label": _("Finns redan"), "value": format_number(found.repeat_count)})
    return facts


def _result(request: AuthenticatedRequest, source: Import, kind: Kind) -> HttpResponse:
    reasons = kind.obstacles(source) if source.is_loaded else []
    facts: list[Context] = [
        {"label": _("Fil"), "value": source.name, "swedish": language() == "en", "tag": state_tag(source)},
        {"label": _("Rader"), "value": counts(source)},
        {"label": _("Inläst"), "value": _when(source.loaded_at, str(source.loaded_by))},
    ]
    if kind.needs_subject:
        facts.insert(1, {"label": _("Uppdrag"), **subject_words(kind, source, request)})
    if source.undone_at:
        facts.append({"label": _("Ångrad"), "value": _when(source.undone_at, str(source.undone_by))})
    work = source.work
    context = {
        "source": source,
        "kind": kind,
        "breadcrumb": trail(),
        "steps": steps(source, "loaded"),
        "rows": facts,
        "result_url": kind.result_url(source),
        "reasons": reasons,
        "failed": work.message if work is not None and work.state == work.FAILED else "",
    }
    return render(request, "core/imports/result.html", context)


def _when(at: datetime.datetime | None, who: str) -> str:
    return f"{format_moment(at)}, {who}" if at else ""
