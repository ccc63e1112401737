"""Handing a tip to another receiver: fields are chosen one by one, and what will be sent is shown."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import (
    AuthenticatedRequest,
    Given,
    Refused,
    bytes_in,
    given,
    requires,
    text_in,
    unkept,
)
from skyddsnat.tips.access import RECEIVE
from skyddsnat.tips.kinds import State
from skyddsnat.tips.models import Receiver, Tip
from skyddsnat.tips.room import parts
from skyddsnat.tips.room.access import current_key, others_than
from skyddsnat.tips.room.actions.handing import Handed, hand_over
from skyddsnat.tips.room.timers import answers_key
from skyddsnat.tips.room.views.showing import answered, show
from skyddsnat.tips.room.views.tip import the_tip, tip_config, trail


@requires(RECEIVE)
@unkept
def handing(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Choose to whom and which fields. Nothing is chosen beforehand."""
    found = the_tip(request, pk)
    others = [_other(one, found) for one in others_than(request.user, found).select_related("organisation")]
    context = {
        "tip": found, "others": others, "tip_config": tip_config(found), "answers_key": answers_key(found),
        "mine": found.owner_id == request.user.pk and found.state == State.OWNED, "mark": uuid.uuid4(),
        "breadcrumb": trail(found),
    }  # fmt: skip
    return show(request, "tips/room/hand_over.html", context)


def _other(receiver: Receiver, tip: Tip) -> dict[str, Any]:
    key = current_key(receiver)
    return {
        "row": receiver, "name": parts.name_of(receiver), "key": key.recipient if key else "",
        "takes": tip.kind in receiver.kinds,
    }  # fmt: skip


@requires(RECEIVE)
@require_POST
def handed(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep what the browser has sealed to the other team."""
    found = the_tip(request, pk)

    def do() -> str:
        told = given(request)
        to = others_than(request.user, found).filter(pk=_number(told, "to")).first()
        if to is None:
            raise Refused(_("Mottagaren är avstängd eller saknar nyckel. Välj en annan."))
        hand_over(tip=found, to=to, handed=_handed(told), stamp=text_in(told, "stamp"), by=request.user)
        messages.success(request, _("Det du valde är lämnat till %(name)s.") % {"name": parts.name_of(to)})
        return reverse("tips:room-tip", args=[pk])

    return answered(do)


def _number(told: Given, name: str) -> int:
    text = text_in(told, name)
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _handed(told: Given) -> Handed:
    try:
        mark = uuid.UUID(text_in(told, "mark"))
    except ValueError as error:
        raise Refused(_("Det som skickades kom inte fram helt. Ladda om sidan och försök igen.")) from error
    fields = told.get("fields")
    named = [one for one in fields if isinstance(one, str)] if isinstance(fields, list) else []
    return Handed(mark, bytes_in(told, "sealed"), text_in(told, "key"), named, told.get("may_answer") is True)
