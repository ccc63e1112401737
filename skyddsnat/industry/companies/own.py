"""What a company does with its own page, and staff for it: workplaces, staff counts, contact, the list, leaving.

`by` is set only when one of the staff does it for the company.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Place
from skyddsnat.core.api import ChangedMeanwhile, Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.companies.enrolling import Contact
from skyddsnat.industry.companies.proof import note_joined
from skyddsnat.industry.jobs import JOBS_IN, Job
from skyddsnat.industry.models import Company, CompanyLetter, Enrolment, Site, StaffCount


@transaction.atomic
def add_site(*, company: Company, name: str, sector: str, place: Place, by: User | None = None) -> Site:
    """Add a workplace. The same one twice is one: a second click finds the first."""
    current = held(company, by)
    said = " ".join(name.split())
    same = Site.objects.filter(company=current, name__iexact=said, sector=sector, place=place)
    before = same.filter(closed_at=None).first()
    if before is not None:
        return before
    site = Site.objects.create(company=current, name=said, sector=sector, place=place)
    note_joined(site)
    record(by, "site.added", site, company=current.pk)
    return site


@transaction.atomic
def close_site(*, site: Site, by: User | None = None) -> Site:
    """The workplace is no longer there, and its code opens nothing. It can be opened again."""
    return _turn(site, closed=True, by=by)


@transaction.atomic
def reopen_site(*, site: Site, by: User | None = None) -> Site:
    return _turn(site, closed=False, by=by)


def _turn(site: Site, *, closed: bool, by: User | None) -> Site:
    held(site.company, by)
    current = Site.objects.select_for_update(of=("self",)).select_related("company").get(pk=site.pk)
    if (current.closed_at is not None) == closed:
        return current
    current.closed_at = timezone.now() if closed else None
    current.save(update_fields=["closed_at"])
    record(by, "site.closed" if closed else "site.reopened", current)
    return current


@transaction.atomic
def staff_of(company: Company) -> dict[Job, int]:
    """How many the company has told of in each job, at the workplaces that are open."""
    rows = (
        StaffCount.objects.filter(site__company=company, site__closed_at=None).order_by().values_list("job")
    )
    return {Job(job): number for job, number in rows.annotate(number=Sum("number"))}


def count_staff(
    *, site: Site, numbers: Mapping[str, int | None], version: int, by: User | None = None
) -> Company:
    """Say how many do each job there; None is not said. The second of two who write is told."""
    current = held(site.company, by)
    said = {
        job: number for job, number in numbers.items() if number is not None and job in JOBS_IN[site.sector]
    }
    before = dict(StaffCount.objects.filter(site=site).values_list("job", "number"))
    if said == before:
        return current
    if current.version != version:
        raise ChangedMeanwhile(current)
    StaffCount.objects.filter(site=site).delete()
    StaffCount.objects.bulk_create(StaffCount(site=site, job=job, number=n) for job, n in said.items())
    _saved(current)
    record(by, "site.staff_counted", site, jobs=len(said))
    return current


@transaction.atomic
def show_in_list(*, company: Company, shown: bool, by: User | None = None) -> Company:
    """Agree to stand in the public list, or no longer."""
    current = held(company, by)
    if current.is_listed != shown:
        current.is_listed = shown
        _saved(current, "is_listed")
        record(by, "company.listed" if shown else "company.unlisted", current)
    return current


@transaction.atomic
def change_contact(*, company: Company, contact: Contact, version: int, by: User | None = None) -> Company:
    """Another contact, address or language. A new address ends every way in but the one that is open now.

    Staff who change the address end all of them: the new contact asks for a link.
    """
    current = held(company, by)
    email = contact.email.strip().lower()
    said = {"contact_name": contact.name.strip(), "contact_email": email, "language": contact.language}
    if all(getattr(current, name) == value for name, value in said.items()):
        return current
    if current.version != version:
        raise ChangedMeanwhile(current)
    if current.contact_email != email:
        current.keys.filter(used_at=None).delete()
        if by is not None:
            current.keys.all().delete()
        current.checked_at = current.checked_by = None
    for name, value in said.items():
        setattr(current, name, value)
    _saved(current, *said, "checked_at", "checked_by")
    record(by, "company.contact_changed", current)
    return current


@transaction.atomic
def leave(*, company: Company, by: User | None = None) -> Company:
    """Leave: the contact is forgotten, the workplaces close, nothing is listed. Done twice, it is done once."""
    if by is not None:
        check_may(by, WRITE)
    current = Company.objects.select_for_update().get(pk=company.pk)
    if current.left_at is not None:
        return current
    now = timezone.now()
    current.sites.filter(closed_at=None).update(closed_at=now)
    current.keys.all().delete()
    current.tokens.filter(revoked_at=None).update(revoked_at=now)
    Enrolment.objects.filter(company=current).delete()
    CompanyLetter.objects.filter(company=current, claimed_at=None).delete()
    current.memberships.all().delete()
    current.left_at, current.contact_name, current.contact_email, current.is_listed = now, "", "", False
    current.checked_at = current.checked_by = None
    _saved(current, "left_at", "contact_name", "contact_email", "is_listed", "checked_at", "checked_by")
    record(by, "company.left", current)
    return current


@transaction.atomic
def check_company(*, company: Company, checked: bool, by: User) -> Company:
    """Staff have seen that the contact speaks for the company, or take that back."""
    check_may(by, WRITE)
    current = held(company, by)
    if (current.checked_at is not None) != checked:
        current.checked_at, current.checked_by = (timezone.now(), by) if checked else (None, None)
        _saved(current, "checked_at", "checked_by")
        record(by, "company.checked" if checked else "company.unchecked", current)
    return current


def held(company: Company, by: User | None) -> Company:
    """The company as it is now, ours alone until the transaction ends. Raises Refused when it has left."""
    if by is not None:
        check_may(by, WRITE)
    current = (
        Company.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=company.pk)
    )
    if current.joined_at is None or current.left_at is not None:
        raise Refused(_("Företaget är inte med längre. Anslut det igen först."))
    return current


def _saved(current: Company, *fields: str) -> None:
    current.version += 1
    current.save(update_fields=[*fields, "version"])
