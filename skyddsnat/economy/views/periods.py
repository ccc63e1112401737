"""Months that are locked, and opening them again: one asks, another opens."""

from __future__ import annotations

import datetime
import re

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.economy import access
from skyddsnat.economy.actions import ask_to_open, keep_locked, lock_months, open_month
from skyddsnat.economy.checklist import lockable_months
from skyddsnat.economy.forms import ReasonForm
from skyddsnat.economy.models import PeriodLock
from skyddsnat.economy.views.frame import Context, language, page, say, swedish, the_assignment, trail, url
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import format_moment, format_month
from skyddsnat.shared.money import format_number

MONTH = re.compile(r"^\d{4}-(?:0[1-9]|1[0-2])$")


@requires("economy.write")
def months_lock(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Lock one month, or every month that can be: asked about first, since opening takes two."""
    assignment = the_assignment(request, slug)
    asked = [text for text in _query(request).getlist("month") if MONTH.match(text)]
    months = [datetime.date.fromisoformat(f"{text}-01") for text in asked] or lockable_months(assignment)
    if request.method == "POST":
        try:
            made = lock_months(assignment=assignment, months=months, by=request.user)
        except Refused as refused:
            say(request, refused)
        else:
            words = ngettext("%(count)s månad är låst.", "%(count)s månader är låsta.", len(made))
            messages.success(request, words % {"count": format_number(len(made))})
        return redirect(f"{url('closing', assignment)}#manader")
    if not months:
        return redirect(url("closing", assignment))
    names = ", ".join(format_month(f"{month:%Y-%m}", language()) for month in months)
    context = page(
        request,
        assignment,
        breadcrumb=trail(assignment, (_("Avstämning"), url("closing", assignment))),
        heading=_("Lås månader?"),
        confirm=_(
            "Inget som är daterat i %(months)s kan sedan läsas in, fördelas, ångras eller förklaras. "
            "För att öppna en månad igen behöver en person be om det och en chef säga ja."
        )
        % {"months": names},
        hidden={"month": f"{months[0]:%Y-%m}"} if len(asked) == 1 else {},
        submit=_("Lås"),
        cancel_url=url("closing", assignment),
    )
    return render(request, "economy/ask.html", context)


def _query(request: AuthenticatedRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET


@requires("economy.read")
def month(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """A locked month: who locked it, who asks to open it and why, and who opened it."""
    assignment = the_assignment(request, slug)
    lock = _the_lock(request, assignment, pk)
    held, asked = lock.opened_at is None, lock.asked_by_id is not None
    own = lock.asked_by_id == request.user.pk
    may_approve = access.may_approve(request.user)
    form = None
    if held and not asked and (access.may_write(request.user) or may_approve):
        form = _ask_form(None)
    return _month_page(
        request,
        assignment,
        lock,
        form,
        may_open=held and asked and may_approve and not own,
        may_keep=held and asked and (may_approve or own),
        own=held and asked and own and may_approve,
    )


def _ask_form(data: QueryDict | None) -> ReasonForm:
    return ReasonForm(
        data,
        label=_("Varför behöver månaden öppnas?"),
        hint=_("En chef läser det innan månaden öppnas. Skriv inga personuppgifter."),
    )


def _month_page(
    request: AuthenticatedRequest,
    assignment: Assignment,
    lock: PeriodLock,
    form: ReasonForm | None,
    *,
    may_open: bool = False,
    may_keep: bool = False,
    own: bool = False,
) -> HttpResponse:
    context = page(
        request,
        assignment,
        lock=lock,
        form=form,
        action=url("month_ask", assignment, lock.pk),
        breadcrumb=trail(assignment, (_("Avstämning"), url("closing", assignment))),
        heading=format_month(f"{lock.month:%Y-%m}", language()).capitalize(),
        rows=_facts(lock),
        may_open=may_open,
        may_keep=may_keep,
        own=own,
        open_url=url("month_open", assignment, lock.pk),
        keep_url=url("month_keep", assignment, lock.pk),
        cancel_url=url("closing", assignment),
    )
    return render(request, "economy/month.html", context)


def _facts(lock: PeriodLock) -> list[Context]:
    def who(name: str, moment: datetime.datetime) -> str:
        return _("%(name)s, %(when)s") % {"name": name, "when": format_moment(moment)}

    rows: list[Context] = [{"label": _("Låst av"), "value": who(lock.locked_by.name, lock.locked_at)}]
    if lock.asked_by and lock.asked_at:
        rows += [
            {"label": _("Vill ha månaden öppnad"), "value": who(lock.asked_by.name, lock.asked_at)},
            {"label": _("Skäl"), **swedish(lock.open_reason)},
        ]
    if lock.opened_by and lock.opened_at:
        rows.append({"label": _("Öppnad av"), "value": who(lock.opened_by.name, lock.opened_at)})
    return rows


@requires("economy.read")
def month_ask(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Ask that the month is opened. Those who only read are refused."""
    assignment = the_assignment(request, slug)
    lock = _the_lock(request, assignment, pk)
    if request.method != "POST" or not (access.may_write(request.user) or access.may_approve(request.user)):
        return redirect(url("month", assignment, lock.pk))
    form = _ask_form(request.POST)
    if form.is_valid():
        try:
            ask_to_open(lock=lock, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("En chef får veta att du vill ha månaden öppnad."))
            return redirect(url("month", assignment, lock.pk))
    return _month_page(request, assignment, lock, form)


@requires("economy.approve")
def month_open(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    assignment = the_assignment(request, slug)
    lock = _the_lock(request, assignment, pk)
    if request.method == "POST":
        try:
            open_month(lock=lock, by=request.user)
        except Refused as refused:
            say(request, refused)
        else:
            messages.success(request, _("Månaden är öppen. Lås den igen när rättelsen är gjord."))
            return redirect(f"{url('closing', assignment)}#manader")
    return redirect(url("month", assignment, lock.pk))


@requires("economy.read")
def month_keep(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Let the month stay locked: a manager, or the one who asked."""
    assignment = the_assignment(request, slug)
    lock = _the_lock(request, assignment, pk)
    if request.method == "POST":
        try:
            keep_locked(lock=lock, by=request.user)
        except Refused as refused:
            say(request, refused)
        else:
            messages.success(request, _("Månaden är fortfarande låst."))
    return redirect(url("month", assignment, lock.pk))


def _the_lock(request: AuthenticatedRequest, assignment: Assignment, pk: int) -> PeriodLock:
    found = access.period_locks(request.user, assignment).select_related("locked_by", "asked_by", "opened_by")
    return get_object_or_404(found, pk=pk)
