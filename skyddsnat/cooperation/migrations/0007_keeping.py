from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ONE_OWNER = """
CREATE FUNCTION cooperation_likeness_one_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(DISTINCT owner_id) FROM cooperation_referral WHERE id IN (NEW.first_id, NEW.second_id)) <> 1 THEN
        RAISE EXCEPTION 'two cases that are compared belong to one organisation' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cooperation_likeness_one_owner BEFORE INSERT OR UPDATE ON cooperation_likeness
    FOR EACH ROW EXECUTE FUNCTION cooperation_likeness_one_owner();
"""
ANY_OWNER = """
DROP TRIGGER cooperation_likeness_one_owner ON cooperation_likeness;
DROP FUNCTION cooperation_likeness_one_owner();
"""
# A hold goes when it is lifted or its day has passed, never because its case is destroyed before. The numbers stay.
KEPT = """
CREATE FUNCTION cooperation_keep_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF cooperation_is_destroying() AND OLD.until >= (now() AT TIME ZONE 'Europe/Stockholm')::date THEN
        RAISE EXCEPTION 'a case under a legal hold is not destroyed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER cooperation_hold_kept BEFORE DELETE ON cooperation_hold
    FOR EACH ROW EXECUTE FUNCTION cooperation_keep_hold();
CREATE TRIGGER cooperation_destroyed_kept BEFORE UPDATE OR DELETE ON cooperation_destroyedcase
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cooperation_destroyed_no_truncate BEFORE TRUNCATE ON cooperation_destroyedcase
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
NOT_KEPT = """
DROP TRIGGER cooperation_destroyed_no_truncate ON cooperation_destroyedcase;
DROP TRIGGER cooperation_destroyed_kept ON cooperation_destroyedcase;
DROP TRIGGER cooperation_hold_kept ON cooperation_hold;
DROP FUNCTION cooperation_keep_hold();
"""


class Migration(migrations.Migration):
    """What is said of cases that are alike; holds, papers, counting and the numbers of destroyed cases."""

    dependencies: ClassVar = [
        ("actors", "0003_imported_contacts"),
        ("cooperation", "0006_exchange"),
        ("mandate", "0030_activity_keys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="DestroyedCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                ("destroyed_on", models.DateField()),
            ],
            options={
                "ordering": ["-destroyed_on", "number"],
            },
        ),
        migrations.CreateModel(
            name="CountedCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=12)),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mandate.evidence"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counted",
                        to="cooperation.referral",
                    ),
                ),
            ],
            options={
                "ordering": ["referral", "what"],
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "what"), name="cooperation_case_counted_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CountingActivity",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts saves, so that two editors do not overwrite."
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mandate.activity",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="cooperation_one_counting_activity"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="hold",
                        serialize=False,
                        to="cooperation.referral",
                    ),
                ),
                ("until", models.DateField()),
                ("source", models.CharField(max_length=200)),
                ("at", models.DateTimeField(auto_now=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__gt", "")), name="cooperation_hold_has_a_source"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Likeness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_same", models.BooleanField()),
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
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cooperation.referral",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cooperation.referral",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="cooperation_likeness_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="cooperation_likeness_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(help_text="From one within the case.")),
                ("language", models.CharField(choices=[("sv", "Svenska"), ("en", "Engelska")], max_length=2)),
                ("provision", models.CharField(help_text="As in papers/provisions.yaml.", max_length=10)),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the own file.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.organisation",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="cooperation.referral",
                    ),
                ),
            ],
            options={
                "ordering": ["referral", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("referral", "number"), name="cooperation_paper_numbered_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(ONE_OWNER, ANY_OWNER),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
