"""Whose questions somebody may see and answer: every question begins with the user, or with the secret of a link."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from skyddsnat.actors.api import organisations_of
from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import hash_of
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import COUNTY, READ, TAKE_PART, WRITE
from skyddsnat.knowledge.counties import within_reach
from skyddsnat.knowledge.models import Consultation, ConsultationLink, ConsultationMessage, Method
from skyddsnat.shared.dates import today


def may_see_queue(user: User) -> bool:
    return user.may(READ) or user.may(COUNTY)


def check_may_see_queue(user: User) -> None:
    """Raise PermissionDenied for those who read nobody's questions."""
    if not may_see_queue(user):
        raise PermissionDenied(READ)


def queue_for(user: User) -> QuerySet[Consultation]:
    """The questions that the user follows as staff: all, or those from the user's own county."""
    return _followed(user, READ)


def answerable_for(user: User) -> QuerySet[Consultation]:
    """The questions that the user may answer."""
    return _followed(user, WRITE)


def own_for(user: User) -> QuerySet[Consultation]:
    """The questions that the user has asked."""
    return _whole().filter(asked_by=user)


def consultations_for(user: User) -> QuerySet[Consultation]:
    """Every question that the user may open."""
    return _whole().filter(Q(pk__in=queue_for(user).values("pk")) | Q(asked_by=user))


def answers_for(user: User) -> QuerySet[ConsultationMessage]:
    """The answers that stand and that the user may take back."""
    found = ConsultationMessage.objects.filter(consultation__in=answerable_for(user)).exclude(
        consultation__asked_by=user
    )
    return found.filter(kind=ConsultationMessage.Kind.ANSWER, retracted_at=None).select_related(
        "consultation"
    )


def may_answer(user: User, consultation: Consultation) -> bool:
    """Somebody else than the one who asked, with the right to."""
    return consultation.asked_by_id != user.pk and answerable_for(user).filter(pk=consultation.pk).exists()


def check_may_answer(user: User, consultation: Consultation) -> None:
    """Raise PermissionDenied unless the user may answer it."""
    if not may_answer(user, consultation):
        raise PermissionDenied(WRITE)


def check_asked(user: User, consultation: Consultation) -> None:
    """Raise PermissionDenied unless the user is the one who asked."""
    if consultation.asked_by_id != user.pk:
        raise PermissionDenied(TAKE_PART)


def asks_for(user: User) -> QuerySet[Organisation]:
    """The organisations in whose name the user may ask."""
    found = organisations_of(user, today())
    return found if user.may(TAKE_PART) else found.none()


def link_with(secret: str) -> ConsultationLink | None:
    """The link that the secret opens today, for whoever has it."""
    found = ConsultationLink.objects.select_related("consultation__organisation", "consultation__method")
    return found.filter(secret_sha256=hash_of(secret), revoked_at=None, expires_on__gte=today()).first()


def methods() -> QuerySet[Method]:
    return Method.objects.order_by("name")


def _whole() -> QuerySet[Consultation]:
    found = Consultation.objects.select_related(
        "organisation", "method", "evidence__assignment", "asked_by", "assigned_to", "lesson"
    )
    return found.defer("evidence__assignment__text")


def _followed(user: User, permission: str) -> QuerySet[Consultation]:
    found = _whole()
    if user.may(permission):
        return found  # those without an organisation too
    return found.filter(organisation__in=within_reach(user, permission))
