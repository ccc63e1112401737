"""Who may see indicators: those who may read the assignment's insight."""

from django.db.models import QuerySet

from skyddsnat.core.models import User
from skyddsnat.insight.models import Indicator, Snapshot


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
    return Snapshot.objects.filter(indicator__assignment__slug=slug).select_related("indicator__assignment")
