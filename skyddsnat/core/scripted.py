"""Pages whose scripts seal and open: what the scripts need to know, what they send, and what they are answered."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from skyddsnat.core.access import AuthenticatedRequest
from skyddsnat.core.models.own_keys import GuardedKey
from skyddsnat.core.own_keys import Guarded
from skyddsnat.core.refusal import ChangedMeanwhile, Refused

IDLE_SECONDS = 15 * 60
LONGEST = 2_000_000  # bytes of JSON

type Given = dict[str, Any]


def unkept(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let the page be kept in no cache and no history of the browser."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store, private"
        return answer

    return answered


def lock_config(
    request: AuthenticatedRequest, own: GuardedKey | None, *, vault: str, keys: str
) -> dict[str, Any]:
    """What `core/room/room.js` needs: whose tab it is, the room's vault in the browser, where the keys are fetched."""
    session = salted_hmac(vault, request.session.session_key or "", algorithm="sha256")
    return {
        "user": request.user.pk,
        "session": session.hexdigest()[:32],
        "idle": IDLE_SECONDS,
        "vault": vault,
        "keys": keys,
        "guard": own.guard if own else "",
        "csrf": request.META.get("CSRF_COOKIE", ""),
    }


def guarded_said(own: GuardedKey) -> dict[str, str]:
    """The own key under its guard: nothing that the server can open."""
    return {
        "recipient": own.recipient,
        "guard": own.guard,
        "guarded": coded(bytes(own.guarded)),
        "hint": own.hint,
    }


def lock_words() -> dict[str, str]:
    """Words that the shared scripts say, in the language of the page."""
    return {
        "opening": _("Öppnar nyckeln. Det tar några sekunder."),
        "wrong_passphrase": _("Lösenfrasen stämmer inte. Försök igen."),
        "passkey_failed": _("Nyckeln gick inte att använda. Försök igen, eller avbryt."),
        "failed": _("Det gick inte att spara. Din text står kvar. Försök igen om en stund."),
        "signed_out": _("Du är utloggad. Kopiera din text, logga in i en annan flik och försök igen."),
        "too_long": _("Texten är för lång. Ta bort ungefär {count} tecken."),
        "empty": _("Skriv något först."),
        "weak": _("Lösenfrasen är för lätt att gissa. Använd minst fyra ord, eller minst 16 tecken."),
        "differ": _("De två lösenfraserna är inte lika. Skriv samma i båda."),
        "old_browser": _("Webbläsaren är för gammal för att hålla nycklar säkert. Uppdatera den, eller byt."),
        "compare": _("Kryssa i att ni har jämfört fingeravtrycken."),
    }


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


def guarded_in(told: Given) -> Guarded:
    """A key under its guard, as the browser sends it."""
    return Guarded(text_in(told, "guard"), bytes_in(told, "guarded"), text_in(told, "hint"))


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


def answered(do: Callable[[], str], stamp_of: Callable[[Any], str] = str) -> HttpResponse:
    """Do what a script asks and tell it where to go; what was refused it says on the page, and nothing is lost."""
    try:
        return JsonResponse({"to": do()})
    except ChangedMeanwhile as conflict:
        return JsonResponse({"fault": str(conflict), "stamp": stamp_of(conflict.current)}, status=409)
    except Refused as refusal:
        return JsonResponse({"fault": str(refusal)}, status=422)


def coded(data: bytes) -> str:
    return base64.b64encode(data).decode()
