"""How measurements, methods and approvals are said on the pages."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.models import User
from skyddsnat.insight.access import measurements_for
from skyddsnat.insight.measurements.actions import APPROVE, WRITE
from skyddsnat.insight.models import Indicator, Measurement, SnapshotApproval
from skyddsnat.shared.dates import STOCKHOLM, format_date
from skyddsnat.shared.money import NBSP, format_number
from skyddsnat.shared.units import unit_of


def language() -> str:
    return "en" if get_language() == "en" else "sv"


def may_approve(user: User, first: int | None) -> bool:
    return user.may(APPROVE) and user.pk != first


def method_said(indicator: Indicator) -> dict[str, Any]:
    """How it is measured. One that the ledger counts says so by itself."""
    if indicator.method:
        swedish = language() == "en" and not indicator.method_en
        return {"value": indicator.said("method"), "swedish": swedish}
    if indicator.query is None:
        return {"value": ""}
    words = {
        "quantity": _("Antalen på liggarens rader läggs ihop."),
        "records": _("Liggarens rader räknas."),
        "actors": _("De olika aktörerna på liggarens rader räknas, var och en en gång."),
        "places": _("De olika platserna på liggarens rader räknas, var och en en gång."),
    }
    return {"value": f"{words[indicator.query['measure']]} {_('Rader som har rättats räknas inte.')}"}


def latest(indicator: Indicator) -> Measurement | None:
    """The approved measurement of the latest day that nobody has withdrawn."""
    standing = indicator.measurements.filter(approved_at__isnull=False, withdrawn_at=None)
    return standing.order_by("-measured_on", "-pk").first()


def measured_said(one: Measurement) -> str:
    """ "13 %", or "32 barn"."""
    if one.percent is not None:
        return f"{one.percent}{NBSP}%"
    return f"{format_number(one.part)} {unit_of(one.part, one.indicator.said('unit'))}"


def said_with_day(one: Measurement) -> str:
    return f"{measured_said(one)} ({format_date(one.measured_on, language())})"


def parts_said(one: Measurement) -> str:
    """What a share is made of, and its interval where only some were asked."""
    if one.whole is None:
        return ""
    said = _("%(part)s av %(whole)s") % {"part": format_number(one.part), "whole": format_number(one.whole)}
    if one.interval is None:
        return said
    return f"{said}, {one.interval[0]}–{one.interval[1]}{NBSP}%"


def measured_cell(one: Measurement) -> dict[str, Any]:
    return {"value": measured_said(one), "note": parts_said(one)}


def interval_said(one: Measurement) -> str:
    """The interval in words that anybody understands; "" where everybody was counted."""
    if one.interval is None:
        return ""
    return _(
        "Bara ett urval är tillfrågat, så andelen är inte exakt. Bland alla ligger den troligen mellan %(low)s och "
        "%(high)s procent. Så räknade intervall träffar rätt i 95 fall av 100, om urvalet är slumpmässigt."
    ) % {"low": one.interval[0], "high": one.interval[1]}


def measured_shown(indicator: Indicator) -> dict[str, Any]:
    """What the indicator's page says of the measurement that stands; nothing for one that the ledger counts."""
    one = latest(indicator) if indicator.query is None else None
    if one is None:
        return {"measured": None}
    return {
        "measured": one,
        "measured_value": measured_said(one),
        "measured_parts": parts_said(one),
        "measured_interval": interval_said(one),
    }


def approved_cell(approval: SnapshotApproval | None) -> dict[str, Any]:
    """Who stands behind a value, and since when."""
    if approval is None:
        return {"value": "", "tag": {"text": _("Inte godkänt"), "tone": "warning"}}
    day = format_date(approval.approved_at.astimezone(STOCKHOLM).date(), language())
    return {"value": approval.approved_by.name, "note": day}


def people_cell(one: Measurement) -> dict[str, Any]:
    """Who entered it, and who approved and withdrew it, and when."""
    said = []
    if one.approved_by and one.approved_at:
        said.append(_("Godkänd av %(name)s %(day)s.") % _who_when(one.approved_by, one.approved_at))
    if one.withdrawn_by and one.withdrawn_at:
        said.append(_("Återtagen av %(name)s %(day)s.") % _who_when(one.withdrawn_by, one.withdrawn_at))
    return {"value": one.entered_by.name, "note": " ".join(said)}


def _who_when(user: User, at: datetime.datetime) -> dict[str, str]:
    return {"name": user.name, "day": format_date(at.astimezone(STOCKHOLM).date(), language())}


def state_cell(one: Measurement) -> dict[str, Any]:
    """Whether it counts; where it was withdrawn, why."""
    if one.withdrawn_at is not None:
        why = {"note": one.withdrawn_why, "note_swedish": language() == "en"}
        return {"value": "", "tag": {"text": _("Återtagen"), "tone": "danger"}, **why}
    if one.approved_at is not None:
        return {"value": "", "tag": {"text": _("Räknas"), "tone": "success"}}
    return {"value": "", "tag": {"text": _("Inte godkänt"), "tone": "warning"}}


def withdraw_cell(one: Measurement) -> dict[str, Any]:
    slug, code = one.indicator.assignment.slug, one.indicator.code
    return {"value": _("Återta"), "url": reverse("insight:measurement-withdraw", args=[slug, code, one.pk])}


def measurements_table(user: User, indicator: Indicator) -> dict[str, Any]:
    """Every measurement, the latest first, with its source, who stands behind it and whether it counts."""
    rows = list(measurements_for(user, indicator.assignment.slug).filter(indicator=indicator))
    own_to_withdraw = {one.pk for one in rows if one.stands and may_approve(user, one.entered_by_id)}
    return {
        "caption": _("Mätningar"),
        "columns": [
            {"label": _("Mätt")},
            {"label": _("Värde"), "figures": True},
            {"label": _("Källa"), "swedish": language() == "en", "notes": _("Var den finns")},
            {"label": _("Infört av"), "notes": _("Godkänt och återtaget av")},
            {"label": _("Läge"), "notes": _("Varför den återtogs")},
            *([{"label": _("Åtgärd"), "hidden": True, "aside": True}] if own_to_withdraw else []),
        ],
        "rows": [
            {
                "cells": [
                    format_date(one.measured_on, language()),
                    measured_cell(one),
                    {"value": one.source, "note": one.address},
                    people_cell(one),
                    state_cell(one),
                    *([withdraw_cell(one) if one.pk in own_to_withdraw else ""] if own_to_withdraw else []),
                ]
            }
            for one in rows
        ],
        "empty": {
            "heading": _("Inget är mätt än"),
            "text": _("För in vad en undersökning eller en annan källa säger. En annan person godkänner."),
        },
    }


def waiting(user: User, indicator: Indicator) -> list[dict[str, Any]]:
    """Measurements that nobody has approved, with what the user may do about each."""
    rows = measurements_for(user, indicator.assignment.slug).filter(indicator=indicator, approved_at=None)
    slug = indicator.assignment.slug
    return [
        {
            "said": said_with_day(one),
            "parts": parts_said(one),
            "source": one.source,
            "own": one.entered_by_id == user.pk,
            "approve": reverse("insight:measurement-approve", args=[slug, indicator.code, one.pk])
            if may_approve(user, one.entered_by_id)
            else "",
            "remove": reverse("insight:measurement-remove", args=[slug, indicator.code, one.pk])
            if user.may(WRITE)
            else "",
        }
        for one in rows
    ]
