"""What an assignment continues and what continues it: the line in time, saying it, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.core.models import User
from skyddsnat.mandate import access
from skyddsnat.mandate.actions.relations import relate, unrelate
from skyddsnat.mandate.forms.relations import RelationForm
from skyddsnat.mandate.models import Assignment
from skyddsnat.mandate.succession import Step, line_of
from skyddsnat.mandate.views.frame import in_language, long_date, page, posted, the_assignment, trail
from skyddsnat.mandate.views.undoing import offer_undo


@requires(access.WRITE)
def relation_new(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Say that the assignment continues another one, or the other way round."""
    assignment = the_assignment(request, slug)
    others = access.assignments_for(request.user).exclude(pk=assignment.pk)
    form = RelationForm(posted(request), others=others)
    back = f"{assignment.get_absolute_url()}#foljd"
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = relate(
                assignment=assignment, relation=data["relation"], other=data["other"], dnr=data["dnr"],
                what=data["what"], by=request.user,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("other" if data["other"] else "dnr", str(refusal))
        else:
            messages.success(request, _("Nu står det hur uppdragen hör ihop."))
            url = reverse("mandate:relation-remove", args=[slug, made.pk])
            offer_undo(request, _("Nu står det hur uppdragen hör ihop."), url)
            return redirect(back)
    context = page(request, assignment, breadcrumb=trail(assignment), form=form, cancel_url=back)
    return render(request, "mandate/relation_new.html", context)


@requires(access.WRITE)
def relation_remove(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Ask first, then take back what was said."""
    assignment = the_assignment(request, slug)
    relation = get_object_or_404(access.related_for(request.user), assignment=assignment, pk=pk)
    back = f"{assignment.get_absolute_url()}#foljd"
    if request.method == "POST":
        try:
            unrelate(relation=relation, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Det är borttaget. De två besluten hör inte längre ihop."))
        return redirect(back)
    context = page(request, assignment, breadcrumb=trail(assignment), relation=relation, cancel_url=back)
    return render(request, "mandate/relation_remove.html", context)


def line_shown(user: User, assignment: Assignment) -> list[dict[str, Any]]:
    """The line in time, with links to the assignments we have; empty when nothing comes before or after."""
    steps = line_of(user, assignment)
    before = [None, *(step.distance for step in steps)]
    shown = [
        {**_step(step, assignment, user), "is_beside": step.distance == earlier}
        for step, earlier in zip(steps, before, strict=False)
    ]
    return shown if len(shown) > 1 else []


def _step(step: Step, here: Assignment, user: User) -> dict[str, Any]:
    ours, row = step.assignment, step.row
    words = in_language(ours, "title") if ours else in_language(row, "what")
    mine = row is not None and row.assignment_id == here.pk and row.span_start is None
    removable = mine and access.may_write(user) and row is not None
    return {
        "dnr": step.dnr,
        "words": words,
        "url": ours.get_absolute_url() if ours and step.distance else "",
        "is_here": step.distance == 0,
        "is_ours": ours is not None,
        "decided": long_date(ours.decided_on) if ours else "",
        "remove_url": reverse("mandate:relation-remove", args=[here.slug, row.pk])
        if removable and row
        else "",
    }
