"""One organisation's way with a method: every step, and writing one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, signed_in
from skyddsnat.knowledge.ladder import actions, parts
from skyddsnat.knowledge.ladder.access import (
    calls_for,
    check_may_see,
    check_may_work_with,
    may_work_with,
    methods_for,
    organisations_for,
    own_rungs_for,
    phones_of,
    rungs_for,
)
from skyddsnat.knowledge.ladder.calls_parts import calls_table
from skyddsnat.knowledge.ladder.forms import ReasonForm, StepForm
from skyddsnat.knowledge.ladder.rules import YEAR, furthest
from skyddsnat.knowledge.ladder.views import trail
from skyddsnat.knowledge.models import Group, Method, Rung, Step
from skyddsnat.shared.dates import format_date, today

type Found = tuple[Method, Organisation]
WRITTEN_BY_HAND = (Step.DECIDED, Step.PRACTISED, Step.FOLLOWED_UP)


@signed_in
def organisation(request: AuthenticatedRequest, method: str, code: str) -> HttpResponseBase:
    """Every step with its day, who wrote it and its evidence; calls; and what to do next."""
    the_method, one = the_organisation(request, method, code)
    workable = may_work_with(request.user, one)
    rungs = list(
        rungs_for(request.user)
        .filter(method=the_method, organisation=one)
        .select_related("by", "evidence__assignment")
        .defer("evidence__assignment__text")
        .order_by("-day", "-pk")
    )
    calls = calls_for(request.user).filter(method=the_method, organisation=one)
    context = {
        "method": the_method,
        "organisation": one,
        "name": parts.name_of(one),
        "facts": _facts(rungs, one),
        "steps": parts.steps_table(rungs, workable=workable, linked=request.user.may("mandate.read")),
        "calls": calls_table(calls, request.user),
        "next_steps": [
            {"label": step.label, "url": f"{step_url(the_method, one)}?step={step.value}"}
            for step in WRITTEN_BY_HAND
        ],
        "workable": workable,
        "breadcrumb": trail(),
    }
    return render_lists(request, "knowledge/ladder/organisation.html", context)


@signed_in
def step_new(request: AuthenticatedRequest, method: str, code: str) -> HttpResponse:
    """Write down a step; the second of two writers is shown what the first one wrote."""
    the_method, one = the_organisation(request, method, code)
    check_may_work_with(request.user, one)
    newest = rungs_for(request.user).filter(method=the_method, organisation=one).order_by("-pk").first()
    initial = {
        "step": request.GET.get("step", Step.DECIDED), "group": request.GET.get("group", Group.STAFF),
        "seen": newest.pk if newest else 0,
    }  # fmt: skip
    form = StepForm(request.POST or None, initial=initial)
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        values = form.cleaned_data
        try:
            actions.write_step(
                organisation=one, method=the_method, step=Step(values["step"]), group=Group(values["group"]),
                day=values["day"], reference=values["reference"], seen=values["seen"] or 0, by=request.user,
            )  # fmt: skip
        except actions.WrittenMeanwhile as conflict:
            theirs = _theirs(conflict.current)
            typed = request.POST.copy()
            typed["seen"] = str(conflict.current.pk)
            form.data = typed
            form.add_error(None, str(conflict))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Steget är inskrivet."))
            return redirect(parts.url_of(the_method, one))
    context = {
        "form": form,
        "heading": _("Skriv in ett steg"),
        "lead": parts.name_of(one),
        "theirs": theirs,
        "cancel_url": parts.url_of(the_method, one),
        "breadcrumb": organisation_trail(the_method, one),
    }
    return render(request, "knowledge/ladder/form.html", context)


@signed_in
def retract(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask why, then take back a step; its row in the ledger is taken back too."""
    rung = get_object_or_404(own_rungs_for(request.user), pk=pk)
    back = parts.url_of(rung.method, rung.organisation)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.unwrite_step(rung=rung, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Steget är tillbakataget."))
            return redirect(back)
    context = {
        "form": form,
        "heading": _("Ta tillbaka steget"),
        "about": f"{rung.organisation}: {rung.get_step_display()}, {format_date(rung.day, parts.language())}",
        "says": _("Underlaget tas också tillbaka. I loggen står kvar att steget har skrivits in."),
        "submit": _("Ta tillbaka steget"),
        "cancel_url": back,
        "breadcrumb": organisation_trail(rung.method, rung.organisation),
    }
    return render(request, "knowledge/ladder/remove.html", context)


def the_organisation(request: AuthenticatedRequest, method: str, code: str) -> Found:
    """The method and the organisation of the address; 404 for one that the user does not follow."""
    check_may_see(request.user)
    found = organisations_for(request.user).select_related("place__parent")
    found = found.defer("place__geometry", "place__parent__geometry")
    return get_object_or_404(methods_for(request.user), code=method), get_object_or_404(found, code=code)


def step_url(method: Method, one: Organisation) -> str:
    return reverse("knowledge:ladder-step", args=[method.code, one.code])


def organisation_trail(method: Method, one: Organisation) -> list[dict[str, Any]]:
    name = parts.name_of(one)
    return [*trail(), {"label": name["value"], "swedish": name["swedish"], "url": parts.url_of(method, one)}]


def _theirs(rung: Rung) -> list[dict[str, Any]]:
    return [
        {"label": _("Vilket steg?"), "value": rung.get_step_display()},
        {"label": _("Dag"), "value": format_date(rung.day, parts.language())},
        {"label": _("Vad visar det?"), "value": rung.reference},
        {"label": _("Vem skrev"), "value": rung.by.name if rung.by else _("De själva")},
    ]


def _facts(rungs: list[Rung], one: Organisation) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = []
    for group in Group:
        taken = [Step(rung.step) for rung in rungs if rung.group == group]
        facts.append({"label": group.label} | parts.step_cell(furthest(taken)))
    phone = phones_of([one.pk]).get(one.pk)
    last = max((rung.day for rung in rungs), default=None)
    days = (today() - last).days if last else None
    heard = _("Aldrig") if last is None else format_date(last, parts.language())
    facts.append({"label": _("Tog ett steg senast"), "value": heard})
    if days is not None and days > YEAR:
        facts[-1]["tag"] = {"text": _("Mer än ett år sedan"), "tone": "warning"}
    facts.append({
        "label": _("Att ringa"), "value": f"{phone.function}, {phone.phone}" if phone else "",
        "swedish": parts.language() == "en",
        "url": one.get_absolute_url() + "#kontakter", "change": _("Visa kontakter"),
    })  # fmt: skip
    return facts
