import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What waits for what, the history of the plan, copies of it, and its versions."""

    dependencies = [
        ("core", "0002_append_only"),
        ("mandate", "0004_handled_sentences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "once",
                    models.UUIDField(
                        help_text="One for each form shown, so that two clicks copy once.", unique=True
                    ),
                ),
                ("copied_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_copies",
                        to="mandate.assignment",
                    ),
                ),
                (
                    "copied_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mandate.assignment"
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_copy_undone_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity_pk", models.PositiveBigIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("added", "Lades till"),
                            ("changed", "Ändrades"),
                            ("deleted", "Togs bort"),
                            ("started", "Började"),
                            ("finished", "Avslutades"),
                            ("reopened", "Öppnades igen"),
                            ("linked", "Fick en koppling"),
                            ("unlinked", "Miste en koppling"),
                        ],
                        max_length=10,
                    ),
                ),
                ("old", models.JSONField(default=dict)),
                ("new", models.JSONField(default=dict)),
                ("why", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_changes",
                        to="mandate.assignment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undoes",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="mandate.activitychange",
                    ),
                ),
                (
                    "copy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="mandate.plancopy",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["assignment", "-id"], name="change_by_assignment"),
                    models.Index(fields=["activity_pk", "-id"], name="change_by_activity"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("dnr", models.CharField(max_length=60)),
                ("dated", models.DateField()),
                ("data", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "changes_to",
                    models.PositiveBigIntegerField(
                        help_text="The last ActivityChange that the version holds."
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Väntar på godkännande"),
                            ("approved", "Godkänd"),
                            ("returned", "Åter för ändring"),
                            ("withdrawn", "Återtagen"),
                        ],
                        default="sent",
                        max_length=10,
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "remark",
                    models.TextField(blank=True, help_text="What the one who decides wants changed first."),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_versions",
                        to="mandate.assignment",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pdf",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="core.storedfile"
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="mandate.planversion",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["assignment", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("assignment", "version"), name="plan_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "sent")),
                        fields=("assignment",),
                        name="plan_version_one_waits",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved")),
                        fields=("replaces",),
                        name="plan_version_one_successor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dnr__gt", "")), name="plan_version_cites_dnr"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaces__isnull", True), ("reason__gt", ""), _connector="OR"),
                        name="plan_version_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("state__in", ["sent", "withdrawn"]),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("state__in", ["approved", "returned"]),
                            ),
                            _connector="OR",
                        ),
                        name="plan_version_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("sent_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_version_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pdf__isnull", False), ("state", "approved")),
                            models.Q(models.Q(("state", "approved"), _negated=True), ("pdf__isnull", True)),
                            _connector="OR",
                        ),
                        name="plan_version_approved_with_pdf",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("remark__gt", ""), ("state", "returned")),
                            models.Q(models.Q(("state", "returned"), _negated=True), ("remark", "")),
                            _connector="OR",
                        ),
                        name="plan_version_returned_with_remark",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "withdrawn"), _negated=True),
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_version_withdrawn_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityDeadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deadlines",
                        to="mandate.activity",
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awaits",
                        to="mandate.obligation",
                    ),
                ),
            ],
            options={
                "ordering": ["activity", "obligation"],
                "constraints": [
                    models.UniqueConstraint(fields=("activity", "obligation"), name="deadline_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityDependency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waits_for",
                        to="mandate.activity",
                    ),
                ),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awaited_by",
                        to="mandate.activity",
                    ),
                ),
            ],
            options={
                "ordering": ["activity", "after"],
                "constraints": [
                    models.UniqueConstraint(fields=("activity", "after"), name="dependency_once"),
                    models.CheckConstraint(
                        condition=models.Q(("activity", models.F("after")), _negated=True),
                        name="dependency_on_another",
                    ),
                ],
            },
        ),
    ]
