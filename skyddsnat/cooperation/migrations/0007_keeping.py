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


class Migration(migrations.Migration):
    """What is said of cases that are alike."""

    dependencies: ClassVar = [
        ("cooperation", "0005_referral_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
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
        migrations.RunSQL(ONE_OWNER, ANY_OWNER),
    ]
