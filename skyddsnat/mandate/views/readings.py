"""Reading in a decision: upload, go through it sentence by sentence beside the text, make the assignment."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.mandate import access, findings
from skyddsnat.mandate.actions import readings as actions
from skyddsnat.mandate.forms.assignments import DecisionFileForm
from skyddsnat.mandate.forms.readings import HeadForm, head_initial, unknown_authority
from skyddsnat.mandate.models import Reading, ReadingItem
from skyddsnat.mandate.views.frame import posted, trail
from skyddsnat.mandate.views.reading_amending import notices
from skyddsnat.mandate.views.reading_parts import finding, listed, marks, summary_rows


@requires(access.WRITE)
def reading_new(request: AuthenticatedRequest) -> HttpResponse:
    """Choose the file with the decision. Nothing is kept of a file that cannot be read."""
    form = DecisionFileForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        chosen = form.cleaned_data["file"]
        try:
            made = actions.add_reading(content=chosen.read(), name=chosen.name, by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(made)
    context = {"form": form, "breadcrumb": trail(), "cancel_url": reverse("mandate:assignments")}
    return render(request, "mandate/reading_new.html", context)


@requires(access.WRITE)
def reading(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """The text on the left, what was read out of it on the right, each to be decided by a person."""
    found = _reading(request, pk)
    if found.assignment is not None:
        return redirect(found.assignment)
    items = list(found.items.select_related("decided_by"))
    waiting = [item for item in items if item.state == ReadingItem.PENDING]
    context = {
        "reading": found,
        "breadcrumb": trail(),
        "text": found.text,
        "spans": marks(items),
        "findings": [finding(item) for item in items],
        "done": len(items) - len(waiting),
        "total": len(items),
        "next_url": item_url(waiting[0]) if waiting else "",
        "listed": listed(items) if items else None,
        **notices(request, found),
    }
    return render_lists(request, "mandate/reading.html", context)


@requires(access.WRITE)
def reading_add(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Add something that the program did not find."""
    found = _reading(request, pk)
    if request.method != "POST":
        return redirect(found)
    try:
        item = actions.add_item(reading=found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    return redirect(item_url(item))


@requires(access.WRITE)
def reading_create(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Check the answers, say whose the assignment is, and make it."""
    found = _reading(request, pk)
    if found.assignment is not None:
        return redirect(found.assignment)
    items = list(found.items.all())
    try:
        actions.check_all_decided(items)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    form = HeadForm(
        posted(request), initial=head_initial(found.draft, findings.ceiling_ore(items), found.ours)
    )
    if form.is_valid():
        try:
            made = actions.create_from_reading(reading=found, head=form.head(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Uppdraget är skapat."))
            return redirect(made)
    context = {
        "reading": found,
        "form": form,
        "rows": summary_rows(items),
        "warning": unknown_authority(found.draft),
        "breadcrumb": [*trail(), {"label": found.file_name, "url": found.get_absolute_url()}],
        "cancel_url": found.get_absolute_url(),
    }
    return render(request, "mandate/reading_create.html", context)


@requires(access.WRITE)
def reading_discard(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then throw the reading away."""
    found = _reading(request, pk)
    if request.method == "POST":
        try:
            actions.discard_reading(reading=found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(found)
        messages.success(request, _("Läsningen är kastad. Filen kan läsas in igen."))
        return redirect("mandate:assignments")
    context = {"reading": found, "breadcrumb": trail(), "cancel_url": found.get_absolute_url()}
    return render(request, "mandate/reading_discard.html", context)


def item_url(item: ReadingItem) -> str:
    return reverse("mandate:reading-item", args=[item.reading_id, item.position])


def _reading(request: AuthenticatedRequest, pk: int) -> Reading:
    return get_object_or_404(access.readings_for(request.user), pk=pk)
