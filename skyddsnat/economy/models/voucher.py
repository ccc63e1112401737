"""What was booked: files, accounts, vouchers and their rows. Loaded rows are never changed or removed."""

from __future__ import annotations

from typing import ClassVar

from django.apps import apps
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import BigIntegerField, Exists, F, Func, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import Import, StoredFile, User
from skyddsnat.mandate.models import Assignment


class SieImport(models.Model):
    """A SIE file: waiting to be looked at (`pending` holds its bytes), or loaded (`file` keeps them for good)."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="sie_imports")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    pending = models.BinaryField(null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    loaded_at = models.DateTimeField(null=True)
    program = models.CharField(max_length=200, blank=True)
    company = models.CharField(max_length=200, blank=True)
    encoding = models.CharField(max_length=10, blank=True)
    vouchers_new = models.PositiveIntegerField(default=0)
    vouchers_known = models.PositiveIntegerField(default=0)
    lines_new = models.PositiveIntegerField(default=0)
    looked = models.JSONField(
        null=True, help_text="What the worker saw in a large file, or what is wrong with it; for its page."
    )

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "sha256"], name="sie_import_file_once"),
            models.CheckConstraint(
                condition=Q(
                    pending__isnull=False, file__isnull=True, loaded_at__isnull=True, loaded_by__isnull=True
                )
                | Q(
                    pending__isnull=True, file__isnull=False, loaded_at__isnull=False, loaded_by__isnull=False
                ),
                name="sie_import_waits_or_is_loaded",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_loaded(self) -> bool:
        return self.loaded_at is not None

    @property
    def is_turned_away(self) -> bool:
        """A large file that had faults; only they are kept."""
        return bool(self.looked and "faults" in self.looked)


class Account(models.Model):
    """An account of the authority's own chart. Which kind it is decides whether its rows are costs to allot."""

    ASSET, DEBT, COST, INCOME = "T", "S", "K", "I"
    KINDS: ClassVar = [
        (ASSET, _("Tillgång")),
        (DEBT, _("Skuld")),
        (COST, _("Kostnad")),
        (INCOME, _("Intäkt")),
    ]

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="accounts")
    number = models.CharField(max_length=10)
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=1, choices=KINDS)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "number"], name="account_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


class Voucher(models.Model):
    """A voucher, recognised by fiscal year, series and number; `fingerprint` is that of its content.

    It came from a SIE file or from a table. Vouchers of a table may be removed together, by undoing the import, as long
    as nothing rests on them; the trigger in 0007_sheet_vouchers holds to that.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="vouchers")
    sie_import = models.ForeignKey(SieImport, on_delete=models.PROTECT, related_name="vouchers", null=True)
    sheet_import = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="+", null=True)
    year_start = models.DateField()
    series = models.CharField(max_length=20, blank=True)
    number = models.CharField(max_length=20)
    date = models.DateField()
    text = models.TextField(blank=True)
    line_number = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["date", "series", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment", "year_start", "series", "number"], name="voucher_once"
            ),
            models.CheckConstraint(condition=Q(number__gt=""), name="voucher_has_number"),
            models.CheckConstraint(
                condition=Q(sie_import__isnull=False, sheet_import__isnull=True)
                | Q(sie_import__isnull=True, sheet_import__isnull=False),
                name="voucher_from_one_file",
            ),
        ]
        indexes: ClassVar = [
            GinIndex(
                OpClass(Func(F("text"), function="core_folded"), name="gin_trgm_ops"), name="voucher_by_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.number}".strip()

    def get_absolute_url(self) -> str:
        return reverse("economy:voucher", args=[self.assignment.slug, self.pk])

    @property
    def file_name(self) -> str:
        """The file it came from."""
        source = self.sie_import or self.sheet_import
        return source.name if source else ""


class VoucherLineQuerySet(models.QuerySet["VoucherLine"]):
    def costs(self) -> VoucherLineQuerySet:
        """Rows on cost accounts: the ones that are to be allotted."""
        return self.filter(account__kind=Account.COST).exclude(amount_ore=0)

    def with_allotted(self) -> VoucherLineQuerySet:
        """Adds `allotted_ore` and `rest_ore`, what is still to be allotted (negative for a credit)."""
        return self.annotate(allotted_ore=_allotted(), rest_ore=F("amount_ore") - _allotted())

    def left_to_allot(self) -> VoucherLineQuerySet:
        """Rows that are not allotted, or only in part, with `rest_ore`; those explained as not ours apart."""
        with_rest = self.annotate(allotted_ore=_allotted(), rest_ore=F("amount_ore") - _allotted())
        return with_rest.exclude(rest_ore=0).unexplained()

    def unexplained(self) -> VoucherLineQuerySet:
        """Without those whose rest somebody has explained as not the assignment's."""
        return self.exclude(_explained())

    def explained(self) -> VoucherLineQuerySet:
        """Those whose rest somebody has explained as not the assignment's, with `rest_ore`."""
        return self.with_allotted().filter(_explained())

    def touched(self) -> VoucherLineQuerySet:
        """Rows of which something is allotted."""
        return self.annotate(allotted_ore=_allotted(), rest_ore=F("amount_ore") - _allotted()).exclude(
            allotted_ore=0
        )

    def untouched(self) -> VoucherLineQuerySet:
        """Rows of which nothing is allotted, and that nobody has explained as not ours."""
        with_rest = self.annotate(allotted_ore=_allotted(), rest_ore=F("amount_ore") - _allotted())
        return with_rest.filter(allotted_ore=0).unexplained()

    def in_year(self, year: int) -> VoucherLineQuerySet:
        return self.filter(cost_date__year=year)


def _explained() -> Exists:
    explanations = apps.get_model("economy", "RowExplanation")._default_manager
    return Exists(explanations.filter(voucher_line=OuterRef("pk"), withdrawn_at__isnull=True))


def _allotted() -> Coalesce:
    """The sum of a row's allotments and reversals, 0 when there are none: one look in an index for each row."""
    allotments = apps.get_model("economy", "Allotment")._default_manager
    sums = (
        allotments.filter(voucher_line=OuterRef("pk"))
        .order_by()
        .values("voucher_line")
        .annotate(total=Sum("amount_ore", output_field=BigIntegerField()))
        .values("total")
    )
    return Coalesce(Subquery(sums, output_field=BigIntegerField()), 0, output_field=BigIntegerField())


class VoucherLine(models.Model):
    """A row of a voucher. Debit is positive. `project` is the object of dimension 6, "" when there is none."""

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="lines")
    sie_objects = models.JSONField(default=list)
    project = models.CharField(max_length=60, blank=True, db_index=True)
    amount_ore = models.BigIntegerField()
    cost_date = models.DateField()
    text = models.TextField(blank=True)
    line_number = models.PositiveIntegerField()

    objects = VoucherLineQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["voucher", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["voucher", "position"], name="voucher_line_position_once"),
        ]
        indexes: ClassVar = [
            GinIndex(
                OpClass(Func(F("text"), function="core_folded"), name="gin_trgm_ops"),
                name="voucher_line_by_text",
                condition=Q(text__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voucher}:{self.position}"
