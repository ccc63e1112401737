"""Readers outside the house: making and closing their links, and taking what they say."""

from __future__ import annotations

import datetime
import uuid
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from skyddsnat.core.api import hash_of, new_secret, record, retention_rules, secret_of
from skyddsnat.core.models import User
from skyddsnat.knowledge.anonymity import check_no_number
from skyddsnat.knowledge.library.rules import check_link_day, is_open
from skyddsnat.knowledge.models import LibraryPage, ReviewComment, ReviewLink
from skyddsnat.shared.dates import today


class NewLink(NamedTuple):
    """A link and its key, which is shown once and kept nowhere."""

    link: ReviewLink
    key: str


@transaction.atomic
def make_link(
    *, page: LibraryPage, purpose: str, expires_on: datetime.date, by: User, once: uuid.UUID
) -> NewLink:
    """Make a link that opens the draft of the page. The form sent twice is one link, with the same key.

    Raises Refused for a day that has passed or is far away.
    """
    check_link_day(expires_on=expires_on, day=today())
    key = secret_of(once, page.pk, purpose, expires_on, by.pk)
    if ReviewLink.objects.filter(key_hash=hash_of(key), revoked_at__isnull=False).exists():
        key = new_secret()  # the form from before the link was closed
    link, made = ReviewLink.objects.get_or_create(
        key_hash=hash_of(key),
        defaults={"page": page, "purpose": purpose, "expires_on": expires_on, "made_by": by},
    )
    if made:
        record(by, "review_link.made", link, page=page.pk, expires_on=str(expires_on))
    return NewLink(link, key)


@transaction.atomic
def revoke_link(*, link: ReviewLink, by: User) -> ReviewLink:
    """Close a link before its day. What was said stays. Closing it twice does nothing more."""
    link = ReviewLink.objects.select_for_update().get(pk=link.pk)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        record(by, "review_link.revoked", link)
    return link


def open_link(key: str) -> ReviewLink | None:
    """The link that the key opens today; None when there is none, or it has closed."""
    link = (
        ReviewLink.objects.select_related("page__locale", "page__organisation")
        .filter(key_hash=hash_of(key))
        .first()
    )
    if link is None or not is_open(
        expires_on=link.expires_on, revoked=link.revoked_at is not None, day=today()
    ):
        return None
    return link


@transaction.atomic
def say(*, link: ReviewLink, text: str, name: str, once: uuid.UUID) -> ReviewComment:
    """Take a comment. The form sent twice is one comment. Raises Refused for a personal number."""
    check_no_number(text)
    comment, made = ReviewComment.objects.get_or_create(
        once=once, defaults={"link": link, "text": text, "name": name}
    )
    if made:
        record(None, "review_comment.said", comment, link=link.pk)
    return comment


@transaction.atomic
def handle_comment(*, comment: ReviewComment, handled: bool, by: User) -> None:
    """Mark a comment as handled, or as not after all."""
    comment = ReviewComment.objects.select_for_update().get(pk=comment.pk)
    if handled == (comment.handled_at is not None):
        return
    comment.handled_at, comment.handled_by = (timezone.now(), by) if handled else (None, None)
    comment.save(update_fields=["handled_at", "handled_by"])
    record(by, "review_comment.handled" if handled else "review_comment.reopened", comment)


@transaction.atomic
def remove_old_reviews(*, today: datetime.date) -> int:
    """Remove comments a year old, and links that closed a year ago; returns how many comments."""
    rules = retention_rules()
    said_before = today - datetime.timedelta(days=rules["review-comment"]["days"])
    closed_before = today - datetime.timedelta(days=rules["review-link"]["days"])
    old = ReviewComment.objects.filter(said_at__date__lt=said_before) | ReviewComment.objects.filter(
        link__expires_on__lt=closed_before
    )
    for link in ReviewLink.objects.filter(comments__in=old).distinct():
        record(None, "review_comments.removed", link)
    removed, _by_table = old.delete()
    ReviewLink.objects.filter(expires_on__lt=closed_before).delete()
    return removed
