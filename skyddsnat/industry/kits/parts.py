"""The parts of the pages on printed matter: the table, the facts, the states."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.industry.kits.printing import Today, is_outdated, today_says
from skyddsnat.industry.kits.rules import is_out
from skyddsnat.industry.models import Edition
from skyddsnat.shared.dates import STOCKHOLM, format_date
from skyddsnat.shared.languages import AT_WORK
from skyddsnat.shared.money import format_number


def language() -> str:
    return "en" if get_language() == "en" else "sv"


def state_of(edition: Edition, now: Today) -> dict[str, str]:
    """In a word how the edition stands; words that have changed since come before where it is."""
    if edition.withdrawn_at is not None:
        return {"text": _("Beställningen är tillbakatagen"), "tone": "neutral"}
    if edition.removed_at is not None:
        return {"text": _("Återkallad och borttagen"), "tone": "neutral"}
    if edition.recalled_at is not None:
        return {"text": _("Återkallad"), "tone": "danger"}
    if is_outdated(edition, now):
        return {"text": _("Texten är ändrad sedan dess"), "tone": "warning"}
    if edition.delivered_on is not None:
        return {"text": _("Lämnad"), "tone": "success"}
    if edition.way == Edition.Way.PRINTS:
        return {"text": _("Skrivs ut av företaget"), "tone": "success"}
    if edition.way == Edition.Way.ASKS:
        return {"text": _("Väntar på tryck"), "tone": "warning"}
    return {"text": _("Beställd"), "tone": "info"}


def for_whom(edition: Edition) -> str:
    return edition.get_job_display() if edition.job else _("Alla på arbetsplatsen")


def editions_table(editions: Iterable[Edition], *, may_write: bool) -> dict[str, Any]:
    """Every edition, the latest first."""
    empty = {
        "heading": _("Inget är tryckt än"),
        "text": _("Beställ en checklista, ett kort, en dekal eller en affisch för en arbetsplats."),
        "icon": "plan",
    }
    if may_write:
        empty |= {"url": reverse("industry:edition-new"), "label": _("Beställ material")}
    now = today_says()
    return {
        "caption": _("Upplagor"),
        "caption_hidden": True,
        "export": "upplagor",
        "columns": [
            {"label": _("Upplaga"), "figures": True},
            {"label": _("Arbetsplats")},
            {"label": _("Vad")},
            {"label": _("För")},
            {"label": _("Språk")},
            {"label": _("Antal exemplar"), "figures": True},
            {"label": _("Läge")},
        ],
        "rows": [
            {
                "url": one.get_absolute_url(),
                "cells": [
                    *_what(one),
                    for_whom(one),
                    AT_WORK[one.language],
                    format_number(one.copies),
                    {"tag": state_of(one, now)},
                ],
            }
            for one in editions
        ],
        "empty": empty,
    }


def _what(edition: Edition) -> list[Any]:
    """The cells that say which edition it is."""
    where = {"value": f"{edition.site.company}: {edition.site}", "swedish": language() == "en"}
    return [str(edition.pk), where, edition.get_form_display()]


def edition_facts(edition: Edition, now: Today) -> list[dict[str, Any]]:
    """What an edition is and where it has come."""
    ordered = edition.ordered_at.astimezone(STOCKHOLM).date()
    rows: list[dict[str, Any]] = [
        {"label": _("Läge"), "tag": state_of(edition, now)},
        {
            "label": _("Arbetsplats"),
            "value": f"{edition.site.company}: {edition.site}",
            "swedish": language() == "en",
        },
        {"label": _("Arbetsplatsens kod"), "value": edition.site.code},
        {"label": _("För"), "value": for_whom(edition)},
        {"label": _("Språk"), "value": AT_WORK[edition.language]},
        {"label": _("Antal exemplar"), "value": format_number(edition.copies)},
        {"label": _("Beställd"), "value": format_date(ordered, language())},
        {"label": _("Hur"), "value": edition.get_way_display()},
    ]
    if edition.delivered_on is not None:
        rows.append({"label": _("Lämnad"), "value": format_date(edition.delivered_on, language())})
    if edition.evidence is not None:
        row = edition.evidence
        label = _("Rad %(seq)s i liggaren") % {"seq": row.seq}
        where = reverse("mandate:evidence", args=[row.assignment.slug, row.seq])
        rows.append({"label": _("Underlag"), "value": label, "url": where, "change": _("Visa")})
    if edition.recalled_at is not None:
        rows.append(
            {"label": _("Varför återkallad"), "value": edition.recalled_why, "swedish": language() == "en"}
        )
    if edition.recalled_at is not None and is_out(edition):
        rows.append({"label": _("Borttagen"), "tag": removed_tag(edition)})
    return rows


def removed_tag(edition: Edition) -> dict[str, str]:
    """Whether the workplace has said that a recalled edition is gone."""
    if edition.removed_at is None:
        return {"text": _("Inte bekräftat"), "tone": "warning"}
    day = format_date(edition.removed_at.astimezone(STOCKHOLM).date(), language())
    return {"text": _("Bekräftat %(day)s") % {"day": day}, "tone": "success"}


def recalled_table(editions: Iterable[Edition]) -> dict[str, Any]:
    """What has been recalled from workplaces that have it, and who has said that it is gone."""
    return {
        "caption": _("Återkallat material"),
        "caption_hidden": True,
        "export": "aterkallat",
        "columns": [
            {"label": _("Upplaga"), "figures": True},
            {"label": _("Arbetsplats")},
            {"label": _("Vad")},
            {"label": _("Återkallad")},
            {"label": _("Brev skickat")},
            {"label": _("Borttagen")},
        ],
        "rows": [
            {
                "url": one.get_absolute_url(),
                "cells": [
                    *_what(one),
                    _moment_said(one.recalled_at),
                    _told_said(one),
                    {"tag": removed_tag(one)},
                ],
            }
            for one in editions
        ],
        "empty": {
            "heading": _("Inget är återkallat"),
            "text": _("När en upplaga återkallas visas här vilka som har tagit ner den."),
            "icon": "check",
        },
    }


def _told_said(edition: Edition) -> str:
    """The day of the letter; none is needed by those who were quicker than it."""
    told = getattr(edition, "told_at", None)
    if told is None:
        return _("Inte än") if edition.removed_at is None else "–"
    return _moment_said(told)


def _moment_said(at: Any) -> str:
    return format_date(at.astimezone(STOCKHOLM).date(), language())
