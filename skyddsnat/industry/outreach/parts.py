"""The parts of the pages on workplaces to reach: tables and facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from skyddsnat.core.models import User
from skyddsnat.industry.access import READ
from skyddsnat.industry.companies.parts import Rows, Table, language
from skyddsnat.industry.companies.rules import number_said
from skyddsnat.industry.models import Approach, Approached, Prospect, Site
from skyddsnat.industry.outreach.rules import Status
from skyddsnat.shared.dates import format_short_date
from skyddsnat.shared.money import format_number

TONES = {Status.BOOKED: "info", Status.CONTACTED: "info", Status.VISITED: "success"}


def day_said(day: Any) -> str:
    return format_short_date(day, language()) if day else "–"


def status_tag(prospect: Prospect) -> dict[str, str]:
    """How far one has come; that the company has joined is read from the companies. Needs `has_joined`."""
    if prospect.has_joined:  # type: ignore[attr-defined]
        return {"text": _("Ansluten"), "tone": "success"}
    tone = TONES.get(Status(prospect.status), "neutral")
    return {"text": prospect.get_status_display(), "tone": tone}


def list_table(rows: Iterable[Prospect | Site], user: User, *, narrowed: bool, ticked: bool | None) -> Table:
    """The list. `ticked` says whether the boxes are ticked; None leaves them out."""
    columns: Rows = [
        {"label": _("Arbetsplats"), "notes": _("Organisationsnummer")},
        {"label": _("Slag")},
        {"label": _("Kommun"), "notes": _("Adress")},
        {"label": _("Läge")},
        {"label": _("Nästa kontakt")},
        {"label": _("Ansvarig")},
    ]
    if ticked is not None:
        columns.append({"label": _("Välj"), "aside": True})
    return {
        "caption": _("Arbetsplatser att nå"),
        "caption_hidden": True,
        "export": "arbetsplatser",
        "columns": columns,
        "rows": [list_row(one, user, ticked=ticked) for one in rows],
        "empty": _empty(narrowed=narrowed, may_change=ticked is not None),
    }


def _empty(*, narrowed: bool, may_change: bool) -> dict[str, Any]:
    if narrowed:
        return {
            "heading": _("Ingen arbetsplats passar"),
            "text": _("Ändra urvalet, eller visa alla arbetsplatser."),
            "icon": "people", "url": reverse("industry:outreach"), "label": _("Visa alla"),
        }  # fmt: skip
    found: dict[str, Any] = {
        "heading": _("Inga arbetsplatser i listan än"),
        "text": _(
            "Börja med en tabell över hotell, taxi och restauranger i ert område. Sedan syns det på kartan var ni har "
            "varit och var ni inte har varit."
        ),
        "icon": "people",
    }
    if may_change:
        found |= {"url": reverse("industry:prospect-new"), "label": _("Lägg till en arbetsplats")}
    return found


def list_row(one: Prospect | Site, user: User, *, ticked: bool | None = None) -> dict[str, Any]:
    cells = _site_cells(one) if isinstance(one, Site) else _prospect_cells(one)
    if ticked is not None:
        cells.append(_box(one, ticked=ticked) if isinstance(one, Prospect) else "")
    return {"url": _url(one, user), "cells": cells}


def _url(one: Prospect | Site, user: User) -> str:
    if isinstance(one, Prospect):
        return one.get_absolute_url()
    return reverse("industry:company", args=[one.company_id]) if user.may(READ) else ""


def _prospect_cells(one: Prospect) -> list[Any]:
    return [
        {"value": one.name, "note": number_said(one.number), "swedish": language() == "en"},
        one.get_sector_display(),
        {"value": str(one.place), "note": one.address, "note_swedish": language() == "en"},
        {"value": "", "tag": status_tag(one)},
        day_said(one.next_on),
        one.responsible.name or one.responsible.email if one.responsible else "–",
    ]


def _site_cells(one: Site) -> list[Any]:
    return [
        {"value": one.name, "note": number_said(one.company.number), "swedish": language() == "en"},
        one.get_sector_display(),
        {"value": str(one.place), "note": ""},
        {"value": "", "tag": {"text": _("Ansluten"), "tone": "success"}},
        "–",
        "–",
    ]


def _box(one: Prospect, *, ticked: bool) -> SafeString:
    return format_html(
        '<label class="outreach-tick"><input type="checkbox" name="p" value="{}"{}>'
        '<span class="visually-hidden">{}</span></label>',
        one.pk, SafeString(" checked" if ticked else ""), _("Välj %(name)s") % {"name": one.name},
    )  # fmt: skip


def facts(one: Prospect) -> Rows:
    """Everything about a workplace. Needs `has_joined`."""
    return [
        {"label": _("Läge"), "tag": status_tag(one)},
        {"label": _("Organisationsnummer"), "value": number_said(one.number)},
        {"label": _("Slag"), "value": one.get_sector_display()},
        {"label": _("Kommun"), "value": str(one.place)},
        {"label": _("Arbetsplatsens adress"), "value": one.address or "–"},
        {"label": _("Företagets e-post"), "value": one.email or "–"},
        {"label": _("Växelns telefon"), "value": one.phone or "–"},
        {"label": _("Nästa kontakt"), "value": day_said(one.next_on)},
        {"label": _("Ansvarig kollega"), "value": str(one.responsible or "–")},
        {"label": _("Anteckningar"), "value": one.notes or "–"},
    ]


def contacts_table(rows: Iterable[Approached], user: User) -> Table:
    """The contacts taken with one workplace."""
    return {
        "caption": _("Kontakter, den senaste först"),
        "caption_hidden": True,
        "export": "kontakter",
        "columns": [
            {"label": _("Vad"), "notes": _("Vad ni kom överens om")},
            {"label": _("Dag")},
            {"label": _("Underlag")},
            {"label": _("Vem skrev")},
        ],
        "rows": [
            {
                "url": link.approach.get_absolute_url(),
                "cells": [
                    {
                        "value": link.approach.get_kind_display(),
                        "note": link.approach.agreed,
                        "note_swedish": language() == "en",
                    },
                    day_said(link.approach.day),
                    evidence_cell(link, user),
                    link.approach.by.name or link.approach.by.email,
                ],
            }
            for link in rows
        ],
        "empty": {
            "heading": _("Ingen kontakt än"),
            "text": _("Skriv in besök, föredrag, möten och samtal när de har varit."),
            "icon": "dialogue",
        },
    }


def evidence_cell(link: Approached, user: User) -> Any:
    """What the contact is in the ledger, as a link for those who may read it."""
    if link.approach.taken_back_at is not None:
        return {"value": "", "tag": {"text": _("Tagen tillbaka"), "tone": "neutral"}}
    if link.evidence is not None:
        said = _("Underlag nr %(seq)s") % {"seq": link.evidence.seq}
        if not user.may("mandate.read"):
            return said
        where = [link.evidence.assignment.slug, link.evidence.seq]
        return {"value": said, "url": reverse("mandate:evidence", args=where)}
    return "–" if link.approach.kind == Approach.Kind.CALL else _("Väntar på insats")


def approaches_table(rows: Iterable[Any], *, narrowed: bool) -> Table:
    """Every contact. Rows have `workplaces`: how many it was taken with."""
    return {
        "caption": _("Kontakter, den senaste först"),
        "caption_hidden": True,
        "export": "kontakter",
        "columns": [
            {"label": _("Vad"), "notes": _("Vad ni kom överens om")},
            {"label": _("Dag")},
            {"label": _("Arbetsplatser"), "figures": True},
            {"label": _("Insats")},
            {"label": _("Vem skrev")},
        ],
        "rows": [approach_row(one) for one in rows],
        "empty": {
            "heading": _("Alla kontakter har en insats") if narrowed else _("Inga kontakter än"),
            "text": _("Här visas besök, föredrag och möten som väntar på att ni väljer insats.")
            if narrowed
            else _("Välj en eller flera arbetsplatser i listan och skriv in kontakten."),
            "icon": "dialogue",
        },
    }


def approach_row(one: Any) -> dict[str, Any]:
    activity: Any = "–"
    if one.taken_back_at is not None:
        activity = {"value": "", "tag": {"text": _("Tagen tillbaka"), "tone": "neutral"}}
    elif one.activity is not None:
        activity = {"value": f"{one.activity.number} {one.activity}", "swedish": language() == "en"}
    elif one.kind != Approach.Kind.CALL:
        activity = _("Väntar på insats")
    return {
        "url": one.get_absolute_url(),
        "cells": [
            {"value": one.get_kind_display(), "note": one.agreed, "note_swedish": language() == "en"},
            day_said(one.day),
            format_number(one.workplaces),
            activity,
            one.by.name or one.by.email,
        ],
    }


def approach_facts(one: Approach) -> Rows:
    rows: Rows = [
        {"label": _("Vad"), "value": one.get_kind_display()},
        {"label": _("Dag"), "value": day_said(one.day)},
        {"label": _("Vad ni kom överens om"), "value": one.agreed or "–", "swedish": language() == "en"},
        {"label": _("Insats"), "value": f"{one.activity.number} {one.activity}" if one.activity else "–"},
        {"label": _("Vem skrev"), "value": one.by.name or one.by.email},
    ]
    if one.taken_back_at is not None:
        rows.append({"label": _("Tagen tillbaka"), "value": one.taken_back_why})
    return rows


def reached_table(rows: Iterable[Approached], user: User) -> Table:
    """The workplaces that a contact was taken with."""
    return {
        "caption": _("Arbetsplatser"),
        "caption_hidden": True,
        "export": "arbetsplatser",
        "columns": [
            {"label": _("Arbetsplats"), "notes": _("Organisationsnummer")},
            {"label": _("Kommun")},
            {"label": _("Läge")},
            {"label": _("Underlag")},
        ],
        "rows": [_reached_row(link, user) for link in rows],
    }


def _reached_row(link: Approached, user: User) -> dict[str, Any]:
    one = link.prospect
    name = {"value": one.name, "note": number_said(one.number), "swedish": language() == "en"}
    cells = [name, str(one.place), {"value": "", "tag": status_tag(one)}, evidence_cell(link, user)]
    return {"url": one.get_absolute_url(), "cells": cells}


def names_table(rows: Iterable[Prospect]) -> Table:
    """The chosen ones, before something is done with them."""
    return {
        "caption": _("De valda arbetsplatserna"),
        "caption_hidden": True,
        "export": "",
        "columns": [{"label": _("Arbetsplats")}, {"label": _("Kommun")}, {"label": _("Läge")}],
        "rows": [
            {
                "cells": [
                    {"value": one.name, "swedish": language() == "en"},
                    str(one.place),
                    {"value": "", "tag": status_tag(one)},
                ]
            }
            for one in rows
        ],
    }
