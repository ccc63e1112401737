"""Whose common questions somebody may see and work on: every question begins with the user."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet

from skyddsnat.actors.api import organisations_of
from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.access import PARTNER, READ, WRITE
from skyddsnat.cooperation.models import Finding, Party, Practice, PracticeConsent, Question, QuestionComment
from skyddsnat.cooperation.questions.rules import CONTRIBUTING
from skyddsnat.core.models import User
from skyddsnat.mandate.api import activities_to_choose, clauses_for
from skyddsnat.mandate.models import Activity, Clause
from skyddsnat.shared.dates import today

APPROVE = "mandate.approve"


def questions_for(user: User) -> QuerySet[Question]:
    """All for those who read cooperation; for partners those that their organisation takes part in now."""
    found = Question.objects.select_related("clause__assignment", "activity__assignment", "raised_by")
    found = found.defer("clause__assignment__text", "activity__assignment__text")
    return found if user.may(READ) else found.filter(pk__in=own_parts(user).values("question"))


def own_parts(user: User) -> QuerySet[Party]:
    """The places that the user's own organisations have in the work now."""
    found = Party.objects.filter(left_on=None, organisation__in=organisations_of(user, today()))
    return found if user.may(PARTNER) else found.none()


def may_open(user: User) -> bool:
    return user.may(READ) or user.may(PARTNER)


def check_may_open(user: User) -> None:
    """Raise PermissionDenied for those who have nothing to do with cooperation."""
    if not may_open(user):
        raise PermissionDenied(READ)


def writable_for(user: User) -> QuerySet[Question]:
    """The questions that the user leads."""
    found = questions_for(user)
    return found if user.may(WRITE) else found.none()


def speaks_for(user: User, question: Question) -> QuerySet[Organisation]:
    """The organisations in whose name the user contributes to the question."""
    mine = own_parts(user).filter(question=question, part__in=CONTRIBUTING)
    return Organisation.objects.filter(pk__in=mine.values("organisation"))


def may_contribute(user: User, question: Question) -> bool:
    """Those who lead the work, and those whose organisation works on it; not those who only follow."""
    return user.may(WRITE) or speaks_for(user, question).exists()


def check_may_contribute(user: User, question: Question) -> None:
    """Raise PermissionDenied unless the user may contribute."""
    if not may_contribute(user, question):
        raise PermissionDenied(WRITE)


def findings_for(user: User) -> QuerySet[Finding]:
    """The findings that the user may read, the withdrawn ones too."""
    found = Finding.objects.filter(question__in=questions_for(user).values("pk"))
    return found.select_related("question", "organisation", "added_by")


def may_change_finding(user: User, finding: Finding) -> bool:
    """Those who lead the work, and the organisation whose finding it is."""
    if user.may(WRITE):
        return True
    return finding.organisation_id in set(speaks_for(user, finding.question).values_list("pk", flat=True))


def comments_for(user: User) -> QuerySet[QuestionComment]:
    """The user's own words that stand, which nobody else takes back."""
    found = QuestionComment.objects.filter(question__in=questions_for(user).values("pk"))
    return found.filter(by=user, retracted_at=None).select_related("question")


def parties_for(user: User) -> QuerySet[Party]:
    """The places in the work that the user may change."""
    found = Party.objects.filter(question__in=writable_for(user).values("pk"))
    return found.select_related("question", "organisation")


def may_approve(user: User) -> bool:
    """A manager, or one who leads the work."""
    return user.may(WRITE) or (user.may(READ) and user.may(APPROVE))


def approvable_for(user: User) -> QuerySet[Question]:
    found = questions_for(user)
    return found if may_approve(user) else found.none()


def clauses_to_choose(user: User) -> QuerySet[Clause]:
    """The sentences that a question can belong to, the newest assignment first."""
    return clauses_for(user).filter(Q(kind="task")).order_by("-assignment__decided_on", "number")


def activities(user: User) -> QuerySet[Activity]:
    return activities_to_choose(user)


def consents_for(user: User) -> QuerySet[PracticeConsent]:
    """The yeses that the user may take back: all for those who lead, else those of the user's own organisations."""
    found = PracticeConsent.objects.filter(practice__question__in=questions_for(user).values("pk"))
    if not user.may(WRITE):
        mine = own_parts(user).filter(part__in=CONTRIBUTING, question=OuterRef("practice__question"))
        found = found.filter(Exists(mine.filter(organisation=OuterRef("organisation"))))
    return found.select_related("practice__question", "organisation")


def silent_for(user: User, practice: Practice) -> QuerySet[Organisation]:
    """The organisations that have not agreed to a version, and that the user may say yes for."""
    question = practice.question
    working = question.parties.filter(left_on=None, part__in=CONTRIBUTING).values("organisation")
    every = Organisation.objects.filter(pk__in=working)
    found = every if user.may(WRITE) else speaks_for(user, question)
    return found.exclude(pk__in=practice.consents.values("organisation"))
