"""Loading a file that waits, letting go of it, and undoing what was loaded."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from skyddsnat.core.access import AuthenticatedRequest, signed_in
from skyddsnat.core.imports.actions import discard_import
from skyddsnat.core.imports.background import LARGE, load_in_background, undo_in_background
from skyddsnat.core.imports.loading import load_import, undo_import
from skyddsnat.core.imports.views.frame import the_import, trail
from skyddsnat.core.refusal import Refused
from skyddsnat.shared.money import format_number


@signed_in
@require_POST
def load(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Load the file: at once, or by the worker when it is large."""
    source, _kind = the_import(request, pk)
    try:
        if source.waits and source.rows_total > LARGE:
            return redirect(load_in_background(source=source, by=request.user))
        loaded = load_import(source=source, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(source)
    words = ngettext("%(count)s rad är inläst.", "%(count)s rader är inlästa.", loaded.rows_new)
    messages.success(request, words % {"count": format_number(loaded.rows_new)})
    return redirect(source)


@signed_in
@require_POST
def discard(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Let go of a file that waits."""
    source, kind = the_import(request, pk)
    try:
        discard_import(source=source, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(source)
    messages.success(request, _("Filen är borttagen. Inget ur den lästes in."))
    return redirect("core:import_new", kind.code)


@signed_in
def undo(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then undo the whole import."""
    source, kind = the_import(request, pk)
    if not source.is_loaded:
        return redirect(source)
    if request.method == "POST":
        try:
            if source.rows_new > LARGE:
                return redirect(undo_in_background(source=source, by=request.user))
            undo_import(source=source, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Importen är ångrad."))
        return redirect(source)
    context = {
        "source": source,
        "kind": kind,
        "breadcrumb": trail((source.name, source.get_absolute_url())),
        "cancel_url": source.get_absolute_url(),
        "reasons": kind.obstacles(source),
        "undoing": kind.undoing(),
    }
    return render(request, "core/imports/undo.html", context)
