"""Whose self-assessments somebody may see and fill in; with an account, or by a personal link."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from skyddsnat.actors.api import organisations_of
from skyddsnat.actors.models import Organisation
from skyddsnat.actors.models.organisation import OrganisationQuerySet
from skyddsnat.core.api import hash_of
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import TAKE_PART
from skyddsnat.knowledge.ladder.access import methods_for, organisations_for, workable_for
from skyddsnat.knowledge.models import AssessmentLink, Method, SelfAssessment
from skyddsnat.shared.dates import today

LINKS_KEPT = datetime.timedelta(days=30)  # rule "personal-link" in core/retention.yaml
SESSION = "assessment-links"  # assessment id → id of the link by which it was opened


def own_organisations(user: User) -> OrganisationQuerySet:
    """The organisations that a partner acts for."""
    return organisations_of(user, today()) if user.may(TAKE_PART) else Organisation.objects.none()


def seen_organisations(user: User) -> OrganisationQuerySet:
    """Those whose self-assessments the user may read."""
    return Organisation.objects.filter(
        Q(pk__in=organisations_for(user).values("pk")) | Q(pk__in=own_organisations(user).values("pk"))
    )


def answerable_organisations(user: User) -> OrganisationQuerySet:
    """Those that the user may fill in for: one's own, or the ones that one works with."""
    return Organisation.objects.filter(
        Q(pk__in=workable_for(user).values("pk")) | Q(pk__in=own_organisations(user).values("pk"))
    )


def may_answer_for(user: User, organisation: Organisation) -> bool:
    return answerable_organisations(user).filter(pk=organisation.pk).exists()


def methods_seen_by(user: User) -> QuerySet[Method]:
    """The methods that the user may assess or read assessments of."""
    return Method.objects.all() if user.may(TAKE_PART) else methods_for(user)


def assessments_for(user: User) -> QuerySet[SelfAssessment]:
    found = SelfAssessment.objects.filter(organisation__in=seen_organisations(user))
    found = found.select_related(
        "organisation__place__parent", "method", "form", "started_by", "submitted_by"
    )
    return found.defer("organisation__place__geometry", "organisation__place__parent__geometry")


def answerable_for(user: User) -> QuerySet[SelfAssessment]:
    """The self-assessments that the user may fill in, submit and reopen."""
    return assessments_for(user).filter(organisation__in=answerable_organisations(user))


def links_for(user: User) -> QuerySet[AssessmentLink]:
    """The links that the user may make and revoke."""
    found = AssessmentLink.objects.filter(organisation__in=workable_for(user))
    return found.select_related("organisation", "method", "made_by")


def working_links() -> QuerySet[AssessmentLink]:
    """The links that still open: neither revoked nor past their day."""
    found = AssessmentLink.objects.filter(revoked_at=None, expires_on__gte=today())
    return found.select_related("organisation", "method")


def link_of(token: str) -> AssessmentLink | None:
    """The link that a token opens, if any does."""
    return working_links().filter(token_hash=hash_of(token)).first()


def remember_link(request: HttpRequest, assessment: SelfAssessment, link: AssessmentLink) -> None:
    """Let the visitor go on with this assessment without the token standing in every address."""
    opened = request.session.get(SESSION, {})
    request.session[SESSION] = opened | {str(assessment.pk): link.pk}


def assessment_of(request: HttpRequest, pk: int) -> tuple[SelfAssessment, User | None]:
    """The assessment, and the user who answers it; None for a visitor with a link. Raises Http404 for others."""
    if isinstance(request.user, User):
        found = answerable_for(request.user).filter(pk=pk).first()
        if found is not None:
            return found, request.user
    link = working_links().filter(pk=request.session.get(SESSION, {}).get(str(pk))).first()
    if link is not None:
        opened = SelfAssessment.objects.select_related("organisation", "method", "form").filter(
            pk=pk, organisation=link.organisation, method=link.method, group=link.group
        )
        if (one := opened.first()) is not None:
            return one, None
    raise Http404


def removable_links() -> QuerySet[AssessmentLink]:
    """Links that ceased to open thirty days ago."""
    gone = timezone.now() - LINKS_KEPT
    return AssessmentLink.objects.filter(Q(revoked_at__lt=gone) | Q(expires_on__lt=gone.date()))
