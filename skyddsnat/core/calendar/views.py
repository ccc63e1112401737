"""The person's calendar: what it shows, its keys, the file once, and the file that a calendar program subscribes to."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from skyddsnat.core.access import AuthenticatedRequest, calendar_keys_for, public, signed_in
from skyddsnat.core.calendar.actions import make_calendar_key, revoke_calendar_key
from skyddsnat.core.calendar.dates import dates_for
from skyddsnat.core.calendar.forms import CalendarForm, CalendarKeyForm
from skyddsnat.core.calendar.ics import calendar_of
from skyddsnat.core.calendar.keys import (
    WINDOW,
    count_wrong_try,
    has_tried_too_often,
    key_for,
    named_in,
    note_use,
)
from skyddsnat.core.models import User
from skyddsnat.core.refusal import Refused
from skyddsnat.core.reminders.actions import choose_calendar
from skyddsnat.core.reminders.choices import choice_of
from skyddsnat.core.reminders.views import reminder_tabs
from skyddsnat.shared.dates import today


@signed_in
def calendar(request: AuthenticatedRequest) -> HttpResponse:
    """Choose what the calendar shows; fetch it once, or make a password to subscribe with."""
    form = CalendarForm(request.POST or None, initial={"kinds": choice_of(request.user).in_calendar})
    if request.method == "POST" and form.is_valid():
        choose_calendar(kinds=form.cleaned_data["kinds"], by=request.user)
        messages.success(request, _("Kalenderns innehåll är sparat."))
        return redirect("core:calendar")
    return _page(request, form=form)


@signed_in
def calendar_key(request: AuthenticatedRequest) -> HttpResponse:
    """Make a password for a device and show it, this once; who comes back to the address sees the calendar's page."""
    if request.method != "POST":
        return redirect("core:calendar")
    form = CalendarKeyForm(request.POST)
    if form.is_valid():
        try:
            key, secret = make_calendar_key(name=form.cleaned_data["name"], by=request.user)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            return _page(request, new_key=key, secret=secret)
    return _page(request, key_form=form)


@signed_in
def calendar_key_revoke(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask, then let the password open nothing more."""
    key = get_object_or_404(calendar_keys_for(request.user), pk=pk)
    if request.method == "POST":
        revoke_calendar_key(key=key, by=request.user)
        messages.success(request, _("Lösenordet är borttaget. Enheten får inga nya datum."))
        return redirect("core:calendar")
    return render(request, "core/calendar_key_revoke.html", {"key": key})


@signed_in
@require_safe
def calendar_file(request: AuthenticatedRequest) -> HttpResponseBase:
    """The calendar as it is now, to be opened once in any calendar program."""
    response = _answer(request, request.user)
    response.headers["Content-Disposition"] = 'attachment; filename="kalender.ics"'
    return response


@public
@require_safe
def calendar_feed(request: HttpRequest) -> HttpResponseBase:
    """The same file for a calendar program that signs itself with a calendar password. Makes no session."""
    told = named_in(request)
    if told is None:
        return _asks_who()
    email, secret = told
    if has_tried_too_often(request, email):
        return HttpResponse(
            _("För många fel lösenord. Vänta tio minuter."), status=429, headers={"Retry-After": str(WINDOW)},
            content_type="text/plain; charset=utf-8",
        )  # fmt: skip
    key = key_for(email, secret)
    if key is None:
        count_wrong_try(request, email)
        return _asks_who()
    note_use(key, today())
    return _answer(request, key.user)


def _asks_who() -> HttpResponse:
    return HttpResponse(
        _("Ange din e-postadress och ett kalenderlösenord från Mina påminnelser."),
        status=401,
        headers={
            "WWW-Authenticate": 'Basic realm="Skyddsnät kalender", charset="UTF-8"',
            "Cache-Control": "no-store",
        },
        content_type="text/plain; charset=utf-8",
    )


def _answer(request: HttpRequest, user: User) -> HttpResponseBase:
    """The person's calendar in the person's language; 304 when the program already has it."""
    choice = choice_of(user)
    with override(user.language):
        content = calendar_of(
            dates_for(user, choice.in_calendar),
            name=_("Skyddsnät: mina datum"),
            language=user.language,
            address=request.build_absolute_uri("/").rstrip("/"),
            host=urlsplit(settings.SITE_ADDRESS).hostname or "skyddsnat",
            distances=choice.distances,
        )
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Language"] = user.language
    return get_conditional_response(request, etag=etag, response=response) or response


def _page(request: AuthenticatedRequest, **given: Any) -> HttpResponse:
    feed = request.build_absolute_uri(reverse("core:calendar_feed"))
    context = {
        "form": CalendarForm(initial={"kinds": choice_of(request.user).in_calendar}),
        "key_form": CalendarKeyForm(),
        "tabs": reminder_tabs("core:calendar"),
        "keys": _table(request.user),
        "feed": feed,
        "email": request.user.email,
        **given,
    }
    return render(request, "core/calendar.html", context)


def _table(user: User) -> dict[str, Any]:
    rows = [
        {
            "cells": [
                key.name,
                key.last_used_on.isoformat() if key.last_used_on else _("Inte än"),
                {
                    "value": _("Ta bort"),
                    "url": reverse("core:calendar_key_revoke", args=[key.pk]),
                },
            ]
        }
        for key in calendar_keys_for(user)
    ]
    return {
        "caption": _("Dina kalenderlösenord"),
        "columns": [
            {"label": _("Enhet")},
            {"label": _("Senast använt")},
            {"label": _("Åtgärd"), "hidden": True},
        ],
        "rows": rows,
    }
