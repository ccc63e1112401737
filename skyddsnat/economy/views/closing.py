"""Closing the money of a year: the list, ticks, and rows that are not ours."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.economy import access
from skyddsnat.economy.actions import explain_row, tick, untick, withdraw_explanation
from skyddsnat.economy.checklist import BY_PERSON, State, step_of, steps_of
from skyddsnat.economy.forms import ReasonForm
from skyddsnat.economy.views.closing_parts import explained_table, months_table, step_cards, step_words
from skyddsnat.economy.views.frame import format_kr, page, say, tabs, the_assignment, trail, url


@requires("economy.read")
def closing(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """What is done and what is left before the money of the year is accounted for."""
    assignment = the_assignment(request, slug)
    steps = steps_of(assignment)
    may_write = access.may_write(request.user)
    done = sum(step.state is State.DONE for step in steps)
    explained = access.explanations(request.user, assignment)
    context = page(
        request,
        assignment,
        breadcrumb=trail(assignment),
        tabs=tabs(request, assignment, "closing"),
        steps=step_cards(request.user, assignment, steps, may_write=may_write),
        done=done,
        count=len(steps),
        months=months_table(request, assignment),
        explained=explained_table(assignment, list(explained.select_related("voucher_line__voucher", "by"))),
    )
    return render_lists(request, "economy/closing.html", context)


@requires("economy.write")
def step_tick(request: AuthenticatedRequest, slug: str, step: str) -> HttpResponse:
    """Answer for a step: what is ticked is what the page showed, or it is shown again."""
    if step not in BY_PERSON:
        raise Http404
    assignment = the_assignment(request, slug)
    found = step_of(assignment, step)
    title, words = step_words(found)
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        label=_("Förklaring"),
        hint=_("Står i avstämningen. Skriv inga personuppgifter."),
        required=BY_PERSON[step],
        most=500,
    )
    moved = request.method == "POST" and request.POST.get("facts") != found.facts
    if form.is_bound and form.is_valid() and not moved:
        try:
            tick(
                assignment=assignment,
                step=step,
                facts=found.facts,
                note=form.cleaned_data["reason"],
                by=request.user,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Steget är avbockat."))
            return redirect(url("closing", assignment))
    context = page(
        request,
        assignment,
        form=form,
        breadcrumb=trail(assignment, (_("Avstämning"), url("closing", assignment))),
        heading=title,
        lead=words,
        notice=_("Siffrorna har ändrats sedan du öppnade sidan. Läs dem igen.") if moved else "",
        hidden={"facts": found.facts},
        submit=_("Bocka av steget"),
        cancel_url=url("closing", assignment),
    )
    return render(request, "economy/ask.html", context)


@requires("economy.write")
def step_untick(request: AuthenticatedRequest, slug: str, step: str) -> HttpResponse:
    assignment = the_assignment(request, slug)
    if request.method == "POST":
        try:
            untick(assignment=assignment, step=step, by=request.user)
        except Refused as refused:
            say(request, refused)
        else:
            messages.success(request, _("Steget är öppet igen."))
    return redirect(url("closing", assignment))


@requires("economy.write")
def row_explain(request: AuthenticatedRequest, slug: str, pk: int, position: int) -> HttpResponse:
    """Say why what is left of a row is not the assignment's."""
    assignment = the_assignment(request, slug)
    voucher = get_object_or_404(access.vouchers(request.user, assignment).select_related("assignment"), pk=pk)
    line = get_object_or_404(voucher.lines.with_allotted().select_related("account"), position=position)
    rest = line.rest_ore  # type: ignore[attr-defined]  # annotated
    where = f"{voucher.get_absolute_url()}#rad-{position}"
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        label=_("Varför är kostnaden inte uppdragets?"),
        hint=_("Till exempel: bokförd på fel projekt. Skriv inga personuppgifter."),
    )
    if form.is_bound and form.is_valid():
        try:
            explain_row(line=line, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Raden är förklarad. Du kan ta bort förklaringen igen."))
            return redirect(where)
    context = page(
        request,
        assignment,
        form=form,
        breadcrumb=trail(
            assignment, (_("Verifikation %(voucher)s") % {"voucher": voucher}, voucher.get_absolute_url())
        ),
        heading=_("Inte vår kostnad"),
        lead=_("%(sum)s av rad %(row)s räknas då inte som en kostnad utan insats.")
        % {"sum": format_kr(rest), "row": position},
        submit=_("Spara förklaringen"),
        cancel_url=where,
    )
    return render(request, "economy/ask.html", context)


@requires("economy.write")
def row_unexplain(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    assignment = the_assignment(request, slug)
    found = get_object_or_404(
        access.explanations(request.user, assignment).select_related("voucher_line__voucher__assignment"),
        pk=pk,
    )
    if request.method == "POST":
        try:
            withdraw_explanation(explanation=found, by=request.user)
        except Refused as refused:
            say(request, refused)
        else:
            messages.success(request, _("Förklaringen är borttagen. Raden väntar på en insats."))
    line = found.voucher_line
    return redirect(f"{line.voucher.get_absolute_url()}#rad-{line.position}")
