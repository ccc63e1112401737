"""What the room's pages share: finding the assignment, breadcrumbs, tabs, tags and words in two languages."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused
from skyddsnat.economy import access
from skyddsnat.economy.models import MoneyDocument
from skyddsnat.mandate.api import chain_for
from skyddsnat.mandate.models import Assignment, Obligation
from skyddsnat.shared import money
from skyddsnat.shared.dates import format_date

type Context = dict[str, Any]


def language() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"


def format_kr(ore: int) -> str:
    """A sum as the page's language writes it."""
    return money.format_kr(ore, language())


def long_date(day: datetime.date | None) -> str:
    return format_date(day, language()) if day else ""


def swedish(text: str, **more: Any) -> dict[str, Any]:
    """A cell or row with words that somebody wrote in Swedish."""
    return {"value": text, "swedish": language() == "en", **more}


def swedish_text(text: str) -> str:
    """Somebody's own Swedish words inside others: marked so where the page speaks English."""
    return format_html('<span lang="sv">{}</span>', text) if text and language() == "en" else text


def title_of(item: Any, name: str = "title") -> dict[str, Any]:
    """A field in the page's language, marked as Swedish where English is missing."""
    english = getattr(item, f"{name}_en", "")
    if language() == "en" and english:
        return {"value": english, "swedish": False}
    return swedish(getattr(item, name))


def the_assignment(request: AuthenticatedRequest, slug: str) -> Assignment:
    found = access.assignments(request.user).select_related("authority", "payer")
    return get_object_or_404(found, slug=slug)


def page(request: AuthenticatedRequest, assignment: Assignment, **context: Any) -> Context:
    """The context that every page of the room has."""
    return {
        "assignment": assignment,
        "assignment_is_demo": assignment.is_demo,
        "may_write": access.may_write(request.user),
        "may_approve": access.may_approve(request.user),
        **context,
    }


def trail(assignment: Assignment, *more: tuple[str, str]) -> list[dict[str, Any]]:
    """Breadcrumbs down to the economy, and further: (label, address)."""
    title = title_of(assignment)
    return [
        {"label": _("Uppdrag"), "url": reverse("mandate:assignments")},
        {"label": title["value"], "swedish": title["swedish"], "url": assignment.get_absolute_url()},
        {"label": _("Ekonomi"), "url": url("start", assignment)},
        *({"label": label, "url": address} for label, address in more),
    ]


def url(name: str, assignment: Assignment, *args: object) -> str:
    return reverse(f"economy:{name}", args=[assignment.slug, *args])


def rows_url(assignment: Assignment, **query: object) -> str:
    """The list of cost rows, narrowed: allotted, activity, account, project, q."""
    return reverse("economy:vouchers", args=[assignment.slug], query={k: str(v) for k, v in query.items()})


def tabs(request: AuthenticatedRequest, assignment: Assignment, current: str) -> list[dict[str, Any]]:
    """The parts of the economy that the reader may open."""
    parts = [
        ("start", _("Översikt")),
        ("vouchers", _("Kostnader")),
        ("budget", _("Budget")),
        ("projects", _("Projekt")),
        ("closing", _("Avstämning")),
    ]
    if access.may_write(request.user):
        parts.append(("import_new", _("Läs in")))
    return [
        {"label": label, "url": url(name, assignment), "current": name == current} for name, label in parts
    ]


def state_tag(document: MoneyDocument) -> dict[str, str]:
    tones = {"prepared": "warning", "returned": "danger", "issued": "success", "withdrawn": "neutral"}
    words = {
        "prepared": _("Väntar på godkännande"),
        "returned": _("Skickad tillbaka"),
        "issued": _("Utfärdad"),
        "withdrawn": _("Återtagen"),
    }
    return {"text": words[document.state], "tone": tones[document.state]}


def money_chain(
    subject: Assignment | Obligation, here: str, links: dict[str, Context], *, leave_out: tuple[str, ...] = ()
) -> list[Context]:
    """The part of the chain that money hangs on, seen from `here`; `links` replace those the rooms give."""
    order = ("decision", "obligation", "condition", "budget", "activity", "voucher", "document")
    known = {link["kind"]: dict(link) for link in chain_for(subject)} | links
    for kind, link in known.items():
        link["kind"] = kind
        link["current"] = kind == here
    return [known[kind] for kind in order if kind in known and kind not in leave_out]


def say(request: AuthenticatedRequest, refused: Refused) -> None:
    """A refusal on the next page, for writes that have no form to show it in."""
    messages.error(request, str(refused))
