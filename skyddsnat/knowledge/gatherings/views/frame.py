"""What the pages of gatherings share."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.knowledge.gatherings.registering import can_register
from skyddsnat.knowledge.models import Gathering

type Trail = list[dict[str, Any]]


def public_trail(gathering: Gathering | None = None) -> Trail:
    """Breadcrumbs down to a gathering, as everybody meets it."""
    items: Trail = [{"label": _("Träffar"), "url": reverse("knowledge:gatherings")}]
    if gathering is not None:
        items.append(_step(gathering, reverse("knowledge:gathering", args=[gathering.pk])))
    return items


def desk_trail(gathering: Gathering | None = None) -> Trail:
    """Breadcrumbs down to a gathering, for those who arrange it."""
    items: Trail = [{"label": _("Träffar att ordna"), "url": reverse("knowledge:gatherings-desk")}]
    if gathering is not None:
        items.append(_step(gathering, gathering.get_absolute_url()))
    return items


def _step(gathering: Gathering, url: str) -> dict[str, Any]:
    return {"label": str(gathering), "url": url, "swedish": gathering.is_in_swedish_only}


def state_of(gathering: Gathering) -> dict[str, str]:
    """Whether there is room, in words."""
    now = timezone.now()
    if gathering.cancelled_at is not None:
        return {"text": _("Inställd"), "tone": "danger"}
    if gathering.ends <= now:
        done = gathering.attendance_done_at is not None
        return {"text": _("Hållen"), "tone": "success" if done else "neutral"}
    if not can_register(gathering, now):
        return {"text": _("Anmälan har stängt"), "tone": "neutral"}
    if gathering.capacity is not None and gathering.seated >= gathering.capacity:  # type: ignore[attr-defined]
        return {"text": _("Fullt, väntelista"), "tone": "warning"}
    return {"text": _("Öppen för anmälan"), "tone": "success"}


def pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
