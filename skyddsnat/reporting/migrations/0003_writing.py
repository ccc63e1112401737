import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mandate", "0004_handled_sentences"),
        ("reporting", "0002_locked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(max_length=60)),
                ("quote", models.CharField(blank=True, max_length=500)),
                (
                    "text_version",
                    models.PositiveIntegerField(
                        default=0, help_text="The version of the text that was read."
                    ),
                ),
                ("body", models.TextField(blank=True, max_length=4000, verbose_name="Kommentar")),
                ("at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                ("resolved_at", models.DateTimeField(null=True)),
                (
                    "answers",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="reporting.reportcomment",
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report_comments",
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
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__gt", ""), ("removed_at__isnull", True)),
                            models.Q(("body", ""), ("removed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_comment_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at__isnull", True), ("resolved_by__isnull", True)),
                            models.Q(("resolved_at__isnull", False), ("resolved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_comment_resolved_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answers__isnull", True),
                            models.Q(("quote", ""), ("resolved_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="report_reply_is_only_words",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["assignment", "section"], name="report_comment_section"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportCommentsRead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(max_length=60)),
                ("up_to", models.PositiveBigIntegerField(help_text="The last comment that was read.")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mandate.assignment"
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assignment", "section", "reader"), name="report_comments_read_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(max_length=60)),
                ("body", models.TextField(blank=True)),
                (
                    "started_from",
                    models.PositiveIntegerField(
                        help_text="The version of the text that the writer began from."
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report_drafts",
                        to="mandate.assignment",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assignment", "section", "writer"), name="report_draft_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportTextVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("body", models.TextField(blank=True)),
                ("changed", models.CharField(blank=True, max_length=200, verbose_name="Vad har du ändrat?")),
                (
                    "restores",
                    models.PositiveIntegerField(
                        help_text="The version that was taken back into use.", null=True
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="reporting.reporttext",
                    ),
                ),
            ],
            options={
                "ordering": ["text", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("text", "number"), name="report_text_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("restores__isnull", True), ("restores__lt", models.F("number")), _connector="OR"
                        ),
                        name="report_text_restores_older",
                    ),
                ],
            },
        ),
        migrations.AlterField(
            model_name="reporttext",
            name="written_at",
            field=models.DateTimeField(),
        ),
        migrations.AddField(
            model_name="report",
            name="docx",
            field=models.ForeignKey(
                help_text="Empty only in versions issued before the program made Word files.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="remark",
            field=models.TextField(blank=True, max_length=4000, verbose_name="Vad behöver ändras?"),
        ),
        migrations.AddField(
            model_name="report",
            name="returned_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="returned_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="state",
            field=models.CharField(
                choices=[
                    ("prepared", "Förberedd"),
                    ("issued", "Lämnad"),
                    ("withdrawn", "Återtagen"),
                    ("returned", "Skickad tillbaka"),
                ],
                default="prepared",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("remark__gt", ""),
                        ("returned_at__isnull", False),
                        ("returned_by__isnull", False),
                        ("state", "returned"),
                    ),
                    models.Q(
                        models.Q(("state", "returned"), _negated=True),
                        ("remark", ""),
                        ("returned_at__isnull", True),
                        ("returned_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="report_returned_with_remark",
            ),
        ),
    ]
