"""What a voucher rests on: supplier invoices, hours worked, and other papers, with their files."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import User
from skyddsnat.economy.models.voucher import Voucher, VoucherLine
from skyddsnat.mandate.models import Activity


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def standing(self) -> AttachmentQuerySet:
        """Those that hold: neither removed nor replaced. Without the bytes, which only the download needs."""
        return self.filter(removed_at__isnull=True).defer("content")


class Attachment(models.Model):
    """A paper behind a voucher, or behind one row of it. Sums in öre.

    The bytes stand in the row and not in core's store of files: what was attached by mistake may name a person, and
    is let go when it is removed (see ADR 0019). While the financial account is issued, nothing is added, changed or
    removed (trigger).
    """

    INVOICE, HOURS, OTHER = "invoice", "hours", "other"
    KINDS: ClassVar = [
        (INVOICE, _("Leverantörsfaktura")),
        (HOURS, _("Arbetad tid")),
        (OTHER, _("Annat underlag")),
    ]

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="attachments")
    voucher_line = models.ForeignKey(
        VoucherLine, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    kind = models.CharField(max_length=10, choices=KINDS)
    supplier = models.CharField(max_length=200, blank=True)
    invoice_number = models.CharField(max_length=60, blank=True)
    dated = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    amount_ore = models.BigIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    content = models.BinaryField(null=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_reason = models.CharField(max_length=300, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["voucher", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind="invoice")
                | Q(supplier__gt="", invoice_number__gt="", dated__isnull=False, amount_ore__isnull=False),
                name="attachment_invoice_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(sha256="", content__isnull=True, size=0, media_type="", file_name="")
                | Q(sha256__gt="", size__gt=0, media_type__gt="", file_name__gt=""),
                name="attachment_file_is_described",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True, removed_reason="")
                | Q(removed_at__isnull=False, removed_by__isnull=False, removed_reason__gt=""),
                name="attachment_removed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=False) | Q(sha256="") | Q(content__isnull=False),
                name="attachment_that_holds_has_its_file",
            ),
        ]

    def __str__(self) -> str:
        if self.kind == self.INVOICE:
            return f"{self.supplier} {self.invoice_number}"
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return f"{reverse('economy:voucher', args=[self.voucher.assignment.slug, self.voucher_id])}#underlag"


class HoursEntry(models.Model):
    """Hours somebody worked, on a day or in a month (`on` is then its first day)."""

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="hours")
    who = models.CharField(max_length=100)
    on = models.DateField()
    is_month = models.BooleanField(default=False)
    minutes = models.PositiveIntegerField()
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="hours"
    )
    rate_ore = models.PositiveBigIntegerField()
    amount_ore = models.PositiveBigIntegerField()

    class Meta:
        ordering: ClassVar = ["attachment", "on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="hours_of_something"),
            models.CheckConstraint(condition=Q(who__gt=""), name="hours_of_somebody"),
            models.CheckConstraint(
                condition=Q(amount_ore__gte=(F("minutes") * F("rate_ore") - 30) / 60)
                & Q(amount_ore__lte=(F("minutes") * F("rate_ore") + 30) / 60),
                name="hours_sum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.minutes} min"
