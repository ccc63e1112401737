"""The six commitments, the pledge and the yearly report, for the company."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import ChangedMeanwhile, Refused, keep_form
from skyddsnat.industry.companies import commitments, own_parts
from skyddsnat.industry.companies.access import company_signed_in, reportable_pledge, reports_of
from skyddsnat.industry.companies.parts import language
from skyddsnat.industry.companies.plan_forms import CommitmentForm, ReportForm
from skyddsnat.industry.companies.views.frame import form_page, own_trail
from skyddsnat.industry.models import Company, Criterion
from skyddsnat.shared.dates import format_date

HOME = "industry:company-own"


@company_signed_in
def commitment(request: HttpRequest, company: Company, criterion: str) -> HttpResponse:
    """One of the six: how far, since when, and what shows it."""
    if criterion not in Criterion.values:
        raise Http404
    one = next(row for row in commitments.plan_of(company) if row.criterion == criterion)
    names = ("state", "day", "shown_by", "link", "version")
    form = CommitmentForm(request.POST or None, initial={name: getattr(one, name) for name in names})
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            commitments.save_commitment(
                company=company, criterion=criterion, step=form.step(), version=version
            )
        except ChangedMeanwhile as conflict:
            theirs = own_parts.commitment_facts(conflict.current)
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Åtagandet är sparat."))
            return redirect(reverse(HOME) + "#ataganden")
    return form_page(
        request, form, heading=str(Criterion(criterion).label), lead=own_parts.what(criterion), cancel=reverse(HOME),
        breadcrumb=own_trail(), theirs=theirs, hide_optional=True,
    )  # fmt: skip


@company_signed_in
@require_POST
def pledge(request: HttpRequest, company: Company) -> HttpResponse:
    """Stand by the six for a year, or for one more."""
    try:
        made = commitments.make_pledge(company=company)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        day = format_date(made.valid_until, language())
        messages.success(request, _("Tack. Löftet gäller till och med %(day)s.") % {"day": day})
    return redirect(HOME)


@company_signed_in
def report(request: HttpRequest, company: Company) -> HttpResponse:
    """The yearly report, drafted from the plan. What was typed stands until it is sent."""
    due = reportable_pledge(company)
    if due is None:
        messages.info(request, _("Det finns ingen rapport att lämna nu."))
        return redirect(HOME)
    form = ReportForm(request.POST or None, initial=commitments.drafted(company, language()))
    if form.is_valid():
        try:
            commitments.submit_report(pledge=due, answers=form.answers(), learnt=form.cleaned_data["learnt"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Rapporten är lämnad. Vi läser den."))
            return redirect(reverse(HOME) + "#loftet")
    day = format_date(due.valid_until, language())
    lead = _("För löftet till och med %(day)s. Texten är ett utkast från era åtaganden: ändra och fyll på.")
    return form_page(
        request, form, heading=_("Årsrapport"), cancel=reverse(HOME), breadcrumb=own_trail(),
        submit=_("Lämna rapporten"), lead=lead % {"day": day},
        ends=_("Rapporten går inte att ändra när den är lämnad."),
    )  # fmt: skip


@company_signed_in
def report_sent(request: HttpRequest, company: Company, pk: int) -> HttpResponse:
    """A report that was sent."""
    found = get_object_or_404(reports_of(company), pk=pk)
    context = {
        "report": found, "rows": own_parts.report_facts(found), "breadcrumb": own_trail(),
        "layout": "layout/public.html",
    }  # fmt: skip
    return render(request, "industry/companies/report.html", context)
