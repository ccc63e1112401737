"""Who may see and do what: every question begins with the user."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, Case, Max, Q, QuerySet, When
from django.utils.translation import gettext as _

from skyddsnat.actors.api import organisations_of
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry, User
from skyddsnat.mandate.models import (
    Activity,
    ActivityChange,
    Agreement,
    Amendment,
    AssessmentDocument,
    AssessmentTemplate,
    Assignment,
    ChildRightsAssessment,
    Clause,
    Evidence,
    EvidenceCount,
    EvidenceKind,
    Meeting,
    MoneyCondition,
    Obligation,
    Participation,
    PlanCopy,
    PlanVersion,
    Reading,
    ReadingItem,
    RelatedDecision,
    Requirement,
)

READ, WRITE, APPROVE, PARTNER = "mandate.read", "mandate.write", "mandate.approve", "mandate.partner"


def may_write(user: User) -> bool:
    return user.may(WRITE)


def may_decide(user: User) -> bool:
    return user.may(APPROVE)


def check_may_decide(user: User) -> None:
    """Raise Refused unless the user holds a role that approves."""
    if not may_decide(user):
        raise Refused(_("Din roll får inte besluta prövningar av barnets bästa."))


def has_written(user: User, assessment: ChildRightsAssessment) -> bool:
    """Whether the user has written any of the text, also what others have changed since."""
    if assessment.written_by_id == user.pk:
        return True
    return AuditEntry.objects.filter(
        target_type=assessment._meta.label_lower,
        target_id=str(assessment.pk),
        verb__in=["assessment.written", "assessment.started_from"],
        by=user,
    ).exists()


def assignments_for(user: User) -> QuerySet[Assignment]:
    """The decisions the user may read. Their text is left out until a page asks for it."""
    found = Assignment.objects.defer("text").select_related("authority", "payer")
    return found if user.may(READ) else found.none()


def clauses_for(user: User) -> QuerySet[Clause]:
    return Clause.objects.filter(assignment__in=_readable(user)).select_related("assignment")


def obligations_for(user: User) -> QuerySet[Obligation]:
    found = Obligation.objects.filter(assignment__in=_readable(user))
    return found.select_related("assignment", "clause", "recipient")


def related_for(user: User) -> QuerySet[RelatedDecision]:
    """Other decisions that the readable assignments name."""
    found = RelatedDecision.objects.filter(assignment__in=_readable(user))
    return found.select_related("assignment", "other").defer("assignment__text", "other__text")


def requirements_for(user: User) -> QuerySet[Requirement]:
    """How the tasks are to be done, with `has_text` saying whether the decision's own text is at hand."""
    return _with_text(Requirement.objects.filter(assignment__in=_readable(user)))


def conditions_for(user: User) -> QuerySet[MoneyCondition]:
    """The conditions on the money, with `has_text` as above."""
    return _with_text(MoneyCondition.objects.filter(assignment__in=_readable(user)))


def kinds_for(user: User) -> QuerySet[EvidenceKind]:
    return EvidenceKind.objects.all() if user.may(READ) else EvidenceKind.objects.none()


def activities_for(user: User) -> QuerySet[Activity]:
    found = Activity.objects.filter(assignment__in=_readable(user))
    return found.select_related("assignment", "responsible", "assessment")


def activities_to_choose(user: User) -> QuerySet[Activity]:
    """The activities that something can be a part of, the newest assignment first."""
    return activities_for(user).order_by("-assignment__decided_on", "number")


def changes_for(user: User) -> QuerySet[ActivityChange]:
    """The history of the plans that the user may read."""
    found = ActivityChange.objects.filter(assignment__in=_readable(user))
    return found.select_related("by", "assignment", "undoes", "copy")


def latest_changes(user: User, activities: Iterable[int]) -> dict[int, int]:
    """Activity id → id of its latest change."""
    found = changes_for(user).filter(activity_pk__in=list(activities)).order_by()
    return dict(found.values_list("activity_pk").annotate(Max("pk")))


def changers_of(user: User, assignment: Assignment) -> QuerySet[User]:
    """Those who have changed the plan."""
    changed = changes_for(user).filter(assignment=assignment)
    return User.objects.filter(pk__in=changed.order_by().values("by")).order_by("name", "pk")


def names_of_people(wanted: Iterable[int]) -> dict[int, str]:
    """User id → name, of those whom a history names."""
    return dict(User.objects.filter(pk__in=list(wanted)).values_list("pk", "name"))


def plan_versions_for(user: User) -> QuerySet[PlanVersion]:
    """Versions of the plans that the user may read, with who sent and decided them."""
    found = PlanVersion.objects.filter(assignment__in=_readable(user))
    found = found.defer("assignment__text", "data", "replaces__data")  # the frozen plans are heavy
    return found.select_related("assignment", "replaces", "sent_by", "decided_by", "withdrawn_by")


def copies_for(user: User) -> QuerySet[PlanCopy]:
    """Copies of activities into the assignments that the user may read."""
    found = PlanCopy.objects.filter(assignment__in=_readable(user))
    return found.select_related("assignment", "source", "copied_by", "undone_by")


def meetings_for(user: User) -> QuerySet[Meeting]:
    """Meetings of assignments the user may read."""
    return Meeting.objects.filter(assignment__in=_readable(user)).select_related("assignment")


def agreements_for(user: User) -> QuerySet[Agreement]:
    found = Agreement.objects.filter(meeting__assignment__in=_readable(user))
    return found.select_related("meeting__assignment", "organisation", "colleague")


def documents_for(user: User) -> QuerySet[AssessmentDocument]:
    """Decided assessments as they were kept."""
    found = AssessmentDocument.objects.filter(assessment__activity__assignment__in=_readable(user))
    return found.select_related("pdf")


def templates_for(user: User) -> QuerySet[AssessmentTemplate]:
    """Texts to begin an assessment from, for those who write one."""
    found = AssessmentTemplate.objects.select_related("made_by")
    return found if user.may(WRITE) else found.none()


def evidence_for(user: User) -> QuerySet[Evidence]:
    """Rows of the ledger, without the heavy columns of the places they point at."""
    found = Evidence.objects.select_related("assignment", "activity", "kind", "organisation", "place")
    found = found.defer("assignment__text", "place__geometry")
    return found if user.may(READ) else found.none()


def counts_for(user: User) -> QuerySet[EvidenceCount]:
    return EvidenceCount.objects.all() if user.may(READ) else EvidenceCount.objects.none()


def readings_for(user: User) -> QuerySet[Reading]:
    """Decisions being read in, for those who may write; thrown away ones are gone for everybody."""
    found = Reading.objects.filter(discarded_at__isnull=True).select_related(
        "uploaded_by", "assignment", "amended"
    )
    found = found.defer("text", "draft", "assignment__text", "amended__text")
    return found if user.may(WRITE) else found.none()


def items_for(user: User) -> QuerySet[ReadingItem]:
    found = ReadingItem.objects.filter(reading__discarded_at__isnull=True).select_related(
        "reading", "decided_by"
    )
    return found if user.may(WRITE) else found.none()


def amendments_for(user: User) -> QuerySet[Amendment]:
    found = Amendment.objects.select_related("assignment", "obligation", "made_by", "undone_by")
    return found.defer("assignment__text") if user.may(READ) else found.none()


def partner_activities(user: User, day: datetime.date) -> QuerySet[Activity]:
    """The activities that the user's own organisations are in dialogue about, and no others."""
    found = Activity.objects.select_related("assignment", "responsible")
    if not user.may(PARTNER):
        return found.none()
    return found.filter(meetings__organisations__in=organisations_of(user, day)).distinct()


def partner_talks(user: User, day: datetime.date) -> QuerySet[Participation]:
    """The own organisations' seats at meetings that have been held, the latest first."""
    found = Participation.objects.filter(meeting__is_held=True).select_related("organisation", "meeting")
    if not user.may(PARTNER):
        return found.none()
    mine = found.filter(organisation__in=organisations_of(user, day))
    return mine.prefetch_related("meeting__activities").order_by("-meeting__day", "-meeting_id")


def possible_responsibles(also: User | None = None) -> QuerySet[User]:
    """Colleagues who may answer for an activity: those who may write, and the one who does so now."""
    writers = Q(is_active=True, roles__permissions__contains=[WRITE])
    if also is not None:
        writers |= Q(pk=also.pk)
    return User.objects.filter(writers).distinct().order_by("name", "pk")


def _with_text[T: QuerySet[Any]](rows: T) -> T:
    has_text = Case(When(assignment__text="", then=False), default=True, output_field=BooleanField())
    return rows.select_related("assignment").defer("assignment__text").annotate(has_text=has_text)


def _readable(user: User) -> QuerySet[Assignment]:
    return Assignment.objects.all() if user.may(READ) else Assignment.objects.none()
