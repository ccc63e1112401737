"""Who may see and do what with reports, their prose and their comments: those who may read reporting, and more."""

from django.db.models import QuerySet

from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.models import (
    ArchivePackage,
    ClosingPack,
    Report,
    ReportComment,
    ReportCommentsRead,
    ReportDraft,
    ReportText,
    ReportTextVersion,
)

READ = "reporting.read"
WRITE = "reporting.write"
APPROVE = "reporting.approve"


def may_write(user: User) -> bool:
    return user.may(WRITE)


def may_comment(user: User) -> bool:
    """Those who write and those who approve talk about the text; others read what is said."""
    return user.may(WRITE) or user.may(APPROVE)


def may_close(user: User) -> bool:
    """Those who write and those who approve build closing packs and take versions back."""
    return user.may(WRITE) or user.may(APPROVE)


def reports_for(user: User, assignment: Assignment) -> QuerySet[Report]:
    """The versions of the report that `user` may see."""
    if not user.may(READ):
        return Report.objects.none()
    return Report.objects.filter(assignment=assignment).select_related(
        "assignment", "prepared_by", "issued_by", "returned_by", "replaces"
    )


def texts_for(user: User, assignment: Assignment) -> QuerySet[ReportText]:
    """The prose that `user` may read."""
    if not user.may(READ):
        return ReportText.objects.none()
    return ReportText.objects.filter(assignment=assignment).select_related("written_by")


def text_versions_for(user: User, assignment: Assignment, section: str) -> QuerySet[ReportTextVersion]:
    """Everything a section has said, newest first."""
    if not user.may(READ):
        return ReportTextVersion.objects.none()
    return ReportTextVersion.objects.filter(
        text__assignment=assignment, text__section=section
    ).select_related("by", "text__assignment")


def text_versions_of(user: User, assignment: Assignment) -> QuerySet[ReportTextVersion]:
    """What the user has saved, in any section."""
    return ReportTextVersion.objects.filter(text__assignment=assignment, by=user)


def drafts_for(user: User, assignment: Assignment) -> QuerySet[ReportDraft]:
    """The user's own drafts. Nobody reads another's."""
    if not user.may(WRITE):
        return ReportDraft.objects.none()
    return ReportDraft.objects.filter(assignment=assignment, writer=user)


def writing_now(user: User, assignment: Assignment) -> QuerySet[ReportDraft]:
    """That others have something unsaved, and since when: their words are left out."""
    if not user.may(READ):
        return ReportDraft.objects.none()
    others = ReportDraft.objects.filter(assignment=assignment).exclude(writer=user)
    return others.select_related("writer").defer("body").order_by("started_at")


def comments_for(user: User, assignment: Assignment) -> QuerySet[ReportComment]:
    """The comments that `user` may read."""
    if not user.may(READ):
        return ReportComment.objects.none()
    return ReportComment.objects.filter(assignment=assignment).select_related("by", "resolved_by")


def read_up_to(user: User, assignment: Assignment) -> dict[str, int]:
    """Section → the last comment that the user has said to have read."""
    rows = ReportCommentsRead.objects.filter(assignment=assignment, reader=user)
    return dict(rows.values_list("section", "up_to"))


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


def archive_packages_for(user: User, assignment: Assignment) -> QuerySet[ArchivePackage]:
    """The packages for an archive that `user` may fetch."""
    if not user.may(READ):
        return ArchivePackage.objects.none()
    found = ArchivePackage.objects.filter(assignment=assignment)
    return found.select_related("built_by", "file", "assignment", "pack__file").defer(
        "file__content", "pack__file__content"
    )
