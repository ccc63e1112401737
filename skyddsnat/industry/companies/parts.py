"""The parts of the staff's and the public's pages: tables and facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.industry.companies.rules import number_said
from skyddsnat.industry.models import Company, CompanyLetter, Site, SiteProof, TradeBody, YearReport
from skyddsnat.shared.dates import STOCKHOLM, format_date, format_moment
from skyddsnat.shared.money import format_number

type Rows = list[dict[str, Any]]
type Table = dict[str, Any]


def language() -> str:
    return "en" if get_language() == "en" else "sv"


def standing_tag(company: Company) -> dict[str, str]:
    """Whether the company stands by a pledge. Needs `pledged_until`."""
    until = company.pledged_until  # type: ignore[attr-defined]
    if company.left_at is not None:
        return {"text": _("Har lämnat"), "tone": "neutral"}
    if until is None:
        return {"text": _("Inget löfte"), "tone": "neutral"}
    return {"text": _("Giltigt löfte"), "tone": "success"}


def until_said(company: Company) -> str:
    until = company.pledged_until  # type: ignore[attr-defined]
    return format_date(until, language()) if until and company.left_at is None else "–"


def where_said(sites: Iterable[Site]) -> str:
    """The municipalities of the open workplaces, each once."""
    return ", ".join(sorted({site.place.name for site in sites if site.closed_at is None})) or "–"


def sectors_said(sites: Iterable[Site]) -> str:
    return (
        ", ".join(dict.fromkeys(str(one.get_sector_display()) for one in sites if one.closed_at is None))
        or "–"
    )


def companies_table(rows: Iterable[Company], *, narrowed: bool, may_write: bool) -> Table:
    """The companies as staff see them. Nothing in it tells of a person."""
    empty: dict[str, Any] = {
        "heading": _("Inget företag passar") if narrowed else _("Inga företag har anslutit sig än"),
        "text": _("Ändra sökningen, eller visa alla företag.")
        if narrowed
        else _("Företag ansluter sig på den publika sidan. Enskilda firmor lägger ni till här."),
        "icon": "people",
    }
    if narrowed:
        empty |= {"url": reverse("industry:start"), "label": _("Visa alla")}
    elif may_write:
        empty |= {"url": reverse("industry:company-new"), "label": _("Lägg till ett företag")}
    return {
        "caption": _("Företagen"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Företag"), "notes": _("Organisationsnummer")},
            {"label": _("Slag")},
            {"label": _("Kommun")},
            {"label": _("Arbetsplatser"), "figures": True},
            {"label": _("Anslöt sig")},
            {"label": _("Läge")},
            {"label": _("Löftet gäller till")},
        ],
        "rows": [company_row(one) for one in rows],
        "empty": empty,
    }


def company_row(one: Company) -> dict[str, Any]:
    sites = list(one.sites.all())
    joined = one.joined_at.astimezone(STOCKHOLM).date() if one.joined_at else None
    return {
        "url": reverse("industry:company", args=[one.pk]),
        "cells": [
            {"value": str(one), "note": number_said(one.number)},
            sectors_said(sites),
            where_said(sites),
            format_number(one.open_sites),  # type: ignore[attr-defined]
            format_date(joined, language()) if joined else "–",
            {"value": "", "tag": standing_tag(one)},
            until_said(one),
        ],
    }


def listed_table(rows: Iterable[Company], *, narrowed: bool) -> Table:
    """The companies that everybody may read of."""
    return {
        "caption": _("Företag med giltigt löfte"),
        "caption_hidden": True,
        "export": "",
        "columns": [
            {"label": _("Företag")}, {"label": _("Slag")}, {"label": _("Kommun")}, {"label": _("Löftet gäller till")},
        ],
        "rows": [
            {"cells": [str(one), sectors_said(one.sites.all()), where_said(one.sites.all()), until_said(one)]}
            for one in rows
        ],
        "empty": {
            "heading": _("Inget företag passar") if narrowed else _("Inga företag i listan än"),
            "text": _("Välj ett annat slag eller en annan kommun.")
            if narrowed
            else _("Här står de som har ett giltigt löfte och vill synas."),
            "icon": "people",
        },
    }  # fmt: skip


def company_facts(company: Company, *, with_contact: bool) -> Rows:
    checked = (
        {"text": _("Kontrollerad"), "tone": "success"}
        if company.checked_at
        else {"text": _("Inte kontrollerad"), "tone": "warning"}
    )
    rows: Rows = [
        {"label": _("Organisationsnummer"), "value": number_said(company.number)},
        {"label": _("Anslöt sig"), "value": _day(company.joined_at)},
        {"label": _("Löfte"), "value": until_said(company), "tag": standing_tag(company)},
        {
            "label": _("Publika listan"),
            "value": _("Vill synas") if company.is_listed else _("Vill inte synas"),
        },
        {
            "label": _("Kontroll"),
            "value": _day(company.checked_at) if company.checked_at else " ",
            "tag": checked,
        },
    ]
    if company.left_at is not None:
        return [*rows[:2], {"label": _("Lämnade"), "value": _day(company.left_at)}]
    if with_contact:
        said = f"{company.contact_name}, {company.contact_email}"
        change = reverse("industry:company-contact", args=[company.pk])
        rows.append({"label": _("Kontaktperson"), "value": said, "url": change})
    return rows


def _day(moment: Any) -> str:
    return format_date(moment.astimezone(STOCKHOLM).date(), language()) if moment else "–"


def sites_table(sites: Iterable[Site]) -> Table:
    return {
        "caption": _("Arbetsplatser"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Arbetsplats")}, {"label": _("Slag")}, {"label": _("Kommun")}, {"label": _("Kod")},
            {"label": _("Anställda"), "figures": True}, {"label": _("Läge")},
        ],
        "rows": [
            {
                "cells": [
                    site.name, str(site.get_sector_display()), site.place.name, site.code,
                    format_number(sum(one.number for one in site.staff.all())),
                    {"value": "", "tag": site_tag(site)},
                ]
            }
            for site in sites
        ],
        "empty": {"heading": _("Inga arbetsplatser"), "text": "", "icon": "place"},
    }  # fmt: skip


def site_tag(site: Site) -> dict[str, str]:
    if site.closed_at is not None:
        return {"text": _("Stängd"), "tone": "neutral"}
    return {"text": _("Öppen"), "tone": "success"}


def proofs_table(rows: Iterable[SiteProof], *, may_write: bool) -> Table:
    """Workplaces and what the ledger says of them."""
    return {
        "caption": _("Arbetsplatser som underlag"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Arbetsplats"), "notes": _("Företag")}, {"label": _("Kommun")}, {"label": _("Anslöt sig")},
            {"label": _("Insats")}, {"label": _("Underlag")}, {"label": _("Ändra"), "aside": True},
        ],
        "rows": [_proof_row(one, may_write=may_write) for one in rows],
        "empty": {
            "heading": _("Inga arbetsplatser"), "icon": "evidence",
            "text": _("När ett företag har anslutit sig väntar dess arbetsplatser här på en insats."),
        },
    }  # fmt: skip


def _proof_row(one: SiteProof, *, may_write: bool) -> dict[str, Any]:
    if one.evidence is not None and one.activity is not None:
        said: Any = {
            "value": _("Underlag nr %(seq)s") % {"seq": one.evidence.seq},
            "url": reverse("mandate:evidence", args=[one.activity.assignment.slug, one.evidence.seq]),
        }
    elif one.aside_at is not None:
        said = {"value": "", "tag": {"text": _("Räknas inte"), "tone": "neutral"}}
    elif one.activity is not None:
        said = {"value": "", "tag": {"text": _("Väntar på att insatsen börjar"), "tone": "info"}}
    else:
        said = {"value": "", "tag": {"text": _("Väntar på insats"), "tone": "warning"}}
    name = "industry:proof-count-again" if one.aside_at else "industry:proof-aside"
    words = _("Räkna med igen") if one.aside_at else _("Räkna inte med")
    return {
        "cells": [
            {"value": one.site.name, "note": str(one.site.company)}, one.site.place.name,
            format_date(one.joined_on, language()), _activity_cell(one), said,
            {"value": words, "url": reverse(name, args=[one.pk])} if may_write else "",
        ]
    }  # fmt: skip


def _activity_cell(one: SiteProof) -> Any:
    if one.activity is None:
        return "–"
    return {"value": str(one.activity), "swedish": language() == "en" and not one.activity.title_en}


def reports_table(rows: Iterable[YearReport]) -> Table:
    return {
        "caption": _("Årsrapporter"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Företag")}, {"label": _("Löftet gäller till")}, {"label": _("Inlämnad")}, {"label": _("Läge")},
        ],
        "rows": [
            {
                "url": reverse("industry:report", args=[one.pk]),
                "cells": [
                    str(one.pledge.company), format_date(one.pledge.valid_until, language()),
                    format_moment(one.submitted_at), {"value": "", "tag": report_tag(one)},
                ],
            }
            for one in rows
        ],
        "empty": {
            "heading": _("Inga årsrapporter än"), "icon": "report",
            "text": _("Ett företag lämnar en rapport om året, innan det förnyar sitt löfte."),
        },
    }  # fmt: skip


def report_tag(one: YearReport) -> dict[str, str]:
    if one.read_at is not None:
        return {"text": _("Läst"), "tone": "success"}
    return {"text": _("Att läsa"), "tone": "warning"}


def letters_table(rows: Iterable[CompanyLetter]) -> Table:
    kinds = {
        "enrolment": _("Bekräftelse"), "sign_in": _("Länk till sidan"), "reminder": _("Påminnelse"),
        "recall": _("Återkallat material"),
    }  # fmt: skip
    return {
        "caption": _("Brev till företaget"),
        "caption_hidden": True,
        "export": "",
        "columns": [{"label": _("Brev")}, {"label": _("Skrivet")}, {"label": _("Skickat")}],
        "rows": [
            {
                "cells": [
                    kinds[one.kind] + (f", {one.days_before}" if one.days_before else ""),
                    format_moment(one.written_at),
                    format_moment(one.sent_at) if one.sent_at else _("Inte än"),
                ]
            }
            for one in rows
        ],
        "empty": {"heading": _("Inga brev än"), "text": "", "icon": "document"},
    }


def bodies_table(rows: Iterable[TradeBody]) -> Table:
    return {
        "caption": _("Branschorgan och kedjor"),
        "caption_hidden": True,
        "columns": [{"label": _("Namn")}, {"label": _("Anslutna medlemmar"), "figures": True}],
        "rows": [
            {
                "url": reverse("industry:body", args=[one.pk]),
                "cells": [str(one), format_number(one.members.count())],
            }
            for one in rows
        ],
        "empty": {
            "heading": _("Inga branschorgan eller kedjor än"), "icon": "people",
            "text": _("Ett organ ser summor för sina medlemmar, aldrig ett enskilt företag."),
        },
    }  # fmt: skip
