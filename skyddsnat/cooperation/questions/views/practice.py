"""What is agreed: writing it, agreeing, approving, and spreading it."""

from __future__ import annotations

import functools

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.models import Practice, Question
from skyddsnat.cooperation.questions import parts, spread_parts
from skyddsnat.cooperation.questions.access import (
    approvable_for,
    check_may_contribute,
    consents_for,
    questions_for,
    silent_for,
    writable_for,
)
from skyddsnat.cooperation.questions.actions import practice as actions
from skyddsnat.cooperation.questions.actions import spreading
from skyddsnat.cooperation.questions.forms import AgreeForm, PracticeForm
from skyddsnat.cooperation.questions.kinds import Audience
from skyddsnat.cooperation.questions.views.frame import done_with, form_page, is_demo
from skyddsnat.cooperation.questions.words import in_language, trail
from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    pressed,
    render_lists,
    requires,
    signed_in,
)


@requires(WRITE)
def write(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Write the practice, or write it anew; the second of two writers is shown what the first one saved."""
    one = get_object_or_404(writable_for(request.user), pk=pk)
    latest = one.practices.first()
    initial = (
        {"text": latest.text, "text_en": latest.text_en, "version": latest.number}
        if latest
        else {"version": 0}
    )
    form = PracticeForm(request.POST or None, initial=initial)
    theirs = None
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("text", "text_en")}
        number = form.cleaned_data["version"] or 0
        act = functools.partial(
            actions.write_practice, question=one, number=number, by=request.user, **values
        )
        result = done_with(request, form, act, _("Arbetssättet är sparat."))
        if result is True:
            return redirect(f"{one.get_absolute_url()}#arbetssatt")
        if isinstance(result, ChangedMeanwhile):
            theirs = parts.practice_words(result.current)
    return form_page(
        request, one, form, heading=_("Skriv arbetssättet"), theirs=theirs,
        lead=_("När texten ändras behöver alla säga ja på nytt, och någon annan än du godkänna den."),
    )  # fmt: skip


@signed_in
def agree(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Write down that an organisation agrees: one's own, or one whose word those who lead the work have."""
    one = get_object_or_404(questions_for(request.user), pk=pk)
    check_may_contribute(request.user, one)
    latest = _latest(one)
    form = AgreeForm(request.POST or None, organisations=silent_for(request.user, latest))
    if form.is_valid():
        values = form.cleaned_data
        act = functools.partial(
            actions.agree, practice=latest, organisation=values["organisation"], on=values["agreed_on"],
            reference=values["reference"], by=request.user,
        )  # fmt: skip
        if done_with(request, form, act, _("Det är inskrivet att organisationen är överens.")) is True:
            return redirect(f"{one.get_absolute_url()}#arbetssatt")
    return form_page(
        request, one, form, heading=_("Säg ja till arbetssättet"), submit=_("Vi är överens"),
        lead=in_language(latest, "text")["value"],
    )  # fmt: skip


@signed_in
@require_POST
def take_back(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """An organisation no longer agrees, or never did."""
    consent = get_object_or_404(consents_for(request.user), pk=pk)
    act = functools.partial(actions.take_back_consent, consent=consent, by=request.user)
    return pressed(request, act, _("Det är tillbakataget."), consent.practice.question.get_absolute_url())


@signed_in
@require_POST
def approve(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Approve the version that was read."""
    one = get_object_or_404(approvable_for(request.user), pk=pk)
    read = get_object_or_404(one.practices.all(), pk=_number(request.POST.get("practice", "")))
    act = functools.partial(actions.approve_practice, practice=read, by=request.user)
    return pressed(request, act, _("Arbetssättet är godkänt."), one.get_absolute_url())


@signed_in
def versions(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Every way the practice has read, and who agreed to which."""
    one = get_object_or_404(questions_for(request.user), pk=pk)
    context = {
        "table": parts.practices_table(one), "breadcrumb": trail(one), "assignment_is_demo": is_demo(one),
        "practices": parts.practices(one),
    }  # fmt: skip
    return render_lists(request, "cooperation/questions/practices.html", context)


@requires(WRITE)
@require_POST
def spread(request: AuthenticatedRequest, pk: int, audience: str) -> HttpResponse:
    """Draft the letter to an audience, and go on where letters are sent."""
    one = get_object_or_404(writable_for(request.user), pk=pk)
    _check_audience(audience)
    act = functools.partial(spreading.prepare_spreading, question=one, audience=audience, by=request.user)
    said = _("Brevet är ett utkast bland utskicken. Läs det, välj mottagare och skicka det där.")
    return pressed(request, act, said, f"{one.get_absolute_url()}#spridning")


@signed_in
def reached(request: AuthenticatedRequest, pk: int, audience: str) -> HttpResponseBase:
    """The organisations of an audience that the experience has reached, each with its evidence."""
    one = get_object_or_404(questions_for(request.user), pk=pk)
    _check_audience(audience)
    context = {
        "table": spread_parts.reached_table(one, audience, linked=request.user.may("mandate.read")),
        "audience": Audience(audience).label, "breadcrumb": trail(one), "assignment_is_demo": is_demo(one),
    }  # fmt: skip
    return render_lists(request, "cooperation/questions/reached.html", context)


def _latest(one: Question) -> Practice:
    latest = one.practices.first()
    if latest is None:
        raise Http404
    return latest


def _check_audience(audience: str) -> None:
    if audience not in Audience.values:
        raise Http404


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
