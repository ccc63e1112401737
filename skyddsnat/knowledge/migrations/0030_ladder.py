import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEEP = """
CREATE FUNCTION keep_answers_of_submitted_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM knowledge_selfassessment
         WHERE id IN (NEW.assessment_id, OLD.assessment_id) AND submitted_on IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'answers of a submitted assessment cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER knowledge_answers_submitted BEFORE INSERT OR UPDATE OR DELETE ON knowledge_assessmentanswer
    FOR EACH ROW EXECUTE FUNCTION keep_answers_of_submitted_assessment();
CREATE FUNCTION keep_statements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'statements that have been asked cannot be changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER knowledge_form_kept BEFORE UPDATE ON knowledge_assessmentform
    FOR EACH ROW EXECUTE FUNCTION keep_statements();
"""
UNDO = """
DROP TRIGGER knowledge_answers_submitted ON knowledge_assessmentanswer;
DROP FUNCTION keep_answers_of_submitted_assessment;
DROP TRIGGER knowledge_form_kept ON knowledge_assessmentform;
DROP FUNCTION keep_statements;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0003_imported_contacts"),
        ("knowledge", "0021_mailing_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AssessmentForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("statements", models.JSONField()),
                ("loaded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "method",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forms",
                        to="knowledge.method",
                    ),
                ),
            ],
            options={
                "ordering": ["method", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("method", "version"), name="knowledge_form_version_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[("staff", "Medarbetare"), ("leaders", "Chefer")],
                        default="staff",
                        max_length=8,
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("expires_on", models.DateField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("opened_on", models.DateField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "method",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment_links",
                        to="knowledge.method",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment_links",
                        to="actors.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("token_hash__regex", "^[0-9a-f]{64}$")),
                        name="knowledge_link_is_hashed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("group__in", ["staff", "leaders"])), name="knowledge_link_group"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("talked", "Vi pratade"),
                            ("promised", "De tar nästa steg"),
                            ("no_answer", "Ingen svarade"),
                            ("declined", "De vill inte"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("next_on", models.DateField(blank=True, null=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "method",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="knowledge.method",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="actors.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-day", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["talked", "promised", "no_answer", "declined"])),
                        name="knowledge_call_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_on", None), ("next_on__gt", models.F("day")), _connector="OR"
                        ),
                        name="knowledge_call_next_is_later",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "group",
                    models.CharField(
                        choices=[("staff", "Medarbetare"), ("leaders", "Chefer")],
                        default="staff",
                        max_length=8,
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("submitted_on", models.DateField(null=True)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="self_assessments",
                        to="knowledge.assessmentform",
                    ),
                ),
                (
                    "method",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="self_assessments",
                        to="knowledge.method",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="self_assessments",
                        to="actors.organisation",
                    ),
                ),
                (
                    "rung",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="self_assessment",
                        to="knowledge.rung",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "method", "year", "group"),
                        name="knowledge_assessment_once_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("group__in", ["staff", "leaders"])),
                        name="knowledge_assessment_group",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("submitted_by", None), ("submitted_on__isnull", False), _connector="OR"
                        ),
                        name="knowledge_assessment_submitted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("statement", models.SlugField(max_length=40)),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Inte påbörjat"),
                            (1, "Påbörjat"),
                            (2, "Finns på plats"),
                            (3, "Finns på plats och följs upp"),
                        ],
                        null=True,
                    ),
                ),
                ("not_applicable", models.BooleanField(default=False)),
                ("plan", models.CharField(blank=True, max_length=500)),
                (
                    "responsible",
                    models.CharField(blank=True, help_text="A function, never a name.", max_length=100),
                ),
                ("by_when", models.DateField(null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="knowledge.selfassessment",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "statement"), name="knowledge_answer_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level", None),
                            models.Q(("level__in", [0, 1, 2, 3]), ("not_applicable", False)),
                            _connector="OR",
                        ),
                        name="knowledge_answer_level",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP, UNDO),
    ]
