"""The parts of the badges' pages: facts, what a check found, and the staff's list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.industry.badges.checking import Naming, Verdict
from skyddsnat.industry.badges.issuing import issuer_name
from skyddsnat.industry.badges.rules import State, in_order, state_on
from skyddsnat.industry.companies.rules import number_said
from skyddsnat.industry.models import Badge, BadgeClaim
from skyddsnat.shared.badges import Fault
from skyddsnat.shared.dates import STOCKHOLM, format_date, today
from skyddsnat.shared.languages import direction


def language() -> str:
    return "en" if get_language() == "en" else "sv"


def in_language(words: str, spoken: str) -> SafeString:
    """Words in a language of their own, so that they are read out and turned as it is."""
    return format_html('<span lang="{}" dir="{}">{}</span>', spoken, direction(spoken), words)


def day_said(day: Any) -> str:
    return format_date(day, language())


def state_of(badge: Badge) -> State:
    return state_on(today(), day=badge.day, expires_on=badge.expires_on, revoked=badge.revoked_at is not None)


def state_tag(state: State) -> dict[str, str]:
    return {
        State.VALID: {"text": _("Giltigt"), "tone": "success"},
        State.COMING: {"text": _("Inte giltigt än"), "tone": "warning"},
        State.EXPIRED: {"text": _("Har gått ut"), "tone": "warning"},
        State.REVOKED: {"text": _("Återkallat"), "tone": "danger"},
    }[state]


def verdict_said(badge: Badge) -> str:
    """Whether the badge is valid, in a sentence with its day."""
    state = state_of(badge)
    if state is State.REVOKED and badge.revoked_at is not None:
        day = badge.revoked_at.astimezone(STOCKHOLM).date()
        return _("Intyget återkallades %(day)s. Det gäller inte.") % {"day": day_said(day)}
    if state is State.EXPIRED:
        return _("Intyget gick ut %(day)s. Det som lärdes kan ha ändrats sedan dess.") % {
            "day": day_said(badge.expires_on)
        }
    if state is State.COMING:
        return _("Intyget börjar gälla %(day)s.") % {"day": day_said(badge.day)}
    return _("Intyget gäller till och med %(day)s.") % {"day": day_said(badge.expires_on)}


def claim_facts(claim: BadgeClaim) -> list[dict[str, Any]]:
    """What somebody has finished."""
    rows: list[dict[str, Any]] = [
        {"label": _("Utbildning"), "value": in_language(claim.lesson, claim.language)},
        {"label": _("Arbete"), "value": claim.get_job_display()},
        {"label": _("Gjord"), "value": day_said(claim.day)},
    ]
    if claim.until is not None:
        rows.append({"label": _("Gäller till och med"), "value": day_said(claim.until)})
    return rows


def badge_facts(badge: Badge) -> list[dict[str, Any]]:
    """What a badge shows, to anybody."""
    term: list[dict[str, Any]] = [
        {"label": _("Gjord"), "value": day_said(badge.day)},
        {"label": _("Gäller till och med"), "value": day_said(badge.expires_on)},
        {"label": _("Utfärdat av"), "value": issuer_name(), "swedish": bool(settings.AUTHORITY_NAME)},
        {"label": _("Nummer"), "value": str(badge.pk)},
    ]
    if badge.revoked_at is not None:
        term.append({"label": _("Varför det återkallades"), "value": badge.get_reason_display()})
    if badge.company is not None:
        return [
            {"label": _("Företag"), "value": str(badge.company), "swedish": True},
            {"label": _("Organisationsnummer"), "value": number_said(badge.company.number)},
            *term,
        ]
    return [
        {"label": _("Utbildning"), "value": in_language(badge.lesson, badge.language)},
        {"label": _("Arbete"), "value": badge.get_job_display()},
        {"label": _("Version"), "value": str(badge.lesson_version)},
        *term,
    ]


def shares_table(badge: Badge) -> dict[str, Any]:
    """The share of a company's staff that is trained, job by job."""
    return {
        "caption": _("Utbildad personal"),
        "columns": [{"label": _("Arbete")}, {"label": _("Del som är utbildad"), "figures": True}],
        "rows": [{"cells": [str(job.label), f"{share} %"]} for job, share in in_order(badge.shares)],
        "plain": True,
    }


def verdict_rows(verdict: Verdict) -> list[dict[str, Any]]:
    """What a check of a file found, step by step."""
    names = {
        Naming.NOT_ASKED: (_("Inte kontrollerat"), "neutral"),
        Naming.FITS: (_("Stämmer"), "success"),
        Naming.DIFFERS: (_("Stämmer inte"), "danger"),
        Naming.NAMELESS: (_("Intyget har inget namn"), "warning"),
    }
    named, tone = names[verdict.naming]
    return [
        {"label": _("Underskriften"), "tag": {"text": _("Stämmer"), "tone": "success"}},
        {"label": _("Giltighet"), "tag": state_tag(verdict.state)},
        {"label": _("Namnet"), "tag": {"text": named, "tone": tone}},
    ]


def fault_said(fault: Fault) -> str:
    """Why a file is no badge of ours, and what to do."""
    return {
        Fault.UNREADABLE: _("Det går inte att läsa som ett intyg. Kontrollera att hela filen eller texten kom med."),
        Fault.ALGORITHM: _("Filen är inte underskriven på det sätt som våra intyg är. Lita inte på den."),
        Fault.KEY: _("Intyget är inte utfärdat av oss. Fråga den som står som utfärdare."),
        Fault.SIGNATURE: _("Underskriften stämmer inte. Filen är ändrad eller gjord av någon annan. Lita inte på den."),
        Fault.CONTENT: _("Uppgifterna i filen stämmer inte med det intyg som vi har utfärdat. Lita inte på den."),
    }[fault]  # fmt: skip


def desk_table(badges: Iterable[Badge], *, filtered: bool) -> dict[str, Any]:
    """Badges by number. What they are of is on their pages; whose they are is nowhere."""
    return {
        "caption": _("Intyg"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Nummer")},
            {"label": _("Slag")},
            {"label": _("Gäller till och med")},
            {"label": _("Läge")},
        ],
        "rows": [
            {
                "url": reverse("industry:badge-desk", args=[one.pk]),
                "cells": [
                    str(one.pk),
                    _("Företag") if one.company_id else _("Person"),
                    day_said(one.expires_on),
                    {"tag": state_tag(state_of(one))},
                ],
            }
            for one in badges
        ],
        "empty": {
            "heading": _("Inget intyg har det numret") if filtered else _("Inga intyg än"),
            "text": _(
                "Den som har gått en utbildning gör sitt intyg själv. Här syns det bara som ett nummer."
            ),
            "icon": "decision",
        },
    }
