"""The lists: one's own organisation's cases, and those that it receives."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Min, Q
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors.api import organisations_of
from skyddsnat.cooperation.access import CASE, own_cases_for, received_cases_for
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.referrals import parts
from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.shared.dates import today

PER_PAGE = 50
OPEN, MINE, CLOSED = "", "mina", "avslutade"


@requires(CASE)
def referrals(request: AuthenticatedRequest) -> HttpResponseBase:
    """The cases of one's own organisation: open, one's own, or closed."""
    which = request.GET.get("visa", OPEN)
    running = Q(deadlines__done_on=None, deadlines__paused_since=None, deadlines__taken_back_at=None)
    rows = own_cases_for(request.user).annotate(next_due=Min("deadlines__due_on", filter=running))
    rows = rows.filter(state=State.CLOSED) if which == CLOSED else rows.exclude(state=State.CLOSED)
    if which == MINE:
        rows = rows.filter(responsible=request.user)
    rows = rows.select_related("receiver", "responsible", "child").order_by("-opened_at", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    writes = organisations_of(request.user, today()).exists()
    table = parts.own_table(page, narrowed=which != OPEN, writes=writes)
    table["every_row"] = lambda: map(parts.own_row, rows.iterator(chunk_size=200))
    context = {
        "table": table, "page": page, "tabs": tabs("own"), "which": _which(which), "writes": writes,
        "total": page.paginator.count,
    }  # fmt: skip
    return render_lists(request, "cooperation/referrals/list.html", context, personal=["table"])


@requires(CASE)
def received(request: AuthenticatedRequest) -> HttpResponseBase:
    """Other organisations' cases that one's own has said yes to."""
    rows = received_cases_for(request.user).select_related("owner").order_by("-opened_at", "pk")
    context = {"table": parts.received_table(rows), "tabs": tabs("received")}
    return render_lists(request, "cooperation/referrals/received_list.html", context)


def tabs(current: str) -> list[dict[str, Any]]:
    """The two lists."""
    rows = (("own", _("Egna"), "referrals"), ("received", _("Mottagna"), "referrals-received"))
    return [
        {"label": label, "url": reverse(f"cooperation:{name}"), "current": code == current}
        for code, label, name in rows
    ]


def _which(current: str) -> list[dict[str, Any]]:
    here = reverse("cooperation:referrals")
    rows = ((OPEN, _("Öppna")), (MINE, _("Mina")), (CLOSED, _("Avslutade")))
    return [
        {"label": label, "url": f"{here}?visa={code}" if code else here, "current": code == current}
        for code, label in rows
    ]
