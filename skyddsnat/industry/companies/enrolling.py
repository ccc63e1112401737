"""A company asks to join, and its contact confirms the address. Nobody signs in; nothing tells who has joined."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.api import add_organisation, find
from skyddsnat.actors.models import Organisation, Place
from skyddsnat.core.api import Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.companies.access import possible_places
from skyddsnat.industry.companies.proof import note_joined
from skyddsnat.industry.companies.rules import A_DAY, CONFIRM_DAYS, MOST_SITES, check_number, number_said
from skyddsnat.industry.companies.sending import write_letter
from skyddsnat.industry.models import Company, CompanyLetter, Enrolment, Site
from skyddsnat.shared.dates import today

SOURCE = "Anslutningen på webben"
SOURCE_EN = "Joined on the web"


@dataclass(frozen=True, slots=True)
class Workplace:
    """A workplace as it is filled in; `place` is the SCB code of its municipality."""

    name: str
    sector: str
    place: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Who speaks for the company, and in which language."""

    name: str
    email: str
    language: str = "sv"


@transaction.atomic
def enrol(
    *, number: str, name: str, contact: Contact, sites: Sequence[Workplace], once: uuid.UUID, by: User | None = None
) -> Enrolment:  # fmt: skip
    """Keep what was filled in and write to the address. The same form sent twice is one enrolment.

    Staff may leave `number` empty, for a sole trader. Whether the company has joined already is told in the letter,
    never to whoever filled in the form.
    """
    if by is not None:
        check_may(by, WRITE)
    known = Enrolment.objects.filter(once=once).first()
    if known is not None:
        return known
    digits = check_number(number) if number or by is None else ""
    _check_sites(sites)
    email = contact.email.strip().lower()
    _check_not_too_many(email)
    made = Enrolment.objects.create(
        number=digits, name=" ".join(name.split()), contact_name=contact.name.strip(), contact_email=email,
        language=contact.language, sites=[asdict(one) for one in sites], once=once,
        expires_on=today() + datetime.timedelta(days=CONFIRM_DAYS),
    )  # fmt: skip
    record(by, "enrolment.asked", made, sites=len(sites))
    write_letter(CompanyLetter(kind=CompanyLetter.Kind.ENROLMENT, enrolment=made))
    return made


def joined_already(enrolment: Enrolment) -> bool:
    """Whether another contact speaks for a company with that number."""
    if not enrolment.number:
        return False
    found = Company.objects.filter(number=enrolment.number, left_at=None).first()
    return found is not None and found.pk != enrolment.company_id


@transaction.atomic
def confirm(*, enrolment: Enrolment) -> Company:
    """The address is confirmed: the company joins, with its workplaces. Done twice, it is done once."""
    current = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if current.company is not None:
        return current.company
    if joined_already(current):
        raise Refused(_joined_meanwhile())
    company = _company_of(current)
    now = timezone.now()
    for one in current.sites:
        place = Place.objects.get(kind=Place.Kind.MUNICIPALITY, code=one["place"])
        site = Site.objects.create(company=company, name=one["name"], sector=one["sector"], place=place)
        note_joined(site)
    current.company, current.confirmed_at = company, now
    current.save(update_fields=["company", "confirmed_at"])
    record(None, "company.joined", company, sites=len(current.sites))
    return company


def _joined_meanwhile() -> str:
    return _("Företaget är redan anslutet. Fråga dess kontaktperson, eller kontakta oss.")


def _company_of(enrolment: Enrolment) -> Company:
    """A new company; one that left comes back as it was, with the new contact."""
    told = {
        "contact_name": enrolment.contact_name, "contact_email": enrolment.contact_email,
        "language": enrolment.language, "joined_at": timezone.now(), "left_at": None,
        "checked_at": None, "checked_by": None,
    }  # fmt: skip
    known = Company.objects.select_for_update().filter(number=enrolment.number) if enrolment.number else None
    before = known.first() if known is not None else None
    if before is not None:
        if before.left_at is None:  # somebody else confirmed the same number at this moment
            raise Refused(_joined_meanwhile())
        for name, value in told.items():
            setattr(before, name, value)
        before.version += 1
        before.save()
        return before
    try:
        with transaction.atomic():
            return Company.objects.create(
                organisation=_organisation(enrolment), number=enrolment.number or None, **told
            )
    except IntegrityError as error:  # somebody else confirmed the same number at this moment
        raise Refused(_joined_meanwhile()) from error


def _organisation(enrolment: Enrolment) -> Organisation:
    """A row of the register; where the name is taken, the number or the municipality tells them apart."""
    name = enrolment.name
    taken = {str(one.name).casefold() for one in find(name, limit=50)}
    if name.casefold() in taken:
        name = f"{name} ({number_said(enrolment.number)})" if enrolment.number else f"{name} ({enrolment.pk})"
    return add_organisation(kind=Organisation.Kind.COMPANY, name=name, source=SOURCE, by=None)


def _check_sites(sites: Sequence[Workplace]) -> None:
    if not sites:
        raise Refused(_("Skriv minst en arbetsplats."))
    if len(sites) > MOST_SITES:
        raise Refused(_("Högst 40 arbetsplatser på en gång. Lägg till resten på företagets sida sedan."))
    known = set(
        possible_places().filter(code__in=[one.place for one in sites]).values_list("code", flat=True)
    )
    if any(one.place not in known for one in sites):
        raise Refused(_("Välj en kommun ur listan för varje arbetsplats."))


def _check_not_too_many(email: str) -> None:
    """An address that somebody else typed is not to be filled with letters."""
    lately = timezone.now() - datetime.timedelta(days=1)
    if Enrolment.objects.filter(contact_email=email, asked_at__gt=lately).count() >= A_DAY:
        raise Refused(_("Det har kommit flera anmälningar till den adressen i dag. Försök igen i morgon."))
