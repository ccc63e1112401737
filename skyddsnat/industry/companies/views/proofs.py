"""Workplaces on their way to the ledger, yearly reports, and letters that nobody knows about."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.industry.access import READ, WRITE
from skyddsnat.industry.companies import own_parts, parts
from skyddsnat.industry.companies.access import doubtful_letters_for, proofs_for, reports_for
from skyddsnat.industry.companies.commitments import mark_report
from skyddsnat.industry.companies.plan_forms import ProofForm, ReasonForm
from skyddsnat.industry.companies.proof import choose_activity, count_again, put_aside_proof
from skyddsnat.industry.companies.sending import settle_letter
from skyddsnat.industry.companies.views.frame import ask_page

PER_PAGE = 50
DESK = "layout/page.html"


@requires(READ)
def proofs(request: AuthenticatedRequest) -> HttpResponseBase:
    """Workplaces that wait for an activity, with a choice for all of them; and every one below."""
    rows, may_write = proofs_for(request.user), request.user.may(WRITE)
    queue = rows.filter(activity=None, aside_at=None)
    form = ProofForm(request.POST or None, user=request.user) if may_write else None
    chosen = set(request.POST.getlist("site")) if request.method == "POST" else set()
    if form is not None and form.is_valid():
        picked = [one.pk for one in queue if str(one.pk) in chosen]
        if picked:
            added = choose_activity(proofs=picked, activity=form.cleaned_data["activity"], by=request.user)
            messages.success(request, _chosen(added, len(picked)))
            return redirect("industry:proofs")
        form.add_error(None, _("Kryssa för minst en arbetsplats."))
    page = Paginator(rows.order_by("-joined_on", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    table = parts.proofs_table(page, may_write=may_write)
    table["every_row"] = lambda: parts.proofs_table(rows, may_write=False)["rows"]
    context = {
        "form": form,
        "queue": [{"proof": one, "on": request.method != "POST" or str(one.pk) in chosen} for one in queue],
        "table": table, "page": page,
    }  # fmt: skip
    return render_lists(request, "industry/companies/proofs.html", context)


def _chosen(added: int, picked: int) -> str:
    if added == picked:
        said = ngettext(
            "%(count)d rad är tillagd i liggaren.", "%(count)d rader är tillagda i liggaren.", added
        )
        return said % {"count": added}
    return _("Insatsen är vald. Raderna läggs till i liggaren när den börjar.")


@requires(WRITE)
def proof_aside(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, with a reason where the ledger has a row that is taken back."""
    found = get_object_or_404(proofs_for(request.user), pk=pk, aside_at=None)
    form = ReasonForm(request.POST or None) if found.evidence_id else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            reason = form.cleaned_data["reason"] if form else ""
            put_aside_proof(proof=found, reason=reason, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Arbetsplatsen räknas inte som underlag."))
        return redirect("industry:proofs")
    taken = _("Raden i liggaren tas tillbaka med en ny rad.") if found.evidence_id else ""
    return ask_page(
        request, heading=_("Räkna inte med arbetsplatsen"), about=f"{found.site}, {found.site.company}",
        says=f"{_('Arbetsplatsen blir inte underlag. Den går att räkna med igen.')} {taken}".strip(),
        cancel=reverse("industry:proofs"), breadcrumb=_trail(), layout=DESK, form=form,
    )  # fmt: skip


@requires(WRITE)
def proof_count_again(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then let the workplace wait for an activity again."""
    found = get_object_or_404(proofs_for(request.user), pk=pk, aside_at__isnull=False)
    if request.method == "POST":
        count_again(proof=found, by=request.user)
        messages.success(request, _("Arbetsplatsen väntar på en insats igen."))
        return redirect("industry:proofs")
    return ask_page(
        request, heading=_("Räkna med arbetsplatsen igen"), about=f"{found.site}, {found.site.company}",
        says=_("Den väntar på en insats, och blir underlag när ni väljer en."), cancel=reverse("industry:proofs"),
        breadcrumb=_trail(), layout=DESK,
    )  # fmt: skip


@requires(READ)
def reports(request: AuthenticatedRequest) -> HttpResponseBase:
    """The yearly reports, the latest first."""
    rows = reports_for(request.user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    table = parts.reports_table(page)
    table["every_row"] = lambda: parts.reports_table(rows)["rows"]
    return render_lists(request, "industry/companies/reports.html", {"table": table, "page": page})


@requires(READ)
def report(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One report."""
    found = get_object_or_404(reports_for(request.user), pk=pk)
    context = {
        "report": found, "rows": own_parts.report_facts(found), "layout": DESK, "may_write": request.user.may(WRITE),
        "company": found.pledge.company,
        "breadcrumb": [{"label": _("Årsrapporter"), "url": reverse("industry:reports")}],
    }  # fmt: skip
    return render(request, "industry/companies/report.html", context)


@requires(WRITE)
@require_POST
def report_read(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The report is read, or waits again."""
    found = get_object_or_404(reports_for(request.user), pk=pk)
    read = request.POST.get("read") == "1"
    mark_report(report=found, read=read, by=request.user)
    messages.success(request, _("Rapporten är läst.") if read else _("Rapporten väntar på att läsas igen."))
    return redirect("industry:report", pk)


@requires(WRITE)
def letter_settle(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """A letter that was begun and that nobody knows about: send it again, or count it as sent."""
    found = get_object_or_404(doubtful_letters_for(request.user), pk=pk)
    if request.method == "POST":
        again = request.POST.get("again") == "1"
        settle_letter(letter=found, again=again, by=request.user)
        messages.success(request, _("Brevet skickas igen.") if again else _("Brevet räknas som skickat."))
        return redirect("industry:start")
    context = {"letter": found, "about": str(found.company or found.enrolment), "breadcrumb": _trail()}
    return render(request, "industry/companies/letter.html", context)


def _trail() -> list[dict[str, str]]:
    return [{"label": _("Underlag"), "url": reverse("industry:proofs")}]
