"""What a button does: no form to stand in, so a refusal is a message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from skyddsnat.core.refusal import Refused


def pressed(request: HttpRequest, act: Callable[[], object], said: str, back: Any) -> HttpResponse:
    """Do it, say that it is done or why it was refused, and go back to an address or a record's page."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(back)
