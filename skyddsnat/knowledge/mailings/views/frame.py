"""What the pages of mailings share: tabs, the way back, words in two languages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import READ, WRITE
from skyddsnat.knowledge.mailings.access import mailings_for, segments_for
from skyddsnat.knowledge.models import Mailing, Segment

type Trail = list[dict[str, Any]]
TONES = {"draft": "neutral", "sending": "info", "paused": "warning", "stopped": "warning", "done": "success"}


def language() -> str:
    return "en" if get_language() == "en" else "sv"


def words_of(value: str, english: str = "") -> dict[str, Any]:
    """A cell with words typed in Swedish, in English where there is such a text."""
    chosen = english if language() == "en" and english else value
    return {"value": chosen, "swedish": language() == "en" and not english}


def parts(current: str, user: User) -> list[dict[str, Any]]:
    """The parts of the mailings that the user may open, with `current` the name of an address."""
    rows = [
        ("mailings", _("Utskick"), READ),
        ("segments", _("Urval"), READ),
        ("returned", _("Adresser"), WRITE),
    ]
    return [
        {"url": reverse(f"knowledge:{name}"), "label": label, "current": name == current}
        for name, label, permission in rows
        if user.may(permission)
    ]


def trail(mailing: Mailing | None = None) -> Trail:
    items: Trail = [{"label": _("Utskick"), "url": reverse("knowledge:mailings")}]
    if mailing is not None:
        name = words_of(mailing.name)
        items.append({"label": name["value"], "swedish": name["swedish"], "url": mailing.get_absolute_url()})
    return items


def the_mailing(request: AuthenticatedRequest, pk: int) -> Mailing:
    return get_object_or_404(mailings_for(request.user), pk=pk)


def the_segment(request: AuthenticatedRequest, pk: int) -> Segment:
    return get_object_or_404(segments_for(request.user), pk=pk)


def state_of(mailing: Mailing) -> dict[str, str]:
    return {"text": str(mailing.get_state_display()), "tone": TONES[mailing.state]}


def form_page(
    request: AuthenticatedRequest, form: Any, *, heading: str, cancel: str, breadcrumb: Trail,
    theirs: list[dict[str, Any]] | None = None, lead: str = "",
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form, "heading": heading, "lead": lead, "cancel_url": cancel, "theirs": theirs or [],
        "breadcrumb": breadcrumb,
    }  # fmt: skip
    return render(request, "knowledge/mailings/form.html", context)


def ask(
    request: AuthenticatedRequest, *, heading: str, about: str, says: str, cancel: str, breadcrumb: Trail,
    hidden: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """A page that asks before something is done."""
    context = {
        "heading": heading, "about": about, "says": says, "cancel_url": cancel, "breadcrumb": breadcrumb,
        "hidden": hidden or {},
    }  # fmt: skip
    return render(request, "knowledge/mailings/ask.html", context)


def has_begun(request: AuthenticatedRequest, mailing: Mailing) -> HttpResponse:
    """Nothing is written any more in a mailing that has begun to leave: back to it, and say what can be done."""
    messages.info(request, _("Utskicket har börjat skickas. Gör en kopia om du vill skriva ett nytt."))
    return redirect(mailing)
