"""What every page needs to know: where it is, what the reader may open, and whether the data is made up."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import Role, User


class Entry(NamedTuple):
    """A line of the navigation: shown to those who hold the permission ("" is everybody who has signed in)."""

    permission: str
    label: Any
    url_name: str
    icon: str


NAVIGATION = [
    Entry("", _("Start"), "website:home", "home"),
    Entry("mandate.read", _("Uppdrag"), "mandate:assignments", "decision"),
    Entry("mandate.partner", _("Gemensamma insatser"), "mandate:partner", "activity"),
    Entry("actors.read", _("Aktörer"), "actors:organisations", "people"),
    Entry("core.users", _("Användare"), "core:users", "user"),
    Entry("core.audit", _("Logg"), "core:audit", "history"),
]


def page(request: HttpRequest) -> dict[str, Any]:
    """Context for every template; error pages made without a user get the bare minimum."""
    user = getattr(request, "user", None)
    signed_in = isinstance(user, User)
    return {
        "navigation": _navigation(request, user) if isinstance(user, User) else [],
        "demo": settings.DEMO,
        "demo_roles": [] if signed_in else demo_roles(),
        "source_url": "",
        "version": version("skyddsnat"),
        "accessibility_url": reverse("website:accessibility"),
    }


def _navigation(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    shown = []
    for entry in NAVIGATION:
        if entry.permission and not user.may(entry.permission):
            continue
        url = reverse(entry.url_name)
        current = request.path == url if entry.url_name == "website:home" else request.path.startswith(url)
        shown.append({"label": entry.label, "url": url, "icon": entry.icon, "current": current})
    return shown


def demo_roles() -> list[dict[str, Any]]:
    """The roles that can be tried without a password, when this is the demonstration."""
    if not settings.DEMO:
        return []
    roles = Role.objects.filter(users__is_demo=True, users__is_active=True).distinct()
    order = ["coordinator", "economist", "manager", "editor", "auditor", "partner", "receiver"]
    found = sorted(roles, key=lambda role: order.index(role.code) if role.code in order else len(order))
    return [{"code": role.code, "name": str(role), "description": role.said_description} for role in found]
