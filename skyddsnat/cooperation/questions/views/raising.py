"""The list of common questions, raising one, and changing what it says."""

from __future__ import annotations

import functools
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.models import Question
from skyddsnat.cooperation.questions import parts
from skyddsnat.cooperation.questions.access import check_may_open, questions_for, writable_for
from skyddsnat.cooperation.questions.actions import raising
from skyddsnat.cooperation.questions.forms import ListForm, QuestionForm
from skyddsnat.cooperation.questions.kinds import State
from skyddsnat.cooperation.questions.views.frame import done_with, form_page
from skyddsnat.cooperation.questions.waiting import waiting_questions
from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    matching,
    query_from,
    render_lists,
    requires,
    signed_in,
)

A_PAGE = 30
WAITING = "vantar"
SLUGS = {
    "vackta": State.RAISED, "pagar": State.WORKING, "overens": State.AGREED, "spridda": State.SPREAD,
    "avslutade": State.CLOSED,
}  # fmt: skip


@signed_in
def listed(request: AuthenticatedRequest) -> HttpResponseBase:
    """The questions that the reader may see: all, those that wait for the reader, or those in one state."""
    check_may_open(request.user)
    every = questions_for(request.user)
    waiting = waiting_questions(request.user)
    chosen = request.GET.get("lage", "")
    form = ListForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    rows = _narrowed(waiting if chosen == WAITING else every, chosen)
    if words.strip():
        rows = matching(
            rows, query_from(words), title=["title", "title_en"], body=["description", "description_en"]
        )
    else:
        rows = rows.order_by("-raised_at", "-pk")
    taking_part = Count("parties", filter=Q(parties__left_on=None), distinct=True)
    rows = rows.annotate(taking_part=taking_part)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    url = reverse("cooperation:questions")
    context = {
        "table": parts.list_table(
            page, every=lambda: parts.list_table(rows, every=list)["rows"], words=words
        ),
        "page": page,
        "form": form,
        "tabs": _tabs(every, waiting, chosen, url),
        "may_write": request.user.may(WRITE),
        "assignment_is_demo": any(one.clause.assignment.is_demo for one in page),
    }
    return render_lists(request, "cooperation/questions/list.html", context)


def _narrowed(rows: QuerySet[Question], chosen: str) -> QuerySet[Question]:
    return rows.filter(state=SLUGS[chosen]) if chosen in SLUGS else rows


def _tabs(
    every: QuerySet[Question], waiting: QuerySet[Question], chosen: str, url: str
) -> list[dict[str, Any]]:
    counts = dict(every.order_by().values_list("state").annotate(Count("pk", distinct=True)))
    rows = [
        ("", _("Alla"), sum(counts.values())),
        (WAITING, _("Väntar på mig"), waiting.count()),
        *((slug, state.label, counts.get(state.value, 0)) for slug, state in SLUGS.items()),
    ]
    known = chosen if chosen in {slug for slug, *_rest in rows} else ""
    return [
        {"label": label, "url": f"{url}?{urlencode({'lage': slug})}" if slug else url, "current": slug == known,
         "count": count}
        for slug, label, count in rows
    ]  # fmt: skip


@requires(WRITE)
def new(request: AuthenticatedRequest) -> HttpResponse:
    """Raise a question."""
    initial = {"clause": request.GET.get("mening"), "activity": request.GET.get("insats")}
    form = QuestionForm(request.POST or None, user=request.user, initial=initial)
    if form.is_valid():
        made: list[Question] = []
        act = lambda: made.append(  # noqa: E731 - what is made is where to go
            raising.raise_question(**form.values(), once=form.cleaned_data["once"], by=request.user)
        )
        if done_with(request, form, act, _("Frågan är väckt. Bjud in dem som ska arbeta med den.")) is True:
            return redirect(made[0])
    return form_page(
        request, None, form, heading=_("Väck en gemensam fråga"), submit=_("Väck frågan"),
        lead=_("Något som flera myndigheter möter och ingen kan lösa ensam. Frågan handlar aldrig om ett visst barn."),
    )  # fmt: skip


@requires(WRITE)
def change(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Change what a question says, or what it belongs to."""
    one = get_object_or_404(writable_for(request.user), pk=pk)
    names = (*QuestionForm.anonymous, "clause", "activity", "version", "once")
    initial = {name: getattr(one, f"{name}_id", None) or getattr(one, name) for name in names}
    form = QuestionForm(request.POST or None, user=request.user, initial=initial)
    theirs = None
    if form.is_valid():
        act = functools.partial(
            raising.change_question, question=one, version=form.cleaned_data["version"] or 0, by=request.user,
            **form.values(),
        )  # fmt: skip
        result = done_with(request, form, act, _("Frågan är ändrad."))
        if result is True:
            return redirect(one)
        if isinstance(result, ChangedMeanwhile):
            theirs = parts.words_of(result.current)
    return form_page(request, one, form, heading=_("Ändra frågan"), theirs=theirs)
