"""Who works on a question, its meetings, and where it stands."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.questions import parts
from skyddsnat.cooperation.questions.access import parties_for, writable_for
from skyddsnat.cooperation.questions.actions import meetings, parties
from skyddsnat.cooperation.questions.actions import states as actions
from skyddsnat.cooperation.questions.forms import CloseForm, InviteForm, MeetingForm, PartForm
from skyddsnat.cooperation.questions.views.frame import done_with, form_page, is_demo
from skyddsnat.cooperation.questions.words import trail
from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, pressed, requires


@requires(WRITE)
def invite(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Let an organisation take part."""
    one = get_object_or_404(writable_for(request.user), pk=pk)
    form = InviteForm(request.POST or None)
    if form.is_valid():
        act = functools.partial(parties.invite, question=one, by=request.user, **form.cleaned_data)
        if done_with(request, form, act, _("Organisationen är med.")) is True:
            return redirect(one)
    return form_page(
        request, one, form, heading=_("Bjud in en organisation"), submit=_("Bjud in"),
        lead=_("Den som har konto för organisationen ser frågan och kan bidra. Andra frågor ser den inte."),
    )  # fmt: skip


@requires(WRITE)
def part(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say what an organisation does in the work."""
    party = get_object_or_404(parties_for(request.user), pk=pk)
    form = PartForm(request.POST or None, initial={"part": party.part})
    if form.is_valid():
        act = functools.partial(
            parties.change_part, party=party, part=form.cleaned_data["part"], by=request.user
        )
        if done_with(request, form, act, _("Ändrat.")) is True:
            return redirect(party.question)
    return form_page(request, party.question, form, heading=str(party.organisation))


@requires(WRITE)
def leave(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then let an organisation leave the work."""
    party = get_object_or_404(parties_for(request.user), pk=pk)
    if request.method == "POST":
        act = functools.partial(parties.let_leave, party=party, by=request.user)
        return pressed(
            request, act, _("Organisationen är inte med längre."), party.question.get_absolute_url()
        )
    context = {
        "heading": _("Låt organisationen lämna arbetet"), "about": str(party.organisation),
        "says": _("De som har konto där ser inte frågan längre. Det organisationen har bidragit med står kvar."),
        "breadcrumb": trail(party.question), "cancel_url": party.question.get_absolute_url(),
        "assignment_is_demo": is_demo(party.question),
    }  # fmt: skip
    return render(request, "cooperation/questions/confirm.html", context)


@requires(WRITE)
def meet(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Note a meeting, held or planned."""
    one = get_object_or_404(writable_for(request.user), pk=pk)
    form = MeetingForm(request.POST or None, question=one)
    if form.is_valid():
        names = ("about", "day", "is_held", "form", "parties", "said", "once")
        values = {name: form.cleaned_data[name] for name in names}
        act = functools.partial(meetings.meet, question=one, by=request.user, **values)
        if done_with(request, form, act, _("Mötet är inskrivet.")) is True:
            return redirect(one)
    return form_page(
        request, one, form, heading=_("Skriv in ett möte"),
        lead=_("Mötet står också i uppdragets dialog. Där ändras det, följs upp och blir underlag."),
    )  # fmt: skip


@requires(WRITE)
def close(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """End the work, and say why."""
    one = get_object_or_404(writable_for(request.user), pk=pk)
    if not one.is_open:
        return redirect(one)
    form = CloseForm(request.POST or None, question=one, initial={"version": one.version})
    theirs = None
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("reason", "note", "version")}
        act = functools.partial(actions.close_question, question=one, by=request.user, **values)
        result = done_with(request, form, act, _("Frågan är avslutad."))
        if result is True:
            return redirect(one)
        if isinstance(result, ChangedMeanwhile):
            theirs = parts.words_of(result.current)
    return form_page(
        request, one, form, heading=_("Avsluta frågan"), submit=_("Avsluta frågan"), theirs=theirs
    )


def _does(verb: Callable[..., object], done: object) -> Callable[..., HttpResponse]:
    """A button that moves a question."""

    @requires(WRITE)
    @require_POST
    def view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
        one = get_object_or_404(writable_for(request.user), pk=pk)
        act = functools.partial(verb, question=one, by=request.user)
        return pressed(request, act, str(done), one.get_absolute_url())

    return view  # type: ignore[return-value]  # what `requires` wraps answers with a whole response


begin = _does(actions.begin, gettext_lazy("Arbetet har börjat."))
reopen = _does(actions.reopen, gettext_lazy("Frågan är öppen igen."))
say_spread = _does(actions.say_spread, gettext_lazy("Frågan är spridd."))
