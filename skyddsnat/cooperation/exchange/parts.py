"""The exchange in words and rows: parcels, links, answers, the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.exchange.access import holds
from skyddsnat.cooperation.exchange.actions.links import is_open
from skyddsnat.cooperation.exchange.rules import is_worn_out
from skyddsnat.cooperation.models import AnswerLink, ExchangeEvent, Parcel, Proposal, Share
from skyddsnat.cooperation.referrals.fields import field
from skyddsnat.shared.dates import format_moment

type Tag = dict[str, str]
type Table = dict[str, Any]


def field_name(code: str) -> str:
    found = field(code)
    return str(found.label) if found else code


def parcel_tag(parcel: Parcel) -> Tag:
    """How a parcel stands."""
    if all(one.withdrawn_at for one in parcel.shares.all()):
        return {"text": _("Återkallat"), "tone": "neutral"}
    if parcel.acknowledged_at:
        return {"text": _("Kvitterat"), "tone": "success"}
    if parcel.opened_at:
        return {"text": _("Öppnat, inte kvitterat"), "tone": "info"}
    return {"text": _("Inte öppnat än"), "tone": "warning"}


def link_tag(link: AnswerLink) -> Tag:
    """How a link stands."""
    if link.used_at:
        return {"text": _("Använd"), "tone": "success"}
    if link.closed_at:
        return {"text": _("Stängd"), "tone": "neutral"}
    if is_worn_out(link.tries):
        return {"text": _("Stängd efter för många fel koder"), "tone": "danger"}
    if not is_open(link, timezone.now()):
        return {"text": _("Gäller inte längre"), "tone": "neutral"}
    return {"text": _("Väntar på svar"), "tone": "info"}


def proposal_tag(proposal: Proposal) -> Tag:
    tones = {"": "warning", "confirmed": "success", "declined": "neutral"}
    text = str(proposal.get_outcome_display()) if proposal.outcome else _("Väntar på dig")
    return {"text": text, "tone": tones[proposal.outcome]}


def sent_table(rows: Iterable[Parcel]) -> Table:
    """What went from us."""
    return {
        "caption": _("Skickat av oss"),
        "caption_hidden": True,
        "export": "",
        "columns": [{"label": _("Ärende")}, {"label": _("Till")}, {"label": _("Uppgifter")}, {"label": _("När")},
                    {"label": _("Läge")}],
        "rows": [
            {
                "url": reverse("cooperation:exchange-parcel", args=[one.pk]),
                "cells": [one.referral.number, str(one.receiver), _fields(one), format_moment(one.sent_at),
                          {"value": "", "tag": parcel_tag(one)}],
            }
            for one in rows
        ],
        "empty": {
            "heading": _("Inget är skickat än"), "icon": "lock", "url": "", "label": "",
            "text": _("Öppna ett ärende och välj vilka uppgifter den andra myndigheten behöver."),
        },
    }  # fmt: skip


def received_table(rows: Iterable[Parcel]) -> Table:
    """What came to us."""
    return {
        "caption": _("Mottaget av oss"),
        "caption_hidden": True,
        "export": "",
        "columns": [{"label": _("Ärende")}, {"label": _("Från")}, {"label": _("Uppgifter")}, {"label": _("När")},
                    {"label": _("Läge")}],
        "rows": [
            {
                "url": reverse("cooperation:exchange-parcel", args=[one.pk]),
                "cells": [one.referral.number, str(one.referral.owner), _fields(one), format_moment(one.sent_at),
                          {"value": "", "tag": parcel_tag(one)}],
            }
            for one in rows
        ],
        "empty": {
            "heading": _("Inget har kommit än"), "icon": "lock", "url": "", "label": "",
            "text": _("Det som en annan myndighet förseglar till er visas här."),
        },
    }  # fmt: skip


def _fields(parcel: Parcel) -> str:
    return ", ".join(field_name(one.field) for one in parcel.shares.all())


def share_rows(shares: Sequence[Share], *, owner: bool) -> list[dict[str, Any]]:
    """Each field of a parcel: what it is for and how it may be used."""
    return [
        {
            "row": one, "label": field_name(one.field), "purpose": one.get_purpose_display(),
            "codes": [one.get_handling_display(), one.get_source_code_display(), one.get_info_code_display()],
            "consent": f"{one.consent.get_kind_display()}, {one.consent.said_on.isoformat()}" if owner else "",
            "consent_gone": owner and not holds(one.consent),
            "withdraw": reverse("cooperation:exchange-withdraw-field", args=[one.parcel_id, one.field]),
        }
        for one in shares
    ]  # fmt: skip


def log_rows(events: Iterable[ExchangeEvent], own: Iterable[Organisation]) -> list[dict[str, str]]:
    """The log for a reader: people of the reader's own authority by name, of another by their authority."""
    mine = {one.pk for one in own}
    return [
        {
            "at": format_moment(one.at),
            "who": one.by.name if one.by and one.organisation_id in mine else str(one.organisation),
            "said": str(one.get_act_display()),
            "field": field_name(one.field) if one.field else "",
        }
        for one in events
    ]


def link_rows(links: Iterable[AnswerLink]) -> list[dict[str, Any]]:
    return [
        {
            "row": one, "asked": one.get_asked_display(), "to": str(one.organisation), "tag": link_tag(one),
            "until": format_moment(one.expires_at), "tries": one.tries, "open": is_open(one, timezone.now()),
            "close": reverse("cooperation:exchange-link-close", args=[one.pk]),
        }
        for one in links
    ]  # fmt: skip


def proposal_rows(proposals: Iterable[Proposal]) -> list[dict[str, Any]]:
    return [
        {
            "row": one, "asked": one.get_asked_display(), "from": str(one.organisation), "tag": proposal_tag(one),
            "answer": one.get_answer_display(), "at": format_moment(one.at), "number": one.referral.number,
            "url": reverse("cooperation:exchange-proposal", args=[one.pk]),
        }
        for one in proposals
    ]  # fmt: skip
