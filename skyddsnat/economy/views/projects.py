"""Projects of the accounting system: which activity each stands for, and allotting by them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.economy import access
from skyddsnat.economy.actions import allot_by_project, map_project
from skyddsnat.economy.actions.grants import is_locked
from skyddsnat.economy.forms import ProjectsForm
from skyddsnat.economy.models import ProjectMapping
from skyddsnat.economy.views.frame import (
    Context,
    format_kr,
    language,
    page,
    rows_url,
    say,
    tabs,
    the_assignment,
    title_of,
    trail,
    url,
)
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.money import format_number


@requires("economy.read")
def projects(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    assignment = the_assignment(request, slug)
    mappings = list(access.project_mappings(request.user, assignment).select_related("activity"))
    may_write = access.may_write(request.user)
    form = ProjectsForm(
        request.POST if request.method == "POST" and may_write else None,
        mappings=mappings,
        activities=access.activities(request.user, assignment).order_by("number"),
    )
    if request.method == "POST" and may_write and form.is_valid():
        for mapping, activity in form.chosen():
            map_project(assignment=assignment, project=mapping.project, activity=activity, by=request.user)
        messages.success(
            request, _("Projektens insatser är sparade. De föreslås nästa gång projekten förekommer.")
        )
        return redirect("economy:projects", slug=slug)
    ready = _ready(request, assignment)
    context = page(
        request,
        assignment,
        form=form,
        mappings=mappings,
        breadcrumb=trail(assignment),
        tabs=tabs(request, assignment, "projects"),
        table=_table(request, assignment, mappings),
        ready=ready,
        allot_url=url("allot_projects", assignment),
        is_locked=is_locked(assignment),
    )
    return render_lists(request, "economy/projects.html", context)


@requires("economy.write")
def allot_projects(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Allot all untouched rows by their projects."""
    assignment = the_assignment(request, slug)
    if request.method == "POST":
        try:
            made = allot_by_project(assignment=assignment, by=request.user)
        except Refused as refused:
            say(request, refused)
        else:
            words = ngettext(
                "%(count)s rad är fördelad efter projekt, %(sum)s.",
                "%(count)s rader är fördelade efter projekt, %(sum)s.",
                len(made),
            )
            total = format_kr(sum(one.amount_ore for one in made))
            messages.success(request, words % {"count": format_number(len(made)), "sum": total})
    return redirect("economy:projects", slug=slug)


def _ready(request: AuthenticatedRequest, assignment: Assignment) -> Context | None:
    """What allotting by project would do now; None when there is nothing."""
    known = access.project_mappings(request.user, assignment).filter(activity__isnull=False)
    rows = (
        access.lines(request.user, assignment)
        .costs()
        .in_year(assignment.year)
        .untouched()
        .filter(project__in=known.values("project"))
    )
    sums = [row.amount_ore for row in rows]
    if not sums:
        return None
    words = ngettext(
        "%(count)s ofördelad rad hör till ett projekt med insats, %(sum)s.",
        "%(count)s ofördelade rader hör till projekt med insats, %(sum)s.",
        len(sums),
    )
    return {"words": words % {"count": format_number(len(sums)), "sum": format_kr(sum(sums))}}


def _table(request: AuthenticatedRequest, assignment: Assignment, mappings: list[ProjectMapping]) -> Context:
    counts: dict[str, list[int]] = {}
    for row in access.lines(request.user, assignment).costs().exclude(project=""):
        counts.setdefault(row.project, []).append(row.amount_ore)
    return {
        "caption": _("Projekt i de inlästa verifikationerna"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Projekt"), "swedish": language() == "en"},
            {"label": _("Insats")},
            {"label": _("Kostnader"), "figures": True},
            {"label": _("Rader"), "figures": True},
        ],
        "rows": [
            {
                "cells": [
                    str(one),
                    {**title_of(one.activity), "url": one.activity.get_absolute_url()}
                    if one.activity
                    else {"tag": {"text": _("Ingen insats vald"), "tone": "warning"}},
                    format_kr(sum(counts.get(one.project, []))),
                    {
                        "value": format_number(len(counts.get(one.project, []))),
                        "url": rows_url(assignment, project=one.project),
                    },
                ]
            }
            for one in mappings
        ],
        "empty": {
            "heading": _("Inga projekt än"),
            "text": _(
                "När verifikationer läses in med projekt (dimension 6) kan du här säga vilken insats varje "
                "projekt hör till."
            ),
            "url": url("import_new", assignment) if access.may_write(request.user) else "",
            "label": _("Läs in en fil"),
            "icon": "folder",
        },
    }
