"""Companies of the demonstration: eight made-up ones, from newly joined to renewed, and a trade body."""

from __future__ import annotations

import datetime
import itertools
import uuid
from dataclasses import dataclass

from skyddsnat.actors.api import add_organisation, organisation
from skyddsnat.core.models import User
from skyddsnat.industry.api import (
    JOBS_IN,
    Company,
    Contact,
    Criterion,
    Sector,
    SiteProof,
    Step,
    Workplace,
    add_body,
    add_member,
    check_company,
    choose_activity,
    confirm,
    count_staff,
    drafted,
    enrol,
    make_pledge,
    mark_report,
    save_commitment,
    show_in_list,
    submit_report,
)
from skyddsnat.mandate.models import Activity, Assignment
from skyddsnat.shared.dates import today

H, T, R = Sector.HOTEL, Sector.TAXI, Sector.RESTAURANT
OWN = "kommun-0180"  # the municipality of the demonstration's partner, which leads a network of companies
CONTACTS = ("Alva Demosson", "Bo Demosson", "Dani Demosson", "Elif Demosson")
SHOWN_BY = {
    Criterion.POLICY: "Policy mot exploatering av barn, antagen av ledningen. Den hänger i personalrummet.",
    Criterion.TRAIN: "Alla nya går utbildningen första veckan. Listan över andelen finns hos driftchefen.",
    Criterion.CONTRACTS: "Punkt 7 i avtalen med städbolag och bemanning.",
    Criterion.INFORM: "En mening i bekräftelsen till gästen, och en skylt i receptionen.",
    Criterion.ENGAGE: "Möte två gånger om året med kommunen och polisen.",
    Criterion.REPORT: "Rapporten lämnas när löftet förnyas.",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A company: how many of the six are in place, and how many days ago it pledged (None: it has not)."""

    number: str
    name: str
    sites: tuple[tuple[str, Sector, str], ...]
    in_place: int = 0
    pledged: int | None = None
    listed: bool = True
    checked: bool = True
    member: bool = False


# The numbers begin with 999, which no register gives out.
COMPANIES = (
    Made("9999000103", "Demobolaget Hotell Fyren AB",
         (("Hotell Fyren, Stockholm", H, "0180"), ("Hotell Fyren, Malmö", H, "1280")), 6, 500, member=True),
    Made("9999000202", "Demobolaget Taxi Nord AB", (("Taxi Nord, centralen", T, "2480"),), 4, 280, member=True),
    Made("9999000301", "Demobolaget Krogen Linden AB", (("Krogen Linden", R, "0380"),), 3, 30),
    Made("9999000400", "Demobolaget Vandrarhem Aspen AB", (("Vandrarhem Aspen", H, "2321"),), 2, 340, member=True),
    Made("9999000509", "Demobolaget Bilresor Syd AB", (("Bilresor Syd, Lund", T, "1281"),), 1, member=True),
    Made("9999000608", "Demobolaget Stadshotellet AB", (("Stadshotellet", H, "0580"), ("Stadsbaren", R, "0580")), 5, 60,
         listed=False, member=True),
    Made("9999000707", "Demobolaget Nattkrogen AB", (("Nattkrogen", R, "1480"),), checked=False),
    Made("9999000806", "Demobolaget Berghotellet AB", (("Berghotellet", H, "2321"),), 1, checked=False, member=True),
)  # fmt: skip


def build_companies(running: Assignment, people: dict[str, User]) -> None:
    """They join as anybody does; what is proven is on the last activity that has begun."""
    staff, contacts = people["coordinator"], itertools.cycle(CONTACTS)
    companies = [_join(one, next(contacts), staff) for one in COMPANIES]
    activity = running.activities.exclude(started_on=None).order_by("-number")[0]
    _prove(activity, companies[:6], staff)
    association = add_organisation(
        kind="ngo", name="Påhittade branschföreningen", name_en="The made-up trade association",
        source="Demonstration", by=staff,
    )  # fmt: skip
    add_body(organisation=association, by=staff)
    network = add_body(organisation=organisation(OWN), by=staff)
    for one, company in zip(COMPANIES, companies, strict=True):
        if one.member:
            add_member(body=network, company=company, by=staff)


def _join(one: Made, contact: str, staff: User) -> Company:
    asked = enrol(
        number=one.number, name=one.name, contact=Contact(contact, f"demo-{one.number}@example.org"),
        sites=[Workplace(name, sector, place) for name, sector, place in one.sites], once=uuid.uuid4(),
    )  # fmt: skip
    company = confirm(enrolment=asked)
    if one.in_place:
        _count(company)
        _plan(company, one.in_place)
    if one.checked:
        check_company(company=company, checked=True, by=staff)
    if one.listed:
        show_in_list(company=company, shown=True)
    if one.pledged is not None:
        _pledge(company, one.pledged, staff)
    return company


def _pledge(company: Company, days_ago: int, staff: User) -> None:
    """One that pledged long ago has reported: the report is read and the pledge renewed, or waits to be read."""
    pledge = make_pledge(company=company, on=today() - datetime.timedelta(days=days_ago))
    if pledge.valid_until - today() > datetime.timedelta(days=50):
        return
    learnt = "Nattpersonalen behövde mest tid."
    report = submit_report(pledge=pledge, answers=drafted(company, "sv"), learnt=learnt)
    if pledge.valid_until < today():
        mark_report(report=report, read=True, by=staff)
        make_pledge(company=company, on=pledge.valid_until - datetime.timedelta(days=10))


def _count(company: Company) -> None:
    for n, site in enumerate(company.sites.order_by("pk")):
        company.refresh_from_db()
        numbers = {job: 3 + 2 * place + n for place, job in enumerate(JOBS_IN[site.sector])}
        count_staff(
            site=site, numbers={job.value: number for job, number in numbers.items()}, version=company.version
        )


def _plan(company: Company, in_place: int) -> None:
    for n, criterion in enumerate(Criterion):
        if n < in_place:
            step = Step("in_place", today() - datetime.timedelta(days=400 - 30 * n), SHOWN_BY[criterion])
        else:
            step = Step("planned", today() + datetime.timedelta(days=30 * (n + 1)))
        save_commitment(company=company, criterion=criterion, step=step, version=0)


def _prove(activity: Activity, companies: list[Company], by: User) -> None:
    proofs = [one.pk for one in SiteProof.objects.filter(site__company__in=companies)]
    choose_activity(proofs=proofs, activity=activity, by=by)
