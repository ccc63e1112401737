"""The parts of a company's own page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.models import User
from skyddsnat.industry.companies.access import latest_pledge, reportable_pledge
from skyddsnat.industry.companies.commitments import plan_of, standing_of
from skyddsnat.industry.companies.parts import language
from skyddsnat.industry.companies.rules import can_pledge, missing, number_said
from skyddsnat.industry.jobs import JOBS_IN, Job
from skyddsnat.industry.models import Commitment, Company, Criterion, Site, YearReport
from skyddsnat.industry.sectors.addresses import site_address
from skyddsnat.shared.dates import STOCKHOLM, format_date, today

type Rows = list[dict[str, Any]]
State = Commitment.State
TONES = {State.NOT_BEGUN: "neutral", State.PLANNED: "info", State.IN_PLACE: "success"}

WHAT = {
    Criterion.POLICY: lambda: _(
        "En skriven policy mot sexuell exploatering av barn, och en rutin för vad man gör."
    ),
    Criterion.TRAIN: lambda: _(
        "Alla som möter gäster vet vilka tecken man kan se, vem man ringer och vem man säger till."
    ),
    Criterion.CONTRACTS: lambda: _(
        "Avtalen med leverantörer säger att ni tillsammans inte godtar att barn utnyttjas."
    ),
    Criterion.INFORM: lambda: _("Gäster och resenärer får veta hur ni arbetar och vart man vänder sig."),
    Criterion.ENGAGE: lambda: _(
        "Ni arbetar med andra på orten: polis, kommun, föreningar och andra företag."
    ),
    Criterion.REPORT: lambda: _("En gång om året berättar ni vad ni har gjort."),
}


def what(criterion: str) -> str:
    """What a commitment means, in a sentence."""
    return WHAT[Criterion(criterion)]()


def steps(company: Company, sites: list[Site]) -> Rows:
    """What is to be done, in order; what is done says so."""
    plan_url = f"{reverse('industry:company-own')}#ataganden"
    lacking = len(missing(plan_of(company)))
    rows: Rows = []
    for site in sites:
        if site.closed_at is None and not site.staff.all():
            rows.append(
                _step(_("Skriv hur många som arbetar på %(site)s") % {"site": site.name}, _("Att göra"), "warning",
                      reverse("industry:own-staff", args=[site.pk]))
            )  # fmt: skip
    if lacking:
        left = ngettext("%(count)d kvar", "%(count)d kvar", lacking) % {"count": lacking}
        rows.append(_step(_("Gå igenom de sex åtagandena"), left, "warning", plan_url))
    latest = latest_pledge(company)
    if reportable_pledge(company) is not None:
        rows.append(_step(_("Lämna årsrapporten"), _("Att göra"), "warning", reverse("industry:own-report")))
    if can_pledge(plan_of(company), standing_of(company), today()):
        words = _("Lova för ett år till") if latest else _("Lova för ett år")
        rows.append(_step(words, _("Att göra"), "warning", f"{reverse('industry:company-own')}#loftet"))
    return rows


def _step(label: str, status: str, tone: str, url: str) -> dict[str, Any]:
    return {"label": label, "status": status, "tone": tone, "url": url}


def site_cards(sites: Iterable[Site]) -> Rows:
    """Each workplace with its code and how many do what."""
    return [
        {
            "site": site,
            "about": f"{site.get_sector_display()}, {site.place.name}",
            "to_do_url": site_address(site, language=language()),
            "staff": ", ".join(f"{Job(one.job).label} {one.number}" for one in _in_order(site) if one.number),
        }
        for site in sites
    ]


def _in_order(site: Site) -> list[Any]:
    order = {job: n for n, job in enumerate(JOBS_IN[site.sector])}
    return sorted(site.staff.all(), key=lambda one: order.get(one.job, len(order)))


def staff_facts(site: Site) -> Rows:
    return [{"label": Job(one.job).label, "value": one.number} for one in _in_order(site)]


def plan(company: Company) -> Rows:
    """The six with how far each has come, as a list of tasks."""
    return [
        {
            "label": str(Criterion(one.criterion).label), "hint": _how_far(one),
            "status": str(State(one.state).label), "tone": TONES[State(one.state)],
            "url": reverse("industry:own-commitment", args=[one.criterion]),
        }
        for one in plan_of(company)
    ]  # fmt: skip


def _how_far(one: Commitment) -> str:
    if one.day is None:
        return what(one.criterion)
    day = format_date(one.day, language())
    words = _("Planerat till %(day)s.") if one.state == State.PLANNED else _("Infört %(day)s.")
    return words % {"day": day}


def commitment_facts(one: Commitment) -> Rows:
    return [
        {"label": _("Hur långt har ni kommit?"), "value": str(State(one.state).label)},
        {"label": _("Vilken dag?"), "value": format_date(one.day, language()) if one.day else ""},
        {"label": _("Vad visar det?"), "value": one.shown_by},
        {"label": _("Länk"), "value": one.link},
    ]


def pledge(company: Company) -> dict[str, Any]:
    """Where the pledge stands, and what can be done about it."""
    latest, day = latest_pledge(company), today()
    holds = latest is not None and latest.valid_until >= day
    left = (latest.valid_until - day).days if latest and holds else 0
    return {
        "holds": holds,
        "until": latest.valid_until if latest else None,
        "left": left,
        "tone": "warning" if left <= 30 else "success",
        "may_make": can_pledge(plan_of(company), standing_of(company), day),
        "may_report": reportable_pledge(company) is not None,
        "renews": latest is not None,
    }


def reports(rows: Iterable[YearReport]) -> Rows:
    return [
        {
            "label": _("Rapport, löftet till %(day)s") % {"day": format_date(one.pledge.valid_until, language())},
            "status": _("Läst av oss") if one.read_at else _("Inlämnad"), "tone": "success" if one.read_at else "info",
            "url": reverse("industry:own-report-sent", args=[one.pk]),
            "hint": format_date(one.submitted_at.astimezone(STOCKHOLM).date(), language()),
        }
        for one in rows
    ]  # fmt: skip


def listing(company: Company) -> dict[str, Any]:
    """Whether the company is seen, and if not, why."""
    latest = latest_pledge(company)
    holds = latest is not None and latest.valid_until >= today()
    why = ""
    if company.is_listed and not holds:
        why = _("Det visas när ni har ett giltigt löfte.")
    elif company.is_listed and company.checked_at is None:
        why = _("Det visas när vi har kontrollerat att du talar för företaget.")
    return {"agreed": company.is_listed, "why": why}


def facts(company: Company) -> Rows:
    return [
        {"label": _("Organisationsnummer"), "value": number_said(company.number)},
        {"label": _("Kontaktperson"), "value": company.contact_name},
        {"label": _("E-post"), "value": company.contact_email},
        {"label": _("Språk i våra mejl"), "value": dict(User.LANGUAGES).get(company.language, "")},
    ]


def report_facts(report: YearReport) -> Rows:
    """What was sent, with how far each had come."""
    rows: Rows = []
    for one in Criterion:
        state = report.states.get(one.value, "")
        tag = (
            {"text": str(State(state).label), "tone": TONES[State(state)]} if state in State.values else None
        )
        rows.append({"label": str(one.label), "value": report.answers.get(one.value, ""), "tag": tag})
    if report.learnt:
        rows.append({"label": _("Vad har ni lärt er under året?"), "value": report.learnt, "tag": None})
    return rows
