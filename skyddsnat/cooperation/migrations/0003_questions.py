from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What has been found and what has been approved stay as they were said. New words are a new version.
KEEP = """
CREATE FUNCTION cooperation_keep_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a finding cannot be changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER cooperation_keep_finding BEFORE UPDATE ON cooperation_findingversion
    FOR EACH ROW EXECUTE FUNCTION cooperation_keep_finding();
CREATE FUNCTION cooperation_keep_practice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.approved_at IS NOT NULL OR (NEW.question_id, NEW.number, NEW.text, NEW.text_en, NEW.written_by_id)
       IS DISTINCT FROM (OLD.question_id, OLD.number, OLD.text, OLD.text_en, OLD.written_by_id) THEN
        RAISE EXCEPTION 'the words of a practice cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cooperation_keep_practice BEFORE UPDATE ON cooperation_practice
    FOR EACH ROW EXECUTE FUNCTION cooperation_keep_practice();
CREATE FUNCTION cooperation_keep_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM cooperation_practice
         WHERE id IN (NEW.practice_id, OLD.practice_id) AND approved_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'who agreed to an approved practice cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cooperation_keep_consent BEFORE INSERT OR UPDATE ON cooperation_practiceconsent
    FOR EACH ROW EXECUTE FUNCTION cooperation_keep_consent();
"""
BEFORE = """
DROP TRIGGER cooperation_keep_consent ON cooperation_practiceconsent;
DROP FUNCTION cooperation_keep_consent();
DROP TRIGGER cooperation_keep_practice ON cooperation_practice;
DROP FUNCTION cooperation_keep_practice();
DROP TRIGGER cooperation_keep_finding ON cooperation_findingversion;
DROP FUNCTION cooperation_keep_finding();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("actors", "0003_imported_contacts"),
        ("cooperation", "0002_directory"),
        ("knowledge", "0053_is_experience"),
        ("mandate", "0030_activity_keys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("title_en", models.CharField(blank=True, max_length=150)),
                ("description", models.TextField(max_length=10000)),
                ("description_en", models.TextField(blank=True, max_length=10000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "Väckt"),
                            ("working", "Vi arbetar med den"),
                            ("agreed", "Vi är överens"),
                            ("spread", "Spridd"),
                            ("closed", "Avslutad"),
                        ],
                        default="raised",
                        max_length=8,
                    ),
                ),
                ("raised_at", models.DateTimeField(auto_now_add=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "Klar: erfarenheten är spridd"),
                            ("no_agreement", "Vi kom inte överens"),
                            ("elsewhere", "Behandlas någon annanstans"),
                            ("not_common", "Rörde inte flera myndigheter"),
                        ],
                        max_length=12,
                    ),
                ),
                ("close_note", models.CharField(blank=True, max_length=500)),
                (
                    "once",
                    models.UUIDField(
                        help_text="The form that was sent, so that a double click asks once.", unique=True
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts saves, so that two do not overwrite."
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mandate.activity",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mandate.clause"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        help_text="Its row in the ledger.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mandate.evidence",
                    ),
                ),
                (
                    "method",
                    models.ForeignKey(
                        blank=True,
                        help_text="What is followed on the ladder once the experience is spread.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="knowledge.method",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        help_text="The experience in the library.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="knowledge.librarypage",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-raised_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(max_length=10000)),
                ("text_en", models.TextField(blank=True, max_length=10000)),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="practices",
                        to="cooperation.question",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("asks", "Väckte frågan"),
                            ("works", "Arbetar med frågan"),
                            ("follows", "Följer arbetet"),
                        ],
                        default="works",
                        max_length=8,
                    ),
                ),
                ("invited_on", models.DateField()),
                ("left_on", models.DateField(blank=True, null=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.organisation",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="cooperation.question",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("once", models.UUIDField(unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.organisation",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="cooperation.question",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="QuestionComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=10000)),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "Svenska"), ("en", "English")], default="sv", max_length=2
                    ),
                ),
                ("said_at", models.DateTimeField(auto_now_add=True)),
                ("retracted_at", models.DateTimeField(null=True)),
                ("once", models.UUIDField(unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.organisation",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="cooperation.question",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="QuestionMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mandate.meeting"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="cooperation.question",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Spreading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("counties", "Länsstyrelser"),
                            ("social", "Socialtjänsten"),
                            ("police", "Polisen"),
                            ("prosecutors", "Åklagare"),
                        ],
                        max_length=12,
                    ),
                ),
                ("prepared_at", models.DateTimeField(auto_now_add=True)),
                (
                    "mailing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="knowledge.mailing"
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spreadings",
                        to="cooperation.practice",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="FindingVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(max_length=10000)),
                ("source", models.CharField(max_length=300)),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "Svenska"), ("en", "English")], default="sv", max_length=2
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="cooperation.finding",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("finding", "number"), name="cooperation_finding_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__gt", ""), ("source__gt", ""), ("number__gte", 1)),
                        name="cooperation_finding_has_a_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticeConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agreed_on", models.DateField()),
                ("reference", models.CharField(blank=True, max_length=200)),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.organisation",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="cooperation.practice",
                    ),
                ),
            ],
            options={
                "ordering": ["agreed_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("practice", "organisation"), name="cooperation_consent_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["state"], name="cooperation_question_state_ix"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("title__gt", ""), ("description__gt", "")),
                name="cooperation_question_has_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["raised", "working", "agreed", "spread", "closed"])),
                name="cooperation_question_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("close_reason__in", ["done", "no_agreement", "elsewhere", "not_common"]),
                        ("closed_on__isnull", False),
                        ("state", "closed"),
                    ),
                    models.Q(
                        models.Q(("state", "closed"), _negated=True),
                        ("close_note", ""),
                        ("close_reason", ""),
                        ("closed_on", None),
                    ),
                    _connector="OR",
                ),
                name="cooperation_question_closed_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.UniqueConstraint(
                fields=("question", "number"), name="cooperation_practice_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__gt", ""), ("number__gte", 1)), name="cooperation_practice_has_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at", None), ("approved_by", None)),
                    models.Q(
                        ("approved_at__isnull", False),
                        ("approved_by__isnull", False),
                        models.Q(("approved_by", models.F("written_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="cooperation_practice_approved_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(
                fields=("question", "organisation"), name="cooperation_party_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["asks", "works", "follows"])), name="cooperation_party_part"
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on", None), ("left_on__gte", models.F("invited_on")), _connector="OR"
                ),
                name="cooperation_party_leaves_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="questioncomment",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__gt", "")), name="cooperation_comment_has_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="spreading",
            constraint=models.UniqueConstraint(
                fields=("practice", "audience"), name="cooperation_spreading_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="spreading",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__in", ["counties", "social", "police", "prosecutors"])),
                name="cooperation_spreading_audience",
            ),
        ),
        migrations.RunSQL(KEEP, BEFORE),
    ]
