"""The six commitments as a plan, the pledge of a year, and the yearly report."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.companies.access import latest_pledge
from skyddsnat.industry.companies.own import held
from skyddsnat.industry.companies.rules import Standing, check_pledge, check_report, first_day, year_after
from skyddsnat.industry.models import Commitment, Company, Criterion, Pledge, YearReport
from skyddsnat.shared.dates import format_date, today
from skyddsnat.shared.identifying import identifying

State = Commitment.State


@dataclass(frozen=True, slots=True)
class Step:
    """How far a company has come with one commitment."""

    state: str
    day: datetime.date | None = None
    shown_by: str = ""
    link: str = ""


def plan_of(company: Company) -> list[Commitment]:
    """All six in order, those that nothing is said of as not begun; no row is made by looking."""
    there = {one.criterion: one for one in company.commitments.all()}
    return [
        there.get(one.value) or Commitment(company=company, criterion=one.value, version=0)
        for one in Criterion
    ]


def check_step(step: Step) -> None:
    """Raise Refused when the step says too little, or too much."""
    if step.state not in State.values:
        raise Refused(_("Välj hur långt ni har kommit."))
    if step.state == State.NOT_BEGUN and step.day is not None:
        raise Refused(_("Ta bort datumet, eller välj att det är planerat eller infört."))
    if step.state != State.NOT_BEGUN and step.day is None:
        raise Refused(_("Skriv vilken dag det infördes, eller när ni planerar det."))
    if step.state == State.IN_PLACE and step.day and step.day > today():
        raise Refused(_("Dagen ligger framåt. Välj planerat, eller skriv dagen då det infördes."))
    if step.state == State.IN_PLACE and not (step.shown_by.strip() or step.link):
        raise Refused(_("Skriv vad som visar att det är infört, eller lägg in en länk."))
    check_no_person(step.shown_by)


def check_no_person(*texts: str) -> None:
    """Raise Refused for a personal number: a company tells of process, never of people."""
    if any(one.stops for text in texts for one in identifying(text)):
        raise Refused(_("Texten har ett personnummer. Ta bort det, så går det att skicka."))


@transaction.atomic
def save_commitment(*, company: Company, criterion: str, step: Step, version: int) -> Commitment:
    """Say how far the company has come with one of the six; the second of two who write is told."""
    current = held(company, None)
    check_step(step)
    if criterion not in Criterion.values:
        raise Refused(_("Det finns inget sådant åtagande."))
    found = Commitment.objects.filter(company=current, criterion=criterion).first()
    one = found or Commitment(company=current, criterion=criterion, version=0)
    said = {"state": step.state, "day": step.day, "shown_by": step.shown_by.strip(), "link": step.link}
    if one.pk and all(getattr(one, name) == value for name, value in said.items()):
        return one
    if one.version != version:
        raise ChangedMeanwhile(one)
    for name, value in said.items():
        setattr(one, name, value)
    one.version += 1
    one.save()
    record(None, "commitment.changed", one, criterion=criterion, state=step.state)
    return one


def standing_of(company: Company) -> Standing:
    """Where the latest pledge is, for the rules."""
    latest = latest_pledge(company)
    return Standing() if latest is None else Standing(latest.valid_until, hasattr(latest, "report"))


@transaction.atomic
def make_pledge(*, company: Company, on: datetime.date | None = None) -> Pledge:
    """Stand by the six for a year, or for one more. A second click finds the pledge that was made."""
    current, day = held(company, None), on or today()
    latest = latest_pledge(current)
    if latest is not None and latest.made_on == day:
        return latest
    standing = standing_of(current)
    check_pledge(plan_of(current), standing, day)
    first = first_day(standing.until, day)
    made = Pledge.objects.create(
        company=current, made_on=day, valid_from=first, valid_until=year_after(first)
    )
    record(None, "pledge.made", made, company=current.pk, until=made.valid_until.isoformat())
    return made


def drafted(company: Company, language: str) -> dict[str, str]:
    """The report as the plan says it: a few sentences for each of the six, for the company to go on from."""
    return {one.criterion: _sentence(one, language) for one in plan_of(company)}


def _sentence(one: Commitment, language: str) -> str:
    if one.state == State.NOT_BEGUN or one.day is None:
        return _("Inte påbörjat.")
    day = format_date(one.day, language)
    if one.state == State.PLANNED:
        said = _("Planerat till %(day)s.") % {"day": day}
    else:
        said = _("Infört %(day)s.") % {"day": day}
    return "\n".join(part for part in (said, one.shown_by, one.link) if part)


@transaction.atomic
def submit_report(*, pledge: Pledge, answers: Mapping[str, str], learnt: str = "") -> YearReport:
    """Send the report of a pledge's year. It is sent once; a second click finds it."""
    current = held(pledge.company, None)
    before = YearReport.objects.filter(pledge=pledge).first()
    if before is not None:
        return before
    check_report(pledge.valid_until, today())
    said = {one.value: answers.get(one.value, "").strip() for one in Criterion}
    if not all(said.values()):
        raise Refused(_("Skriv något om varje åtagande, om så bara att det inte är påbörjat."))
    check_no_person(*said.values(), learnt)
    states = {one.criterion: one.state for one in plan_of(current)}
    made = YearReport.objects.create(
        pledge=pledge, answers=said, states=states, learnt=learnt.strip(), submitted_at=timezone.now()
    )
    record(None, "year_report.submitted", made, company=current.pk)
    return made


@transaction.atomic
def mark_report(*, report: YearReport, read: bool, by: User) -> YearReport:
    """Staff have read the report, or let it wait again."""
    check_may(by, WRITE)
    current = YearReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if (current.read_at is not None) != read:
        current.read_at, current.read_by = (timezone.now(), by) if read else (None, None)
        current.save(update_fields=["read_at", "read_by"])
        record(by, "year_report.read" if read else "year_report.unread", current)
    return current
