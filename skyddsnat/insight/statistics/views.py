"""Tables for safe statistics: asking for one, reading the protected draft, approving, taking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import (
    AuthenticatedRequest,
    Refused,
    countables,
    pressed,
    render_lists,
    requires,
    signed_in,
)
from skyddsnat.insight.statistics import access, actions
from skyddsnat.insight.statistics.access import APPROVE, WRITE
from skyddsnat.insight.statistics.actions import Asked, Named
from skyddsnat.insight.statistics.counting import countable
from skyddsnat.insight.statistics.forms import ContentForm, FileForm, NameForm, NewFileForm, ReasonForm
from skyddsnat.insight.statistics.models import StatTable, StatVersion
from skyddsnat.insight.statistics.showing import facts, tables_table, versions_table, wanted_facts
from skyddsnat.insight.statistics.tasks import begin
from skyddsnat.insight.statistics.wording import language, numbers_table, source_about, source_words

type Trail = list[dict[str, str]]


@signed_in
def tables(request: AuthenticatedRequest) -> HttpResponseBase:
    """Every table, with its latest version and what waits."""
    _check_may_see(request)
    context = {
        "table": tables_table(request.user),
        "may_write": request.user.may(WRITE),
        "waiting": access.waiting_for_approval(request.user).count(),
    }
    return render_lists(request, "insight/statistics/tables.html", context)


@signed_in
def table(request: AuthenticatedRequest, code: str) -> HttpResponseBase:
    """One table and its versions."""
    found = _the_table(request, code)
    context = {
        "stat_table": found,
        "source": source_words(found),
        "about": source_about(found),
        "versions": versions_table(request.user, found),
        "new_url": _new_version_url(found) if request.user.may(WRITE) else "",
        "breadcrumb": _trail(),
    }
    return render_lists(request, "insight/statistics/table.html", context)


@requires(WRITE)
def choose(request: AuthenticatedRequest) -> HttpResponse:
    """What to count: what the rooms let be counted, or a file."""
    rows = [
        {
            "label": str(one.label),
            "about": one.about[language() == "en"],
            "url": reverse("statistics:new", args=[one.code]),
        }
        for one in countables()
    ]
    context = {"sources": rows, "breadcrumb": _trail()}
    return render(request, "insight/statistics/choose.html", context)


@requires(WRITE)
def new(request: AuthenticatedRequest, source: str) -> HttpResponse:
    """A new table of what a room lets be counted."""
    found = countable(source)
    if found is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    name, content = NameForm(posted), ContentForm(posted, found=found)
    if posted is not None and name.is_valid() & content.is_valid():
        answer = _made(request, content, name.named(source, source), content.asked())
        if answer is not None:
            return answer
    return _form_page(request, [name, content], heading=str(found.label))


@requires(WRITE)
def new_from_file(request: AuthenticatedRequest) -> HttpResponse:
    """A new table of a file that is counted and forgotten."""
    posted = request.POST if request.method == "POST" else None
    name, content = NameForm(posted), FileForm(posted, request.FILES or None)
    if posted is not None and name.is_valid() & content.is_valid():
        answer = _made(request, content, name.named("", content.cases_named()), content.asked())
        if answer is not None:
            return answer
    return _form_page(request, [name, content], heading=_("Uppgifter ur en fil"))


@requires(WRITE)
def new_version(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """A new version of a table, of the same source."""
    stat_table = _the_table(request, code)
    if not stat_table.source:
        return _new_file(request, stat_table)
    found = countable(stat_table.source)
    if found is None:
        raise Http404
    content = ContentForm(request.POST if request.method == "POST" else None, found=found)
    if request.method == "POST" and content.is_valid():
        answer = _made(request, content, stat_table, content.asked())
        if answer is not None:
            return answer
    return _form_page(request, [content], heading=str(stat_table), back=stat_table)


def _new_file(request: AuthenticatedRequest, stat_table: StatTable) -> HttpResponse:
    """A later file of a table that came from one."""
    last = stat_table.last_out()
    if last is None:
        raise Http404
    if stat_table.waiting():
        messages.error(request, _("En version väntar redan. Den ska godkännas eller tas bort först."))
        return redirect("statistics:table", stat_table.code)
    posted = request.POST if request.method == "POST" else None
    form = NewFileForm(posted, request.FILES or None, last=last)
    if posted is not None and form.is_valid():
        answer = _made(request, form, stat_table, form.asked())
        if answer is not None:
            return answer
    trail = _trail(stat_table)
    context = {
        "stat_table": stat_table, "last": last, "form": form, "facts": wanted_facts(last),
        "cancel_url": trail[-1]["url"], "breadcrumb": trail,
    }  # fmt: skip
    return render(request, "insight/statistics/new_file.html", context)


def _made(
    request: AuthenticatedRequest, form: Any, wanted: Named | StatTable, asked: Asked
) -> HttpResponse | None:
    """To the protected draft, or to the work that makes it; None when it was refused, which the form then says."""
    try:
        with transaction.atomic():
            held = (
                wanted if isinstance(wanted, StatTable) else actions.add_table(named=wanted, by=request.user)
            )
            version = actions.ask_for_version(table=held, asked=asked, by=request.user)
            return redirect(begin(version=version, by=request.user))
    except Refused as refused:
        form.add_error(None, str(refused).splitlines())
        return None


def _form_page(
    request: AuthenticatedRequest, forms: list[Any], *, heading: str, back: StatTable | None = None
) -> HttpResponse:
    trail = _trail(back) if back else _trail()
    cancel = trail[-1]["url"]
    context = {
        "forms": forms,
        "form": forms[-1],
        "heading": heading,
        "cancel_url": cancel,
        "breadcrumb": trail,
    }
    return render(request, "insight/statistics/form.html", context)


@signed_in
def version(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponseBase:
    """A version: the protected numbers, how they were made, and what can be done with it."""
    found = _the_version(request, code, pk)
    state, own = found.state, found.drafted_by_id == request.user.pk
    is_draft = state == StatVersion.State.DRAFT
    context = {
        "shown": found,
        "facts": facts(found),
        "numbers": numbers_table(found, _compared(found)) if found.parts else None,
        "own": own and is_draft,
        "can_approve": is_draft and not own and request.user.may(APPROVE),
        "can_drop": _can_drop(request, found),
        "can_withdraw": state == StatVersion.State.PUBLISHED and request.user.may(APPROVE),
        "seen": {"seen": found.sha256},
        "breadcrumb": _trail(found.table),
    }
    return render_lists(request, "insight/statistics/version.html", context)


@requires(APPROVE)
@require_POST
def approve(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """Publish what was read; the fingerprint tells that nothing has changed since."""
    found = _the_version(request, code, pk)
    seen = request.POST.get("seen", "")
    return pressed(
        request,
        lambda: actions.approve_version(version=found, seen_sha256=seen, by=request.user),
        _("Tabellen är publicerad bland öppna data."),
        found,
    )


@signed_in
def drop(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """Ask first, then take a draft away."""
    found = _the_version(request, code, pk)
    if request.method != "POST":
        if not _can_drop(request, found):
            return redirect(found)
        context = {"shown": found, "cancel_url": found.get_absolute_url(), "breadcrumb": _trail(found.table)}
        return render(request, "insight/statistics/drop.html", context)
    try:
        actions.drop_draft(version=found, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    messages.success(request, _("Utkastet är borttaget."))
    return redirect("statistics:table", code)


@requires(APPROVE)
def withdraw(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """Take back what is out, with a reason that everybody can read."""
    found = _the_version(request, code, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_version(version=found, why=form.cleaned_data["why"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, _("Tabellen är återtagen. Den räknas fortfarande med när nya tabeller skyddas.")
            )
            return redirect(found)
    context = {
        "shown": found, "form": form, "cancel_url": found.get_absolute_url(), "breadcrumb": _trail(found.table),
    }  # fmt: skip
    return render(request, "insight/statistics/withdraw.html", context)


def _compared(found: StatVersion) -> StatVersion | None:
    """What a draft of a file is read beside: the version that is out, of the same cells."""
    is_draft = found.state == StatVersion.State.DRAFT
    return found.table.last_out() if is_draft and not found.table.source else None


def _can_drop(request: AuthenticatedRequest, version: StatVersion) -> bool:
    mine = version.drafted_by_id == request.user.pk
    return version.state in ("draft", "refused", "making") and (request.user.may(APPROVE) or mine)


def _check_may_see(request: AuthenticatedRequest) -> None:
    if not access.may_see(request.user):
        raise PermissionDenied(WRITE)


def _the_table(request: AuthenticatedRequest, code: str) -> StatTable:
    _check_may_see(request)
    return get_object_or_404(access.tables_for(request.user), code=code)


def _the_version(request: AuthenticatedRequest, code: str, pk: int) -> StatVersion:
    _check_may_see(request)
    return get_object_or_404(access.versions_for(request.user), table__code=code, pk=pk)


def _new_version_url(found: StatTable) -> str:
    """Where a new version is asked for; nowhere while a file's version waits, or none has been out."""
    may = bool(found.last_out()) and not found.waiting() if not found.source else countable(found.source)
    return reverse("statistics:new-version", args=[found.code]) if may else ""


def _trail(found: StatTable | None = None) -> Trail:
    trail = [{"label": _("Statistik"), "url": reverse("statistics:tables")}]
    if found is not None:
        trail.append({"label": str(found), "url": reverse("statistics:table", args=[found.code])})
    return trail
