"""Making a link for an authority without an account, and closing it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.cooperation.access import CASE, own_cases_for
from skyddsnat.cooperation.exchange.access import links_by
from skyddsnat.cooperation.exchange.actions.links import NewLink, close_link, make_link
from skyddsnat.cooperation.exchange.asking import questions_of
from skyddsnat.cooperation.exchange.forms import LinkForm
from skyddsnat.cooperation.exchange.rules import code_of
from skyddsnat.cooperation.exchange.views.showing import show, trail
from skyddsnat.cooperation.kinds import State
from skyddsnat.core.api import (
    AuthenticatedRequest,
    Refused,
    absolute,
    kept_to_itself,
    requires,
    secret_of,
    unkept,
)
from skyddsnat.shared.dates import format_moment


@requires(CASE)
@unkept
def link_new(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Choose what a link asks. The answer to the form is the link and its code, this once."""
    cases = own_cases_for(request.user).exclude(state=State.CLOSED).select_related("owner")
    referral = get_object_or_404(cases, pk=pk)
    form = LinkForm(
        request.POST if request.method == "POST" else None,
        questions=questions_of(referral),
        initial={"mark": uuid.uuid4()},
    )
    way = trail((referral.number, reverse("cooperation:exchange-case", args=[referral.pk])))
    if form.is_valid():
        question, mark = form.question_asked(), form.cleaned_data["mark"]
        # The same form sent twice makes the same secret, and so the same link.
        secret = secret_of(mark, "answer_link", referral.pk, request.user.pk, question.code)
        code = code_of(secret_of(mark, "answer_code", referral.pk, request.user.pk, question.code))
        wanted = NewLink(
            question.organisation, question.asked, question.request, form.cleaned_data["days"], secret, code
        )
        try:
            made = make_link(referral=referral, link=wanted, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            context = {
                "referral": referral, "link": made, "to": str(made.organisation), "code": code,
                "address": absolute(reverse("cooperation:answer-link", args=[secret])),
                "until": format_moment(made.expires_at), "breadcrumb": way,
            }  # fmt: skip
            return kept_to_itself(show(request, "link_made", context))
    context = {"referral": referral, "form": form, "breadcrumb": way, "cancel_url": way[-1]["url"]}
    return show(request, "link_new", context)


@requires(CASE)
@require_POST
def link_close(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Let a link open nothing more."""
    found = get_object_or_404(links_by(request.user), pk=pk)
    try:
        close_link(link=found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Länken är stängd."))
    return redirect("cooperation:exchange-case", found.referral_id)
