"""A mailing from the first draft to what came of it."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    Refused,
    keep_form,
    render_lists,
    requires,
)
from skyddsnat.knowledge.access import PUBLISH, READ, WRITE
from skyddsnat.knowledge.gatherings.access import gatherings_for
from skyddsnat.knowledge.gatherings.invitation import invitation_letter
from skyddsnat.knowledge.mailings import actions, parts
from skyddsnat.knowledge.mailings.access import deliveries_for, mailings_for, reached_by, with_counts
from skyddsnat.knowledge.mailings.choosing import chosen
from skyddsnat.knowledge.mailings.forms import MailingForm
from skyddsnat.knowledge.mailings.letters import Receiver
from skyddsnat.knowledge.mailings.queue import somebody_sends
from skyddsnat.knowledge.mailings.trial import example, languages_of, send_test
from skyddsnat.knowledge.mailings.views import frame
from skyddsnat.knowledge.models import Mailing
from skyddsnat.shared.money import format_number

PAGE = 50
NUMBER = re.compile(r"[0-9]{1,9}")


@requires(READ)
def mailings(request: AuthenticatedRequest) -> HttpResponseBase:
    """All mailings, the latest first."""
    every = with_counts(mailings_for(request.user))
    page = Paginator(every, PAGE).get_page(request.GET.get("page"))
    context = {
        "table": parts.mailings_table(page, every),
        "page": page,
        "may_write": request.user.may(WRITE),
        "parts": frame.parts("mailings", request.user),
    }
    return render_lists(request, "knowledge/mailings/mailings.html", context)


@requires(READ)
def mailing(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """One mailing: what is left to do, how far it has come, or what came of it."""
    found = frame.the_mailing(request, pk)
    if found.is_draft:
        return _draft(request, found)
    letters = deliveries_for(request.user, found)
    sums = parts.sums_of(letters)
    moving = found.state == Mailing.State.SENDING
    if request.headers.get("HX-Request") == "true":
        if not moving:
            return HttpResponse(headers={"HX-Redirect": found.get_absolute_url()})
        return render(request, "components/progress.html", {"progress": parts.progress(found, sums)})
    every = parts.by_organisation(letters)
    page = Paginator(every, PAGE).get_page(request.GET.get("page"))
    context = {
        "mailing": found,
        "facts": parts.facts(found, {} if moving else sums, reached_by(request.user, found)),
        "progress": parts.progress(found, sums) if moving else None,
        "trouble": parts.trouble(found, worker=not moving or somebody_sends()),
        "unsettled": sums.get("uncertain", 0) + sums.get("failed", 0),
        "table": parts.organisations_table(page, every, found.method),
        "page": page,
        "paused": found.state == Mailing.State.PAUSED,
        "may_send": request.user.may(PUBLISH),
        "may_write": request.user.may(WRITE),
        "breadcrumb": frame.trail(),
    }
    return render_lists(request, "knowledge/mailings/mailing.html", context)


def _draft(request: AuthenticatedRequest, found: Mailing) -> HttpResponseBase:
    who = chosen(found)
    count, tested = len(who.recipients), found.tested_version == found.version
    done, left = {"status": _("Klart"), "tone": "success"}, {"status": _("Återstår"), "tone": "neutral"}
    said = ngettext(
        "%(letters)s till %(organisations)s organisation", "%(letters)s till %(organisations)s organisationer",
        who.organisations,
    ) % {"letters": parts.letters_said(count), "organisations": format_number(who.organisations)}  # fmt: skip
    tasks: list[dict[str, Any]] = [
        {"label": _("Skriv brevet"), "url": reverse("knowledge:mailing-change", args=[found.pk]), **done},
        {
            "label": _("Välj mottagare"), "url": reverse("knowledge:mailing-recipients", args=[found.pk]),
            "hint": said if count else "", **(done if count else left),
        },
        {
            "label": _("Granska brevet och prova det på dig själv"),
            "url": reverse("knowledge:mailing-preview", args=[found.pk]), **(done if tested else left),
        },
    ]  # fmt: skip
    if request.user.may(PUBLISH):
        url = reverse("knowledge:mailing-send", args=[found.pk]) if count else ""
        tasks.append({"label": _("Skicka"), "url": url, **left})
    else:
        tasks.append({"label": _("Skicka"), "hint": _("Be en samordnare att skicka utskicket."), **left})
    context = {
        "mailing": found,
        "facts": parts.facts(found, {}),
        "tasks": tasks if request.user.may(WRITE) else [],
        "may_write": request.user.may(WRITE),
        "breadcrumb": frame.trail(),
    }
    return render(request, "knowledge/mailings/draft.html", context)


@requires(WRITE)
def new(request: AuthenticatedRequest) -> HttpResponse:
    """Begin a letter; from a gathering it is filled in as an invitation."""
    form = MailingForm(request.POST or None, user=request.user, initial=_invitation(request))
    if form.is_valid():
        try:
            made = actions.add_mailing(by=request.user, **form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Utkastet är sparat. Välj nu mottagare."))
            return redirect(made)
    cancel = reverse("knowledge:mailings")
    return frame.form_page(
        request, form, heading=_("Skriv ett utskick"), cancel=cancel, breadcrumb=frame.trail()
    )


def _invitation(request: AuthenticatedRequest) -> dict[str, Any] | None:
    wanted = request.GET.get("traff", "")
    found = gatherings_for(request.user).filter(pk=wanted) if NUMBER.fullmatch(wanted) else None
    gathering = found.first() if found is not None else None
    return invitation_letter(gathering) if gathering is not None else None


@requires(WRITE)
def change(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Change a draft; the second of two writers is shown what the first one saved."""
    found = frame.the_mailing(request, pk)
    if request.method != "POST" and not found.is_draft:
        return frame.has_begun(request, found)
    names = (*actions.TEXT_FIELDS, *actions.ABOUT_FIELDS, "version")
    form = MailingForm(
        request.POST or None, user=request.user, initial={name: getattr(found, name) for name in names}
    )
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_mailing(mailing=found, version=version, by=request.user, **form.values())
        except ChangedMeanwhile as conflict:
            theirs = _theirs(conflict.current)
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Brevet är ändrat."))
            return redirect(found)
    return frame.form_page(
        request, form, heading=_("Ändra brevet"), cancel=found.get_absolute_url(), theirs=theirs,
        breadcrumb=frame.trail(found),
    )  # fmt: skip


def _theirs(current: Mailing) -> list[dict[str, Any]]:
    return [
        {"label": _("Namn"), "value": current.name},
        {"label": _("Ämnesrad på svenska"), "value": current.subject},
        {"label": _("Text på svenska"), "value": current.body},
        {"label": _("Ämnesrad på engelska"), "value": current.subject_en},
        {"label": _("Text på engelska"), "value": current.body_en},
        {"label": _("Leder till"), "value": current.leads_to},
    ]


@requires(READ)
def preview(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The letter as it will look, in each language, as text and as HTML."""
    found = frame.the_mailing(request, pk)
    who = next(iter(chosen(found).recipients), None) if found.is_draft else None
    shown = []
    for code in languages_of(found):
        receiver = Receiver(who.organisation_in(code), who.function, code) if who else None
        said = example(found, code, receiver)
        body = said.html.partition("<body>")[2].partition("</body>")[0]
        shown.append(
            {
                "code": code,
                "name": {"sv": _("På svenska"), "en": _("På engelska")}[code],
                "subject": said.subject,
                "html": mark_safe(body),  # noqa: S308 - made by us from text that is escaped
                "text": said.text,
            }
        )
    context = {
        "mailing": found,
        "letters": shown,
        "may_test": found.is_draft and request.user.may(WRITE),
        "test_url": reverse("knowledge:mailing-test", args=[pk]),
        "breadcrumb": frame.trail(found),
    }
    return render(request, "knowledge/mailings/preview.html", context)


@requires(WRITE)
@require_POST
def test(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Send the letter to oneself."""
    found = frame.the_mailing(request, pk)
    try:
        send_test(mailing=found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Provbrevet är skickat till din egen adress."))
    return redirect("knowledge:mailing-preview", pk)


@requires(WRITE)
@require_POST
def copy(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """A new draft with the same text and recipients."""
    made = actions.copy_mailing(mailing=frame.the_mailing(request, pk), by=request.user)
    messages.success(request, _("Kopian är ett utkast. Inget är skickat."))
    return redirect(made)


@requires(WRITE)
def delete(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then take away a draft."""
    found = frame.the_mailing(request, pk)
    if request.method == "POST":
        try:
            actions.delete_mailing(mailing=found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(found)
        messages.success(request, _("Utkastet är borttaget."))
        return redirect("knowledge:mailings")
    if not found.is_draft:
        return frame.has_begun(request, found)
    return frame.ask(
        request, heading=_("Ta bort utkastet"), about=found.name,
        says=_("Brevets text försvinner. Ingenting är skickat."), cancel=found.get_absolute_url(),
        breadcrumb=frame.trail(found),
    )  # fmt: skip
