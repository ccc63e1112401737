"""Personal links by which somebody without an account answers for their organisation; they can be revoked."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import Refused, hash_of, new_secret, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.assessments.access import removable_links
from skyddsnat.knowledge.ladder.access import check_may_work_with
from skyddsnat.knowledge.models import AssessmentLink, Group, Method
from skyddsnat.shared.dates import today

WORKS = datetime.timedelta(days=60)
OPEN_AT_ONCE = 10  # more than that for one organisation is a mistake


@transaction.atomic
def make_link(
    *, organisation: Organisation, method: Method, group: Group, by: User
) -> tuple[AssessmentLink, str]:
    """A new link and its token, which is shown now and never again: only its hash is kept.

    Raises PermissionDenied for somebody else's county, and Refused when there are many already.
    """
    check_may_work_with(by, organisation)
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    same = AssessmentLink.objects.filter(organisation=organisation, method=method, revoked_at=None)
    if same.filter(expires_on__gte=today()).count() >= OPEN_AT_ONCE:
        raise Refused(_("Organisationen har redan många länkar. Dra in en som inte behövs."))
    token = new_secret()
    link = AssessmentLink.objects.create(
        organisation=organisation, method=method, group=group, token_hash=hash_of(token),
        expires_on=today() + WORKS, made_by=by,
    )  # fmt: skip
    record(by, "assessment_link.added", link, group=group)
    return link, token


@transaction.atomic
def revoke_link(*, link: AssessmentLink, by: User) -> AssessmentLink:
    """Let the link open nothing from now on. What was answered by it stays."""
    check_may_work_with(by, link.organisation)
    current = AssessmentLink.objects.select_for_update().get(pk=link.pk)
    if current.revoked_at is None:
        current.revoked_at = timezone.now()
        current.save(update_fields=["revoked_at"])
        record(by, "assessment_link.revoked", current)
    return current


@transaction.atomic
def remove_old_links(*, by: User | None) -> int:
    """Remove links that ceased to open thirty days ago; returns how many."""
    old = list(removable_links())
    for link in old:
        record(by, "assessment_link.removed", link)
        link.delete()
    return len(old)
