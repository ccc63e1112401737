"""The staff's pages: badges by number, and revoking one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.badges import parts
from skyddsnat.industry.badges.access import badges_for
from skyddsnat.industry.badges.actions import revoke_badge
from skyddsnat.industry.badges.forms import NumberForm, RevokeForm
from skyddsnat.industry.badges.views.frame import desk_trail

A_PAGE = 50


@requires(WRITE)
def badges(request: AuthenticatedRequest) -> HttpResponseBase:
    """All badges by number, the latest first; or the one with a number."""
    found = badges_for(request.user)
    form = NumberForm(request.GET if request.GET.get("number") else None)
    filtered = form.is_bound and form.is_valid()
    if filtered:
        found = found.filter(pk=form.cleaned_data["number"])
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    table = parts.desk_table(page, filtered=filtered)
    table["every_row"] = lambda: parts.desk_table(found, filtered=filtered)["rows"]
    return render_lists(request, "industry/badges/desk.html", {"form": form, "table": table, "page": page})


@requires(WRITE)
def badge(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """One badge; asks why before it is revoked, which cannot be undone."""
    found = get_object_or_404(badges_for(request.user), pk=pk)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            revoke_badge(badge=found, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Intyget är återkallat. Den som kontrollerar det får veta det."))
            return redirect("industry:badge-desk", found.pk)
    context = {
        "badge": found,
        "form": form,
        "state": parts.state_tag(parts.state_of(found)),
        "says": parts.verdict_said(found),
        "cancel_url": reverse("industry:badges-desk"),
        "breadcrumb": desk_trail(),
    }
    return render(request, "industry/badges/desk_badge.html", context)
