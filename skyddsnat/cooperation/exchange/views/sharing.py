"""Choosing fields one by one, seeing exactly what goes where, and sending it sealed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.access import CASE, own_cases_for
from skyddsnat.cooperation.exchange.access import child_said_no, consents_to, current_key
from skyddsnat.cooperation.exchange.actions.sharing import SealedField, send_parcel
from skyddsnat.cooperation.exchange.choosing import Choice, filled_fields, read, signed
from skyddsnat.cooperation.exchange.forms import ChooseForm
from skyddsnat.cooperation.exchange.kinds import SharedFor
from skyddsnat.cooperation.exchange.receiving import receivers_of
from skyddsnat.cooperation.exchange.views.showing import show, trail
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.models import Referral
from skyddsnat.cooperation.referrals.fields import GROUPS, field
from skyddsnat.cooperation.referrals.kinds import Handling, InfoCode, SourceCode
from skyddsnat.core.api import (
    AuthenticatedRequest,
    Given,
    Refused,
    answered,
    bytes_in,
    given,
    requires,
    text_in,
    unkept,
)


@requires(CASE)
@unkept
def share(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Choose the receiver first, then the fields; when all is said, the page to check it on."""
    referral = _own(request, pk)
    possible = [one for one in receivers_of(referral) if not one.hindrance]
    wanted = request.GET.get("till", "")
    receiver = next((one.organisation for one in possible if str(one.organisation.pk) == wanted), None)
    if wanted and receiver is None:
        raise Http404
    if receiver is None:
        context = {"referral": referral, "receivers": receivers_of(referral), "breadcrumb": _way(referral)}
        return show(request, "share_receiver", context)
    posted = request.POST if request.method == "POST" else None
    form = ChooseForm(posted, fields=filled_fields(referral), consents=consents_to(referral, receiver))
    if form.is_valid():
        return _check(request, referral, receiver, form.choices())
    context = {
        "referral": referral, "receiver": receiver, "name": str(receiver), "form": form, "groups": _groups(form),
        "child_said_no": child_said_no(referral, receiver), "breadcrumb": _way(referral),
    }  # fmt: skip
    return show(request, "share", context)


def _groups(form: ChooseForm) -> list[dict[str, Any]]:
    rows = form.rows()
    found = [
        {"label": GROUPS[code], "rows": [one for one in rows if one["group"] == code]} for code in GROUPS
    ]
    return [one for one in found if one["rows"]]


def _check(
    request: AuthenticatedRequest, referral: Referral, receiver: Organisation, choices: list[Choice]
) -> HttpResponse:
    """Exactly what goes where, before anything goes."""
    key = current_key(receiver)
    if key is None:
        raise Http404
    rows = [_row(referral, one) for one in choices]
    context = {
        "referral": referral, "receiver": receiver, "name": str(receiver), "rows": rows, "key": key,
        "child_said_no": child_said_no(referral, receiver), "breadcrumb": _way(referral),
        "check_config": {
            "to": reverse("cooperation:exchange-send", args=[referral.pk]), "key": key.recipient,
            "token": signed(referral, receiver, choices), "once": str(uuid.uuid4()),
            "fields": [one["sealed"] for one in rows],
        },
    }  # fmt: skip
    return show(request, "check", context)


def _row(referral: Referral, choice: Choice) -> dict[str, Any]:
    found = field(choice.field)
    if found is None:
        raise Http404
    text, english = found.text(referral, "sv"), found.text(referral, "en")
    with override("en"):
        label_en = str(found.label)
    said = {
        "v": 1, "case": referral.number, "from": str(referral.owner), "field": choice.field, "label": str(found.label),
        "label_en": label_en, "text": text, "lang": "sv", "handling": choice.handling,
        "source": choice.source_code, "info": choice.info_code, "purpose": choice.purpose,
    }  # fmt: skip
    return {
        "choice": choice, "label": found.label, "text": text, "english": english if english != text else "",
        "purpose": SharedFor(choice.purpose).label, "terms": choice.handling == Handling.H3, "sealed": said,
        "codes": [
            Handling(choice.handling).label, SourceCode(choice.source_code).label, InfoCode(choice.info_code).label,
        ],
        "consent": referral.consents.get(pk=choice.consent),
    }  # fmt: skip


@requires(CASE)
@require_POST
def send(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep what the browser has sealed."""
    referral = _own(request, pk)

    def do() -> str:
        told = given(request)
        receiver, choices = read(text_in(told, "token"), referral)
        to = {one.organisation.pk: one.organisation for one in receivers_of(referral)}.get(receiver)
        if to is None:
            raise Refused(_("Mottagaren hör inte till ärendet längre. Välj uppgifterna igen."))
        parcel = send_parcel(
            referral=referral, receiver=to, key=text_in(told, "key"),
            choices=choices, sealed=_sealed(told), once=_once(told), by=request.user,
        )  # fmt: skip
        messages.success(request, _("Uppgifterna är förseglade och skickade."))
        return reverse("cooperation:exchange-parcel", args=[parcel.pk])

    return answered(do)


def _sealed(told: Given) -> dict[str, SealedField]:
    rows = told.get("sealed")
    if not isinstance(rows, dict) or not all(isinstance(one, dict) for one in rows.values()):
        raise Refused(_("Det som skickades kom inte fram helt. Ladda om sidan och försök igen."))
    return {code: SealedField(bytes_in(one, "sealed"), text_in(one, "digest")) for code, one in rows.items()}


def _once(told: Given) -> uuid.UUID:
    try:
        return uuid.UUID(text_in(told, "once"))
    except ValueError as error:
        raise Refused(_("Det som skickades kom inte fram helt. Ladda om sidan och försök igen.")) from error


def _own(request: AuthenticatedRequest, pk: uuid.UUID) -> Referral:
    found = own_cases_for(request.user).exclude(state=State.CLOSED).select_related("owner")
    return get_object_or_404(found, pk=pk)


def _way(referral: Referral) -> list[dict[str, str]]:
    return trail((referral.number, reverse("cooperation:exchange-case", args=[referral.pk])))
