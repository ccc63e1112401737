"""The staff's pages for the survey of a campaign: its days, and what the answers say."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    Refused,
    keep_form,
    render_lists,
    requires,
)
from skyddsnat.guidance.access import WRITE
from skyddsnat.guidance.campaigns.access import waves_for
from skyddsnat.guidance.campaigns.views import the_campaign, trail
from skyddsnat.guidance.models import Campaign, SurveyWave
from skyddsnat.guidance.survey import actions, parts
from skyddsnat.guidance.survey.baseline import baseline_for
from skyddsnat.guidance.survey.forms import WaveDaysForm, WaveForm
from skyddsnat.guidance.survey.rules import ENOUGH


@requires(WRITE)
def survey(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """What the survey says before and after, beside the baseline."""
    campaign = the_campaign(request, pk)
    waves = list(waves_for(request.user).filter(campaign=campaign))
    baseline = baseline_for(request.user)
    context = {
        "campaign": campaign,
        "table": parts.waves_table(waves),
        "answers": parts.answers_tables(waves) if waves else [],
        "languages": parts.languages_table(waves) if waves else None,
        "chart": parts.shares_chart(waves, baseline),
        "waves": [
            {
                "wave": wave,
                "address": parts.addresses_of(wave),
                "removable": not wave.counts.exists(),
            }
            for wave in waves
        ],
        "may_add": len(waves) < len(SurveyWave.MOMENTS),
        "enough": ENOUGH,
        "baseline": baseline,
        "breadcrumb": trail(campaign),
    }
    return render_lists(request, "guidance/survey/desk.html", context)


@requires(WRITE)
def wave_new(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Plan the survey before or after the campaign."""
    campaign = the_campaign(request, pk)
    form = WaveForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_wave(campaign=campaign, by=request.user, **form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Enkäten är tillagd."))
            return redirect("guidance-desk:survey", pk=pk)
    return _form_page(request, campaign, form, heading=_("Lägg till en enkät"))


@requires(WRITE)
def wave_change(request: AuthenticatedRequest, campaign: int, pk: int) -> HttpResponse:
    """Change the days of a survey; the second of two editors is shown what the first one saved."""
    wave = the_wave(request, campaign, pk)
    initial = {"opens": wave.opens, "closes": wave.closes, "version": wave.version}
    form = WaveDaysForm(request.POST or None, initial=initial)
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_wave(wave=wave, version=version, by=request.user, **form.values())
        except ChangedMeanwhile as conflict:
            theirs = [
                {"label": _("Öppnar"), "value": str(conflict.current.opens)},
                {"label": _("Stänger"), "value": str(conflict.current.closes)},
            ]
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Enkätens dagar är ändrade."))
            return redirect("guidance-desk:survey", pk=campaign)
    return _form_page(request, wave.campaign, form, heading=_("Ändra enkätens dagar"), theirs=theirs)


@requires(WRITE)
def wave_remove(request: AuthenticatedRequest, campaign: int, pk: int) -> HttpResponse:
    """Ask first, then take away a survey that nobody has answered."""
    wave = the_wave(request, campaign, pk)
    if request.method == "POST":
        try:
            actions.remove_wave(wave=wave, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Enkäten är borttagen."))
        return redirect("guidance-desk:survey", pk=campaign)
    context = {
        "heading": _("Ta bort enkäten"),
        "about": wave.campaign.name,
        "says": _("Ingen har svarat på den. Adressen slutar att fungera."),
        "cancel_url": wave.get_absolute_url(),
        "breadcrumb": trail(wave.campaign),
    }
    return render(request, "guidance/campaigns/remove.html", context)


def the_wave(request: AuthenticatedRequest, campaign: int, pk: int) -> SurveyWave:
    return get_object_or_404(waves_for(request.user), campaign=campaign, pk=pk)


def _form_page(
    request: AuthenticatedRequest, campaign: Campaign, form: Any, *, heading: str,
    theirs: list[dict[str, Any]] | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form, "heading": heading, "cancel_url": reverse("guidance-desk:survey", args=[campaign.pk]),
        "theirs": theirs or [], "breadcrumb": trail(campaign),
    }  # fmt: skip
    return render(request, "guidance/campaigns/form.html", context)
