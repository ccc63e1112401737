"""Every write on workplaces to reach: added, changed one by one or many at once, removed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Place
from skyddsnat.core.api import ChangedMeanwhile, Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.industry.access import COUNTY, WRITE
from skyddsnat.industry.companies.rules import check_number
from skyddsnat.industry.models import Prospect
from skyddsnat.industry.outreach import access
from skyddsnat.industry.outreach.rules import MOST_CHOSEN, Status, check_process_only, tidy


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody says of a workplace. The number as it may be typed; no person is named."""

    number: str
    name: str
    sector: str
    place: Place
    address: str = ""
    email: str = ""
    phone: str = ""
    status: str = Status.NEW
    next_on: datetime.date | None = None
    responsible: User | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes different for many; None leaves as it is."""

    status: str | None = None
    next_on: datetime.date | None = None
    no_next: bool = False
    responsible: User | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.status or self.next_on or self.no_next or self.responsible)

    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.status:
            found["status"] = self.status
        if self.next_on or self.no_next:
            found["next_on"] = None if self.no_next else self.next_on
        if self.responsible:
            found["responsible_id"] = self.responsible.pk
        return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many of many were changed, and which somebody else had changed meanwhile: those are left as they are."""

    changed: int
    meanwhile: int


@transaction.atomic
def add_prospect(*, entered: Entered, by: User) -> Prospect:
    """A workplace to reach. Raises Refused when it stands in the list, or the number is a person's."""
    told = _checked(entered, by)
    made = Prospect(**_fields(told))
    _save(made)
    record(by, "prospect.added", made)
    return made


@transaction.atomic
def change_prospect(*, prospect: Prospect, entered: Entered, version: int, by: User) -> Prospect:
    """Raises ChangedMeanwhile when somebody else has saved since the page was opened."""
    current = held(prospect.pk, by)
    if current.version != version:
        raise ChangedMeanwhile(current)
    told = _checked(entered, by, also=current.responsible)
    changed = [name for name, value in _fields(told).items() if getattr(current, name) != value]
    if not changed:
        return current
    for name, value in _fields(told).items():
        setattr(current, name, value)
    current.version += 1
    _save(current)
    record(by, "prospect.changed", current, fields=", ".join(changed))
    return current


@transaction.atomic
def change_prospects(*, chosen: Mapping[int, int], change: Change, by: User) -> Outcome:
    """Change many at once. `chosen` is id → the version that was looked at. Sent twice, it changes nothing more."""
    access.check_may_change(by)
    if change.is_empty:
        raise Refused(_("Välj något som ska ändras."))
    if len(chosen) > MOST_CHOSEN:
        raise Refused(too_many())
    _check_responsible(change.responsible)
    wanted, changed, meanwhile = change.values(), 0, 0
    rows = access.changeable_prospects(by).filter(pk__in=chosen).order_by("pk")
    for current in rows.select_for_update(of=("self",)):
        different = [name for name, value in wanted.items() if getattr(current, name) != value]
        if not different:
            continue  # it was so already, or this is the second sending
        if current.version != chosen[current.pk]:
            meanwhile += 1
            continue
        for name in different:
            setattr(current, name, wanted[name])
        current.version += 1
        current.save(update_fields=[*different, "version"])
        record(by, "prospect.changed", current, fields=", ".join(different), together=len(chosen))
        changed += 1
    return Outcome(changed, meanwhile)


@transaction.atomic
def remove_prospect(*, prospect: Prospect, by: User) -> None:
    """Take a workplace out of the list. Refused when a contact has been taken with it."""
    current = held(prospect.pk, by)
    if current.approached.exists():
        raise Refused(_("Det finns kontakter med arbetsplatsen, och de bevaras. Ändra läget i stället."))
    record(by, "prospect.removed", current)
    current.delete()


def held(pk: int, by: User) -> Prospect:
    """The workplace, locked, when the user may change it."""
    rows = Prospect.objects.select_for_update(of=("self",)).select_related("responsible")
    current = rows.get(pk=pk)
    access.check_all_changeable(by, [current])
    return current


def too_many() -> str:
    return _("Välj högst %(most)s arbetsplatser åt gången.") % {"most": MOST_CHOSEN}


def _checked(entered: Entered, by: User, *, also: User | None = None) -> Entered:
    told = replace(
        entered, number=check_number(entered.number), name=tidy(entered.name), address=tidy(entered.address)
    )
    if not told.name:
        raise Refused(_("Skriv arbetsplatsens namn."))
    check_process_only(told.notes, told.name, told.address)
    if not by.may(WRITE):
        check_may(by, COUNTY)
        if not access.places_to_change(by).filter(pk=told.place.pk).exists():
            raise Refused(_("Välj en kommun i ditt län."))
    if told.responsible != also:
        _check_responsible(told.responsible)
    return told


def _check_responsible(chosen: User | None) -> None:
    if chosen is not None and not access.colleagues().filter(pk=chosen.pk).exists():
        raise Refused(_("Välj en kollega som arbetar med branschen."))


def _fields(told: Entered) -> dict[str, Any]:
    return {
        "number": told.number, "name": told.name, "sector": told.sector, "place_id": told.place.pk,
        "address": told.address, "email": told.email, "phone": told.phone, "status": told.status,
        "next_on": told.next_on, "responsible_id": told.responsible.pk if told.responsible else None,
        "notes": told.notes.strip(),
    }  # fmt: skip


def _save(prospect: Prospect) -> None:
    same = Prospect.objects.filter(
        number=prospect.number, place_id=prospect.place_id, address__iexact=prospect.address
    )
    known = Refused(_("Arbetsplatsen finns redan i listan, med samma nummer, kommun och adress."))
    if same.exclude(pk=prospect.pk).exists():
        raise known
    try:
        with transaction.atomic():
            prospect.save()
    except IntegrityError as error:  # somebody else added it just now
        if "prospect_once_a_place" not in str(error):
            raise
        raise known from error
