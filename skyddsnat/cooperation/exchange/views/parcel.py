"""One parcel, from either side: opened, acknowledged and answered by the receiver, taken back by the sender."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.cooperation.access import CASE, PARTNER
from skyddsnat.cooperation.exchange import parts
from skyddsnat.cooperation.exchange.access import (
    answers_from,
    authorities_of,
    current_key,
    log_of_parcel,
    received_by,
    sent_by,
)
from skyddsnat.cooperation.exchange.actions.proposals import Given as Answer
from skyddsnat.cooperation.exchange.actions.proposals import answer_with_account
from skyddsnat.cooperation.exchange.actions.sharing import acknowledge_parcel, open_parcel, withdraw_shares
from skyddsnat.cooperation.exchange.asking import questions_of
from skyddsnat.cooperation.exchange.forms import AnswerForm
from skyddsnat.cooperation.exchange.views.showing import show, trail
from skyddsnat.cooperation.models import Parcel
from skyddsnat.core.api import (
    AuthenticatedRequest,
    Refused,
    answered,
    bytes_in,
    coded,
    given,
    requires,
    text_in,
    unkept,
)


@requires(PARTNER)
@unkept
def parcel(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The side of the reader's own authority."""
    sent = sent_by(request.user).filter(pk=pk).first()
    found = sent or get_object_or_404(received_by(request.user), pk=pk)
    shares = list(found.shares.all())
    context: dict[str, Any] = {
        "parcel": found, "mine": sent is not None, "shares": parts.share_rows(shares, owner=sent is not None),
        "tag": parts.parcel_tag(found), "to": str(found.receiver),
        "sender": str(found.referral.owner), "left": [one for one in shares if one.withdrawn_at is None],
        "log": parts.log_rows(log_of_parcel(request.user, found), authorities_of(request.user)),
        "breadcrumb": _way(found, sent is not None),
    }  # fmt: skip
    if sent is None:
        context |= _receiving(request, found)
    return show(request, "parcel", context)


def _way(found: Parcel, mine: bool) -> list[dict[str, str]]:
    if not mine:
        return trail()
    return trail((found.referral.number, reverse("cooperation:exchange-case", args=[found.referral_id])))


def _receiving(request: AuthenticatedRequest, found: Parcel) -> dict[str, Any]:
    """What the receiver can do: open it, and answer what the sender waits for."""
    key = current_key(found.referral.owner)
    given_before = answers_from(request.user).filter(referral=found.referral, organisation=found.receiver)
    taken = {(one.asked, one.request_id) for one in given_before.filter(outcome="")}
    questions = [
        one
        for one in questions_of(found.referral, found.receiver)
        if (one.asked, one.request.pk if one.request else None) not in taken
    ]
    forms = [
        {
            "code": one.code, "label": one.asked.label, "once": uuid.uuid4(),
            "form": AnswerForm(asked=one.asked, auto_id=f"id_{one.code}_%s"),
        }
        for one in questions if key is not None
    ]  # fmt: skip
    return {
        "answers": [parts.proposal_rows([one])[0] for one in given_before], "questions": forms,
        "parcel_config": {
            "open": reverse("cooperation:exchange-open", args=[found.pk]), "key": key.recipient if key else "",
            "answer": reverse("cooperation:exchange-answer", args=[found.pk]),
        },
    }  # fmt: skip


@requires(PARTNER)
@require_POST
@unkept
def opened(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponseBase:
    """What is sealed, for the receiver's browser to open."""
    found = get_object_or_404(received_by(request.user), pk=pk)
    rows = [
        {"field": one.field, "sealed": coded(bytes(one.sealed or b"")), "digest": one.digest}
        for one in open_parcel(parcel=found, by=request.user)
    ]
    return JsonResponse({"key": found.key.recipient, "shares": rows})


@requires(PARTNER)
@require_POST
def acknowledge(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that it was received."""
    found = get_object_or_404(received_by(request.user), pk=pk)
    try:
        acknowledge_parcel(parcel=found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Kvitterat. Avsändaren ser när."))
    return redirect("cooperation:exchange-parcel", pk)


@requires(PARTNER)
@require_POST
def answer(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Answer what the sender waits for, sealed to the sender."""
    found = get_object_or_404(received_by(request.user), pk=pk)

    def do() -> str:
        told = given(request)
        waiting = {one.code: one for one in questions_of(found.referral, found.receiver)}
        question = waiting.get(text_in(told, "question"))
        if question is None:
            raise Refused(
                _("Det finns inget i ärendet som väntar på det svaret. Ladda om sidan och välj igen.")
            )
        try:
            once = uuid.UUID(text_in(told, "once"))
        except ValueError as error:
            raise Refused(
                _("Det som skickades kom inte fram helt. Ladda om sidan och försök igen.")
            ) from error
        said = Answer(text_in(told, "answer"), bytes_in(told, "sealed"), text_in(told, "key"), once)
        answer_with_account(referral=found.referral, question=question, given=said, by=request.user)
        messages.success(request, _("Svaret är förseglat och skickat."))
        return reverse("cooperation:exchange-parcel", args=[pk])

    return answered(do)


@requires(CASE)
@unkept
def withdraw(request: AuthenticatedRequest, pk: uuid.UUID, field: str = "") -> HttpResponseBase:
    """Take back one field or all that is left of a parcel, when it has been asked whether that is meant."""
    found = get_object_or_404(sent_by(request.user), pk=pk)
    left = [one for one in found.shares.all() if one.withdrawn_at is None and field in ("", one.field)]
    if not left and request.method != "POST":
        raise Http404
    if request.method == "POST":
        if withdraw_shares(parcel=found, field=field, by=request.user):
            messages.success(request, _("Återkallat. Det förseglade är förstört."))
        return redirect("cooperation:exchange-parcel", pk)
    context = {
        "parcel": found, "names": [parts.field_name(one.field) for one in left], "to": str(found.receiver),
        "cancel_url": reverse("cooperation:exchange-parcel", args=[pk]), "breadcrumb": _way(found, mine=True),
    }  # fmt: skip
    return show(request, "withdraw", context)
