"""What was sent by us, what came to us, and the exchange of one case."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import CASE, PARTNER, own_cases_for
from skyddsnat.cooperation.exchange import parts
from skyddsnat.cooperation.exchange.access import (
    authorities_of,
    current_key,
    links_by,
    log_of_case,
    proposals_to,
    received_by,
    sent_by,
)
from skyddsnat.cooperation.exchange.asking import questions_of
from skyddsnat.cooperation.exchange.receiving import receivers_of
from skyddsnat.cooperation.exchange.views.showing import show, trail
from skyddsnat.cooperation.kinds import State
from skyddsnat.core.api import AuthenticatedRequest, requires, unkept


@requires(PARTNER)
@unkept
def exchange(request: AuthenticatedRequest) -> HttpResponseBase:
    """Both directions, and what waits: answers to look at, links that are out, cases to share from."""
    user = request.user
    waiting = proposals_to(user).filter(outcome="")
    context = {
        "works": user.may(CASE), "authorities": authorities_of(user),
        "sent": parts.sent_table(sent_by(user)), "received": parts.received_table(received_by(user)),
        "proposals": parts.proposal_rows(waiting),
        "links": parts.link_rows(links_by(user).filter(used_at=None, closed_at=None)),
        "cases": own_cases_for(user).exclude(state=State.CLOSED),
    }  # fmt: skip
    return show(request, "exchange", context)


@requires(CASE)
@unkept
def case(request: AuthenticatedRequest, pk: object) -> HttpResponseBase:
    """The exchange of one own case: what was sent, links, answers, and the whole log."""
    referral = get_object_or_404(own_cases_for(request.user).select_related("owner"), pk=pk)
    context = {
        "referral": referral, "open": referral.state != State.CLOSED,
        "sent": parts.sent_table(sent_by(request.user).filter(referral=referral)),
        "receivers": receivers_of(referral), "questions": questions_of(referral),
        "has_key": current_key(referral.owner) is not None,
        "links": parts.link_rows(links_by(request.user).filter(referral=referral)),
        "proposals": parts.proposal_rows(proposals_to(request.user).filter(referral=referral)),
        "log": parts.log_rows(log_of_case(request.user, referral), authorities_of(request.user)),
        "breadcrumb": trail(), "title": _("Utbyte i ärende %(number)s") % {"number": referral.number},
        "share_url": reverse("cooperation:exchange-share", args=[referral.pk]),
    }  # fmt: skip
    return show(request, "case", context)
