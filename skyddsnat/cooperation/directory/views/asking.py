"""Whom to ask, in two steps: what it is about, and which state. Both stand in the address; nothing is kept."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.cooperation.directory import access, tables
from skyddsnat.cooperation.directory.catalogue import Topic, compiled_on, roles, said, topics
from skyddsnat.cooperation.directory.forms import WhichStateForm
from skyddsnat.cooperation.directory.views.frame import start_trail
from skyddsnat.cooperation.directory.wording import organisation_cell
from skyddsnat.core.api import AuthenticatedRequest, render_lists, signed_in


@signed_in
def ask(request: AuthenticatedRequest) -> HttpResponse:
    """The first step."""
    access.check_may_see(request.user)
    choices = [
        {
            "label": said(one.name),
            "hint": said(one.hint),
            "url": reverse("cooperation:ask-state", args=[code]),
        }
        for code, one in topics().items()
    ]
    return render(
        request, "cooperation/directory/ask.html", {"choices": choices, "breadcrumb": start_trail()}
    )


@signed_in
def ask_state(request: AuthenticatedRequest, topic: str) -> HttpResponse:
    """The second step."""
    access.check_may_see(request.user)
    about = _topic(topic)
    form = WhichStateForm(request.GET or None, user=request.user)
    if form.is_valid():
        return redirect("cooperation:answer", topic, form.cleaned_data["state"])
    context = {"form": form, "about": said(about.name), "breadcrumb": [*start_trail(), _first()]}
    return render(request, "cooperation/directory/ask_state.html", context)


@signed_in
def answer(request: AuthenticatedRequest, topic: str, code: str) -> HttpResponseBase:
    """Who, by which instrument, and how they are reached; what is missing is said."""
    access.check_may_see(request.user)
    about, state = _topic(topic), get_object_or_404(access.states_for(request.user), code=code)
    held = access.roles_for(request.user).filter(place=state, kind__in=about.roles)
    ordered = sorted(held, key=lambda one: (about.roles.index(one.kind_id), one.pk))
    contacts = access.contacts_for(request.user).filter(role__in=ordered)
    found = sorted(contacts, key=lambda one: (about.roles.index(one.role.kind_id), one.function, one.pk))
    may_change = access.may_change(request.user)
    context = {
        "about": said(about.name),
        "state": state,
        "law": said(about.law_in(code)),
        "advice": [said(words) for words in about.advice_in(code)],
        "compiled_on": compiled_on(),
        "who": [
            {
                "role": one,
                "place": n,
                "holder": organisation_cell(one.organisation),
                "instrument": said(roles()[one.kind_id].instrument),
                "does": said(roles()[one.kind_id].does),
            }
            for n, one in enumerate(ordered, start=1)
        ],
        "contacts": tables.contacts_table(found, may_change=may_change, with_state=False),
        "may_change": may_change,
        "breadcrumb": [
            *start_trail(),
            _first(),
            {"label": said(about.name), "url": reverse("cooperation:ask-state", args=[topic])},
        ],
    }
    return render_lists(request, "cooperation/directory/answer.html", context, personal=["contacts"])


def _topic(code: str) -> Topic:
    if code not in topics():
        raise Http404
    return topics()[code]


def _first() -> dict[str, str]:
    return {"label": _("Vem ska jag fråga?"), "url": reverse("cooperation:ask")}
