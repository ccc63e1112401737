"""The list of tips, narrowed by what stands in its address. It works before anything is unlocked."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import timezone

from skyddsnat.core.api import AuthenticatedRequest, requires, unkept
from skyddsnat.tips.access import RECEIVE, receivers_for
from skyddsnat.tips.kinds import State
from skyddsnat.tips.room.access import inbox_for, key_of
from skyddsnat.tips.room.forms import ALL, InboxFilter
from skyddsnat.tips.room.parts import inbox_row, next_owners
from skyddsnat.tips.room.views.showing import show

PER_PAGE = 50
ORDERS = {"": "received_at", "new": "-received_at", "kind": "kind"}


@requires(RECEIVE)
@unkept
def inbox(request: AuthenticatedRequest) -> HttpResponseBase:
    """The tips of one's receivers by age or kind; what cost too little to send stands last and is never left out."""
    form = InboxFilter(request.GET or None)
    told: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    receivers = list(receivers_for(request.user))
    found = _narrowed(inbox_for(request.user), told, request.user.pk)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    proposed, now = next_owners(receivers), timezone.now()
    context = {
        "form": form, "page": page, "total": page.paginator.count, "several": len(receivers) > 1,
        "rows": [inbox_row(one, proposed.get(one.pk), now) for one in page], "receivers": receivers,
        "narrowed": any(told.values()), "no_key": key_of(request.user) is None,
    }  # fmt: skip
    return show(request, "tips/room/inbox.html", context)


def _narrowed(found: QuerySet[Any], told: dict[str, Any], user: int) -> QuerySet[Any]:
    state = told.get("state", "")
    if state != ALL:
        found = found.filter(state=state) if state else found.exclude(state=State.CLOSED)
    if told.get("kind"):
        found = found.filter(kind=told["kind"])
    if told.get("mine"):
        found = found.filter(owner=user)
    return found.order_by("cheap", ORDERS[told.get("order", "")], "received_at", "pk")
