"""What the pages of the room share: what the scripts need to know, and answers to them."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused
from skyddsnat.tips.access import receivers_for
from skyddsnat.tips.room.access import key_of, must_renew, openers_of
from skyddsnat.tips.room.demonstration import passphrase_for
from skyddsnat.tips.room.locking import stamp_of
from skyddsnat.tips.room.words import script_words

IDLE_SECONDS = 15 * 60
LONGEST = 2_000_000  # bytes of JSON

type Given = dict[str, Any]


def unkept(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Pages of the room are kept in no cache and no history of the browser."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store, private"
        return answer

    return answered


def show(request: AuthenticatedRequest, template: str, context: Given, *, status: int = 200) -> HttpResponse:
    """A page of the room, with what its scripts need."""
    user = request.user
    own = key_of(user)
    config = {
        "user": user.pk,
        "session": salted_hmac(
            "tips.room", request.session.session_key or "", algorithm="sha256"
        ).hexdigest()[:32],
        "idle": IDLE_SECONDS,
        "keys": reverse("tips:my-keys"),
        "guard": own.guard if own else "",
        "csrf": request.META.get("CSRF_COOKIE", ""),
    }
    renew = [one for one in receivers_for(user) if must_renew(one) and user.pk in openers_of(one)]
    shared = {
        "room_config": config, "room_words": script_words(), "own_key": own, "to_renew": renew,
        "demo_passphrase": passphrase_for(user),
    }  # fmt: skip
    return render(request, template, context | shared, status=status)


def given(request: HttpRequest) -> Given:
    """What a script sent. Refused when it is no JSON object."""
    try:
        found = json.loads(request.body) if len(request.body) <= LONGEST else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Refused(_("Det som skickades kom inte fram helt. Ladda om sidan och försök igen."))
    return found


def text_in(told: Given, name: str) -> str:
    value = told.get(name, "")
    return value if isinstance(value, str) else ""


def bytes_in(told: Given, name: str) -> bytes:
    return _bytes(told.get(name))


def wraps_in(told: Given, name: str) -> dict[int, bytes]:
    """Wrapped keys by whom they are for. Refused when it is anything else."""
    rows = told.get(name)
    if not isinstance(rows, dict) or not all(key.isdecimal() for key in rows):
        raise Refused(_("Det som skickades kom inte fram helt. Ladda om sidan och försök igen."))
    return {int(key): _bytes(value) for key, value in rows.items()}


def _bytes(value: object) -> bytes:
    try:
        return base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except binascii.Error:
        return b""


def answered(do: Callable[[], str]) -> HttpResponse:
    """Do what a script asks and tell it where to go; what was refused it says on the page, and nothing is lost."""
    try:
        return JsonResponse({"to": do()})
    except ChangedMeanwhile as conflict:
        return JsonResponse({"fault": str(conflict), "stamp": stamp_of(conflict.current)}, status=409)
    except Refused as refusal:
        return JsonResponse({"fault": str(refusal)}, status=422)


def coded(data: bytes) -> str:
    return base64.b64encode(data).decode()
