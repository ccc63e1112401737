"""Who may see and change what: reading starts from the user."""

from __future__ import annotations

from django.db.models import QuerySet

from skyddsnat.core.models import User
from skyddsnat.economy.models import (
    Account,
    Allotment,
    Attachment,
    ChecklistTick,
    MoneyDocument,
    PeriodLock,
    ProjectMapping,
    RowExplanation,
    SieImport,
    Voucher,
    VoucherLine,
)
from skyddsnat.economy.models.attachment import AttachmentQuerySet
from skyddsnat.economy.models.voucher import VoucherLineQuerySet
from skyddsnat.mandate.models import Activity, Assignment

READ, WRITE, APPROVE = "economy.read", "economy.write", "economy.approve"


def may_write(user: User) -> bool:
    return user.may(WRITE)


def may_approve(user: User) -> bool:
    return user.may(APPROVE)


def assignments(user: User) -> QuerySet[Assignment]:
    """Assignments whose money the user may see."""
    return Assignment.objects.all() if user.may(READ) else Assignment.objects.none()


def activities(user: User, assignment: Assignment) -> QuerySet[Activity]:
    return Activity.objects.filter(assignment=assignment) if user.may(READ) else Activity.objects.none()


def vouchers(user: User, assignment: Assignment) -> QuerySet[Voucher]:
    return Voucher.objects.filter(assignment=assignment) if user.may(READ) else Voucher.objects.none()


def every_voucher(user: User) -> QuerySet[Voucher]:
    """The vouchers of every assignment whose money the user may see."""
    found = Voucher.objects.select_related("assignment").defer("assignment__text")
    return found if user.may(READ) else found.none()


def every_line(user: User) -> QuerySet[VoucherLine]:
    found = VoucherLine.objects.select_related("account", "voucher__assignment")
    return found.defer("voucher__assignment__text") if user.may(READ) else found.none()


def every_document(user: User) -> QuerySet[MoneyDocument]:
    found = MoneyDocument.objects.select_related("assignment").defer("data", "assignment__text")
    return found if user.may(READ) else found.none()


def every_import(user: User) -> QuerySet[SieImport]:
    """Files that were read in; one that waits is the matter of those who read them in."""
    found = SieImport.objects.select_related("assignment").defer("pending", "assignment__text")
    return found if user.may(WRITE) else found.none()


def lines(user: User, assignment: Assignment) -> VoucherLineQuerySet:
    if not user.may(READ):
        return VoucherLine.objects.none()
    return VoucherLine.objects.filter(voucher__assignment=assignment)


def accounts(user: User, assignment: Assignment) -> QuerySet[Account]:
    """Accounts whose rows are costs."""
    if not user.may(READ):
        return Account.objects.none()
    return Account.objects.filter(assignment=assignment, kind=Account.COST)


def standing_allotments(user: User, assignment: Assignment) -> QuerySet[Allotment]:
    """Allotments that hold: not undone, and not the rows that undo."""
    return allotments(user, assignment).filter(reverses__isnull=True, reversed_by__isnull=True)


def allotments(user: User, assignment: Assignment) -> QuerySet[Allotment]:
    if not user.may(READ):
        return Allotment.objects.none()
    return Allotment.objects.filter(voucher_line__voucher__assignment=assignment)


def imports(user: User, assignment: Assignment) -> QuerySet[SieImport]:
    return SieImport.objects.filter(assignment=assignment) if user.may(READ) else SieImport.objects.none()


def project_mappings(user: User, assignment: Assignment) -> QuerySet[ProjectMapping]:
    if not user.may(READ):
        return ProjectMapping.objects.none()
    return ProjectMapping.objects.filter(assignment=assignment)


def documents(user: User, assignment: Assignment) -> QuerySet[MoneyDocument]:
    if not user.may(READ):
        return MoneyDocument.objects.none()
    return MoneyDocument.objects.filter(assignment=assignment)


def attachments(user: User, assignment: Assignment) -> AttachmentQuerySet:
    if not user.may(READ):
        return Attachment.objects.none()
    return Attachment.objects.filter(voucher__assignment=assignment)


def explanations(user: User, assignment: Assignment) -> QuerySet[RowExplanation]:
    """Explanations that hold: rows that are not the assignment's."""
    if not user.may(READ):
        return RowExplanation.objects.none()
    return RowExplanation.objects.filter(
        voucher_line__voucher__assignment=assignment, withdrawn_at__isnull=True
    )


def period_locks(user: User, assignment: Assignment) -> QuerySet[PeriodLock]:
    if not user.may(READ):
        return PeriodLock.objects.none()
    return PeriodLock.objects.filter(assignment=assignment)


def ticks(user: User, assignment: Assignment) -> QuerySet[ChecklistTick]:
    if not user.may(READ):
        return ChecklistTick.objects.none()
    return ChecklistTick.objects.filter(assignment=assignment)
