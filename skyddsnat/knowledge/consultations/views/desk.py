"""The queue, and one question as those who answer see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, Refused, check_may, render_lists, signed_in
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.consultations import answering, lessons, parts
from skyddsnat.knowledge.consultations.access import (
    answerable_for,
    answers_for,
    asks_for,
    check_may_see_queue,
    consultations_for,
    may_answer,
    queue_for,
)
from skyddsnat.knowledge.consultations.forms import LessonForm, RetractForm, SayForm
from skyddsnat.knowledge.consultations.rules import State, can_go
from skyddsnat.knowledge.consultations.views.asking import own
from skyddsnat.knowledge.models import Consultation

A_PAGE = 30
PARTS = {
    "": [State.WAITING, State.WORKING],
    "fragade": [State.ASKED],
    "besvarade": [State.ANSWERED],
    "avslutade": [State.CLOSED, State.WITHDRAWN],
}


@signed_in
def queue(request: AuthenticatedRequest) -> HttpResponseBase:
    """Questions by what waits for whom; those that are due first."""
    check_may_see_queue(request.user)
    chosen = request.GET.get("del", "")
    chosen = chosen if chosen in PARTS else ""
    found = queue_for(request.user).filter(state__in=PARTS[chosen])
    rows = found.order_by("due_on", "pk") if chosen == "" else found.order_by("-pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    labels = {
        "": _("Väntar på oss"), "fragade": _("Väntar på dem"), "besvarade": _("Besvarade"),
        "avslutade": _("Avslutade"),
    }  # fmt: skip
    url = reverse("knowledge:consultation-queue")
    context = {
        "table": parts.queue_table(page, every=lambda: parts.queue_table(rows, every=list)["rows"]),
        "page": page,
        "parts": [
            {"label": label, "url": f"{url}?del={name}" if name else url, "current": name == chosen}
            for name, label in labels.items()
        ],
        "may_ask": asks_for(request.user).exists(),
    }
    return render_lists(request, "knowledge/consultations/queue.html", context)


@signed_in
def consultation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One question: for the one who asked, or for those who answer."""
    one = get_object_or_404(consultations_for(request.user), pk=pk)
    if one.asked_by_id == request.user.pk:
        return own(request, one)
    answers = may_answer(request.user, one)
    if request.method == "POST" and not answers:
        return redirect(one)
    initial = {"version": one.version, "method": one.method_id}
    form = SayForm(request.POST or None, initial=initial)
    if form.is_valid() and _said(request, one, form):
        return redirect(one)
    one.refresh_from_db()
    context = {
        "one": one, "subject": parts.own_words(one, one.subject),
        "form": form if answers and (one.is_open or form.is_bound) else None,
        "facts": parts.facts(one, staff=True, linked=request.user.may("mandate.read")),
        "said": parts.said(one, staff=True), "answers": answers,
        "buttons": _buttons(one, request.user) if answers else [], "lesson": getattr(one, "lesson", None),
        "may_learn": answers and one.answered_on is not None, "breadcrumb": parts.trail(),
        "may_ask_back": can_go(one.state, State.ASKED),
        "may_make_entry": request.user.may(WRITE),
    }  # fmt: skip
    return render(request, "knowledge/consultations/consultation.html", context)


def _said(request: AuthenticatedRequest, one: Consultation, form: SayForm) -> bool:
    """Whether the answer, or the question back, was taken; else the form says why not and keeps what was typed."""
    values = form.cleaned_data
    told = {"consultation": one, "text": values["text"], "once": values["once"], "version": values["version"]}
    try:
        if request.POST.get("do") == "ask":
            answering.ask_back(**told, by=request.user)
            messages.success(request, _("Motfrågan är skickad."))
        else:
            answering.answer(**told, method=values["method"], by=request.user)
            messages.success(request, _("Svaret är skickat."))
    except answering.SaidMeanwhile as conflict:
        keep_typed(form, request, conflict.current.version, str(conflict))
        return False
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def keep_typed(form: Any, request: AuthenticatedRequest, version: int, said: str) -> None:
    """Let what was typed stand, now knowing the version that somebody else made."""
    typed = request.POST.copy()
    typed["version"] = str(version)
    form.data = typed
    form.add_error(None, said)


def _buttons(one: Consultation, user: User) -> list[dict[str, str]]:
    mine = one.state == State.WORKING and one.assigned_to_id == user.pk
    rows = [
        ("take", _("Ta frågan"), one.state == State.WAITING),
        ("leave", _("Lämna till någon annan"), mine),
        ("close", _("Avsluta"), can_go(one.state, State.CLOSED)),
        ("reopen", _("Öppna igen"), one.state == State.CLOSED),
    ]
    return [
        {"label": label, "url": reverse(f"knowledge:consultation-{name}", args=[one.pk]),
         "tone": "" if name == "take" else "secondary"}
        for name, label, shown in rows if shown
    ]  # fmt: skip


def _does(verb: Callable[..., None], done: Any) -> Callable[..., HttpResponse]:
    """A view that does one thing to a question the user may answer."""

    @signed_in
    @require_POST
    def view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
        one = get_object_or_404(answerable_for(request.user), pk=pk)
        try:
            verb(consultation=one, by=request.user)
            messages.success(request, str(done))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(one)

    return view  # type: ignore[return-value]  # what `signed_in` wraps answers with a whole response


take = _does(answering.take, gettext_lazy("Frågan är din att svara på."))
leave = _does(answering.leave, gettext_lazy("Frågan väntar på någon annan."))
close = _does(answering.close, gettext_lazy("Frågan är avslutad."))
reopen = _does(answering.reopen, gettext_lazy("Frågan är öppen igen."))


@signed_in
def retract(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask why, then take back an answer; its evidence is taken back too."""
    message = get_object_or_404(answers_for(request.user), pk=pk)
    one = message.consultation
    form = RetractForm(request.POST or None)
    if form.is_valid():
        answering.retract_answer(message=message, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Svaret är tillbakataget."))
        return redirect(one)
    others = answers_for(request.user).filter(consultation=one).exclude(pk=message.pk).exists()
    evidence = (
        _("Underlaget står kvar: det finns ett svar till.") if others else _("Underlaget tas också tillbaka.")
    )
    context = {
        "form": form, "heading": _("Ta tillbaka svaret"), "about": parts.own_words(one, one.subject),
        "says": f"{_('Den som frågade ser att svaret är tillbakataget, men inte svaret.')} {evidence}",
        "cancel_url": one.get_absolute_url(), "breadcrumb": parts.trail(),
    }  # fmt: skip
    return render(request, "knowledge/consultations/remove.html", context)


@signed_in
def lesson(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Write what the question taught; the second of two writers is shown what the first one saved."""
    one = get_object_or_404(answerable_for(request.user), pk=pk, answered_on__isnull=False)
    before = getattr(one, "lesson", None)
    initial = (
        {name: getattr(before, name) for name in ("title", "situation", "text", "version")}
        if before
        else None
    )
    form = LessonForm(request.POST or None, initial=initial)
    theirs = None
    if form.is_valid():
        values = form.cleaned_data
        learnt = lessons.Learnt(values["title"], values["situation"], values["text"])
        try:
            lessons.write_lesson(consultation=one, learnt=learnt, version=values["version"], by=request.user)
        except lessons.WrittenMeanwhile as conflict:
            theirs = conflict.current
            keep_typed(form, request, theirs.version, str(conflict))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Lärdomen är sparad."))
            return redirect(one)
    context = {
        "form": form, "theirs": theirs, "one": one, "subject": parts.own_words(one, one.subject),
        "cancel_url": one.get_absolute_url(), "breadcrumb": parts.trail(),
    }  # fmt: skip
    return render(request, "knowledge/consultations/lesson.html", context)


@signed_in
@require_POST
def lesson_remove(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(answerable_for(request.user), pk=pk, lesson__isnull=False)
    lessons.remove_lesson(lesson=one.lesson, by=request.user)
    messages.success(request, _("Lärdomen är borttagen."))
    return redirect(one)


@signed_in
@require_POST
def lesson_entry(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Make the lesson a draft of the library, and go on there."""
    check_may(request.user, WRITE)
    one = get_object_or_404(answerable_for(request.user), pk=pk, lesson__isnull=False)
    page = lessons.make_entry(lesson=one.lesson, by=request.user)
    messages.success(
        request, _("Lärdomen är ett utkast i biblioteket. Läs den och skicka den för granskning där.")
    )
    return redirect("knowledge:library-desk-entry", page.pk)
