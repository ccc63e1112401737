"""Preparing a document: what it would say now, what stops it, and checking it before it is sent for approval."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.economy import rules
from skyddsnat.economy.actions import prepare_document
from skyddsnat.economy.actions.grants import is_locked
from skyddsnat.economy.budget_forms import typed_kr
from skyddsnat.economy.forms import PrepareForm
from skyddsnat.economy.frozen import frozen, late_words
from skyddsnat.economy.models import MoneyDocument
from skyddsnat.economy.outcome import open_document, orphan_lines
from skyddsnat.economy.preparing import Draft, draft, obligation_of, obstacles
from skyddsnat.economy.views.frame import (
    Context,
    format_kr,
    language,
    long_date,
    page,
    rows_url,
    the_assignment,
    trail,
    url,
)
from skyddsnat.economy.views.paper import activity_table, condition_rows, figure_rows
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today
from skyddsnat.shared.hashing import canonical_json, sha256_hex
from skyddsnat.shared.money import format_number

KINDS = dict(MoneyDocument.KINDS)


@requires("economy.write")
def prepare(request: AuthenticatedRequest, slug: str, kind: str) -> HttpResponse:
    """Two steps on one address: choose date (and sum, and reason), then check the answers."""
    if kind not in KINDS:
        raise Http404
    assignment = the_assignment(request, slug)
    now = draft(assignment, kind, dated=today())
    waiting = open_document(assignment, kind)
    posted = request.method == "POST"
    form = PrepareForm(
        request.POST if posted else None,
        kind=kind,
        today=today(),
        ceiling_ore=now.figures.ceiling_ore,
        is_correction=now.replaced is not None,
        initial=_before(waiting or now.replaced, waiting) | _asked(request),
    )
    if posted and form.is_valid() and request.POST.get("step") != "change":
        wanted = _wanted(assignment, kind, form)
        stops = obstacles(wanted)
        if not stops and request.POST.get("step") == "save":
            return _saved(request, assignment, wanted, form)
        if not stops:
            return _check(request, assignment, wanted, form)
        for words in stops:
            form.add_error(None, words)
    context = page(
        request,
        assignment,
        form=form,
        kind_name=KINDS[kind],
        breadcrumb=trail(assignment),
        figures=figure_rows(_figures(now), kind, rows_url(assignment, allotted="yes")),
        stops=[] if posted else _stops_whatever_is_typed(now),
        warnings=_warnings(assignment, now),
        replaced=now.replaced,
        waiting=waiting,
        remark=waiting.remarks.select_related("by").last()
        if waiting and waiting.state == MoneyDocument.RETURNED
        else None,
        due=long_date(obligation.due) if (obligation := obligation_of(assignment, kind)) else "",
        cancel_url=url("start", assignment),
        unlock_url=url("prepare", assignment, rules.ACCOUNT)
        if kind != rules.ACCOUNT and is_locked(assignment)
        else "",
    )
    return render(request, "economy/prepare.html", context)


def _before(document: MoneyDocument | None, waiting: MoneyDocument | None) -> Context:
    """What the version that this one replaces has, so that only what is to differ is typed."""
    found: Context = {} if waiting is None else {"reason": waiting.reason}
    return found if document is None else {**found, "amount": typed_kr(document.amount_ore)}


def _asked(request: AuthenticatedRequest) -> Context:
    """The sum that a link asks for, as the proposal does."""
    asked = request.GET.get("belopp", "")
    return {"amount": asked} if asked and len(asked) < 20 else {}


def _wanted(assignment: Assignment, kind: str, form: PrepareForm) -> Draft:
    values = form.cleaned_data
    return draft(
        assignment,
        kind,
        dated=values["dated"],
        reason=values.get("reason", ""),
        amount_ore=values.get("amount"),
    )


def _check(
    request: AuthenticatedRequest,
    assignment: Assignment,
    wanted: Draft,
    form: PrepareForm,
    moved: bool = False,
) -> HttpResponse:
    data = frozen(wanted)
    hidden = {name: form.data.get(name, "") for name in form.fields}
    context = page(
        request,
        assignment,
        kind_name=KINDS[wanted.kind],
        breadcrumb=trail(assignment, (str(KINDS[wanted.kind]), url("prepare", assignment, wanted.kind))),
        rows=figure_rows(data, wanted.kind, rows_url(assignment, allotted="yes"), whole=True),
        late=late_words(data, language(), handed_in=False),
        conditions=condition_rows(data),
        table=activity_table(assignment, data) if wanted.kind != rules.REQUISITION else None,
        hidden={**hidden, "step": "save", "seen": sha256_hex(canonical_json(data))},
        change={**hidden, "step": "change"},
        moved=moved,
        action=url("prepare", assignment, wanted.kind),
        cancel_url=url("start", assignment),
    )
    return render(request, "economy/prepare_check.html", context)


def _saved(
    request: AuthenticatedRequest, assignment: Assignment, wanted: Draft, form: PrepareForm
) -> HttpResponse:
    """Prepare what was checked; figures that moved since are shown again first."""
    if sha256_hex(canonical_json(frozen(wanted))) != request.POST.get("seen"):
        return _check(request, assignment, wanted, form, moved=True)
    asked = wanted.amount_ore if wanted.kind == rules.REQUISITION else None
    try:
        made = prepare_document(
            assignment=assignment,
            kind=wanted.kind,
            dated=wanted.dated,
            by=request.user,
            amount_ore=asked,
            reason=wanted.reason,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(url("prepare", assignment, wanted.kind))
    messages.success(
        request, _("Handlingen är förberedd. En chef behöver godkänna den innan den är utfärdad.")
    )
    return redirect(made)


def _figures(now: Draft) -> Context:
    return {
        "figures": {
            "ceiling_ore": now.figures.ceiling_ore,
            "requisitioned_ore": now.figures.requisitioned_ore,
            "used_ore": now.figures.used_ore,
            "repaid_ore": now.repaid_ore,
            "amount_ore": now.amount_ore,
        }
    }


def _stops_whatever_is_typed(now: Draft) -> list[str]:
    """What is missing before anybody types: found with the best date, and with a reason where one will be asked for."""
    after = max([now.dated, *(one.dated for one in (now.replaced, now.requisition, now.repayment) if one)])
    reason = "?" if now.replaced else ""
    asked = now.amount_ore if now.kind == rules.REQUISITION else None
    return obstacles(
        draft(now.assignment, now.kind, dated=min(after, today()), reason=reason, amount_ore=asked)
    )


def _warnings(assignment: Assignment, now: Draft) -> list[Context]:
    """What does not stop the document but should be known."""
    found: list[Context] = []
    obligation = obligation_of(assignment, now.kind)
    days = rules.days_late(_day(now), obligation.due if obligation else None)
    if days and now.replaced is None:
        words = ngettext(
            "Sista dagen var %(due)s, för %(count)s dag sedan. En senare dag får användas, men det står på "
            "handlingen.",
            "Sista dagen var %(due)s, för %(count)s dagar sedan. En senare dag får användas, men det står "
            "på handlingen.",
            days,
        )
        due = long_date(obligation.due) if obligation else ""
        found.append({"text": words % {"due": due, "count": format_number(days)}})
    orphans = orphan_lines(assignment)
    count = orphans.count()
    if count and now.kind != rules.REQUISITION:
        words = ngettext(
            "%(count)s kostnad saknar insats och räknas därför inte som använd, %(sum)s.",
            "%(count)s kostnader saknar insats och räknas därför inte som använda, %(sum)s.",
            count,
        )
        total = format_kr(sum(row.rest_ore for row in orphans))  # type: ignore[attr-defined]  # annotated
        found.append(
            {
                "text": words % {"count": format_number(count), "sum": total},
                "url": rows_url(assignment, allotted="no"),
                "label": _("Fördela kostnaderna"),
            }
        )
    return found


def _day(now: Draft) -> datetime.date:
    return now.dated
