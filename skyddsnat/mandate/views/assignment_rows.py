"""The table of assignments side by side: which run, which are to come, which have ended."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from skyddsnat.core.models import User
from skyddsnat.mandate import access
from skyddsnat.mandate.standing import Phase, Standing, standing_of
from skyddsnat.mandate.views.frame import format_kr, in_language, language
from skyddsnat.shared.dates import format_period

PHASES = {
    Phase.RUNNING: (gettext_lazy("Pågår"), "info"),
    Phase.COMING: (gettext_lazy("Kommande"), "neutral"),
    Phase.ENDED: (gettext_lazy("Avslutat"), "success"),
}


def _standing_row(one: Standing, *, money: bool) -> dict[str, Any]:
    assignment = one.assignment
    text, tone = PHASES[one.phase]
    owed: dict[str, Any] = {
        "value": _("%(done)s av %(all)s klara") % {"done": one.done, "all": len(one.owed)}
    }
    if one.late:
        words = ngettext("%(count)s försenad", "%(count)s försenade", one.late)
        owed["tag"] = {"text": words % {"count": one.late}, "tone": "danger"}
    used = format_kr(one.spending.used.ore) if one.spending else ""
    of = _("av %(ceiling)s") % {"ceiling": format_kr(assignment.ceiling_ore)}
    dnr = (
        {"note": assignment.dnr}
        if assignment.dnr
        else {"tag": {"text": _("Diarienummer saknas"), "tone": "warning"}}
    )
    return {
        "url": assignment.get_absolute_url(),
        "cells": [
            {**in_language(assignment, "title"), **dnr},
            {"value": "", "tag": {"text": text, "tone": tone}},
            format_period(one.first, one.last, language()),
            owed,
            *([{"value": used, "note": of}] if money else []),
            str(assignment.authority),
        ],
    }  # fmt: skip


def assignments_table(user: User) -> dict[str, Any]:
    """Every assignment the user may read, with its period, its obligations, its money and who has it."""
    order = list(Phase)
    standings = sorted(
        (standing_of(user, assignment) for assignment in access.assignments_for(user)),
        key=lambda one: (order.index(one.phase), -one.first.toordinal(), one.assignment.pk),
    )
    money = any(one.spending is not None for one in standings)
    return {
        "caption": _("Uppdrag"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Uppdrag")},
            {"label": _("Läge")},
            {"label": _("Tid")},
            {"label": _("Skyldigheter")},
            *([{"label": _("Använt"), "figures": True}] if money else []),
            {"label": _("Myndighet")},
        ],
        "rows": [_standing_row(one, money=money) for one in standings],
        "empty": {
            "heading": _("Här samlas regeringens uppdrag"),
            "text": _(
                "Läs in beslutet som en fil. Programmet föreslår vad det beställer, och du bekräftar mening för mening."
            ),
            "url": reverse("mandate:reading-new") if access.may_write(user) else "",
            "label": _("Läs in ett beslut"),
        },
    }
