"""The parts of the pages about who gets letters: tables of recipients, what is chosen, segments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.knowledge.mailings.access import counties, role_kinds
from skyddsnat.knowledge.mailings.choosing import Chosen, Recipient, Why
from skyddsnat.knowledge.mailings.forms import municipality_names
from skyddsnat.knowledge.mailings.views.frame import language, words_of
from skyddsnat.knowledge.models import Segment, Selection
from skyddsnat.knowledge.models.deliveries import LANGUAGES
from skyddsnat.shared.money import format_number


def recipients_table(
    rows: Iterable[Recipient], every: Iterable[Recipient], *, caption: str, why: bool = False
) -> dict[str, Any]:
    """Those who get the letter, or those who do not and `why`."""
    columns = [{"label": _("Organisation")}, {"label": _("Funktion")}, {"label": _("Adress")}]
    columns += [{"label": _("Varför inte")}] if why else [{"label": _("Språk")}]
    return {
        "caption": caption,
        "caption_hidden": True,
        "columns": columns,
        "rows": [_recipient_row(one) for one in rows],
        "every_row": lambda: map(_recipient_row, every),
    }


def _recipient_row(one: Recipient) -> dict[str, Any]:
    return {
        "cells": [
            words_of(one.organisation_name, one.organisation_name_en),
            words_of(one.function),
            one.address or "–",
            why_not(one.why) if one.why else str(dict(LANGUAGES)[one.language]),
        ]
    }


def why_not(code: str) -> str:
    said = {
        Why.NO_ADDRESS: _("Har ingen e-postadress"),
        Why.UNSUBSCRIBED: _("Vill inte ha brev"),
        Why.BOUNCED: _("Brev kommer tillbaka"),
        Why.SAME: _("Får brevet redan på samma adress"),
    }
    return said[Why(code)]


def left_out_facts(found: Chosen) -> list[dict[str, Any]]:
    """Why how many are left out."""
    counts = {why: sum(one.why == why for one in found.left_out) for why in Why}
    return [{"label": why_not(why), "value": format_number(count)} for why, count in counts.items() if count]


def selection_facts(selection: Selection) -> list[dict[str, Any]]:
    """What is chosen, in words."""
    kinds, roles = dict(Organisation.Kind.choices), {one.code: str(one) for one in role_kinds()}
    names = {one.code: one.name_en if language() == "en" else one.name for one in counties()}
    chosen = [
        (_("Slag av organisation"), ", ".join(str(kinds[one]) for one in selection.kinds)),
        (_("Organisationens roll"), ", ".join(roles.get(one, one) for one in selection.roles)),
        (_("Län"), ", ".join(names.get(one, one) for one in selection.counties)),
        (_("Kommuner"), municipality_names(selection.municipalities)),
        (_("Ord i kontaktens funktion"), selection.words),
    ]
    rows = [{"label": label, "value": value} for label, value in chosen if value]
    return [*rows, {"label": _("Vilka är de?"), "value": selection.get_group_display()}] if rows else []


def segments_table(rows: Iterable[Segment]) -> dict[str, Any]:
    return {
        "caption": _("Urval"),
        "caption_hidden": True,
        "columns": [{"label": _("Urval")}, {"label": _("Vilka")}],
        "rows": [
            {
                "url": one.get_absolute_url(),
                "cells": [words_of(one.name, one.name_en), str(one.get_group_display())],
            }
            for one in rows
        ],
        "empty": {
            "heading": _("Inga urval än"),
            "text": _("Ett urval är val som används igen, till exempel socialchefer i Norrland."),
            "icon": "people",
            "url": reverse("knowledge:segment-new"),
            "label": _("Gör ett urval"),
        },
    }
