"""Asking, with an account or without, and what the one who asked sees."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, Refused, kept_to_itself, public, signed_in
from skyddsnat.core.models import User
from skyddsnat.knowledge.consultations import actions, parts
from skyddsnat.knowledge.consultations.access import asks_for, link_with, may_see_queue, own_for
from skyddsnat.knowledge.consultations.forms import AskForm, ReplyForm
from skyddsnat.knowledge.consultations.notices import make_link
from skyddsnat.knowledge.consultations.rules import State, can_go
from skyddsnat.knowledge.models import Consultation


@public
def start(request: HttpRequest) -> HttpResponseBase:
    """What one can ask and how; one's own questions; the way to the queue for those who answer."""
    user = _user_of(request)
    if user is not None and may_see_queue(user):
        return redirect("knowledge:consultation-queue")
    own = list(own_for(user).order_by("-pk")) if user else []
    may_ask = user is not None and asks_for(user).exists()
    context = {
        "layout": _layout(user), "table": parts.own_table(own) if may_ask or own else None,
        "may_ask": may_ask or user is None,
    }  # fmt: skip
    return render(request, "knowledge/consultations/start.html", context)


@public
def ask(request: HttpRequest) -> HttpResponseBase:
    """The question. What was typed stands until nothing in it points anybody out."""
    user = _user_of(request)
    if user is not None and not asks_for(user).exists():
        raise PermissionDenied
    form = AskForm(request.POST or None, user=user)
    if form.is_valid():
        values = form.cleaned_data
        asker = None if user else actions.Asker(values["name"], values["email"], _language())
        try:
            asked = actions.ask(
                organisation=values["organisation"], method=values["method"], subject=values["subject"],
                text=values["text"], once=values["once"], asker=asker, by=user,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _asked(request, asked, user)
    context = {
        "layout": _layout(user), "form": form, "signed_in": user is not None, "breadcrumb": parts.trail(),
        "cancel_url": reverse("knowledge:consultations"),
    }  # fmt: skip
    return render(request, "knowledge/consultations/ask.html", context)


def _asked(request: HttpRequest, asked: Consultation, user: User | None) -> HttpResponse:
    if user is not None:
        messages.success(request, _("Frågan är skickad. Du får ett mejl när det finns ett svar."))
        return redirect(asked)
    return kept_to_itself(
        redirect(reverse("knowledge:consultation-link", args=[make_link(asked)]) + "?tack=1")
    )


@public
def link(request: HttpRequest, secret: str) -> HttpResponseBase:
    """One question, for whoever has its link. Opening it changes nothing: programs that read mail open it too."""
    found = link_with(secret)
    if found is None:
        return kept_to_itself(render(request, "knowledge/consultations/link_closed.html", status=404))
    one = found.consultation
    form = ReplyForm(request.POST or None)
    if form.is_valid():
        try:
            actions.reply(
                consultation=one, text=form.cleaned_data["text"], once=form.cleaned_data["once"], by=None
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Det du skrev är skickat. Du får ett mejl när vi har svarat."))
            return kept_to_itself(redirect("knowledge:consultation-link", secret))
    context = askers_page(one, form) | {
        "layout": "layout/public.html", "until": found.expires_on,
        "thanks": request.GET.get("tack") == "1" and one.version == 1,
        "withdraw_url": reverse("knowledge:consultation-link-withdraw", args=[secret]),
    }  # fmt: skip
    return kept_to_itself(render(request, "knowledge/consultations/own.html", context))


@public
@require_POST
def link_withdraw(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Take the question back, or ask it again."""
    found = link_with(secret)
    if found is None:
        return kept_to_itself(render(request, "knowledge/consultations/link_closed.html", status=404))
    _turn(request, found.consultation, None)
    return kept_to_itself(redirect("knowledge:consultation-link", secret))


@signed_in
@require_POST
def withdraw(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take one's own question back, or ask it again."""
    one = get_object_or_404(own_for(request.user), pk=pk)
    _turn(request, one, request.user)
    return redirect(one)


def own(request: AuthenticatedRequest, one: Consultation) -> HttpResponse:
    """The user's own question. Called by the view of every question."""
    form = ReplyForm(request.POST or None)
    if form.is_valid():
        try:
            actions.reply(
                consultation=one,
                text=form.cleaned_data["text"],
                once=form.cleaned_data["once"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Det du skrev är skickat. Du får ett mejl när vi har svarat."))
            return redirect(one)
    context = askers_page(one, form) | {
        "layout": "layout/page.html", "breadcrumb": parts.trail(),
        "withdraw_url": reverse("knowledge:consultation-withdraw", args=[one.pk]),
    }  # fmt: skip
    return render(request, "knowledge/consultations/own.html", context)


def askers_page(one: Consultation, form: ReplyForm) -> dict[str, Any]:
    """What the one who asked sees of the question."""
    return {
        "subject": parts.own_words(one, one.subject),
        "facts": parts.facts(one, staff=False),
        "said": parts.said(one, staff=False),
        "form": form if one.is_open or form.is_bound else None,  # what was typed stands though it is too late
        "asked_back": one.state == State.ASKED,
        "may_withdraw": can_go(one.state, State.WITHDRAWN),
        "withdrawn": one.state == State.WITHDRAWN,
    }


def _turn(request: HttpRequest, one: Consultation, by: User | None) -> None:
    try:
        if one.state == State.WITHDRAWN:
            actions.ask_again(consultation=one, by=by)
            messages.success(request, _("Frågan väntar på svar igen."))
        else:
            actions.withdraw(consultation=one, by=by)
            messages.success(request, _("Frågan är återtagen."))
    except Refused as refusal:
        messages.error(request, str(refusal))


def _user_of(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _layout(user: User | None) -> str:
    return "layout/public.html" if user is None else "layout/page.html"


def _language() -> str:
    return "en" if get_language() == "en" else "sv"
