"""Registering for a gathering, and changing or cancelling it. Nobody signs in: whoever has the link may.

`by` is set only when one of the staff does it for somebody.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.gatherings.access import organisation_called
from skyddsnat.knowledge.gatherings.rules import check_people, is_open, placed
from skyddsnat.knowledge.gatherings.seats import free_in, held, move_up
from skyddsnat.knowledge.gatherings.sending import write_letters
from skyddsnat.knowledge.models import Gathering, GatheringLetter, Participant, Registration
from skyddsnat.shared.dates import STOCKHOLM


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is coming. `key` is who they are in a registration that is changed."""

    name: str
    email: str = ""
    function: str = ""
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who registers, from where, and how they want it."""

    organisation: str
    name: str
    email: str
    language: str = "sv"
    together: bool = False


def can_register(gathering: Gathering, now: datetime.datetime) -> bool:
    """Whether anybody may register."""
    return gathering.forgotten_at is None and is_open(
        starts=gathering.starts, closes_on=gathering.closes_on, cancelled=gathering.cancelled_at is not None,
        now=now, today=now.astimezone(STOCKHOLM).date(),
    )  # fmt: skip


def check_registering(gathering: Gathering, now: datetime.datetime, by: User | None = None) -> None:
    """Raise Refused when it is too late. Staff add people until the attendance is done."""
    if by is None and not can_register(gathering, now):
        raise Refused(_("Anmälan har stängt. Kontakta den som ordnar träffen."))
    if gathering.cancelled_at is not None:
        raise Refused(_("Träffen är inställd."))
    if gathering.attendance_done_at is not None or gathering.forgotten_at is not None:
        raise Refused(_("Närvaron är klar. Öppna den igen innan du lägger till någon."))


def check_changing(registration: Registration, gathering: Gathering, now: datetime.datetime) -> None:
    """Raise Refused when nothing of the registration can be changed any more."""
    if registration.cancelled_at is not None:
        raise Refused(_("Anmälan är avbokad. Gör en ny om någon ändå vill komma."))
    if gathering.cancelled_at is not None:
        raise Refused(_("Träffen är inställd."))
    if now >= gathering.starts:
        raise Refused(_("Träffen har börjat. Kontakta den som ordnar den."))


@transaction.atomic
def register(
    *, gathering: Gathering, sender: Sender, people: Sequence[Person], once: uuid.UUID, by: User | None = None,
    at: datetime.datetime | None = None,
) -> Registration:  # fmt: skip
    """Register people, as far as there is room; the others wait. The same form sent twice is one registration."""
    if by is not None:
        check_may(by, WRITE)
    check_people(len(people))
    current, now = held(gathering), at or timezone.now()
    known = Registration.objects.filter(once=once, gathering=current).first()
    if known is not None:
        return known
    check_registering(current, now, by)
    made = Registration.objects.create(
        gathering=current, once=once, made_at=now, contact_name=sender.name, contact_email=sender.email,
        language=sender.language, together=sender.together, **_from(sender.organisation),
    )  # fmt: skip
    _add(made, people)
    _seat(made)
    record(by, "registration.made", made, gathering=current.pk, people=len(people))
    write_letters(GatheringLetter.Kind.RECEIVED, [made.pk])
    return made


@transaction.atomic
def change_registration(
    *,
    registration: Registration,
    version: int,
    sender: Sender,
    people: Sequence[Person],
    by: User | None = None,
) -> Registration:
    """Say anew who is coming. A place that is given up goes to somebody else here first, then to those who wait."""
    if by is not None:
        check_may(by, WRITE)
    check_people(len(people))
    gathering = held(registration.gathering)
    current = _standing(registration, gathering)
    if current.version != version:
        if _says(current, sender, people):
            return current  # a second click
        raise ChangedMeanwhile(current)
    there = {one.pk: one for one in current.participants.all()}
    kept = {person.key: person for person in people if person.key in there}
    new = [person for person in people if person.key not in there]
    if new:
        check_registering(gathering, timezone.now(), by)
    current.participants.exclude(pk__in=list(kept)).delete()
    for key, person in kept.items():
        one = there[key]
        one.name, one.email, one.function = person.name, person.email, person.function
        one.save(update_fields=["name", "email", "function"])
    _add(current, new)
    current.contact_name, current.contact_email = sender.name, sender.email
    current.together, current.language = sender.together, sender.language
    for name, value in _from(sender.organisation).items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    _seat(current)
    record(by, "registration.changed", current, gathering=gathering.pk, people=len(people))
    write_letters(GatheringLetter.Kind.RECEIVED, [current.pk])
    move_up(gathering)
    return current


@transaction.atomic
def cancel_registration(*, registration: Registration, by: User | None = None) -> Registration:
    """Cancel for everybody in it, and give their places to those who wait. Their names are removed at once."""
    if by is not None:
        check_may(by, WRITE)
    gathering = held(registration.gathering)
    current = Registration.objects.select_for_update().get(pk=registration.pk)
    if current.cancelled_at is not None:
        return current
    current = _standing(current, gathering)
    current.participants.all().delete()
    current.cancelled_at = timezone.now()
    current.version += 1
    current.save(update_fields=["cancelled_at", "version"])
    record(by, "registration.cancelled", current, gathering=gathering.pk)
    write_letters(GatheringLetter.Kind.CANCELLED, [current.pk])
    move_up(gathering)
    return current


def _standing(registration: Registration, gathering: Gathering) -> Registration:
    """The registration, held; Refused when nothing of it can be changed any more."""
    current = Registration.objects.select_for_update().get(pk=registration.pk)
    check_changing(current, gathering, timezone.now())
    return current


def _says(registration: Registration, sender: Sender, people: Sequence[Person]) -> bool:
    """Whether the registration says just that already."""
    there = registration.participants.order_by("pk").values_list("name", "email", "function")
    said = {
        "contact_name": sender.name, "contact_email": sender.email, "language": sender.language,
        "together": sender.together, **_from(sender.organisation),
    }  # fmt: skip
    return list(there) == [(one.name, one.email, one.function) for one in people] and all(
        getattr(registration, name) == value for name, value in said.items()
    )


def _from(organisation: str) -> dict[str, object]:
    """The organisation by that name, or what was written."""
    found = organisation_called(organisation)
    said = "" if found else " ".join(organisation.split())
    if not found and not said:
        raise Refused(_("Skriv vilken organisation ni kommer från."))
    return {"organisation": found, "organisation_name": said}


def _add(registration: Registration, people: Sequence[Person]) -> None:
    """Put them last in the queue; `_seat` gives them places."""
    Participant.objects.bulk_create(
        Participant(
            registration=registration, name=one.name, email=one.email, function=one.function, waiting=True
        )
        for one in people
    )


def _seat(registration: Registration) -> None:
    """Give places to those of a registration who wait. The gathering is held."""
    waiting = list(registration.participants.filter(waiting=True).order_by("pk").values_list("pk", flat=True))
    given = placed(len(waiting), free_in(registration.gathering), together=registration.together)
    Participant.objects.filter(pk__in=waiting[:given]).update(waiting=False)
