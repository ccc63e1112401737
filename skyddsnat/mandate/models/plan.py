"""The plan as a whole: what waits for what, its history, copies of it, and the versions a manager approves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models import StoredFile, User
from skyddsnat.mandate.models.activity import Activity
from skyddsnat.mandate.models.assignment import Assignment, Obligation


class ActivityDependency(models.Model):
    """`activity` cannot begin until `after` is done. The database refuses circles and links between assignments."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="waits_for")
    after = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="awaited_by")

    class Meta:
        ordering: ClassVar = ["activity", "after"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "after"], name="dependency_once"),
            models.CheckConstraint(condition=~Q(activity=F("after")), name="dependency_on_another"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} ← {self.after_id}"


class ActivityDeadline(models.Model):
    """`activity` is to be done before `obligation` is due."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="deadlines")
    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="awaits")

    class Meta:
        ordering: ClassVar = ["activity", "obligation"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "obligation"], name="deadline_once"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} → {self.obligation_id}"


class PlanCopy(models.Model):
    """One copying of activities into an assignment. Its rows stand in ActivityChange; undone as a whole or not."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="plan_copies")
    source = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    once = models.UUIDField(unique=True, help_text="One for each form shown, so that two clicks copy once.")
    copied_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    copied_at = models.DateTimeField()
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="plan_copy_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.assignment_id}"


class ActivityChange(models.Model):
    """One change of the plan: who, when, why, and each field before and after. Append-only.

    The activity is named by its id without a foreign key, since the row stays when the activity is taken away.
    """

    ADDED, CHANGED, DELETED = "added", "changed", "deleted"
    STARTED, FINISHED, REOPENED = "started", "finished", "reopened"
    LINKED, UNLINKED = "linked", "unlinked"
    VERBS: ClassVar = [
        (ADDED, _("Lades till")),
        (CHANGED, _("Ändrades")),
        (DELETED, _("Togs bort")),
        (STARTED, _("Började")),
        (FINISHED, _("Avslutades")),
        (REOPENED, _("Öppnades igen")),
        (LINKED, _("Fick en koppling")),
        (UNLINKED, _("Miste en koppling")),
    ]

    # A table of the database's own holds the keys (migration 0029), each pair once for all of its rows.
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="plan_changes", db_index=False, db_constraint=False
    )
    activity_pk = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    verb = models.CharField(max_length=10, choices=VERBS)
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)
    why = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    at = models.DateTimeField()
    undoes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by", db_index=False
    )
    copy = models.ForeignKey(
        PlanCopy, on_delete=models.PROTECT, null=True, related_name="changes", db_index=False
    )

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["assignment", "-id"], name="change_by_assignment"),
            models.Index(fields=["activity_pk", "-id"], name="change_by_activity"),
            models.Index(fields=["undoes"], condition=Q(undoes__isnull=False), name="change_by_undone"),
            models.Index(fields=["copy"], condition=Q(copy__isnull=False), name="change_by_copy"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"


class PlanVersion(models.Model):
    """The plan as it was sent for approval. `data` is frozen, `sha256` its fingerprint.

    Only one waits at a time. What is approved, returned or withdrawn is never changed or removed (trigger), and the one
    who approves has neither sent it nor changed the plan since the version it replaces.
    """

    SENT, APPROVED, RETURNED, WITHDRAWN = "sent", "approved", "returned", "withdrawn"
    STATES: ClassVar = [
        (SENT, _("Väntar på godkännande")),
        (APPROVED, _("Godkänd")),
        (RETURNED, _("Åter för ändring")),
        (WITHDRAWN, _("Återtagen")),
    ]

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="plan_versions")
    version = models.PositiveSmallIntegerField()
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="successors")
    reason = models.CharField(max_length=500, blank=True)
    dnr = models.CharField(max_length=60)
    dated = models.DateField()
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)
    changes_to = models.PositiveBigIntegerField(help_text="The last ActivityChange that the version holds.")
    state = models.CharField(max_length=10, choices=STATES, default=SENT)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True, help_text="What the one who decides wants changed first.")
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True)

    class Meta:
        ordering: ClassVar = ["assignment", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "version"], name="plan_version_once"),
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(state="sent"), name="plan_version_one_waits"
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(state="approved"), name="plan_version_one_successor"
            ),
            models.CheckConstraint(condition=Q(dnr__gt=""), name="plan_version_cites_dnr"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | Q(reason__gt=""), name="plan_version_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "withdrawn"], decided_by__isnull=True, decided_at__isnull=True)
                | Q(state__in=["approved", "returned"], decided_by__isnull=False, decided_at__isnull=False),
                name="plan_version_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("sent_by")),
                name="plan_version_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", pdf__isnull=False)
                | (~Q(state="approved") & Q(pdf__isnull=True)),
                name="plan_version_approved_with_pdf",
            ),
            models.CheckConstraint(
                condition=Q(state="returned", remark__gt="") | (~Q(state="returned") & Q(remark="")),
                name="plan_version_returned_with_remark",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)),
                name="plan_version_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Plan, version %(version)s") % {"version": self.version})

    def get_absolute_url(self) -> str:
        return reverse("mandate:plan-version", args=[self.assignment.slug, self.version])
