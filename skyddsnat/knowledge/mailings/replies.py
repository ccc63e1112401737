"""What the receiver of a letter can say through its links: I open it, I want no more, I want another language."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from skyddsnat.core.api import record
from skyddsnat.core.models import User
from skyddsnat.knowledge.ladder.steps import take_step
from skyddsnat.knowledge.mailings.bounces import suppress
from skyddsnat.knowledge.mailings.proof import reference_of
from skyddsnat.knowledge.models import Delivery, Group, LanguageChoice, LetterLink, Step, Suppression
from skyddsnat.shared.dates import today


@transaction.atomic
def open_letter(delivery: Delivery) -> None:
    """The button was pressed: the organisation has knowingly opened the guidance. Said once a letter."""
    current = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("mailing", "organisation")
        .get(pk=delivery.pk)
    )
    if current.opened_on is not None:
        return
    current.opened_on = today()
    current.save(update_fields=["opened_on"])
    mailing = current.mailing
    record(None, "letter.opened", mailing, organisation=current.organisation.code)
    if mailing.method is not None:
        take_step(
            organisation=current.organisation, method=mailing.method, step=Step.OPENED, day=today(), by=None,
            group=Group(current.group), reference=reference_of(mailing),
        )  # fmt: skip


@transaction.atomic
def unsubscribe(delivery: Delivery) -> None:
    """No more letters to the address."""
    if suppress(delivery.address_sha256, Suppression.Reason.UNSUBSCRIBED, source="link"):
        record(None, "letter.unsubscribed", delivery.mailing)


@transaction.atomic
def subscribe_again(delivery: Delivery) -> None:
    """The reader has changed their mind."""
    found = Suppression.objects.filter(
        address_sha256=delivery.address_sha256, reason=Suppression.Reason.UNSUBSCRIBED
    )
    if found.delete()[0]:
        record(None, "letter.subscribed", delivery.mailing)


@transaction.atomic
def choose_language(delivery: Delivery, language: str) -> None:
    """Letters to come are in this language."""
    LanguageChoice.objects.update_or_create(
        address_sha256=delivery.address_sha256, defaults={"language": language, "chosen_on": today()}
    )


@transaction.atomic
def revoke_links(*, delivery: Delivery, by: User) -> int:
    """Let the links of a letter open nothing from now on; one can still unsubscribe with them."""
    count = LetterLink.objects.filter(delivery=delivery, revoked_at=None).update(revoked_at=timezone.now())
    if count:
        record(by, "letter.revoked", delivery)
    return count
