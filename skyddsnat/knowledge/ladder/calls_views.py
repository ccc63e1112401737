"""Whom to call next, and writing down that one did."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, signed_in
from skyddsnat.knowledge.ladder import actions, parts
from skyddsnat.knowledge.ladder.access import (
    check_may_see,
    check_may_work_with,
    coordinators,
    own_calls_for,
    phones_of,
    workable_for,
)
from skyddsnat.knowledge.ladder.calls_parts import waiting_table
from skyddsnat.knowledge.ladder.forms import CallForm, LadderFilter
from skyddsnat.knowledge.ladder.organisation_views import organisation_trail, the_organisation
from skyddsnat.knowledge.ladder.rules import call_order, may_rest
from skyddsnat.knowledge.ladder.standing import Standing, standings
from skyddsnat.knowledge.ladder.views import choice, group_tabs, trail
from skyddsnat.shared.dates import today

PER_PAGE = 25


@signed_in
def calls(request: AuthenticatedRequest) -> HttpResponseBase:
    """Those to call next about a method: whose day has come, then the furthest behind and the longest silent."""
    check_may_see(request.user)
    chosen = choice(request)
    method = chosen["method"]
    if method is None:
        return render_lists(request, "knowledge/ladder/none.html", {})
    day = today()
    found = standings(request.user, method, chosen["group"], county=chosen["county"], kind=chosen["kind"])
    rows = sorted((row for row in found if _needs_a_call(row, day)), key=lambda row: _order(row, day))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    people = coordinators()
    writes = workable_for(request.user).exists()

    def table(some: list[Standing]) -> dict[str, object]:
        phones = phones_of([row.organisation.pk for row in some])
        return waiting_table(some, method, phones, people, today=day, may_write=writes)

    context = {
        "form": LadderFilter(chosen["initial"], user=request.user),
        "hidden": {"group": chosen["group"].value},
        "groups": group_tabs(request, chosen["group"]),
        "method": method,
        "page": page,
        "total": len(rows),
        "table": table(list(page)) | {"every_row": lambda: table(rows)["rows"]},
        "breadcrumb": trail(),
    }
    return render_lists(request, "knowledge/ladder/calls.html", context)


@signed_in
def call_new(request: AuthenticatedRequest, method: str, code: str) -> HttpResponse:
    """Called today: how it went, and when to be in touch again."""
    the_method, one = the_organisation(request, method, code)
    check_may_work_with(request.user, one)
    form = CallForm(request.POST or None, initial={"day": today()})
    if form.is_valid():
        try:
            actions.add_call(organisation=one, method=the_method, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Samtalet är inskrivet."))
            return redirect(parts.url_of(the_method, one))
    phone = phones_of([one.pk]).get(one.pk)
    context = {
        "form": form,
        "heading": _("Skriv in ett samtal"),
        "lead": parts.name_of(one),
        "phone": phone,
        "cancel_url": parts.url_of(the_method, one),
        "breadcrumb": organisation_trail(the_method, one),
    }
    return render(request, "knowledge/ladder/form.html", context)


@signed_in
def call_remove(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then take away a call that one has written down oneself."""
    call = get_object_or_404(own_calls_for(request.user), pk=pk)
    back = parts.url_of(call.method, call.organisation)
    if request.method == "POST":
        actions.remove_call(call=call, by=request.user)
        messages.success(request, _("Samtalet är borttaget."))
        return redirect(back)
    context = {
        "heading": _("Ta bort samtalet"),
        "about": f"{call.organisation}: {call.get_outcome_display()}",
        "says": _("I loggen står kvar att det har funnits."),
        "submit": _("Ta bort samtalet"),
        "cancel_url": back,
        "breadcrumb": organisation_trail(call.method, call.organisation),
    }
    return render(request, "knowledge/ladder/remove.html", context)


def _needs_a_call(row: Standing, day: datetime.date) -> bool:
    return row.next_on is not None or not may_rest(row.steps, row.last, today=day)


def _order(row: Standing, day: datetime.date) -> tuple[int, int, int]:
    return call_order(steps=row.steps, last=row.last, next_on=row.next_on, today=day)
