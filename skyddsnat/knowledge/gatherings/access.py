"""Which gatherings somebody may see: what is coming is open to all, people's names to those who work with them."""

from __future__ import annotations

import datetime

from django.db.models import Count, Q, QuerySet

from skyddsnat.actors.api import organisations
from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import hash_of
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import READ, WRITE
from skyddsnat.knowledge.models import (
    EvaluationComment,
    EvaluationKey,
    Gathering,
    GatheringCount,
    Method,
    Participant,
    Registration,
)
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today

HERE = [
    Organisation.Kind.MUNICIPALITY, Organisation.Kind.REGION, Organisation.Kind.COUNTY_BOARD,
    Organisation.Kind.AGENCY, Organisation.Kind.NGO,
]  # fmt: skip


def coming_gatherings(now: datetime.datetime) -> QuerySet[Gathering]:
    """What everybody may see: what has not ended, the nearest first."""
    return with_seats(Gathering.objects.filter(ends__gt=now)).order_by("starts", "pk")


def gatherings_for_visitors() -> QuerySet[Gathering]:
    """Every gathering: whoever has its address may read what it is."""
    return with_seats(Gathering.objects.select_related("activity__assignment__authority", "method"))


def gatherings_for(user: User) -> QuerySet[Gathering]:
    found = with_seats(Gathering.objects.select_related("activity__assignment__authority", "method"))
    return found.order_by("-starts", "-pk") if user.may(READ) else found.none()


def with_seats(rows: QuerySet[Gathering]) -> QuerySet[Gathering]:
    """Adds `seated` and `queued`: how many have a place, and how many wait for one."""
    people = "registrations__participants"
    has, waits = Q(**{f"{people}__waiting": False}), Q(**{f"{people}__waiting": True})
    return rows.annotate(seated=Count(people, filter=has), queued=Count(people, filter=waits))


def participants_for(user: User) -> QuerySet[Participant]:
    """People by name: for those who work with the gatherings."""
    rows = Participant.objects.select_related("registration__organisation", "registration__gathering")
    return rows if user.may(WRITE) else rows.none()


def registrations_for(user: User) -> QuerySet[Registration]:
    rows = Registration.objects.select_related("organisation", "gathering").prefetch_related("participants")
    return rows if user.may(WRITE) else rows.none()


def counts_for(user: User) -> QuerySet[GatheringCount]:
    rows = GatheringCount.objects.select_related("organisation", "gathering__activity__assignment")
    return rows if user.may(READ) else rows.none()


def comments_for(user: User) -> QuerySet[EvaluationComment]:
    """What was written in own words, in no order that tells when."""
    rows = EvaluationComment.objects.order_by("text")
    return rows if user.may(READ) else rows.none()


def registration_with(secret: str) -> Registration | None:
    """The registration that a personal link opens."""
    rows = Registration.objects.select_related("organisation", "gathering__activity__assignment__authority")
    return rows.filter(keys__secret_sha256=hash_of(secret), keys__expires_on__gte=today()).first()


def participant_with(secret: str) -> Participant | None:
    """The person whose certificate a link opens, when they took part."""
    rows = Participant.objects.select_related("registration__gathering__activity__assignment__authority")
    found = rows.filter(keys__secret_sha256=hash_of(secret), keys__expires_on__gte=today())
    return found.filter(attended=True).first()


def evaluation_with(secret: str) -> EvaluationKey | None:
    rows = EvaluationKey.objects.select_related("gathering")
    return rows.filter(secret_sha256=hash_of(secret), expires_on__gte=today()).first()


def assignment_of(gathering: Gathering) -> Assignment:
    return gathering.activity.assignment


def possible_methods(user: User) -> QuerySet[Method]:
    return Method.objects.order_by("name") if user.may(READ) else Method.objects.none()


def possible_organisations() -> QuerySet[Organisation]:
    """Organisations that people come from, by the names of today; the register is public."""
    return organisations().on(today()).filter(kind__in=HERE)


def organisation_called(name: str) -> Organisation | None:
    """The one organisation with that name; None when there is none, or several.

    A municipality is known by its place too: "Umeå" and "Umeå stad" are Umeå kommun.
    """
    wanted = " ".join(name.split())
    place = wanted.removesuffix(" stad").removesuffix(" kommun")
    exactly = Q(name__iexact=wanted) | Q(name_en__iexact=wanted)
    nearly = Q(name__iexact=f"{place} kommun") | Q(name__iexact=f"{place}s kommun")
    for names in (exactly, nearly):
        found = list(possible_organisations().filter(names)[:2])
        if found:
            return found[0] if len(found) == 1 else None
    return None
