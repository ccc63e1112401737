"""The doors that the form and the mailbox knock on. Addresses of mailboxes come in the body, never in an address."""

from __future__ import annotations

import base64

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from skyddsnat.tips.filing.actions import add_from_sender, file_sending
from skyddsnat.tips.filing.mailbox import fetch, unknown
from skyddsnat.tips.filing.sent import read_addition, read_address, read_sending
from skyddsnat.tips.filing.views.answers import door, fault, said


@door
def take(request: HttpRequest) -> HttpResponse:
    """Keep a tip, then say so: 201, or 200 when it was there already, with the same proof."""
    filed = file_sending(read_sending(request.body))
    return said({"proof": filed.proof}, 201 if filed.is_new else 200)


@door
def collect(request: HttpRequest) -> HttpResponse:
    """The answers in a mailbox, sealed. One that is not there is answered in the same shape."""
    box = fetch(address=read_address(request.body)) or unknown()
    answers = [
        {"mark": str(one.mark), "at": one.on.isoformat(), "sealed": base64.b64encode(one.sealed).decode()}
        for one in box.answers
    ]
    return said(
        {
            "found": box.found,
            "proof": box.proof,
            "key": box.key,
            "owned": box.owned,
            "answers": answers,
            "added": [day.isoformat() for day in box.added],
        }
    )


@door
def add(request: HttpRequest) -> HttpResponse:
    """Keep what a sender adds: 201, or 200 when it was there already."""
    addition = read_addition(request.body)
    added = add_from_sender(address=addition.address, mark=addition.mark, sealed=addition.sealed)
    if added is None:
        return fault("unknown", _("Det finns ingen brevlåda med de orden. Kontrollera orden."), 404)
    return said({"kept": True}, 201 if added.is_new else 200)
