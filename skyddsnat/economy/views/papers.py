"""Papers behind a voucher: adding, replacing, removing and fetching them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.economy import access
from skyddsnat.economy.actions import attach, remove_attachment
from skyddsnat.economy.attached import same_paper
from skyddsnat.economy.filetypes import EXTENSIONS
from skyddsnat.economy.forms import ReasonForm
from skyddsnat.economy.models import Account, Attachment, Voucher
from skyddsnat.economy.paper_form import PaperForm
from skyddsnat.economy.views.frame import (
    Context,
    format_kr,
    language,
    long_date,
    page,
    swedish_text,
    the_assignment,
    trail,
    url,
)
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import format_month

KINDS = dict(Attachment.KINDS)


@requires("economy.write")
def paper_new(request: AuthenticatedRequest, slug: str, pk: int, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    assignment = the_assignment(request, slug)
    voucher = get_object_or_404(access.vouchers(request.user, assignment), pk=pk)
    return _form_page(request, assignment, voucher, kind)


@requires("economy.write")
def paper_replace(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """A new version of a paper; the one that was there no longer holds."""
    assignment = the_assignment(request, slug)
    old = _held(request, assignment, pk)
    return _form_page(request, assignment, old.voucher, old.kind, replaces=old)


def _form_page(
    request: AuthenticatedRequest,
    assignment: Assignment,
    voucher: Voucher,
    kind: str,
    replaces: Attachment | None = None,
) -> HttpResponse:
    posted = request.method == "POST"
    rows = list(voucher.lines.filter(account__kind=Account.COST).exclude(amount_ore=0))
    form = PaperForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        kind=kind,
        voucher=voucher,
        rows=rows,
        numbers=list(access.activities(request.user, assignment).values_list("number", flat=True)),
        initial=_initial(replaces) if replaces else {"amount": _kr(sum(row.amount_ore for row in rows))},
    )
    if posted and form.is_valid():
        try:
            made = attach(
                voucher=voucher, paper=form.paper(), line=form.row(), replaces=replaces, by=request.user
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            _said(request, made)
            return redirect(made)
    context = page(
        request,
        assignment,
        form=form,
        breadcrumb=trail(
            assignment,
            (_("Kostnader"), url("vouchers", assignment)),
            (_("Verifikation %(voucher)s") % {"voucher": voucher}, voucher.get_absolute_url()),
        ),
        heading=_("Ny version av underlaget") if replaces else KINDS[kind],
        lead=_("Den som finns nu gäller inte längre när du sparar.") if replaces else "",
        submit=_("Spara underlaget"),
        cancel_url=voucher.get_absolute_url(),
    )
    return render(request, "economy/ask.html", context)


def _initial(old: Attachment) -> Context:
    found: Context = {
        name: getattr(old, name) for name in ("supplier", "invoice_number", "dated", "due", "note")
    }
    rows = [
        "; ".join([
            one.who,
            f"{one.on:%Y-%m}" if one.is_month else one.on.isoformat(),
            f"{one.minutes // 60}:{one.minutes % 60:02d}",
            str(one.activity.number) if one.activity else "",
            _kr(one.rate_ore),
        ])
        for one in old.hours.select_related("activity")
    ]  # fmt: skip
    amount = "" if old.amount_ore is None else _kr(old.amount_ore)
    return {**found, "amount": amount, "row": old.voucher_line_id, "hours": "\n".join(rows)}


def _kr(ore: int) -> str:
    return format_kr(ore).removesuffix("kr").strip()


def _said(request: AuthenticatedRequest, made: Attachment) -> None:
    """Saved, and whether the same invoice or file is met elsewhere too."""
    messages.success(request, _("Underlaget är sparat."))
    for other in same_paper(made):
        messages.warning(
            request,
            _("Samma faktura eller fil finns redan på verifikation %(voucher)s. Ta bort den som är fel.")
            % {"voucher": other.voucher},
        )


@requires("economy.write")
def paper_remove(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    assignment = the_assignment(request, slug)
    found = _held(request, assignment, pk)
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        label=_("Varför tas underlaget bort?"),
        hint=_("Skälet står kvar på verifikationen. Skriv inga personuppgifter."),
    )
    if request.method == "POST" and form.is_valid():
        try:
            remove_attachment(attachment=found, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Underlaget är borttaget."))
            return redirect(found)
    context = page(
        request,
        assignment,
        form=form,
        breadcrumb=trail(
            assignment,
            (_("Verifikation %(voucher)s") % {"voucher": found.voucher}, found.voucher.get_absolute_url()),
        ),
        heading=_("Ta bort underlaget?"),
        confirm=_(
            "Raden står kvar med skälet och filens fingeravtryck. Filen och timmarna släpps, om ingen "
            "utfärdad redovisning vilar på dem."
        ),
        submit=_("Ta bort underlaget"),
        cancel_url=found.get_absolute_url(),
    )
    return render(request, "economy/ask.html", context)


@requires("economy.read")
def paper_file(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """The file, only ever to be saved: it came from outside, so it gets no rights in the browser."""
    assignment = the_assignment(request, slug)
    found = get_object_or_404(access.attachments(request.user, assignment), pk=pk)
    if found.content is None:
        raise Http404
    name = found.file_name.rsplit(".", 1)[0] + f".{EXTENSIONS[found.media_type]}"
    return HttpResponse(
        bytes(found.content),
        content_type=found.media_type,
        headers={
            "Content-Disposition": str(content_disposition_header(as_attachment=True, filename=name)),
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _held(request: AuthenticatedRequest, assignment: Assignment, pk: int) -> Attachment:
    """A paper that holds; one that is removed or replaced leads back to its voucher as not found."""
    found = access.attachments(request.user, assignment).select_related(
        "voucher__assignment", "voucher_line__account"
    )
    return get_object_or_404(found.standing(), pk=pk)


def papers_table(assignment: Assignment, papers: list[Attachment], *, may_change: bool) -> Context:
    """The papers that hold, with what each says."""
    columns: list[Context] = [
        {"label": _("Underlag")},
        {"label": _("Datum")},
        {"label": _("Fil")},
        {"label": _("Belopp"), "figures": True},
    ]
    if may_change:
        columns += [{"label": _("Ersätt"), "aside": True}, {"label": _("Ta bort"), "aside": True}]
    return {
        "caption": _("Underlag"),
        "caption_hidden": True,
        "columns": columns,
        "rows": [{"cells": _paper_cells(assignment, one, may_change=may_change)} for one in papers],
    }


def _paper_cells(assignment: Assignment, one: Attachment, *, may_change: bool) -> list[Any]:
    twice = same_paper(one)
    first: Context = {"value": one.get_kind_display()}
    about = [str(one) if one.kind == Attachment.INVOICE else one.note]
    if one.voucher_line:
        about.append(str(one.voucher_line.account))
    first["note"] = swedish_text(", ".join(filter(None, about)))
    if twice:
        first["tag"] = {
            "text": _("Finns också på %(voucher)s") % {"voucher": twice[0].voucher},
            "tone": "warning",
        }
    due = _("förfaller %(date)s") % {"date": long_date(one.due)} if one.due else ""
    cells: list[Any] = [
        first,
        {"value": long_date(one.dated) or "–", "note": due},
        {"value": _("Hämta"), "url": url("paper_file", assignment, one.pk), "note": one.file_name}
        if one.sha256
        else {"value": "–"},
        "–" if one.amount_ore is None else format_kr(one.amount_ore),
    ]
    if may_change:
        cells += [
            {"value": _("Ersätt"), "url": url("paper_replace", assignment, one.pk)},
            {"value": _("Ta bort"), "url": url("paper_remove", assignment, one.pk)},
        ]
    return cells


def hours_table(papers: list[Attachment]) -> Context | None:
    """Every row of hours behind the voucher."""
    rows = [hour for one in papers for hour in one.hours.select_related("activity")]
    if not rows:
        return None
    return {
        "caption": _("Arbetad tid"),
        "compact": True,
        "columns": [
            {"label": _("Vem"), "swedish": language() == "en"},
            {"label": _("När")},
            {"label": _("Insats")},
            {"label": _("Timmar"), "figures": True},
            {"label": _("Timpris"), "figures": True},
            {"label": _("Belopp"), "figures": True},
        ],
        "rows": [
            {
                "cells": [
                    one.who,
                    format_month(f"{one.on:%Y-%m}", language()) if one.is_month else long_date(one.on),
                    str(one.activity.number) if one.activity else "–",
                    f"{one.minutes // 60}:{one.minutes % 60:02d}",
                    format_kr(one.rate_ore),
                    format_kr(one.amount_ore),
                ]
            }
            for one in rows
        ],
        "foot": [
            _("Summa"), "", "",
            f"{sum(one.minutes for one in rows) // 60}:{sum(one.minutes for one in rows) % 60:02d}",
            "", format_kr(sum(one.amount_ore for one in rows)),
        ],
    }  # fmt: skip
