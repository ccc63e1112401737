"""Versions of the plan: sending, reading, approving, returning and taking back."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.core.models import User
from skyddsnat.mandate import access
from skyddsnat.mandate.actions import plans as actions
from skyddsnat.mandate.forms.activities import RemarkForm
from skyddsnat.mandate.forms.plan import SendForm
from skyddsnat.mandate.models import Assignment, PlanVersion
from skyddsnat.mandate.plan.paper import PDF, pdf
from skyddsnat.mandate.plan.snapshot import changers, differences, frozen_plan, latest_approved
from skyddsnat.mandate.views.frame import (
    format_kr,
    language,
    long_date,
    own_words,
    page,
    posted,
    swedish_day,
    the_assignment,
    trail,
)
from skyddsnat.mandate.views.plan_parts import over_ceiling
from skyddsnat.mandate.views.plan_standing import version_tag
from skyddsnat.mandate.views.plan_words import difference_rows, names_in
from skyddsnat.shared.dates import format_period
from skyddsnat.shared.typeset import TypesettingFailed


@requires(access.WRITE)
def plan_send(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Show what will be frozen and what is new in it, then send it to the manager."""
    assignment = the_assignment(request, slug)
    replaced, plan = latest_approved(assignment), frozen_plan(assignment)
    old = replaced.data["plan"] if replaced else None
    form = SendForm(posted(request)) if replaced else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        try:
            sent = actions.send_plan(assignment=assignment, by=request.user, reason=reason)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("mandate:plan", slug)
        messages.success(request, _("Planen är skickad. Chefen ser den på sin startsida."))
        return redirect(sent)
    context = page(
        request,
        assignment,
        form=form,
        replaced=replaced,
        count=len(plan["activities"]),
        warnings=over_ceiling(assignment, (row["budget_ore"] for row in plan["activities"])),
        differences=difference_rows(
            differences(old, plan), names_in(assignment, plan, *([old] if old else []))
        )
        if old
        else [],
        breadcrumb=_trail(assignment),
        cancel_url=reverse("mandate:plan", args=[slug]),
    )
    return render(request, "mandate/plan_send.html", context)


@requires(access.READ)
def plan_version(request: AuthenticatedRequest, slug: str, version: int) -> HttpResponseBase:
    """One version as it was frozen, what is new in it, and what can be done with it."""
    found = _the_version(request, slug, version)
    plan = found.data["plan"]
    old = found.replaces.data["plan"] if found.replaces else None
    waits = found.state == PlanVersion.SENT
    now = frozen_plan(found.assignment) if waits else plan
    context = page(
        request,
        found.assignment,
        found=found,
        state=version_tag(found),
        facts=_facts(found),
        table=_table(found.assignment, plan),
        differences=difference_rows(differences(old, plan), names_in(found.assignment, plan, old))
        if old
        else [],
        since=difference_rows(differences(plan, now), names_in(found.assignment, plan, now)) if waits else [],
        waits=waits,
        warnings=over_ceiling(found.assignment, (row["budget_ore"] for row in plan["activities"]))
        if waits
        else [],
        remark=own_words(found.remark) if found.remark else None,
        may_decide=access.may_decide(request.user),
        stop=_stop(found, request.user) if waits and access.may_decide(request.user) else "",
        own=found.sent_by_id == request.user.pk,
        seen={"seen": found.sha256},
        breadcrumb=_trail(found.assignment),
    )
    return render_lists(request, "mandate/plan_version.html", context)


def _stop(version: PlanVersion, user: User) -> str:
    """Why this person cannot approve it, "" when they can."""
    try:
        actions.check_may_approve(version, by=user, changed_by=changers(version))
    except Refused as refusal:
        return str(refusal)
    return ""


@requires(access.APPROVE)
def plan_approve(request: AuthenticatedRequest, slug: str, version: int) -> HttpResponse:
    """Approve what was read; the fingerprint tells that it is this version."""
    found = _the_version(request, slug, version)
    if request.method == "POST":
        try:
            actions.approve_plan(version=found, by=request.user, seen_sha256=request.POST.get("seen", ""))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Planen är godkänd och låst. Den finns som PDF."))
    return redirect(found)


@requires(access.APPROVE)
def plan_return(request: AuthenticatedRequest, slug: str, version: int) -> HttpResponse:
    """Send it back with what has to be changed."""
    found = _the_version(request, slug, version)
    form = RemarkForm(posted(request))
    if form.is_valid():
        try:
            actions.return_plan(version=found, remark=form.cleaned_data["remark"], by=request.user)
        except Refused as refusal:
            form.add_error("remark", str(refusal))
        else:
            messages.success(
                request, _("Planen är skickad tillbaka. Den som skickade den ser det på sin startsida.")
            )
            return redirect(found)
    context = page(
        request,
        found.assignment,
        form=form,
        heading=_("Skicka tillbaka planen"),
        submit=_("Skicka tillbaka"),
        breadcrumb=_trail(found.assignment),
        cancel_url=found.get_absolute_url(),
    )
    return render(request, "mandate/question.html", context)


@requires(access.WRITE)
def plan_withdraw(request: AuthenticatedRequest, slug: str, version: int) -> HttpResponse:
    """Ask first, then take back a version that waits."""
    found = _the_version(request, slug, version)
    if request.method == "POST":
        try:
            actions.withdraw_plan(version=found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Versionen är återtagen. Planen går att ändra och skicka igen."))
        return redirect("mandate:plan", slug)
    if found.state != PlanVersion.SENT:
        return redirect(found)
    context = page(
        request,
        found.assignment,
        found=found,
        breadcrumb=_trail(found.assignment),
        cancel_url=found.get_absolute_url(),
    )
    return render(request, "mandate/plan_withdraw.html", context)


@requires(access.READ)
def plan_pdf(request: AuthenticatedRequest, slug: str, version: int) -> HttpResponse:
    """The stored document of an approved version; of one that waits, a draft that says so on its face."""
    found = _the_version(request, slug, version)
    if found.pdf is not None:
        content, name = bytes(found.pdf.content), f"plan-v{found.version}.pdf"
    elif found.state == PlanVersion.SENT:
        try:
            content, name = (
                pdf(found.data, created=found.sent_at, approved=None),
                f"utkast-plan-v{found.version}.pdf",
            )
        except TypesettingFailed as failed:
            messages.error(request, _("Handlingen gick inte att framställa: %(why)s") % {"why": str(failed)})
            return redirect(found)
    else:
        raise Http404
    return HttpResponse(
        content, content_type=PDF, headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def _the_version(request: AuthenticatedRequest, slug: str, version: int) -> PlanVersion:
    return get_object_or_404(access.plan_versions_for(request.user), assignment__slug=slug, version=version)


def _facts(version: PlanVersion) -> list[dict[str, Any]]:
    prepared = version.data["prepared"]
    rows: list[dict[str, Any]] = [
        {"label": _("Diarienummer"), "value": version.dnr},
        {"label": _("Skickad av"), "value": f"{prepared['name']}, {long_date(version.dated)}"},
    ]
    if version.decided_by is not None:
        on = swedish_day(version.decided_at) if version.decided_at else None
        label = _("Godkänd av") if version.state == PlanVersion.APPROVED else _("Skickad tillbaka av")
        rows.append({"label": label, "value": f"{version.decided_by.name}, {long_date(on)}"})
    if version.withdrawn_by is not None:
        rows.append({"label": _("Återtagen av"), "value": version.withdrawn_by.name})
    if version.replaces is not None:
        url = version.replaces.get_absolute_url()
        number = _("Version %(version)s") % {"version": version.replaces.version}
        rows.append({"label": _("Ersätter"), "value": number, "url": url, "change": _("Visa")})
        rows.append({"label": _("Skäl"), **own_words(version.reason)})
    return rows


def _table(assignment: Assignment, plan: dict[str, Any]) -> dict[str, Any]:
    """The activities as they were frozen."""
    names = names_in(assignment, plan)

    def row(found: dict[str, Any]) -> dict[str, Any]:
        return {
            "cells": [
                own_words(f"{found['number']} {found['title']}"),
                ", ".join(found["clauses"]),
                names("responsible", found["responsible"]),
                format_period(_day(found["starts"]), _day(found["ends"]), language()),
                ", ".join(str(number) for number in found["after"]),
                format_kr(found["budget_ore"]),
            ]
        }

    total = format_kr(sum(found["budget_ore"] for found in plan["activities"]))
    return {
        "caption": _("Insatserna i den här versionen"),
        "columns": [
            {"label": _("Insats")},
            {"label": _("Deluppdrag")},
            {"label": _("Ansvarig")},
            {"label": _("Planerad tid")},
            {"label": _("Väntar på")},
            {"label": _("Budget"), "figures": True},
        ],
        "rows": [row(found) for found in plan["activities"]],
        "foot": [_("Summa"), "", "", "", "", total],
    }


def _day(iso: str) -> datetime.date:
    return datetime.date.fromisoformat(iso)


def _trail(assignment: Assignment) -> list[dict[str, Any]]:
    return [*trail(assignment), {"label": _("Plan"), "url": reverse("mandate:plan", args=[assignment.slug])}]
