"""Who may see indicators: those who may read the assignment's insight."""

from collections.abc import Iterable

from django.db.models import QuerySet

from skyddsnat.core.models import User
from skyddsnat.insight.models import Indicator, Measurement, Snapshot
from skyddsnat.mandate.models import Assignment


def indicators_for(user: User, slug: str) -> QuerySet[Indicator]:
    """The indicators of one assignment that `user` may see."""
    if not user.may("insight.read"):
        return Indicator.objects.none()
    related = ("assignment", "clause", "clause__assignment", "aim", "target_group")
    return Indicator.objects.filter(assignment__slug=slug).select_related(*related)


def every_indicator(user: User) -> QuerySet[Indicator]:
    """The indicators of every assignment that `user` may see."""
    found = Indicator.objects.select_related("assignment").defer("assignment__text")
    return found if user.may("insight.read") else found.none()


def snapshots_for(user: User, slug: str) -> QuerySet[Snapshot]:
    """The snapshots of one assignment that `user` may see."""
    if not user.may("insight.read"):
        return Snapshot.objects.none()
    found = Snapshot.objects.filter(indicator__assignment__slug=slug)
    return found.select_related("indicator__assignment", "taken_by", "approval__approved_by")


def measurements_for(user: User, slug: str) -> QuerySet[Measurement]:
    """The measurements of one assignment that `user` may see, approved or not, the latest first."""
    if not user.may("insight.read"):
        return Measurement.objects.none()
    related = ("indicator__assignment", "entered_by", "approved_by", "withdrawn_by")
    return Measurement.objects.filter(indicator__assignment__slug=slug).select_related(*related)


def measurements_to_approve(user: User) -> QuerySet[Measurement]:
    """What others have entered and nobody has approved, the oldest first."""
    if not (user.may("insight.read") and user.may("insight.approve")):
        return Measurement.objects.none()
    found = Measurement.objects.filter(approved_at=None).exclude(entered_by=user)
    return found.select_related("indicator__assignment").order_by("entered_at", "pk")


def standing_measurements(
    assignment: Assignment, known: Iterable[Indicator] | None = None
) -> dict[int, list[Measurement]]:
    """Indicator id → its approved measurements that nobody has withdrawn, the latest first.

    With `known`, the indicators that are at hand, only theirs; what the ledger counts is not measured.
    """
    rows = Measurement.objects.filter(
        indicator__assignment=assignment, approved_at__isnull=False, withdrawn_at=None
    )
    at_hand = {one.pk: one for one in known or () if one.query is None}
    rows = rows.select_related("indicator") if known is None else rows.filter(indicator__in=at_hand)
    found: dict[int, list[Measurement]] = {}
    for one in rows.order_by("-measured_on", "-pk"):
        if known is not None:
            one.indicator = at_hand[one.indicator_id]
        found.setdefault(one.indicator_id, []).append(one)
    return found
