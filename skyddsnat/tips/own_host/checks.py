"""Whether the form's host is one: a name, and another than the one where people sign in."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from skyddsnat.shared.hosts import is_host
from skyddsnat.tips.own_host.addresses import own_host

NUMBERS = re.compile(r"[0-9.]+")


def faults() -> list[str]:
    """What is wrong with TIPS_HOST, one sentence each; nothing when it is empty."""
    if not settings.TIPS_HOST:
        return []
    if not is_host(settings.TIPS_HOST):
        return [
            f"TIPS_HOST is {settings.TIPS_HOST!r}. Write the name of a host alone, such as tips.example.org."
        ]
    name, said = own_host(), []
    if NUMBERS.fullmatch(name):
        said.append("TIPS_HOST is a number. A host needs a name, so that the browser keeps it apart.")
    if name == (urlsplit(settings.SITE_ADDRESS).hostname or "").lower():
        said.append("TIPS_HOST is the host where people sign in. Give the form another, or leave it empty.")
    if settings.SESSION_COOKIE_DOMAIN or settings.CSRF_COOKIE_DOMAIN:
        said.append("Cookies are set for a whole domain, and would reach the form's host.")
    return said


@register()
def the_form_has_a_host_of_its_own(**_: Any) -> list[CheckMessage]:
    """A host that is none, or that is the main one, stops the build."""
    return [Error(said, id="skyddsnat.E101") for said in faults()]
