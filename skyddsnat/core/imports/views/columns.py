"""Which sheet, which row holds the headings, and which column holds what."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.access import AuthenticatedRequest, signed_in
from skyddsnat.core.imports.actions import choose_sheet, map_columns
from skyddsnat.core.imports.background import check_in_background, is_checked_in_background
from skyddsnat.core.imports.forms import ColumnsForm, PlaceForm, column_choices
from skyddsnat.core.imports.looking import book_of, head_of
from skyddsnat.core.imports.views.frame import steps, the_import, trail
from skyddsnat.core.refusal import Refused


@signed_in
def columns(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say which column each field is in. What was chosen for such a file before is chosen already."""
    source, kind = the_import(request, pk)
    if not source.waits:
        return redirect(source)
    try:
        book = book_of(source)
        head = head_of(source) if source.is_mapped else None
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("core:import_new", kind.code)
    context = {
        "source": source,
        "kind": kind,
        "breadcrumb": trail((str(kind.label), reverse("core:import_new", args=[kind.code]))),
        "steps": steps(source, "columns"),
        "place_form": PlaceForm(
            names=book.names,
            initial={"sheet": source.sheet or book.names[0], "header_row": source.header_row or None},
        ),
        "hidden_sheets": ", ".join(book.hidden),
    }
    if head is None:
        return render(request, "core/imports/columns.html", context)
    heading, example = head[0], head[1] if len(head) > 1 else []
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        kind=kind, columns=column_choices(heading, example), source=source,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            map_columns(
                source=source,
                mapping=data["mapping"],
                repeats=data["repeats"],
                version=data["version"],
                by=request.user,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if is_checked_in_background(source):
                return redirect(check_in_background(source=source, by=request.user))
            return redirect(source)
    return render(request, "core/imports/columns.html", {**context, "form": form})


@signed_in
def place(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Choose another sheet or another row of headings."""
    source, _kind = the_import(request, pk)
    if request.method == "POST" and source.waits:
        try:
            form = PlaceForm(request.POST, names=book_of(source).names)
            if form.is_valid():
                sheet = form.cleaned_data["sheet"]
                row = form.cleaned_data["header_row"] if sheet == source.sheet else None
                choose_sheet(source=source, sheet=sheet, header_row=row, by=request.user)
            else:
                messages.error(request, _("Skriv radens nummer med siffror, till exempel 1."))
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("core:import_columns", pk)
