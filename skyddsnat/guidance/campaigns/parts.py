"""The parts of the campaigns' pages: tables, facts, the chart, and numbers that may be shown."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from skyddsnat.core.api import drawn
from skyddsnat.guidance.campaigns.printing import code_url
from skyddsnat.guidance.campaigns.rules import FEW, Shown, spans
from skyddsnat.guidance.models import Batch, Campaign, ReadingCount
from skyddsnat.guidance.translations import translations
from skyddsnat.shared.charts import Bar, bar_chart
from skyddsnat.shared.dates import format_date, format_month, format_period
from skyddsnat.shared.money import format_number


class Read(NamedTuple):
    """A batch with what may be shown of its readings."""

    batch: Batch
    shown: Shown


def language() -> str:
    return "en" if get_language() == "en" else "sv"


def words_of(value: str, english: str = "") -> dict[str, Any]:
    """A cell with words typed in Swedish, in English where there is such a text."""
    chosen = english if language() == "en" and english else value
    return {"value": chosen, "swedish": language() == "en" and not english}


def readings(batches: Iterable[Batch], *, today: datetime.date) -> list[Read]:
    """What may be shown of each batch's readings, up to yesterday."""
    rows = list(batches)
    days: dict[int, list[tuple[datetime.date, int]]] = {}
    counts = ReadingCount.objects.filter(batch__in=rows, day__lt=today)
    for batch, day, count in counts.values_list("batch_id", "day", "count"):
        days.setdefault(batch, []).append((day, count))
    return [Read(batch, spans(days.get(batch.pk, []))) for batch in rows]


def few() -> str:
    return _("färre än %(few)s") % {"few": FEW}


def number_of(shown: Shown) -> str:
    """The number of readings as it may be shown: never a small one, zero apart."""
    if not shown.spans and shown.more:
        return few()
    return format_number(shown.total)


def state_of(batch: Batch) -> dict[str, str]:
    if batch.withdrawn_at is not None:
        return {"text": _("Indragen"), "tone": "warning"}
    return {"text": _("I bruk"), "tone": "success"}


def period_of(campaign: Campaign) -> str:
    return format_period(campaign.starts, campaign.ends, language())


def campaigns_table(campaigns: Iterable[Campaign], read: dict[int, list[Read]]) -> dict[str, Any]:
    """The list of campaigns; its number is a link to the batches that it is the sum of."""
    return {
        "caption": _("Kampanjer"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Kampanj")},
            {"label": _("Insats")},
            {"label": _("Tid")},
            {"label": _("Omgångar"), "figures": True},
            {"label": _("Läsningar"), "figures": True},
        ],
        "rows": [
            {
                "url": one.get_absolute_url(),
                "cells": [
                    words_of(one.name, one.name_en),
                    words_of(one.activity.title, one.activity.title_en),
                    period_of(one),
                    format_number(len(read.get(one.pk, []))),
                    format_number(sum(row.shown.total for row in read.get(one.pk, []))),
                ],
            }
            for one in campaigns
        ],
        "empty": {
            "heading": _("Inga kampanjer än"),
            "text": _(
                "En kampanj har koder på det som delas ut. Varje kod leder till en sida och räknas för sig."
            ),
            "icon": "indicator",
            "url": reverse("guidance-desk:campaign-new"),
            "label": _("Lägg till en kampanj"),
        },
    }


def batches_table(campaign: Campaign, rows: list[Read]) -> dict[str, Any]:
    """Each batch with its code and what may be shown of its readings."""
    return {
        "caption": _("Omgångar"),
        "caption_hidden": True,
        "export": "omgangar",
        "columns": [
            {"label": _("Omgång")},
            {"label": _("Var")},
            {"label": _("Antal"), "figures": True},
            {"label": _("Kod")},
            {"label": _("Läsningar"), "figures": True},
            {"label": _("Läge")},
        ],
        "rows": [
            {
                "url": row.batch.get_absolute_url(),
                "cells": [
                    row.batch.get_form_display(),
                    words_of(row.batch.where),
                    format_number(row.batch.copies) if row.batch.copies else "–",
                    row.batch.code,
                    {"value": number_of(row.shown), "url": f"{row.batch.get_absolute_url()}#manader"},
                    {"value": "", "tag": state_of(row.batch)},
                ],
            }
            for row in rows
        ],
        "foot": [_("Summa"), "", "", "", format_number(sum(row.shown.total for row in rows)), ""],
        "empty": {
            "heading": _("Inga omgångar än"),
            "text": _("En omgång är det som trycks för en plats, till exempel bagagetaggar på Arlanda."),
            "icon": "indicator",
            "url": reverse("guidance-desk:batch-new", args=[campaign.pk]),
            "label": _("Lägg till en omgång"),
        },
    }


def months_table(batch: Batch, shown: Shown) -> dict[str, Any]:
    """Readings by month, each with its row in the ledger when it has one."""
    slug = batch.campaign.activity.assignment.slug
    proofs = {proof.first_day: proof for proof in batch.proofs.all()}
    rows = []
    for span in reversed(shown.spans):
        proof = proofs.get(span.first)
        evidence: Any = _("Förs in när månaden är slut")
        if proof is not None:
            label = _("Underlag nr %(seq)s") % {"seq": proof.seq}
            evidence = {"value": label, "url": reverse("mandate:evidence", args=[slug, proof.seq])}
        rows.append({"cells": [months(span.first, span.last), format_number(span.number), evidence]})
    return {
        "caption": _("Läsningar per månad"),
        "caption_hidden": True,
        "export": "manader",
        "columns": [
            {"label": _("Månad")},
            {"label": _("Läsningar"), "figures": True},
            {"label": _("Underlag")},
        ],
        "rows": rows,
        "empty": {"heading": _("Inga läsningar att visa än"), "text": none_shown(shown), "icon": "indicator"},
    }


def months(first: datetime.date, last: datetime.date) -> str:
    """ "mars 2014", or "mars 2014–maj 2014"."""
    names = [format_month(f"{day:%Y-%m}", language()) for day in (first, last)]
    return names[0] if names[0] == names[1] else "–".join(names)


def none_shown(shown: Shown) -> str:
    if shown.more:
        return _("Koden har lästs, men färre än %(few)s gånger. Så små tal visas inte.") % {"few": FEW}
    return _("Ingen har läst koden till och med i går.")


def places_chart(rows: list[Read]) -> dict[str, Any] | None:
    """Bars of the batches that have a number to show; nothing with fewer than two of them."""
    told = [row for row in rows if row.shown.spans]
    if len(told) < 2:
        return None
    most = max(told, key=lambda row: row.shown.total)
    return drawn(
        bar_chart(
            [Bar(f"{row.batch}", row.shown.total) for row in told],
            title=_("Mest läst: %(batch)s") % {"batch": str(most.batch)},
            subtitle=_("Läsningar av koden, till och med i går"),
            source=_("räkningen per dag"),
            language=language(),
            headed=False,
        )
    )


def campaign_facts(campaign: Campaign) -> list[dict[str, Any]]:
    activity = campaign.activity
    leads = campaign.page
    return [
        {
            "label": _("Insats"),
            **words_of(activity.title, activity.title_en),
            "url": activity.get_absolute_url(),
            "change": _("Visa"),
        },
        {"label": _("Tid"), "value": period_of(campaign)},
        {
            "label": _("Koderna leder till"),
            **(words_of(leads.title) if leads else {"value": _("Startsidan")}),
            "url": leads.relative_url(None) if leads else "/sv/",
            "change": _("Visa"),
        },
    ]


def batch_facts(batch: Batch, shown: Shown) -> list[dict[str, Any]]:
    place = batch.place
    withdrawn = batch.withdrawn_at
    rows: list[dict[str, Any]] = [
        {"label": _("Läge"), "value": "", "tag": state_of(batch)},
        {"label": _("Kod"), "value": code_html(batch.code)},
        {"label": _("Adress i koden"), "value": code_url(batch)},
        {"label": _("Var"), **words_of(batch.where)},
        {
            "label": _("Kommun"),
            "value": (place.name_en if language() == "en" else place.name) if place else _("Ingen kommun"),
        },
        {"label": _("Antal"), "value": copies_of(batch)},
        {"label": _("Läsningar"), "value": number_of(shown)},
    ]
    if withdrawn is not None:
        rows.insert(1, {"label": _("Indragen den"), "value": format_date(withdrawn.date(), language())})
    return rows


def pictures() -> list[dict[str, str]]:
    """The picture to share on the net, in each language."""
    return [
        {"code": one.code, "name": one.name, "direction": one.direction, "url": one.url}
        for one in translations("guidance:picture", name="kampanj")
    ]


def copies_of(batch: Batch) -> str:
    if batch.copies is None:
        return _("Räknas inte")
    return ngettext("%(count)s exemplar", "%(count)s exemplar", batch.copies) % {
        "count": format_number(batch.copies)
    }


def code_html(code: str) -> SafeString:
    """The code in letters of the same width; it holds only our own."""
    return mark_safe(f'<span class="code">{code}</span>')  # noqa: S308 - six letters out of twenty-one
