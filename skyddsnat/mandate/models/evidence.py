"""The evidence ledger: append-only, hash-chained, one chain an assignment. Never personal data."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex, GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.mandate.models.activity import Activity
from skyddsnat.mandate.models.assignment import Assignment


class EvidenceKind(models.Model):
    """What can be proven, and in what unit it is counted."""

    code = models.SlugField(primary_key=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    unit = models.CharField(max_length=40)
    unit_en = models.CharField(max_length=40)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name


class Evidence(models.Model):
    """One proven fact. `hash` covers the row and the hash before it (see `ledger.py`).

    Nothing is ever changed: a mistaken row is taken back by a later row that `corrects` it. That row repeats it with
    the quantity negated, so that any sum over the ledger comes out right by itself.

    What a row points at is held by the foreign keys of `mandate_ledgerkey`: see 0026_ledger_keys.
    """

    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="evidence", db_index=False, db_constraint=False
    )
    seq = models.PositiveBigIntegerField()
    kind = models.ForeignKey(EvidenceKind, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="evidence", db_index=False, db_constraint=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, db_index=False, db_constraint=False
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, db_index=False, db_constraint=False)
    occurred_on = models.DateField()
    quantity = models.IntegerField()
    corrects = models.PositiveBigIntegerField(
        null=True, help_text="The position of the row that this one takes back."
    )
    reference = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    prev_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering: ClassVar = ["assignment", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "seq"], name="evidence_seq_once"),
            models.UniqueConstraint(
                fields=["assignment", "corrects"],
                condition=Q(corrects__isnull=False),
                name="evidence_corrected_once",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, quantity__gte=0)
                | Q(corrects__isnull=False, quantity__lte=0, corrects__lt=F("seq")),
                name="evidence_negative_only_to_correct",
            ),
        ]
        # Lists are read backwards by position, ten million rows long, narrowed by one of these.
        indexes: ClassVar = [
            models.Index(fields=["activity", "seq"], name="evidence_by_activity"),
            models.Index(fields=["kind", "seq"], name="evidence_by_kind"),
            models.Index(
                fields=["organisation", "seq"], name="evidence_by_organisation",
                condition=Q(organisation__isnull=False),
            ),
            BrinIndex(fields=["occurred_on"], name="evidence_by_day"),
            GinIndex(
                OpClass(Func(F("reference"), function="core_folded"), name="gin_trgm_ops"),
                name="evidence_by_reference",
                condition=Q(reference__gt=""),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.assignment_id}:{self.seq}"


class LedgerHead(models.Model):
    """Where an assignment's chain ends now. Locked while rows are added, so that the chain never forks."""

    assignment = models.OneToOneField(
        Assignment, on_delete=models.PROTECT, primary_key=True, related_name="ledger"
    )
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.BinaryField(max_length=32, default=bytes(32))

    def __str__(self) -> str:
        return f"{self.assignment_id}:{self.seq}"


class EvidenceSums(models.Model):
    """What the ledger's sums are told by. Their keys are those of the ledger's rows, which hold what they point at for
    good: they are not looked at twice.
    """

    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    kind = models.ForeignKey(
        EvidenceKind, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    quantity = models.BigIntegerField()

    class Meta:
        abstract = True


def _each_once(name: str) -> models.UniqueConstraint:
    keys = ["assignment", "kind", "activity", "month", "organisation", "place"]
    return models.UniqueConstraint(fields=keys, name=name, nulls_distinct=False)


class EvidenceCount(EvidenceSums):
    """Sums of the ledger per activity, kind, month and actor, kept by a trigger, so that counting is quick."""

    month = models.DateField(help_text="First day of the month.")
    records = models.BigIntegerField(
        help_text="Rows that stand: a corrected row and its correction count for none."
    )

    class Meta:
        constraints: ClassVar = [_each_once("evidence_count_once")]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.month}: {self.quantity}"


class EvidenceTotal(EvidenceSums):
    """Sums of those sums per activity and kind: by month, or by organisation, or by place. Kept by a trigger too.

    A row says one of the three. What is shown of a whole ledger at once is counted from these, however long it is.
    """

    month = models.DateField(null=True, help_text="First day of the month.")
    records = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [_each_once("evidence_total_once")]
        indexes: ClassVar = [  # without the sums themselves, so that a sum grows in place
            models.Index(
                fields=["assignment", "activity"],
                condition=Q(month__isnull=False),
                name="evidence_total_month",
            ),
            models.Index(
                fields=["assignment", "kind"], condition=Q(place__isnull=False), name="evidence_total_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id}: {self.quantity}"


class LedgerSeal(models.Model):
    """The head of the chain as it stood when a document was frozen; verification holds the chain to it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="seals")
    seq = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar = ["assignment", "seq"]

    def __str__(self) -> str:
        return f"{self.assignment_id}:{self.seq} {self.reason}"
