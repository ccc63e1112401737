"""What stands behind the vouchers: which have papers, whether they add up, and which are met twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from skyddsnat.economy.models import Account, Attachment, MoneyDocument, Voucher, VoucherLine
from skyddsnat.mandate.models import Assignment


@dataclass(frozen=True)
class Cover:
    """A voucher's costs, and what its papers say. Sums in öre."""

    costs_ore: int
    papers_ore: int
    papers: int

    @property
    def difference_ore(self) -> int:
        """What the papers say more than the costs; negative when less."""
        return self.papers_ore - self.costs_ore


def attachments_of(voucher: Voucher) -> QuerySet[Attachment]:
    """Those that hold, in order."""
    return (
        Attachment.objects.filter(voucher=voucher)
        .standing()
        .select_related("voucher_line__account", "added_by", "replaces", "voucher__assignment")
        .order_by("id")
    )


def cover_of(voucher: Voucher) -> Cover:
    costs = voucher.lines.filter(account__kind=Account.COST).aggregate(total=Sum("amount_ore"))["total"]
    papers = list(Attachment.objects.filter(voucher=voucher).standing().values_list("amount_ore", flat=True))
    return Cover(int(costs or 0), sum(ore or 0 for ore in papers), len(papers))


def has_papers() -> Exists:
    """For rows of vouchers: whether the voucher has a paper that holds, for all of it or for the row."""
    standing = Attachment.objects.filter(removed_at__isnull=True, voucher=OuterRef("voucher"))
    return Exists(standing.filter(Q(voucher_line__isnull=True) | Q(voucher_line=OuterRef("pk"))))


def lines_without_papers(assignment: Assignment) -> QuerySet[VoucherLine]:
    """Cost rows of the assignment's year that are ours and that no paper stands behind."""
    return (
        VoucherLine.objects.filter(voucher__assignment=assignment)
        .costs()
        .in_year(assignment.year)
        .with_allotted()
        .unexplained()
        .exclude(has_papers())
    )


def vouchers_without_papers(assignment: Assignment) -> int:
    """How many vouchers lack a paper behind some cost of ours."""
    return lines_without_papers(assignment).values("voucher").distinct().count()


def same_paper(attachment: Attachment) -> list[Attachment]:
    """Other papers of the assignment that are the same invoice, or the same file."""
    same = Q()
    if attachment.kind == Attachment.INVOICE:
        same |= Q(
            kind=Attachment.INVOICE,
            supplier__iexact=attachment.supplier,
            invoice_number__iexact=attachment.invoice_number,
        )
    if attachment.sha256:
        same |= Q(sha256=attachment.sha256)
    if not same:
        return []
    found = Attachment.objects.standing().filter(same, voucher__assignment=attachment.voucher.assignment_id)
    return list(found.exclude(pk=attachment.pk).select_related("voucher__assignment").order_by("id"))


def cited_papers(assignment: Assignment) -> list[dict[str, Any]]:
    """What an account says of the papers behind what is used: where, which kind, how much, which fingerprint. Numbers
    only: a supplier or a colleague is never named.
    """
    used = VoucherLine.objects.filter(voucher__assignment=assignment).touched().values("voucher")
    found = (
        Attachment.objects.filter(voucher__in=used)
        .standing()
        .select_related("voucher", "voucher_line")
        .order_by("voucher__date", "voucher", "id")
    )
    return [
        {
            "voucher": str(one.voucher),
            "row": one.voucher_line.position if one.voucher_line else None,
            "kind": one.kind,
            "ore": one.amount_ore,
            "sha256": one.sha256,
        }
        for one in found
    ]


def is_cited(attachment: Attachment) -> bool:
    """Whether an issued account rests on the paper: then its file is kept also when the paper no longer holds."""
    accounts = MoneyDocument.objects.filter(
        assignment=attachment.voucher.assignment_id, kind=MoneyDocument.ACCOUNT, state=MoneyDocument.ISSUED
    )
    return any(
        _names(data.get("attachments", ()), attachment) for data in accounts.values_list("data", flat=True)
    )


def _names(rows: Iterable[dict[str, Any]], attachment: Attachment) -> bool:
    """Whether the rows name the attachment: by its fingerprint, or, without a file, by its place and sum."""
    return any(
        (row["voucher"], row["kind"], row["ore"], row["sha256"])
        == (str(attachment.voucher), attachment.kind, attachment.amount_ore, attachment.sha256)
        for row in rows
    )
