"""Cells in the page's language, days, and how well something is known."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Certainty, Organisation, OrganisationRole, Place
from skyddsnat.cooperation.directory.catalogue import language
from skyddsnat.cooperation.directory.rules import is_old
from skyddsnat.shared.dates import format_date, today


def own_words(text: str, **more: Any) -> dict[str, Any]:
    """What somebody has written in Swedish, or in a language of their own: said as such on an English page."""
    return {"value": text, "swedish": language() == "en" and bool(text), **more}


def organisation_cell(organisation: Organisation | None, **more: Any) -> dict[str, Any]:
    """Its name in the page's language; Swedish is marked where English is missing."""
    if organisation is None:
        return {"value": "", "tag": {"text": _("Saknas"), "tone": "warning"}, **more}
    english = language() == "en"
    name = organisation.name_en if english and organisation.name_en else organisation.name
    return {"value": name, "swedish": english and not organisation.name_en, **more}


def state_url(state: Place, part: str = "") -> str:
    return reverse("cooperation:state", args=[state.code]) + part


def day_said(day: datetime.date | None) -> str:
    return format_date(day, language()) if day else "–"


def since(role: OrganisationRole) -> str:
    if role.valid_from is None or role.certainty == Certainty.UNKNOWN:
        return _("datum saknas")
    return str(role.valid_from.year) if role.certainty == Certainty.YEAR else day_said(role.valid_from)


def checked_cell(day: datetime.date | None, source: str = "") -> dict[str, Any]:
    """When somebody looked, and where it stood; marked when it is more than a year ago."""
    cell: dict[str, Any] = {"value": day_said(day), "note": source, "note_swedish": language() == "en"}
    if is_old(day, today()):
        cell["tag"] = {"text": _("Gammal uppgift"), "tone": "warning"}
    return cell
