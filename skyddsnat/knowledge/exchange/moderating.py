"""What the staff do with posts: let them be seen, hide them with a reason, show them again; and what others report."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.anonymity import check_no_number
from skyddsnat.knowledge.exchange.access import check_may_read
from skyddsnat.knowledge.exchange.actions import locked, question_of
from skyddsnat.knowledge.exchange.proof import settle
from skyddsnat.knowledge.models import Post, PostReport

State = Post.State


@transaction.atomic
def approve_post(*, post: Post, by: User, version: int | None = None) -> None:
    """Let others see a post that waits, or one that was hidden. What was reported of it is handled with that.

    `version` is the one that was read. Raises Refused when the post has other words by now.
    """
    check_may(by, WRITE)
    current = locked(post)
    if current.state == State.SHOWN and version == current.version - 1:
        version = current.version  # a second click
    if version not in (None, current.version):
        raise Refused(_("Inlägget ändrades medan du läste. Läs det som står nu innan du visar det."))
    if current.state == State.WITHDRAWN:
        raise Refused(_("Den som skrev har tagit tillbaka inlägget."))
    PostReport.objects.filter(post=current, handled_at=None).update(handled_at=timezone.now())
    if current.state == State.SHOWN:
        return
    verb = "post.restored" if current.state == State.HIDDEN else "post.approved"
    current.state, current.reason = State.SHOWN, ""
    current.shown_at = current.shown_at or timezone.now()
    current.version += 1
    current.save(update_fields=["state", "reason", "shown_at", "version"])
    record(by, verb, current)
    settle(question_of(current), by=by)


@transaction.atomic
def hide_post(*, post: Post, reason: str, by: User) -> None:
    """Let nobody but its author and the staff see a post, and say why. Evidence that rests on it is taken back."""
    check_may(by, WRITE)
    if not reason.strip():
        raise Refused(_("Skriv varför, så att den som skrev förstår."))
    check_no_number(reason)
    current = locked(post)
    PostReport.objects.filter(post=current, handled_at=None).update(handled_at=timezone.now())
    if current.state in {State.HIDDEN, State.WITHDRAWN}:
        return
    current.state, current.reason, current.helped = State.HIDDEN, reason.strip(), False
    current.version += 1
    current.save(update_fields=["state", "reason", "helped", "version"])
    record(by, "post.hidden", current)
    settle(question_of(current), by=by)


@transaction.atomic
def report_post(*, post: Post, why: str, by: User) -> PostReport:
    """Ask the staff to look at a post. Once a person, until they have."""
    check_may_read(by)
    if not why.strip():
        raise Refused(_("Skriv vad som är fel."))
    check_no_number(why)
    locked(post)
    report, made = PostReport.objects.get_or_create(
        post=post, by=by, handled_at=None, defaults={"why": why.strip()}
    )
    if made:
        record(by, "post.reported", post)
    return report
