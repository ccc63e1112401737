"""A company's own badge, asked for by its contact. The page that knows who the contact is calls this one."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, kept_to_itself
from skyddsnat.industry.badges.actions import issue_company_badge
from skyddsnat.industry.badges.rules import FEW, in_order, shown_shares
from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models import Company


def ask_for_badge(
    request: HttpRequest, *, company: Company, trained: Mapping[Job, tuple[int, int]], cancel_url: str
) -> HttpResponse:
    """Show what the badge will state, and issue it when the contact says so. `trained`: job → (trained, staff)."""
    if request.method == "POST":
        language = "en" if get_language() == "en" else "sv"
        try:
            made = issue_company_badge(company=company, trained=trained, language=language)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(cancel_url)
        messages.success(request, _("Intyget är gjort. Hämta filen eller skriv ut det här."))
        return redirect(made)
    context = {
        "company": company,
        "rows": [
            {"label": str(job.label), "value": f"{share} %"} for job, share in in_order(shown_shares(trained))
        ],
        "few": FEW,
        "cancel_url": cancel_url,
    }
    return kept_to_itself(render(request, "industry/badges/ask_company.html", context))
