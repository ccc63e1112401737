"""Whom a mailing goes to: the choices, how many they mean today, and who is left out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    Refused,
    keep_form,
    render_lists,
    requires,
)
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.mailings import actions, recipient_parts
from skyddsnat.knowledge.mailings.choosing import chosen
from skyddsnat.knowledge.mailings.forms import RecipientsForm, municipality_names
from skyddsnat.knowledge.mailings.views import frame
from skyddsnat.knowledge.models import Mailing
from skyddsnat.shared.money import format_number

PAGE = 50


@requires(WRITE)
def recipients(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Who gets the letter today, and who does not and why."""
    check_sees_contacts(request)
    found = frame.the_mailing(request, pk)
    if not found.is_draft:
        return redirect(found)
    who = chosen(found)
    page = Paginator(who.recipients, PAGE).get_page(request.GET.get("page"))
    aside = Paginator(who.left_out, PAGE).get_page(request.GET.get("utan"))
    context = {
        "mailing": found,
        "own": recipient_parts.selection_facts(found),
        "segments": found.segments.all(),
        "sums": [
            {"label": _("Brev"), "value": format_number(len(who.recipients))},
            {"label": _("Organisationer"), "value": format_number(who.organisations)},
            {"label": _("På svenska"), "value": format_number(who.in_language("sv"))},
            {"label": _("På engelska"), "value": format_number(who.in_language("en"))},
        ],
        "no_english": bool(who.in_language("en")) and not found.subject_en,
        "page": page,
        "table": recipient_parts.recipients_table(page, who.recipients, caption=_("Får brevet")),
        "left_out": recipient_parts.left_out_facts(who),
        "left_out_table": recipient_parts.recipients_table(
            aside, who.left_out, caption=_("Får inte brevet"), why=True
        ),
        "aside": aside,
        "breadcrumb": frame.trail(found),
    }
    return render_lists(
        request, "knowledge/mailings/recipients.html", context, personal=["table", "left_out_table"]
    )


@requires(WRITE)
def choose(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Choose by kind, role, place and function, and by segments."""
    check_sees_contacts(request)
    found = frame.the_mailing(request, pk)
    if request.method != "POST" and not found.is_draft:
        return frame.has_begun(request, found)
    form = RecipientsForm(request.POST or None, user=request.user, initial=initial_of(found))
    page = reverse("knowledge:mailing-recipients", args=[pk])
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.choose_recipients(mailing=found, version=version, by=request.user, **form.values())
        except ChangedMeanwhile as conflict:
            theirs = recipient_parts.selection_facts(conflict.current)
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Mottagarna är valda."))
            return redirect(page)
    return frame.form_page(
        request, form, heading=_("Välj mottagare"), cancel=page, theirs=theirs, breadcrumb=frame.trail(found),
        lead=_("Inom ett val räcker det att en sak stämmer. Mellan valen ska alla stämma."),
    )  # fmt: skip


def initial_of(mailing: Mailing) -> dict[str, Any]:
    initial = {name: getattr(mailing, name) for name in (*actions.SELECTION_FIELDS, "version")}
    names = municipality_names(mailing.municipalities)
    return initial | {"municipalities": names, "segments": mailing.segments.all()}


def check_sees_contacts(request: AuthenticatedRequest) -> None:
    """Names and addresses are for those who may read the register."""
    if not request.user.may("actors.read"):
        raise PermissionDenied
