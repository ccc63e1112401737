"""What the money became: read from allotments, so that every sum leads to its rows. Sums in öre."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from skyddsnat.economy.models import Account, Allotment, Grant, MoneyDocument, Voucher, VoucherLine
from skyddsnat.economy.models.voucher import VoucherLineQuerySet
from skyddsnat.mandate.models import Activity, Assignment


@dataclass(frozen=True)
class ActivityOutcome:
    """An activity with its budget, what it has cost, and how many cost rows and vouchers stand behind."""

    activity: Activity
    budget_ore: int
    used_ore: int
    lines: int
    vouchers: int

    @property
    def left_ore(self) -> int:
        """Budget left; negative when over."""
        return self.budget_ore - self.used_ore


@dataclass(frozen=True)
class AccountOutcome:
    """An account with what has been allotted of it, and how many cost rows stand behind."""

    account: Account
    used_ore: int
    lines: int


@dataclass(frozen=True)
class BudgetOutcome:
    """The whole: granted, budgeted on activities, used, and costs that no activity has."""

    ceiling_ore: int
    budget_ore: int
    requisitioned_ore: int
    used_ore: int
    orphan_ore: int
    by_activity: list[ActivityOutcome]

    @property
    def unbudgeted_ore(self) -> int:
        """Granted and not budgeted; negative when the budgets exceed the grant."""
        return self.ceiling_ore - self.budget_ore


def held_grant(assignment: Assignment) -> Grant:
    """What the database keeps of the assignment's money; an unsaved one with nothing used when none has moved yet."""
    return Grant.objects.filter(assignment=assignment).first() or Grant(assignment=assignment)


def grant(assignment: Assignment) -> Grant:
    """The assignment's grant, to read, with the ceiling of today.

    A later decision may have changed the ceiling since money last moved, and the row follows with the next write
    (`locked_grant`): what is shown is always what the decision says now.
    """
    held = held_grant(assignment)
    held.ceiling_ore = Assignment.objects.values_list("ceiling_ore", flat=True).get(pk=assignment.pk)
    return held


def standing_allotments(assignment: Assignment) -> Any:
    """Allotments that are not undone, without the rows that undo."""
    return Allotment.objects.filter(
        voucher_line__voucher__assignment=assignment, reverses__isnull=True, reversed_by__isnull=True
    ).order_by()


def outcome_by_activity(assignment: Assignment) -> list[ActivityOutcome]:
    """Every activity of the assignment in order, also those without costs."""
    sums = {
        row["activity"]: row
        for row in standing_allotments(assignment)
        .values("activity")
        .annotate(
            used=Sum("amount_ore"),
            lines=Count("voucher_line", distinct=True),
            vouchers=Count("voucher_line__voucher", distinct=True),
        )
    }
    found = []
    for activity in Activity.objects.filter(assignment=assignment).order_by("number"):
        row = sums.get(activity.pk, {})
        found.append(
            ActivityOutcome(
                activity,
                activity.budget_ore,
                int(row.get("used", 0)),
                row.get("lines", 0),
                row.get("vouchers", 0),
            )
        )
    return found


def outcome_by_account(assignment: Assignment) -> list[AccountOutcome]:
    """Every account that something has been allotted of, by number."""
    sums = {
        row["voucher_line__account"]: row
        for row in standing_allotments(assignment)
        .values("voucher_line__account")
        .annotate(used=Sum("amount_ore"), lines=Count("voucher_line", distinct=True))
    }
    accounts = Account.objects.filter(pk__in=sums).order_by("number")
    return [
        AccountOutcome(account, int(sums[account.pk]["used"]), sums[account.pk]["lines"])
        for account in accounts
    ]


def budget_vs_outcome(assignment: Assignment) -> BudgetOutcome:
    held = grant(assignment)
    by_activity = outcome_by_activity(assignment)
    return BudgetOutcome(
        ceiling_ore=held.ceiling_ore,
        budget_ore=sum(one.budget_ore for one in by_activity),
        requisitioned_ore=held.requisitioned_ore,
        used_ore=held.used_ore,
        orphan_ore=orphan_ore(assignment),
        by_activity=by_activity,
    )


def orphan_lines(assignment: Assignment) -> VoucherLineQuerySet:
    """Costs of the assignment's year that no activity has, whole or in part: each has `rest_ore` left to allot."""
    return (
        VoucherLine.objects.filter(voucher__assignment=assignment)
        .costs()
        .in_year(assignment.year)
        .left_to_allot()
        .select_related("voucher", "account")
        .order_by("cost_date", "id")
    )


def orphan_ore(assignment: Assignment) -> int:
    """What is left to allot of the costs that no activity has."""
    return orphan_lines(assignment).aggregate(total=Sum("rest_ore"))["total"] or 0


def vouchers_of(activity: Activity) -> list[Voucher]:
    """Vouchers with something allotted to the activity, by date; each has `activity_ore`, its part."""
    sums = {
        row["voucher_line__voucher"]: int(row["used"])
        for row in standing_allotments(activity.assignment)
        .filter(activity=activity)
        .values("voucher_line__voucher")
        .annotate(used=Sum("amount_ore"))
    }
    found = list(
        Voucher.objects.filter(pk__in=sums).select_related("assignment").order_by("date", "series", "id")
    )
    for voucher in found:
        voucher.activity_ore = sums[voucher.pk]  # type: ignore[attr-defined]
    return found


def documents(assignment: Assignment) -> list[MoneyDocument]:
    """Every document in order, withdrawn ones too."""
    return list(
        MoneyDocument.objects.filter(assignment=assignment)
        .select_related("obligation", "replaces", "pdf")
        .order_by("id")
    )


def issued_documents(assignment: Assignment) -> list[MoneyDocument]:
    """Every issued document, replaced versions too, by kind and version."""
    found = MoneyDocument.objects.filter(assignment=assignment, state=MoneyDocument.ISSUED)
    order = {kind: place for place, (kind, _name) in enumerate(MoneyDocument.KINDS)}
    return sorted(
        found.select_related("obligation", "replaces", "pdf"), key=lambda one: (order[one.kind], one.version)
    )


def standing_document(assignment: Assignment, kind: str) -> MoneyDocument | None:
    """The issued version that holds now; None when nothing is issued."""
    return (
        MoneyDocument.objects.filter(assignment=assignment, kind=kind, state=MoneyDocument.ISSUED)
        .order_by("-version")
        .first()
    )


def standing_documents(assignment: Assignment, kinds: Iterable[str]) -> dict[str, MoneyDocument]:
    """The issued version that holds now of each kind that has one; asked for at once, and without what they hold."""
    found = MoneyDocument.objects.filter(assignment=assignment, kind__in=kinds, state=MoneyDocument.ISSUED)
    papers = {one.kind: one for one in found.order_by("version").defer("data")}
    for paper in papers.values():
        paper.assignment = assignment
    return papers


def prepared_document(assignment: Assignment, kind: str) -> MoneyDocument | None:
    """The version that waits for approval; None when there is none."""
    return MoneyDocument.objects.filter(
        assignment=assignment, kind=kind, state=MoneyDocument.PREPARED
    ).first()


def open_document(assignment: Assignment, kind: str) -> MoneyDocument | None:
    """The version that is under way: it waits for approval, or was returned with a remark."""
    return MoneyDocument.objects.filter(
        assignment=assignment, kind=kind, state__in=[MoneyDocument.PREPARED, MoneyDocument.RETURNED]
    ).first()
