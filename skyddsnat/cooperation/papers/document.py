"""The referral as a document, in Swedish or English: chosen fields, each with how it may be used."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.models import Referral
from skyddsnat.cooperation.papers.secrecy import Provision, mark
from skyddsnat.cooperation.referrals.fields import FIELDS, GROUPS, SharedField
from skyddsnat.core.models import User
from skyddsnat.shared.dates import STOCKHOLM
from skyddsnat.shared.hashing import canonical_json, sha256_hex
from skyddsnat.shared.typeset import render

TEMPLATE = Path(__file__).parent / "referral.typ"


def document_data(
    referral: Referral, *, number: int, fields: Iterable[str], recipient: Organisation | None, provision: Provision,
    language: str, by: User, at: datetime.datetime,
) -> dict[str, Any]:  # fmt: skip
    """Everything the document says. What people wrote stands in the language they wrote it in."""
    chosen = set(fields)
    with override(language):
        day = at.astimezone(STOCKHOLM).date()
        authority = str(referral.owner)
        facts = [
            (_("Ärende"), referral.number),
            (_("Handling"), str(number)),
            (_("Från"), authority),
            (_("Till"), str(recipient) if recipient else _("Den egna akten")),
        ]
        data: dict[str, Any] = {
            "language": language,
            "demo": settings.DEMO,
            "title": _("Hänvisning av ett barn"),
            "dnr": referral.dnr,
            "authority": authority,
            "date": day.isoformat(),
            "secrecy": mark(provision, day=day, authority=authority, by=by.name, language=language),
            "facts": [{"label": label, "value": value} for label, value in facts],
            "handling": _("Koden efter varje rubrik säger hur uppgiften får användas (EU-dokument 6261-18)."),
            "caution": _(
                "Tecken och oro är inga bevis. Den som kan vara ett barn är ett barn tills annat är visat."
            ),
            "sections": list(_sections(referral, chosen, language)),
            "hash_label": _("SHA-256 för dokumentets data"),
        }
        return data | {"data_hash": sha256_hex(canonical_json(data))}


def pdf(data: dict[str, Any], at: datetime.datetime) -> bytes:
    """The data as PDF/A-2a and PDF/UA-1. The same data and time give the same bytes."""
    return render(TEMPLATE, data, created=at)


def _sections(referral: Referral, chosen: set[str], language: str) -> Iterable[dict[str, Any]]:
    for group, heading in GROUPS.items():
        found = [one for one in FIELDS if one.group == group and one.code in chosen]
        rows = [row for one in found if (row := _row(one, referral, language))]
        if rows:
            yield {"heading": str(heading), "rows": rows}


def _row(field: SharedField, referral: Referral, language: str) -> dict[str, Any] | None:
    said = field.text(referral, language)
    paragraphs = [part for part in said.splitlines() if part.strip()]
    if not paragraphs:
        return None
    return {"label": str(field.label), "code": str(field.handling), "paragraphs": paragraphs}
