"""Who reads, writes and looks after the exchange: every question begins with the user."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from skyddsnat.actors.api import organisations_of
from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import hash_of
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import COUNTY, READ, TAKE_PART, WRITE
from skyddsnat.knowledge.exchange.rules import DIGESTS_KEPT
from skyddsnat.knowledge.models import Digest, Method, Post, PostReport, SubjectFollower
from skyddsnat.shared.dates import today

State = Post.State


def may_read(user: User) -> bool:
    return any(user.may(permission) for permission in (READ, TAKE_PART, COUNTY))


def check_may_read(user: User) -> None:
    """Raise PermissionDenied for those who are not professionals here."""
    if not may_read(user):
        raise PermissionDenied(TAKE_PART)


def writes_for(user: User) -> QuerySet[Organisation]:
    """The organisations in whose name the user may write."""
    found = organisations_of(user, today())
    return found if user.may(TAKE_PART) or user.may(COUNTY) else found.none()


def may_write(user: User) -> bool:
    """For an organisation, or as one of the staff."""
    return user.may(WRITE) or writes_for(user).exists()


def check_may_write(user: User, organisation: Organisation | None) -> None:
    """Raise PermissionDenied unless the user may write for the organisation; None is the house itself."""
    own = user.may(WRITE) if organisation is None else writes_for(user).filter(pk=organisation.pk).exists()
    if not own:
        raise PermissionDenied(TAKE_PART)


def check_own(user: User, post: Post) -> None:
    """Raise PermissionDenied unless the user wrote it and may still read here."""
    check_may_read(user)
    if post.by_id != user.pk:
        raise PermissionDenied(TAKE_PART)


def may_moderate(user: User) -> bool:
    return user.may(WRITE)


def posts_for(user: User) -> QuerySet[Post]:
    """What the user sees: what is shown, one's own, and everything for those who look after it."""
    found = Post.objects.select_related("organisation", "method", "by", "question")
    found = found.defer("folded", "question__folded")
    if not may_read(user):
        return found.none()
    if may_moderate(user):
        return found
    seen = Q(question=None) | Q(question__state=State.SHOWN) | Q(question__by=user)
    return found.filter(seen, Q(state=State.SHOWN) | Q(by=user))


def questions_for(user: User) -> QuerySet[Post]:
    """The questions, each with how many answers are shown and whether one of them helped."""
    answers = Post.objects.filter(question=OuterRef("pk"), state=State.SHOWN)
    count = Count("answers", filter=Q(answers__state=State.SHOWN))
    return (
        posts_for(user)
        .filter(question=None)
        .annotate(answered=count, solved=Exists(answers.filter(helped=True)))
    )


def own_posts_for(user: User) -> QuerySet[Post]:
    """What the user has written and may change."""
    return posts_for(user).filter(by=user)


def posts_to_moderate(user: User) -> QuerySet[Post]:
    """What waits for the staff: first posts, and what somebody has reported."""
    found = posts_for(user)
    reported = Exists(PostReport.objects.filter(post=OuterRef("pk"), handled_at=None))
    waiting = found.annotate(reported=reported).filter(Q(state=State.WAITING) | Q(reported=True))
    said = Prefetch("reports", PostReport.objects.filter(handled_at=None), to_attr="open_reports")
    return waiting.prefetch_related(said) if may_moderate(user) else found.none()


def followed_by(user: User) -> set[str]:
    """The codes of the subjects that the user follows."""
    return set(SubjectFollower.objects.filter(user=user).values_list("subject", flat=True))


def digest_with(secret: str) -> Digest | None:
    """The letter that the secret belongs to, for whoever has it; it works as long as the letter's row is kept."""
    found = Digest.objects.filter(secret_sha256=hash_of(secret), claimed_at__isnull=False)
    digest = found.select_related("user").first()
    if digest is None or (today() - digest.week).days > DIGESTS_KEPT:
        return None
    return digest


def last_function_of(user: User) -> str:
    last = Post.objects.filter(by=user).order_by("-pk").values_list("function", flat=True).first()
    return last or ""


def methods() -> QuerySet[Method]:
    return Method.objects.order_by("name")


def method_with(code: str) -> Method | None:
    return Method.objects.filter(code=code).first()
