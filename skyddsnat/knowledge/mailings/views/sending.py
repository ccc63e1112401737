"""Sending: asking first, pausing, stopping, and deciding about letters that nobody knows about."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.knowledge.access import PUBLISH, READ
from skyddsnat.knowledge.mailings import actions, parts, recipient_parts
from skyddsnat.knowledge.mailings.access import deliveries_for, unsettled_for
from skyddsnat.knowledge.mailings.choosing import chosen
from skyddsnat.knowledge.mailings.views import frame
from skyddsnat.knowledge.mailings.views.recipients import check_sees_contacts
from skyddsnat.knowledge.models import Mailing
from skyddsnat.shared.money import format_number

PAGE = 50
NUMBER = re.compile(r"[0-9]{1,18}")


@requires(PUBLISH)
def send(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say to how many it goes, and ask; then begin."""
    found = frame.the_mailing(request, pk)
    if request.method == "POST":
        try:
            actions.begin_mailing(
                mailing=found, expected=_number(request.POST.get("expected", "")), by=request.user
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            found.refresh_from_db()
            return redirect("knowledge:mailing-send", pk) if found.is_draft else redirect(found)
        messages.success(request, _("Utskicket har börjat skickas."))
        return redirect(found)
    if not found.is_draft:
        return redirect(found)
    who = chosen(found)
    if not who.recipients:
        messages.error(request, _("Ingen får brevet. Välj mottagare först."))
        return redirect(found)
    context = {
        "mailing": found,
        "letters": parts.letters_said(len(who.recipients)),
        "organisations": who.organisations,
        "left_out": recipient_parts.left_out_facts(who),
        "no_english": bool(who.in_language("en")) and not found.subject_en,
        "untested": found.tested_version != found.version,
        "hidden": {"expected": len(who.recipients)},
        "cancel_url": found.get_absolute_url(),
        "breadcrumb": frame.trail(found),
    }
    return render(request, "knowledge/mailings/send.html", context)


def _number(text: str) -> int:
    """A number of the form's own; -1 for anything else."""
    return int(text) if NUMBER.fullmatch(text) else -1


@requires(PUBLISH)
@require_POST
def pause(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _go(request, pk, actions.pause_mailing, _("Utskicket är pausat."))


@requires(PUBLISH)
@require_POST
def resume(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _go(request, pk, actions.resume_mailing, _("Utskicket fortsätter."))


@requires(PUBLISH)
def stop(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first: what is stopped stays stopped."""
    found = frame.the_mailing(request, pk)
    if request.method == "POST":
        return _go(request, pk, actions.stop_mailing, _("Utskicket är stoppat."))
    return frame.ask(
        request, heading=_("Stoppa utskicket"), about=found.name,
        says=_("De brev som väntar skickas aldrig. De som redan har skickats går inte att ta tillbaka."),
        cancel=found.get_absolute_url(), breadcrumb=frame.trail(found),
    )  # fmt: skip


def _go(request: AuthenticatedRequest, pk: int, action: Callable[..., Mailing], said: str) -> HttpResponse:
    found = frame.the_mailing(request, pk)
    try:
        action(mailing=found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(found)


@requires(READ)
def letters(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Every letter of a mailing, with its address, for those who may see the contacts."""
    check_sees_contacts(request)
    found = frame.the_mailing(request, pk)
    every = deliveries_for(request.user, found)
    page = Paginator(every, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "mailing": found,
        "table": parts.letters_table(page, every),
        "page": page,
        "breadcrumb": frame.trail(found),
    }
    return render_lists(request, "knowledge/mailings/letters.html", context, personal=["brev"])


@requires(PUBLISH)
def unsettled(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Letters that may have left, and those that could not be sent: a person says what to do with each."""
    check_sees_contacts(request)
    found = frame.the_mailing(request, pk)
    rows = unsettled_for(request.user, found)
    if request.method == "POST":
        return _settle(request, found)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"mailing": found, "letters": page, "page": page, "breadcrumb": frame.trail(found)}
    return render(request, "knowledge/mailings/unsettled.html", context)


def _settle(request: AuthenticatedRequest, found: Mailing) -> HttpResponse:
    chosen_letters = [number for one in request.POST.getlist("letter") if (number := _number(one)) >= 0]
    page = reverse("knowledge:mailing-unsettled", args=[found.pk])
    if not chosen_letters:
        messages.error(request, _("Markera minst ett brev."))
        return redirect(page)
    try:
        count = actions.settle_letters(
            mailing=found, letters=chosen_letters, again=request.POST.get("do") == "again", by=request.user
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(page)
    said = ngettext("%(count)s brev är avgjort.", "%(count)s brev är avgjorda.", count)
    messages.success(request, said % {"count": format_number(count)})
    return redirect(found)
