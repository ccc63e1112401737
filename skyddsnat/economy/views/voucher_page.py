"""A voucher: its rows, the chain it hangs on, and giving its costs to activities."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.economy import access
from skyddsnat.economy.actions.allotments import allot_parts
from skyddsnat.economy.actions.grants import is_locked, locked_months
from skyddsnat.economy.forms import PartsForm
from skyddsnat.economy.models import Account, Allotment, MoneyDocument, Voucher, VoucherLine
from skyddsnat.economy.outcome import standing_document
from skyddsnat.economy.views.frame import (
    Context,
    format_kr,
    money_chain,
    page,
    the_assignment,
    title_of,
    trail,
    url,
)
from skyddsnat.economy.views.voucher_parts import facts_of, papers_of, rows_table
from skyddsnat.mandate.models import Assignment


@requires("economy.read")
def voucher(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponseBase:
    assignment = the_assignment(request, slug)
    return _shown(request, assignment, _the_voucher(request, assignment, pk))


@requires("economy.write")
def allot_row(request: AuthenticatedRequest, slug: str, pk: int, position: int) -> HttpResponseBase:
    """Split a row; what was typed is kept when it is refused."""
    assignment = the_assignment(request, slug)
    found = _the_voucher(request, assignment, pk)
    if request.method != "POST":
        return redirect(found)
    line = get_object_or_404(found.lines.with_allotted(), position=position)
    form = _form(request, assignment, line, request.POST)
    if form.is_valid():
        try:
            allot_parts(
                line=line, parts=form.parts(), by=request.user, seen_rest_ore=form.cleaned_data["seen"]
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kostnaden är fördelad."))
            return redirect(f"{found.get_absolute_url()}#rad-{position}")
    return _shown(request, assignment, found, bound={position: form})


def _the_voucher(request: AuthenticatedRequest, assignment: Assignment, pk: int) -> Voucher:
    found = (
        access.vouchers(request.user, assignment)
        .select_related("sie_import", "sheet_import", "assignment")
        .defer("sheet_import__content")
    )
    return get_object_or_404(found, pk=pk)


def _form(
    request: AuthenticatedRequest, assignment: Assignment, line: VoucherLine, data: Any = None
) -> PartsForm:
    return PartsForm(
        data,
        rest_ore=line.rest_ore,  # type: ignore[attr-defined]  # annotated
        activities=access.activities(request.user, assignment).order_by("number"),
        prefix=f"rad-{line.position}",
        initial=_proposed(request, assignment, line),
    )


def _proposed(request: AuthenticatedRequest, assignment: Assignment, line: VoucherLine) -> dict[str, Any]:
    """The activity that the row's project stands for, if somebody has said so."""
    if not line.project:
        return {}
    known = access.project_mappings(request.user, assignment).filter(project=line.project).first()
    return {"activity_1": known.activity_id} if known and known.activity_id else {}


def _shown(
    request: AuthenticatedRequest,
    assignment: Assignment,
    found: Voucher,
    bound: dict[int, PartsForm] | None = None,
) -> HttpResponseBase:
    lines = list(found.lines.with_allotted().select_related("account").order_by("position"))
    locked = is_locked(assignment)
    may_allot = access.may_write(request.user) and not locked
    parts = [
        _part(request, assignment, line, may_allot=may_allot, bound=(bound or {}).get(line.position))
        for line in lines
        if line.account.kind == Account.COST and line.amount_ore
    ]
    form = next(iter((bound or {}).values()), None)
    context = page(
        request,
        assignment,
        voucher=found,
        breadcrumb=trail(assignment, (_("Kostnader"), url("vouchers", assignment))),
        chain=_chain(request, assignment, found),
        facts=facts_of(found),
        rows=rows_table(lines),
        cost_rows=parts,
        is_locked=locked,
        **papers_of(assignment, found, may_change=may_allot),
        undo_url=url("undo", assignment),
        form=form,
    )
    return render_lists(request, "economy/voucher.html", context)


def _part(
    request: AuthenticatedRequest,
    assignment: Assignment,
    line: VoucherLine,
    *,
    may_allot: bool,
    bound: PartsForm | None,
) -> Context:
    """A cost row: how it is allotted, what is left, and the form for the rest."""
    rest = line.rest_ore  # type: ignore[attr-defined]  # annotated
    outside = line.cost_date.year != assignment.year
    history = list(line.allotments.select_related("activity", "by", "reversed_by").order_by("id"))
    standing = [one for one in history if one.reverses_id is None and not _is_reversed(one)]
    form = None
    explained = line.explanations.filter(withdrawn_at__isnull=True).select_related("by").first()
    closed = line.cost_date.replace(day=1) in locked_months(assignment)
    may_allot = may_allot and not closed
    if bound is not None:
        form = bound
    elif may_allot and rest and not outside and explained is None:
        form = _form(request, assignment, line)
    return {
        "line": line,
        "heading": format_html(
            _("Rad %(row)s: %(account)s, %(sum)s")
            % {"row": "{}", "account": '<span lang="sv">{}</span>', "sum": "{}"},
            line.position,
            line.account,
            format_kr(line.amount_ore),
        ),
        "rest": rest,
        "outside": outside,
        "closed": closed,
        "explained": explained,
        "explain_url": url("row_explain", assignment, line.voucher_id, line.position) if form else "",
        "unexplain_url": url("row_unexplain", assignment, explained.pk) if explained and may_allot else "",
        "standing": [_standing(assignment, line, one, may_undo=may_allot) for one in standing],
        "history": [_event(one) for one in reversed(history)] if len(history) > len(standing) else [],
        "form": form,
        "form_url": url("allot_row", assignment, line.voucher_id, line.position),
    }


def _standing(assignment: Assignment, line: VoucherLine, one: Allotment, *, may_undo: bool) -> Context:
    """A part that an activity has, and undoing it."""
    title = title_of(one.activity)
    back = f"{url('voucher', assignment, line.voucher_id)}#rad-{line.position}"
    return {
        "title": {"value": f"{one.activity.number}. {title['value']}", "swedish": title["swedish"]},
        "url": one.activity.get_absolute_url(),
        "ore": one.amount_ore,
        "undo": {"allotment": one.pk, "next": back} if may_undo else None,
    }


def _is_reversed(one: Allotment) -> bool:
    return getattr(one, "reversed_by", None) is not None


def _event(one: Allotment) -> Context:
    values = {
        "sum": format_kr(abs(one.amount_ore)),
        "activity": f"{one.activity.number}. {one.activity.title}",
    }
    undone = one.reverses_id is not None
    words = _("%(sum)s ångrades från %(activity)s") if undone else _("%(sum)s fördelades på %(activity)s")
    return {"on": one.at, "title": words % values, "by": one.by.name}


def _chain(request: AuthenticatedRequest, assignment: Assignment, found: Voucher) -> list[Context]:
    """From the decision to the account that this voucher is part of; missing links lead to where they are made."""
    standing = access.standing_allotments(request.user, assignment).filter(voucher_line__voucher=found)
    activities = {one.activity for one in standing.select_related("activity__assignment")}
    items = [
        {
            "label": f"{one.number}. {title_of(one)['value']}",
            "url": one.get_absolute_url(),
            "swedish": title_of(one)["swedish"],
        }
        for one in sorted(activities, key=lambda one: one.number)
    ]
    return money_chain(
        assignment,
        "voucher",
        {
            "activity": {"items": items} if items else {"missing": True, "url": "#fordela"},
            "voucher": {"label": str(found)},
            "document": _document_link(assignment, found),
        },
        leave_out=("obligation", "budget"),
    )


def _document_link(assignment: Assignment, found: Voucher) -> Context:
    account = standing_document(assignment, MoneyDocument.ACCOUNT)
    if account is not None and any(row["voucher"] == str(found) for row in account.data["rows"]):
        return {"label": str(account), "url": account.get_absolute_url()}
    return {"missing": True, "url": f"{url('start', assignment)}#handlingar"}
