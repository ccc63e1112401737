"""Entering, approving and withdrawing measurements, approving frozen values, and setting targets."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, keep_form, pressed, requires
from skyddsnat.insight.access import indicators_for, measurements_for, snapshots_for
from skyddsnat.insight.frame import trail
from skyddsnat.insight.measurements import actions
from skyddsnat.insight.measurements.forms import MeasurementForm, TargetForm, WithdrawForm
from skyddsnat.insight.measurements.parts import said_with_day
from skyddsnat.insight.models import Indicator


def _page(indicator: Indicator, form: Any) -> dict[str, Any]:
    assignment = indicator.assignment
    return {
        "indicator": indicator,
        "assignment": assignment,
        "form": form,
        "cancel_url": indicator.get_absolute_url(),
        "breadcrumb": [
            *trail(assignment),
            {"label": str(indicator), "url": indicator.get_absolute_url()},
        ],
    }


@requires("insight.write")
def measure(request: AuthenticatedRequest, slug: str, code: str) -> HttpResponse:
    """Enter what a survey or another source says."""
    indicator = get_object_or_404(indicators_for(request.user, slug), code=code, query__isnull=True)
    form = MeasurementForm(request.POST if request.method == "POST" else None, indicator=indicator)
    if form.is_valid():
        try:
            actions.add_measurement(indicator=indicator, measured=form.measured(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Mätningen är införd. En annan person behöver godkänna den."))
            return redirect(indicator)
    return render(request, "insight/measure.html", _page(indicator, form))


@requires("insight.approve")
@require_POST
def measurement_approve(request: AuthenticatedRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """Stand behind what somebody else entered."""
    found = get_object_or_404(measurements_for(request.user, slug), indicator__code=code, pk=pk)
    return pressed(
        request,
        lambda: actions.approve_measurement(measurement=found, by=request.user),
        _("Mätningen är godkänd och visas som indikatorns värde."),
        found.indicator,
    )


@requires("insight.write")
@require_POST
def measurement_remove(request: AuthenticatedRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """Take away what nobody has approved."""
    found = get_object_or_404(measurements_for(request.user, slug), indicator__code=code, pk=pk)
    return pressed(
        request,
        lambda: actions.remove_measurement(measurement=found, by=request.user),
        _("Mätningen är borttagen."),
        found.indicator,
    )


@requires("insight.approve")
def measurement_withdraw(request: AuthenticatedRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """Take back an approved measurement, with a reason that stays beside it."""
    found = get_object_or_404(
        measurements_for(request.user, slug), indicator__code=code, pk=pk, approved_at__isnull=False
    )
    if found.withdrawn_at is not None:
        return redirect(found.indicator)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.withdraw_measurement(measurement=found, why=form.cleaned_data["why"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Mätningen är återtagen. Den står kvar med sitt skäl, men räknas inte.")
            )
            return redirect(found.indicator)
    context = {**_page(found.indicator, form), "said": said_with_day(found)}
    return render(request, "insight/measurement_withdraw.html", context)


@requires("insight.approve")
@require_POST
def snapshot_approve(request: AuthenticatedRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """Stand behind a value that somebody else froze."""
    found = get_object_or_404(snapshots_for(request.user, slug), indicator__code=code, pk=pk)
    return pressed(
        request,
        lambda: actions.approve_snapshot(snapshot=found, by=request.user),
        _("Det frysta värdet är godkänt."),
        found,
    )


@requires("insight.write")
def target(request: AuthenticatedRequest, slug: str, code: str) -> HttpResponse:
    """Say what the indicator is to reach."""
    indicator = get_object_or_404(indicators_for(request.user, slug), code=code)
    now = {
        "version": indicator.version, "target": indicator.target, "when": indicator.target_when,
        "source": indicator.target_source,
    }  # fmt: skip
    form = TargetForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        try:
            actions.set_target(indicator=indicator, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as conflict:
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Målvärdet är sparat."))
            return redirect(indicator)
    return render(request, "insight/target.html", _page(indicator, form))
