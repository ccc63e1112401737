"""Users, their roles, and the audit log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core import actions
from skyddsnat.core.access import (
    AuthenticatedRequest,
    audit_log_for,
    requires,
    signed_in,
    users_for,
    works_for,
)
from skyddsnat.core.events import named, said
from skyddsnat.core.exports import render_lists
from skyddsnat.core.forms import NewUserForm, RolesForm
from skyddsnat.core.models import AuditEntry, User, Work
from skyddsnat.core.records import targets
from skyddsnat.shared.dates import format_moment

PAGE = 50


@requires("core.users")
def users(request: AuthenticatedRequest) -> HttpResponseBase:
    """Everybody with an account."""
    people = users_for(request.user).prefetch_related("roles").order_by("name", "id")
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    table = {
        "caption": _("Användare"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Namn"), "notes": _("E-postadress")},
            {"label": _("Roller")},
            {"label": _("Konto")},
        ],
        "rows": [_user_row(person) for person in page],
        "every_row": lambda: map(_user_row, people.iterator(chunk_size=500)),
        "empty": {"heading": _("Här finns inga användare än"), "text": _("Lägg till den första kollegan.")},
    }
    return render_lists(request, "core/users.html", {"page": page, "table": table}, personal=["table"])


def _user_row(person: User) -> dict[str, Any]:
    is_open = (
        {"text": _("Öppet"), "tone": "success"}
        if person.is_active
        else {"text": _("Stängt"), "tone": "neutral"}
    )
    roles = ", ".join(str(role) for role in person.roles.all()) or _("Ingen roll")
    return {
        "url": reverse("core:user", args=[person.pk]),
        "cells": [{"value": person.name, "note": person.email}, roles, {"tag": is_open}],
    }


@requires("core.users")
def new_user(request: AuthenticatedRequest) -> HttpResponse:
    """Open an account for a colleague."""
    form = NewUserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        added = actions.add_user(
            email=data["email"],
            name=data["name"],
            language=data["language"],
            roles=[role.code for role in data["roles"]],
            by=request.user,
        )
        messages.success(
            request,
            _(
                "Kontot är öppnat. Personen väljer lösenord genom ”Jag har glömt mitt lösenord” på inloggningssidan."
            ),
        )
        return redirect("core:user", added.pk)
    context = {"form": form, "breadcrumb": [{"label": _("Användare"), "url": reverse("core:users")}]}
    return render(request, "core/new_user.html", context)


@requires("core.users")
def user(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One user: roles, and opening or closing the account."""
    person = get_object_or_404(users_for(request.user), pk=pk)
    form = RolesForm(request.POST or None, initial={"roles": person.roles.all()})
    if request.method == "POST" and form.is_valid():
        actions.set_roles(
            user=person, roles=[role.code for role in form.cleaned_data["roles"]], by=request.user
        )
        messages.success(request, _("Rollerna är sparade."))
        return redirect("core:user", pk)
    context = {
        "person": person,
        "form": form,
        "itself": person.pk == request.user.pk,
        "breadcrumb": [{"label": _("Användare"), "url": reverse("core:users")}],
    }
    return render(request, "core/user.html", context)


@requires("core.users")
@require_POST
def user_account(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Close an account, or open it again. Nobody closes their own."""
    person = get_object_or_404(users_for(request.user), pk=pk)
    if person.pk == request.user.pk:
        messages.error(request, _("Du kan inte stänga ditt eget konto. Be en kollega."))
    elif request.POST.get("account") == "close":
        actions.close_account(user=person, by=request.user)
        messages.success(request, _("Kontot är stängt. Det går att öppna igen."))
    else:
        actions.open_account(user=person, by=request.user)
        messages.success(request, _("Kontot är öppet igen."))
    return redirect("core:user", pk)


@requires("core.audit")
def audit(request: AuthenticatedRequest) -> HttpResponseBase:
    """Who did what, newest first. Pages by the last entry seen, so that the log may grow without end."""
    every = audit_log_for(request.user).select_related("by")
    entries = every
    before = request.GET.get("fore", "")
    if before.isdigit():
        entries = entries.filter(pk__lt=int(before))
    shown = list(entries[: PAGE + 1])
    table = {
        "caption": _("Händelser, de senaste först"),
        "compact": True,
        "columns": [
            {"label": _("När")},
            {"label": _("Vem")},
            {"label": _("Händelse")},
            {"label": _("Gäller")},
        ],
        "rows": _entry_rows(request.user, shown[:PAGE]),
        "every_row": lambda: map(_entry_row, every.iterator(chunk_size=2_000)),
        "empty": {"heading": _("Inget har hänt än"), "text": _("Här syns varje ändring med vem och när.")},
    }
    older = f"?fore={shown[PAGE - 1].pk}" if len(shown) > PAGE else ""
    context = {"table": table, "older": older, "newest": not before}
    return render_lists(request, "core/audit.html", context, personal=["table"])


def _entry_rows(user: User, entries: list[AuditEntry]) -> list[dict[str, Any]]:
    """As a person reads them: what each is about by its name, with the way there."""
    pages = targets(user, {(entry.target_type, entry.target_id) for entry in entries})
    rows = []
    for entry in entries:
        row = _entry_row(entry)
        page = pages.get((entry.target_type, entry.target_id))
        if page is not None:
            row["cells"][-1] = {"value": page.title, "url": page.url, "swedish": page.swedish}
        rows.append(row)
    return rows


def _entry_row(entry: AuditEntry) -> dict[str, Any]:
    return {
        "cells": [
            format_moment(entry.at),
            str(entry.by or _("Programmet")),
            said(entry.verb),
            named(entry.target_type, entry.target_id),
        ]
    }


@signed_in
def work(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """How a job goes; the part with the bar fetches itself anew. When it is done, one goes on to what it made."""
    found = get_object_or_404(works_for(request.user), pk=pk)
    part = request.headers.get("HX-Request") == "true"
    if found.state == Work.FINISHED and found.result_url:
        return HttpResponse(headers={"HX-Redirect": found.result_url}) if part else redirect(found.result_url)
    progress = {
        "label": found.label,
        "is_headed": True,
        "waiting": found.state == Work.WAITING,
        "done": found.done,
        "total": found.total,
        "text": found.message,
        "finished": found.state == Work.FINISHED,
        "failed": found.state == Work.FAILED,
        "url": found.get_absolute_url(),
    }
    template = "components/progress.html" if part else "core/work.html"
    return render(request, template, {"work": found, "progress": progress})
