"""Which mailings somebody may see, and what a mailing may be about."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from skyddsnat.actors.models import Contact, Place, RoleKind
from skyddsnat.core.api import hash_of
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import PUBLISH, READ, WRITE
from skyddsnat.knowledge.mailings.keeping import address_hash
from skyddsnat.knowledge.models import (
    Delivery,
    LanguageChoice,
    LetterLink,
    Mailing,
    Method,
    Reach,
    Segment,
    Suppression,
)


def mailings_for(user: User) -> QuerySet[Mailing]:
    found = Mailing.objects.select_related(
        "method__activity__assignment__authority", "activity__assignment__authority", "written_by", "sent_by"
    )
    return found if user.may(READ) else found.none()


def with_counts(mailings: QuerySet[Mailing]) -> QuerySet[Mailing]:
    """Adds how many letters there are and how many have left."""
    left = Q(deliveries__state__in=[Delivery.State.SENT, Delivery.State.BOUNCED])
    return mailings.annotate(letters=Count("deliveries"), left=Count("deliveries", filter=left)).order_by(
        "-pk"
    )


def segments_for(user: User) -> QuerySet[Segment]:
    return Segment.objects.all() if user.may(READ) else Segment.objects.none()


def deliveries_for(user: User, mailing: Mailing) -> QuerySet[Delivery]:
    """The letters of a mailing, for those who may see the contacts too."""
    found = Delivery.objects.filter(mailing=mailing).select_related("organisation", "contact")
    return found if user.may(READ) and user.may("actors.read") else found.none()


def reached_by(user: User, mailing: Mailing) -> tuple[int, int]:
    """How many organisations the letters have reached, and how many have opened their page."""
    if not user.may(READ):
        return 0, 0
    reached = Reach.objects.filter(mailing=mailing, taken_back_on=None).values("organisation").distinct()
    opened = (
        Delivery.objects.filter(mailing=mailing).exclude(opened_on=None).values("organisation").distinct()
    )
    return reached.count(), opened.count()


def unsettled_for(user: User, mailing: Mailing) -> QuerySet[Delivery]:
    """The letters that a person must decide about."""
    found = deliveries_for(user, mailing).filter(state__in=[Delivery.State.UNCERTAIN, Delivery.State.FAILED])
    return found if user.may(PUBLISH) else found.none()


def returned_contacts(user: User) -> list[Contact]:
    """Contacts whose letters come back, for those who may mend them; by organisation."""
    if not user.may(WRITE):
        return []
    bounced = set(
        Suppression.objects.filter(reason=Suppression.Reason.BOUNCED).values_list("address_sha256", flat=True)
    )
    if not bounced:
        return []
    contacts = Contact.objects.current().exclude(email="").select_related("organisation")
    return [
        one for one in contacts.order_by("organisation__name", "pk") if address_hash(one.email) in bounced
    ]


def link_with(secret: str) -> LetterLink | None:
    """The link of a letter, for whoever has it."""
    found = LetterLink.objects.select_related(
        "delivery__mailing__method__activity__assignment__authority",
        "delivery__mailing__activity__assignment__authority",
        "delivery__organisation__place",
    )
    return found.filter(secret_sha256=hash_of(secret)).first()


def is_unsubscribed(delivery: Delivery) -> bool:
    return Suppression.objects.filter(
        address_sha256=delivery.address_sha256, reason=Suppression.Reason.UNSUBSCRIBED
    ).exists()


def chosen_language(delivery: Delivery) -> str:
    """The language that the reader has chosen for letters to come; "" when they have not."""
    found = LanguageChoice.objects.filter(address_sha256=delivery.address_sha256)
    return found.values_list("language", flat=True).first() or ""


def methods() -> QuerySet[Method]:
    return Method.objects.order_by("name")


def role_kinds() -> QuerySet[RoleKind]:
    return RoleKind.objects.order_by("name")


def counties() -> QuerySet[Place]:
    return Place.objects.defer("geometry").counties().order_by("code")


def municipalities(language: str) -> QuerySet[Place]:
    return Place.objects.defer("geometry").municipalities().alphabetical(language)
