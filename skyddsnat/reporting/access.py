"""Who may see reports and packs: those who may read reporting."""

from django.db.models import QuerySet

from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.models import ClosingPack, Report, ReportText

READ, WRITE = "reporting.read", "reporting.write"


def reports_for(user: User, assignment: Assignment) -> QuerySet[Report]:
    """The versions of the report that `user` may see."""
    if not user.may(READ):
        return Report.objects.none()
    return Report.objects.filter(assignment=assignment).select_related(
        "assignment", "prepared_by", "issued_by", "replaces"
    )


def texts_for(user: User, assignment: Assignment) -> QuerySet[ReportText]:
    """The prose that `user` may read."""
    return ReportText.objects.filter(assignment=assignment) if user.may(READ) else ReportText.objects.none()


def every_report(user: User) -> QuerySet[Report]:
    """The versions of every report that `user` may see."""
    found = Report.objects.select_related("assignment").defer("data", "assignment__text")
    return found if user.may(READ) else found.none()


def every_text(user: User) -> QuerySet[ReportText]:
    """All prose that `user` may read."""
    found = ReportText.objects.select_related("assignment").defer("assignment__text")
    return found if user.may(READ) else found.none()


def packs_for(user: User, assignment: Assignment) -> QuerySet[ClosingPack]:
    """The closing packs that `user` may fetch."""
    if not user.may(READ):
        return ClosingPack.objects.none()
    return ClosingPack.objects.filter(assignment=assignment).select_related("built_by").defer("file__content")
