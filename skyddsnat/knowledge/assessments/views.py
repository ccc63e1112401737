"""Self-assessments for those who have an account: lists, results, and beginning, reopening or removing one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, signed_in
from skyddsnat.knowledge.access import COUNTY, READ, TAKE_PART
from skyddsnat.knowledge.assessments import actions, parts
from skyddsnat.knowledge.assessments.access import (
    answerable_for,
    assessments_for,
    may_answer_for,
    methods_seen_by,
    own_organisations,
    seen_organisations,
)
from skyddsnat.knowledge.assessments.benchmark import benchmark_of
from skyddsnat.knowledge.assessments.forms import MethodFilter, ReopenForm
from skyddsnat.knowledge.ladder.access import may_work_with
from skyddsnat.knowledge.ladder.parts import name_of
from skyddsnat.knowledge.models import Group, Method, SelfAssessment
from skyddsnat.shared.dates import today

SHOWN_YEARS = 3
PAGE = 50


@signed_in
def assessments(request: AuthenticatedRequest) -> HttpResponseBase:
    """A partner's own methods, or the year's self-assessments of those that the user follows."""
    user = request.user
    if not any(user.may(permission) for permission in (READ, COUNTY, TAKE_PART)):
        raise PermissionDenied(READ)
    years = sorted(
        {today().year, *assessments_for(user).order_by().values_list("year", flat=True).distinct()}
    )
    wanted = request.GET.get("year", "")
    year = next((one for one in years if str(one) == wanted), today().year)
    context: dict[str, Any] = {
        "mine": _mine(request) if user.may(TAKE_PART) else [],
        "year": year,
    }
    if user.may(READ) or user.may(COUNTY):
        context |= _followed(request, year, years)
    return render_lists(request, "knowledge/assessments/assessments.html", context)


def _followed(request: AuthenticatedRequest, year: int, years: list[int]) -> dict[str, Any]:
    """The year's self-assessments of those that the user follows, of every method or of one; the latest first."""
    methods = methods_seen_by(request.user)
    wanted = request.GET.get("method", "")
    method = next((one for one in methods if one.code == wanted), None)
    code = method.code if method else ""
    every = assessments_for(request.user).filter(year=year).prefetch_related("answers")
    if method is not None:
        every = every.filter(method=method)
    every = every.order_by(F("submitted_on").desc(nulls_first=True), "pk")
    page = Paginator(every, PAGE).get_page(request.GET.get("page"))
    return {
        "table": parts.assessments_table(page, every),
        "page": page,
        "form": MethodFilter({"method": code}, methods=methods),
        "hidden": {"year": year},
        "years": [
            {"label": one, "url": f"?{urlencode({'year': one, 'method': code})}", "current": one == year}
            for one in reversed(years)
        ],
    }


def _mine(request: AuthenticatedRequest) -> list[dict[str, Any]]:
    """The methods to assess for the own organisations, with where this year's assessment is."""
    own = list(own_organisations(request.user).alphabetical())
    found = assessments_for(request.user).filter(organisation__in=own, year=today().year, group=Group.STAFF)
    known = {(one.organisation_id, one.method_id): one for one in found}
    tasks = []
    for organisation in own:
        for method in methods_seen_by(request.user):
            state = parts.state_of(known.get((organisation.pk, method.pk)))
            url = reverse("knowledge:assessment-result", args=[method.code, organisation.code])
            tasks.append({
                "label": str(method), "hint": name_of(organisation)["value"], "url": url, "status": state["text"],
                "tone": state["tone"],
            })  # fmt: skip
    return tasks


@signed_in
def result(request: AuthenticatedRequest, method: str, code: str) -> HttpResponseBase:
    """Before and after, the plan, and similar municipalities; for staff and managers apart."""
    the_method, one = the_organisation(request, method, code)
    found = (
        assessments_for(request.user).filter(method=the_method, organisation=one).prefetch_related("answers")
    )
    every = list(found.order_by("year"))
    answers = may_answer_for(request.user, one)
    context: dict[str, Any] = {
        "method": the_method,
        "organisation": one,
        "name": name_of(one),
        "groups": [
            _group(group, [row for row in every if row.group == group], answers=answers) for group in Group
        ],
        "may_answer": answers,
        "may_link": may_work_with(request.user, one),
        "on_ladder": request.user.may(READ) or request.user.may(COUNTY),
        "year": today().year,
        "breadcrumb": trail(),
    }
    for group in context["groups"]:  # each table under a name of its own, to be fetched as a file
        if group["done"]:
            context |= {f"table_{group['code']}": group["table"], f"plans_{group['code']}": group["plans"]}
    return render_lists(request, "knowledge/assessments/result.html", context)


def _group(group: Group, rows: list[SelfAssessment], *, answers: bool) -> dict[str, Any]:
    done = [row for row in rows if row.submitted_on is not None][-SHOWN_YEARS:]
    now = next((row for row in rows if row.year == today().year), None)
    part: dict[str, Any] = {
        "code": group.value,
        "label": group.label,
        "done": bool(done),
        "now": now,
        "state": parts.state_of(now),
        "may_begin": answers and (now is None or now.submitted_on is None),
        "fields": {"group": group.value},
    }
    if done:
        benchmark = benchmark_of(done[-1])
        part |= {
            "table": parts.before_and_after(done, benchmark),
            "chart": parts.years_chart(done, benchmark),
            "share": parts.percent(parts.share_of(done[-1])),
            "share_year": done[-1].year,
            "compared": parts.benchmark_words(benchmark),
            "plans": parts.plans_table(done[-1]),
        }
    return part


@signed_in
@require_POST
def start(request: AuthenticatedRequest, method: str, code: str) -> HttpResponse:
    """Begin this year's self-assessment, or go on with it."""
    the_method, one = the_organisation(request, method, code)
    group = Group.LEADERS if request.POST.get("group") == Group.LEADERS else Group.STAFF
    begun = actions.start_assessment(organisation=one, method=the_method, group=group, by=request.user)
    if begun.submitted_on is not None:
        return redirect(begun)
    return redirect("knowledge:assessment-answer", pk=begun.pk, number=1)


@signed_in
def reopen(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask why, then open a submitted self-assessment again."""
    found = get_object_or_404(answerable_for(request.user), pk=pk)
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        try:
            actions.reopen_assessment(assessment=found, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Självskattningen är öppen igen. Lämna in den när den är klar."))
            return redirect("knowledge:assessment-answer", pk=found.pk, number=1)
    context = _confirm(found) | {
        "form": form,
        "heading": _("Öppna självskattningen igen"),
        "says": _("Steget och dess underlag tas tillbaka tills den lämnas in igen. Svaren står kvar."),
        "submit": _("Öppna igen"),
    }
    return render(request, "knowledge/ladder/remove.html", context)


@signed_in
def remove(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then take away a self-assessment that has begun."""
    found = get_object_or_404(answerable_for(request.user), pk=pk)
    if request.method == "POST":
        try:
            actions.remove_assessment(assessment=found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Den påbörjade självskattningen är borttagen."))
        return redirect(found)
    context = _confirm(found) | {
        "heading": _("Ta bort den påbörjade självskattningen"),
        "says": _("Svaren som är sparade försvinner. I loggen står kvar att den har funnits."),
        "submit": _("Ta bort den påbörjade självskattningen"),
    }
    return render(request, "knowledge/ladder/remove.html", context)


def _confirm(found: SelfAssessment) -> dict[str, Any]:
    return {
        "about": f"{found}, {found.get_group_display()}",
        "cancel_url": found.get_absolute_url(),
        "breadcrumb": trail(found),
    }


def the_organisation(request: AuthenticatedRequest, method: str, code: str) -> tuple[Method, Organisation]:
    """The method and the organisation of the address; 404 for one whose assessments the user may not read."""
    found = seen_organisations(request.user).select_related("place__parent")
    found = found.defer("place__geometry", "place__parent__geometry")
    return get_object_or_404(methods_seen_by(request.user), code=method), get_object_or_404(found, code=code)


def trail(found: SelfAssessment | None = None) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = [{"label": _("Självskattning"), "url": reverse("knowledge:assessments")}]
    if found is not None:
        name = name_of(found.organisation)
        items.append({"label": name["value"], "swedish": name["swedish"], "url": found.get_absolute_url()})
    return items
