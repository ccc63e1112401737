"""The staff's pages for campaigns and their batches."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    Refused,
    keep_form,
    render_lists,
    requires,
)
from skyddsnat.guidance.access import WRITE
from skyddsnat.guidance.campaigns import actions, parts
from skyddsnat.guidance.campaigns.access import batches_for, campaigns_for, waves_for
from skyddsnat.guidance.campaigns.forms import BatchForm, CampaignForm
from skyddsnat.guidance.campaigns.printing import FORMATS, offered, printed
from skyddsnat.guidance.models import Batch, Campaign
from skyddsnat.shared.dates import today
from skyddsnat.shared.languages import NAMES

type Trail = list[dict[str, Any]]


@requires(WRITE)
def campaigns(request: AuthenticatedRequest) -> HttpResponseBase:
    """All campaigns, the latest first."""
    found = list(campaigns_for(request.user))
    rows: dict[int, list[parts.Read]] = {}
    for row in parts.readings(batches_for(request.user), today=today()):
        rows.setdefault(row.batch.campaign_id, []).append(row)
    context = {"table": parts.campaigns_table(found, rows), "breadcrumb": []}
    return render_lists(request, "guidance/campaigns/campaigns.html", context)


@requires(WRITE)
def campaign(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """One campaign: what it is part of, its batches, and its survey."""
    found = the_campaign(request, pk)
    rows = parts.readings(batches_for(request.user).filter(campaign=found), today=today())
    context = {
        "campaign": found,
        "name": parts.words_of(found.name, found.name_en),
        "facts": parts.campaign_facts(found),
        "table": parts.batches_table(found, rows),
        "chart": parts.places_chart(rows),
        "pictures": parts.pictures(),
        "started": found.activity.started_on is not None,
        "waves": waves_for(request.user).filter(campaign=found),
        "removable": not rows and not found.waves.exists(),
        "breadcrumb": trail(),
    }
    return render_lists(request, "guidance/campaigns/campaign.html", context)


@requires(WRITE)
def campaign_new(request: AuthenticatedRequest) -> HttpResponse:
    """Begin a campaign."""
    form = CampaignForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            made = actions.add_campaign(by=request.user, **form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kampanjen är tillagd. Lägg nu till en omgång."))
            return redirect(made)
    return _form_page(
        request, form, heading=_("Lägg till en kampanj"), cancel=reverse("guidance-desk:campaigns"),
        breadcrumb=trail(),
    )  # fmt: skip


@requires(WRITE)
def campaign_change(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Change a campaign; the second of two editors is shown what the first one saved."""
    found = the_campaign(request, pk)
    initial = {name: getattr(found, name) for name in (*actions.CAMPAIGN_FIELDS, "version")}
    form = CampaignForm(request.POST or None, user=request.user, initial=initial)
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_campaign(campaign=found, version=version, by=request.user, **form.values())
        except ChangedMeanwhile as conflict:
            theirs = [{"label": _("Namn"), "value": conflict.current.name}]
            theirs += parts.campaign_facts(conflict.current)
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kampanjen är ändrad."))
            return redirect(found)
    return _form_page(
        request, form, heading=_("Ändra kampanjen"), cancel=found.get_absolute_url(), theirs=theirs,
        breadcrumb=trail(found),
    )  # fmt: skip


@requires(WRITE)
def campaign_remove(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then take away a campaign without batches."""
    found = the_campaign(request, pk)
    if request.method == "POST":
        try:
            actions.remove_campaign(campaign=found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(found)
        messages.success(request, _("Kampanjen är borttagen."))
        return redirect("guidance-desk:campaigns")
    context = {
        "heading": _("Ta bort kampanjen"),
        "about": found.name,
        "says": _("Den har inga omgångar och ingen enkät. I loggen står kvar att den har funnits."),
        "cancel_url": found.get_absolute_url(),
        "breadcrumb": trail(found),
    }
    return render(request, "guidance/campaigns/remove.html", context)


@requires(WRITE)
def batch(request: AuthenticatedRequest, campaign: int, pk: int) -> HttpResponseBase:
    """One batch: its code, its readings by month, and what can be printed."""
    found = the_batch(request, campaign, pk)
    (read,) = parts.readings([found], today=today())
    context = {
        "batch": found,
        "facts": parts.batch_facts(found, read.shown),
        "table": parts.months_table(found, read.shown),
        "more": read.shown.more and bool(read.shown.spans),
        "prints": offered(found),
        "removable": not found.counts.exists(),
        "withdraw": {"withdrawn": "1"},
        "restore": {"withdrawn": "0"},
        "breadcrumb": trail(found.campaign),
    }
    return render_lists(request, "guidance/campaigns/batch.html", context)


@requires(WRITE)
def batch_new(request: AuthenticatedRequest, campaign: int) -> HttpResponse:
    """A new batch, and with it a new code."""
    found = the_campaign(request, campaign)
    form = BatchForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.add_batch(campaign=found, by=request.user, **form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Omgången är tillagd och har fått koden %(code)s.") % {"code": made.code}
            )
            return redirect(made)
    return _form_page(
        request, form, heading=_("Lägg till en omgång"), cancel=found.get_absolute_url(),
        breadcrumb=trail(found),
    )  # fmt: skip


@requires(WRITE)
def batch_change(request: AuthenticatedRequest, campaign: int, pk: int) -> HttpResponse:
    """Change what a batch is; its code stays."""
    found = the_batch(request, campaign, pk)
    initial = {name: getattr(found, name) for name in (*actions.BATCH_FIELDS, "version")}
    form = BatchForm(request.POST or None, initial=initial)
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_batch(batch=found, version=version, by=request.user, **form.values())
        except ChangedMeanwhile as conflict:
            theirs = [
                {"label": _("Vad"), "value": conflict.current.get_form_display()},
                {"label": _("Var"), "value": conflict.current.where},
                {"label": _("Antal"), "value": parts.copies_of(conflict.current)},
            ]
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Omgången är ändrad. Koden är densamma."))
            return redirect(found)
    return _form_page(
        request, form, heading=_("Ändra omgången"), cancel=found.get_absolute_url(), theirs=theirs,
        breadcrumb=batch_trail(found),
    )  # fmt: skip


@requires(WRITE)
def batch_print(
    request: AuthenticatedRequest, campaign: int, pk: int, form: str, language: str
) -> HttpResponse:
    """The PDF to send to the printer's, in one language."""
    found = the_batch(request, campaign, pk)
    if form not in FORMATS or language not in NAMES:
        raise Http404
    if found.withdrawn_at is not None:
        messages.error(request, _("Omgången är indragen. Ta den i bruk igen innan du trycker mer."))
        return redirect(found)
    response = HttpResponse(printed(found, form, language), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{form}-{language}-{found.code}.pdf"'
    return response


@requires(WRITE)
@require_POST
def batch_withdraw(request: AuthenticatedRequest, campaign: int, pk: int) -> HttpResponse:
    """Withdraw a batch, or use it again: each undoes the other."""
    found = the_batch(request, campaign, pk)
    withdrawn = request.POST.get("withdrawn") == "1"
    actions.withdraw_batch(batch=found, withdrawn=withdrawn, by=request.user)
    said = (
        _("Omgången är indragen. Koden leder nu till startsidan.")
        if withdrawn
        else _("Koden leder rätt igen.")
    )
    messages.success(request, said)
    return redirect(found)


@requires(WRITE)
def batch_remove(request: AuthenticatedRequest, campaign: int, pk: int) -> HttpResponse:
    """Ask first, then take away a batch whose code nobody has read."""
    found = the_batch(request, campaign, pk)
    if request.method == "POST":
        try:
            actions.remove_batch(batch=found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(found)
        messages.success(request, _("Omgången är borttagen."))
        return redirect(found.campaign)
    context = {
        "heading": _("Ta bort omgången"),
        "about": str(found),
        "says": _("Ingen har läst koden. Är den redan tryckt leder den till startsidan."),
        "cancel_url": found.get_absolute_url(),
        "breadcrumb": batch_trail(found),
    }
    return render(request, "guidance/campaigns/remove.html", context)


def the_campaign(request: AuthenticatedRequest, pk: int) -> Campaign:
    return get_object_or_404(campaigns_for(request.user), pk=pk)


def the_batch(request: AuthenticatedRequest, campaign: int, pk: int) -> Batch:
    return get_object_or_404(batches_for(request.user), campaign=campaign, pk=pk)


def trail(campaign: Campaign | None = None) -> Trail:
    """Breadcrumbs down to a campaign."""
    items: Trail = [{"label": _("Kampanjer"), "url": reverse("guidance-desk:campaigns")}]
    if campaign is not None:
        name = parts.words_of(campaign.name, campaign.name_en)
        items.append({"label": name["value"], "swedish": name["swedish"], "url": campaign.get_absolute_url()})
    return items


def batch_trail(batch: Batch) -> Trail:
    label = f"{batch.get_form_display()} {batch.code}"
    return [*trail(batch.campaign), {"label": label, "url": batch.get_absolute_url()}]


def _form_page(
    request: AuthenticatedRequest, form: Any, *, heading: str, cancel: str, breadcrumb: Trail,
    theirs: list[dict[str, Any]] | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form, "heading": heading, "cancel_url": cancel, "theirs": theirs or [], "breadcrumb": breadcrumb,
    }  # fmt: skip
    return render(request, "guidance/campaigns/form.html", context)
