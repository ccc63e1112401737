"""The documents about money that leave the house."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import StoredFile, User
from skyddsnat.mandate.models import Assignment, Obligation


class MoneyDocument(models.Model):
    """A requisition, a repayment or a financial account. `data` holds its frozen figures, `sha256` their fingerprint.

    Sums in öre: `amount_ore` is what the document claims, repays or accounts for. An issued document is never changed
    or removed by anybody (trigger); a correction is a new version that names the one it replaces.
    """

    REQUISITION, REPAYMENT, ACCOUNT = "requisition", "repayment", "financial_account"
    KINDS: ClassVar = [
        (REQUISITION, _("Rekvisition")),
        (REPAYMENT, _("Återbetalning")),
        (ACCOUNT, _("Ekonomisk redovisning")),
    ]
    PREPARED, RETURNED, ISSUED, WITHDRAWN = "prepared", "returned", "issued", "withdrawn"
    STATES: ClassVar = [
        (PREPARED, _("Förberedd")),
        (RETURNED, _("Skickad tillbaka")),
        (ISSUED, _("Utfärdad")),
        (WITHDRAWN, _("Återtagen")),
    ]

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="money_documents")
    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, null=True, blank=True, related_name="money_documents"
    )
    kind = models.CharField(max_length=20, choices=KINDS)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )
    reason = models.CharField(max_length=500, blank=True)
    dated = models.DateField()
    dnr = models.CharField(max_length=60)
    amount_ore = models.PositiveBigIntegerField()
    requisitioned_ore = models.PositiveBigIntegerField()
    used_ore = models.PositiveBigIntegerField()
    repaid_ore = models.PositiveBigIntegerField()
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=PREPARED)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["assignment", "id"]
        constraints: ClassVar = [
            # A withdrawn draft never left the house, so its number is free again: issued versions count 1, 2,
            # 3 …
            models.UniqueConstraint(
                fields=["assignment", "kind", "version"],
                condition=~Q(state="withdrawn"),
                name="money_document_version_once",
            ),
            models.UniqueConstraint(
                fields=["assignment", "kind"],
                condition=Q(state__in=["prepared", "returned"]),
                name="money_document_one_prepared",
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(state="issued"), name="money_document_one_issued_successor"
            ),
            models.CheckConstraint(condition=Q(dnr__gt=""), name="money_document_cites_dnr"),
            models.CheckConstraint(
                condition=Q(
                    state="issued", pdf__isnull=False, issued_by__isnull=False, issued_at__isnull=False
                )
                | Q(~Q(state="issued"), pdf__isnull=True, issued_by__isnull=True, issued_at__isnull=True),
                name="money_document_issued_with_pdf",
            ),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("prepared_by")),
                name="money_document_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                | Q(~Q(state="withdrawn"), withdrawn_by__isnull=True, withdrawn_at__isnull=True),
                name="money_document_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces__isnull=True, reason="")
                | Q(version__gt=1, replaces__isnull=False, reason__gt=""),
                name="money_document_correction_names_the_old",
            ),
            models.CheckConstraint(
                condition=~Q(kind="requisition") | Q(amount_ore=F("requisitioned_ore"), amount_ore__gt=0),
                name="money_document_requisition_sum",
            ),
            models.CheckConstraint(
                condition=~Q(kind="repayment")
                | Q(
                    Q(amount_ore__gt=0)
                    | Q(version__gt=1),  # only a correction can say that nothing was to be repaid
                    amount_ore=F("requisitioned_ore") - F("used_ore"),
                    repaid_ore=F("amount_ore"),
                ),
                name="money_document_repayment_sum",
            ),
            models.CheckConstraint(
                condition=~Q(kind="financial_account")
                | Q(repaid_ore=F("requisitioned_ore") - F("used_ore"), amount_ore=F("used_ore")),
                name="money_document_account_sum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("economy:document", args=[self.assignment.slug, self.pk])


class DocumentRemark(models.Model):
    """What a manager wants changed before a document is approved. `sha256` is the fingerprint of what was read."""

    document = models.ForeignKey(MoneyDocument, on_delete=models.PROTECT, related_name="remarks")
    text = models.CharField(max_length=1000)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(text__gt=""), name="document_remark_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
