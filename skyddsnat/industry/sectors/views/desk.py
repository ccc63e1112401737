"""What staff note when a receiver has said that tips with a workplace's code have arrived."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.companies.views.frame import ask_page
from skyddsnat.industry.sectors import actions, parts
from skyddsnat.industry.sectors.access import received_for
from skyddsnat.industry.sectors.forms import ReceivedForm
from skyddsnat.shared.dates import today

HERE = "industry:received"
A_PAGE = 50


@requires(WRITE)
def received(request: AuthenticatedRequest) -> HttpResponse:
    """Note a code and a month; below it what has been noted."""
    form = ReceivedForm(request.POST or None)
    if form.is_valid():
        try:
            actions.note_received(site=form.site, day=form.cleaned_data["month"], by=request.user)
        except Refused as refusal:
            form.add_error("month", str(refusal))
        else:
            messages.success(
                request, _("Beskedet är sparat. Företaget ser arbetsplats och månad, inget mer.")
            )
            return redirect(HERE)
    page = Paginator(received_for(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "table": parts.received_table(page, today())}
    return render(request, "industry/sectors/received.html", context)


@requires(WRITE)
def take_back(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then take a wrong one back."""
    noted = get_object_or_404(received_for(request.user), pk=pk)
    if request.method == "POST":
        actions.take_back_received(noted=noted, by=request.user)
        messages.success(request, _("Beskedet är borttaget. Det går att skriva in igen."))
        return redirect(HERE)
    return ask_page(
        request, heading=_("Ta tillbaka beskedet"), about=f"{noted.site}, {parts.month_said(noted.month)}",
        says=_("Företaget ser det inte längre. Har det redan läst det går det inte att göra oläst."),
        cancel=reverse(HERE), breadcrumb=[{"label": _("Mottagna tips"), "url": reverse(HERE)}],
        layout="layout/page.html",
    )  # fmt: skip
