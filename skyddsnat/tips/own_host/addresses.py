"""Where the form is: on its own host when it has one, else beside everything else."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.urls import reverse


def own_host() -> str:
    """The name of the form's host without its port; "" when it has none of its own."""
    return split_domain_port(settings.TIPS_HOST.lower())[0]


def is_own_host(request: HttpRequest) -> bool:
    """Whether the request came to the form's host. Raises DisallowedHost as Django does."""
    own = own_host()
    return bool(own) and split_domain_port(request.get_host().lower())[0] == own


def on_own_host(path: str) -> str:
    """An address of the form in full on its own host; as it is when it has none."""
    if not own_host():
        return path
    return f"{urlsplit(settings.SITE_ADDRESS).scheme}://{settings.TIPS_HOST}{path}"


def on_main_host(path: str) -> str:
    """An address of another room, in full when the form has a host of its own; "" stays empty."""
    return f"{settings.SITE_ADDRESS}{path}" if path and own_host() else path


def lasting(request: HttpRequest, name: str) -> str:
    """The full address of a page of the form, to write down."""
    path = reverse(name)
    return on_own_host(path) if own_host() else request.build_absolute_uri(path)
