"""What the room's pages share: tabs, breadcrumbs, and cells in two languages."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Certainty, Organisation
from skyddsnat.shared.dates import format_date


def language() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"


def tabs(current: str) -> list[dict[str, Any]]:
    """The parts of the room, with `current` the name of an address."""
    parts = [
        ("organisations", _("Organisationer")),
        ("contacts", _("Kontakter")),
        ("places", _("Län och kommuner")),
        ("states", _("EU-länder")),
    ]
    return [
        {"url": reverse(f"actors:{name}"), "label": label, "current": name == current}
        for name, label in parts
    ]


def trail(organisation: Organisation | None = None) -> list[dict[str, Any]]:
    """Breadcrumbs down to the organisation."""
    items: list[dict[str, Any]] = [{"url": reverse("actors:organisations"), "label": _("Aktörer")}]
    if organisation is not None:
        name = in_language(organisation.name, organisation.name_en)
        items.append(
            {"url": organisation.get_absolute_url(), "label": name["value"], "swedish": name["swedish"]}
        )
    return items


def in_language(swedish: str, english: str, **more: Any) -> dict[str, Any]:
    """A table cell in the page's language; Swedish is marked as such where English is missing."""
    wants_english = language() == "en"
    value = english if wants_english and english else swedish
    return {"value": value, "swedish": wants_english and not english, **more}


def first_day(day: datetime.date | None, certainty: str) -> str:
    """The beginning of a period, as well as it is known."""
    if day is None or certainty == Certainty.UNKNOWN:
        return _("datum saknas")
    return str(day.year) if certainty == Certainty.YEAR else format_date(day, language())


def last_day(day: datetime.date | None) -> str:
    return _("gäller än") if day is None else format_date(day, language())
