"""Copying activities from another plan: choose, see what comes of it, copy; and undo it as a whole."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.actions import copies as actions
from skyddsnat.mandate.forms.plan import WhyForm
from skyddsnat.mandate.forms.plan_copies import CopyForm, SourceForm
from skyddsnat.mandate.models import Assignment, PlanCopy
from skyddsnat.mandate.plan.copying import CopyRow, copy_rows
from skyddsnat.mandate.views.frame import (
    format_kr,
    in_language,
    language,
    long_date,
    own_words,
    page,
    posted,
    swedish_day,
    the_assignment,
    trail,
)
from skyddsnat.shared.dates import format_period, today


@requires(access.WRITE)
def plan_copy(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """First from where and from which day; then every row as it would be, to choose among."""
    assignment = the_assignment(request, slug)
    asked = "source" in request.GET
    others = access.assignments_for(request.user).exclude(pk=assignment.pk)
    sources = others.filter(activities__isnull=False).distinct()
    start = {"start": _first_day(assignment)}
    source_form = SourceForm(request.GET if asked else None, sources=sources, initial=start)
    context: dict[str, Any] = {}
    if asked and source_form.is_valid():
        source, first = source_form.cleaned_data["source"], source_form.cleaned_data["start"]
        form, rows = _preview(request, assignment, source, first)
        if request.method == "POST" and form.is_valid():
            try:
                copy = _copy(request, assignment, source, first, form)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Insatserna är kopierade."))
                return redirect("mandate:plan-copied", slug, copy.pk)
        context = {"form": form, "rows": rows, "source": source, "source_title": in_language(source, "title")}
    shown = page(
        request,
        assignment,
        source_form=source_form,
        no_sources=not sources.exists(),
        breadcrumb=_trail(assignment),
        cancel_url=reverse("mandate:plan", args=[slug]),
        **context,
    )
    return render(request, "mandate/plan_copy.html", shown)


def _first_day(assignment: Assignment) -> datetime.date:
    """The first day that a plan can begin: not before the year, the decision or, in the same year, today."""
    new_year = datetime.date(assignment.year, 1, 1)
    first = max(new_year, assignment.decided_on or new_year)
    return max(first, today()) if today().year <= assignment.year else first


def _preview(
    request: AuthenticatedRequest, assignment: Assignment, source: Assignment, start: datetime.date
) -> tuple[CopyForm, list[dict[str, Any]]]:
    same = request.POST.get("responsible", "same") == "same"
    rows = copy_rows(source, assignment, start=start, same_person=same, by=request.user)
    form = CopyForm(posted(request), assignment=assignment, initial={"once": uuid.uuid4()})
    picked = set(request.POST.getlist("pick")) if request.method == "POST" else None
    return form, [_row(row, picked) for row in rows]


def _row(row: CopyRow, picked: set[str] | None) -> dict[str, Any]:
    number = str(row.activity.number)
    return {
        "number": number,
        "title": in_language(row.activity, "title"),
        "period": format_period(row.starts, row.ends, language()),
        "responsible": row.responsible.name,
        "budget": format_kr(row.activity.budget_ore),
        "clauses": ", ".join(clause.number for clause in row.links["clauses"]),
        "after": ", ".join(str(after.number) for after in row.after),
        "errors": row.errors,
        "notes": row.notes,
        "picked": number in picked if picked is not None else not row.errors,
    }


def _copy(
    request: AuthenticatedRequest,
    assignment: Assignment,
    source: Assignment,
    start: datetime.date,
    form: CopyForm,
) -> PlanCopy:
    return actions.copy_plan(
        assignment=assignment,
        source=source,
        numbers=[int(number) for number in request.POST.getlist("pick") if number.isdecimal()],
        start=start,
        once=form.cleaned_data["once"],
        same_person=form.cleaned_data["responsible"] == "same",
        assessments=form.cleaned_data["assessments"],
        why=form.cleaned_data["why"],
        by=request.user,
    )


@requires(access.READ)
def plan_copied(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponseBase:
    """What a copying gave, and whether it can still be undone."""
    copy = _the_copy(request, slug, pk)
    activities = list(actions.copied_activities(copy))
    context = page(
        request,
        copy.assignment,
        copy=copy,
        facts=_facts(copy),
        table=_table(copy, activities),
        stop=_stop(copy, activities),
        breadcrumb=_trail(copy.assignment),
    )
    return render_lists(request, "mandate/plan_copied.html", context)


def _stop(copy: PlanCopy, activities: list[Any]) -> str:
    try:
        actions.check_copy_undoable(copy, activities)
    except Refused as refusal:
        return str(refusal)
    return ""


@requires(access.WRITE)
def plan_copy_undo(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Ask first, then take everything that was copied away."""
    copy = _the_copy(request, slug, pk)
    back = reverse("mandate:plan-copied", args=[slug, pk])
    form = WhyForm(posted(request), assignment=copy.assignment)
    if form.is_valid():
        try:
            actions.undo_copy(copy=copy, by=request.user, why=form.cleaned_data["why"])
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(back)
        messages.success(request, _("Kopieringen är ångrad."))
        return redirect("mandate:plan", slug)
    context = page(
        request,
        copy.assignment,
        copy=copy,
        form=form,
        count=len(list(actions.copied_activities(copy))),
        breadcrumb=_trail(copy.assignment),
        cancel_url=back,
    )
    return render(request, "mandate/plan_copy_undo.html", context)


def _the_copy(request: AuthenticatedRequest, slug: str, pk: int) -> PlanCopy:
    return get_object_or_404(access.copies_for(request.user), assignment__slug=slug, pk=pk)


def _facts(copy: PlanCopy) -> list[dict[str, Any]]:
    rows = [
        {"label": _("Från"), **in_language(copy.source, "title")},
        {
            "label": _("Kopierat av"),
            "value": f"{copy.copied_by.name}, {long_date(swedish_day(copy.copied_at))}",
        },
    ]
    if copy.undone_by is not None and copy.undone_at is not None:
        who = f"{copy.undone_by.name}, {long_date(swedish_day(copy.undone_at))}"
        rows.append({"label": _("Ångrat av"), "value": who})
    return rows


def _table(copy: PlanCopy, activities: list[Any]) -> dict[str, Any]:
    return {
        "caption": _("Det som kopierades"),
        "columns": [
            {"label": _("Insats")},
            {"label": _("Ansvarig")},
            {"label": _("Planerad tid")},
            {"label": _("Budget"), "figures": True},
        ],
        "rows": [
            {
                "url": reverse("mandate:activity", args=[copy.assignment.slug, activity.number]),
                "cells": [
                    own_words(activity.title, note=str(activity.number)),
                    activity.responsible.name,
                    format_period(activity.starts, activity.ends, language()),
                    format_kr(activity.budget_ore),
                ],
            }
            for activity in activities
        ],
        "empty": {
            "heading": _("Inget finns kvar"),
            "text": _("Det som kopierades är borttaget. Historiken visar när och av vem."),
        },
    }


def _trail(assignment: Assignment) -> list[dict[str, Any]]:
    return [*trail(assignment), {"label": _("Plan"), "url": reverse("mandate:plan", args=[assignment.slug])}]
