"""How the doors answer: JSON that no cache keeps, and nothing in the log of what was sent."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from skyddsnat.core.api import Refused, from_elsewhere, public
from skyddsnat.tips.filing.rules import AnotherSending, RefusedSending

log = logging.getLogger(__name__)
type Door = Callable[[HttpRequest], HttpResponse]


def said(what: Mapping[str, Any], status: int = 200) -> HttpResponse:
    response = JsonResponse(what, status=status)
    response["Cache-Control"] = "no-store"
    return response


def fault(code: str, message: str, status: int) -> HttpResponse:
    """What is wrong: a code for programs, and a sentence that says what to do."""
    return said({"fault": message, "code": code}, status)


def door(view: Door) -> Callable[..., HttpResponseBase]:
    """Open to all, without session or cookie: JSON by POST, from our own pages or from no page."""

    @public
    @csrf_exempt  # nobody is signed in here; a page of another site cannot send JSON without being asked about it
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            response = fault("method", _("Hit skickar formuläret tips. Öppna formuläret i stället."), 405)
            response["Allow"] = "POST"
            return response
        if from_elsewhere(request) or request.content_type != "application/json":
            return fault("elsewhere", _("Öppna formuläret på den här webbplatsen och skicka därifrån."), 403)
        try:
            return view(request)
        except AnotherSending as refusal:
            return fault(refusal.code, str(refusal), 409)
        except RefusedSending as refusal:
            return fault(refusal.code, str(refusal), 422)
        except Refused as refusal:
            return fault("gone", str(refusal), 410)
        except DatabaseError as error:
            # What the database says may quote the row, so only its kind goes to the log.
            log.error("A sending could not be kept: %s", type(error).__name__)
            response = fault(
                "again", _("Det gick inte att spara just nu. Vänta en minut och skicka igen."), 503
            )
            response["Retry-After"] = "10"
            return response

    return guarded
