"""What waits: for those who lead the work, for those who approve, and for the organisations that have not answered."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.cooperation.models import Practice, PracticeConsent, Question
from skyddsnat.cooperation.questions.access import approvable_for, own_parts, questions_for, writable_for
from skyddsnat.cooperation.questions.kinds import State
from skyddsnat.cooperation.questions.rules import CONTRIBUTING, LEAST
from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.shared.dates import STOCKHOLM


def latest_practices() -> QuerySet[Practice]:
    """The latest version of each question's practice, while nobody has approved it."""
    newest = Practice.objects.filter(question=OuterRef("question")).order_by("-number").values("pk")[:1]
    return Practice.objects.filter(pk=newest, approved_at=None, question__state=State.WORKING)


def to_approve(user: User) -> QuerySet[Question]:
    """Questions whose practice enough agree on, and that the user has not written."""
    ready = PracticeConsent.objects.filter(practice__in=latest_practices().exclude(written_by=user))
    counted = ready.order_by().values("practice").annotate(given=Count("pk")).filter(given__gte=LEAST)
    ready_for = Practice.objects.filter(pk__in=counted.values("practice"))
    return approvable_for(user).filter(pk__in=ready_for.values("question"))


def to_agree(user: User) -> QuerySet[Question]:
    """Questions where the user's own organisation works and has not said whether it agrees."""
    said = PracticeConsent.objects.filter(
        practice__question=OuterRef("question"), practice__in=latest_practices(),
        organisation=OuterRef("organisation"),
    )  # fmt: skip
    silent = own_parts(user).filter(part__in=CONTRIBUTING).filter(~Exists(said))
    asked = questions_for(user).filter(pk__in=latest_practices().values("question"))
    return asked.filter(pk__in=silent.values("question"))


def to_begin(user: User) -> QuerySet[Question]:
    """Questions that are raised and that nobody works on."""
    return writable_for(user).filter(state=State.RAISED)


def to_spread(user: User) -> QuerySet[Question]:
    """Questions that are agreed on and not spread."""
    return writable_for(user).filter(state=State.AGREED)


def waiting_questions(user: User) -> QuerySet[Question]:
    """Everything that waits for the user."""
    found = [
        rows.values("pk") for rows in (to_approve(user), to_agree(user), to_begin(user), to_spread(user))
    ]
    return questions_for(user).filter(
        Q(pk__in=found[0]) | Q(pk__in=found[1]) | Q(pk__in=found[2]) | Q(pk__in=found[3])
    )


def waiting(user: User) -> Iterator[Task]:
    """The same, for the desk."""
    for rows, status in (
        (to_approve(user), _("Godkänn arbetssättet")),
        (to_agree(user), _("Säg om ni är överens")),
        (to_begin(user), _("Bjud in och börja arbetet")),
        (to_spread(user), _("Sprid erfarenheten")),
    ):
        yield from (_task(one, status) for one in rows)


def _task(one: Question, status: str) -> Task:
    swedish = get_language() == "en" and not one.title_en
    return Task(
        Why.WAITING, str(one), one.get_absolute_url(), status, about=_("Gemensam fråga"), swedish=swedish,
        since=one.raised_at.astimezone(STOCKHOLM).date(), key=f"question-{one.pk}-{one.state}-{one.version}",
    )  # fmt: skip
