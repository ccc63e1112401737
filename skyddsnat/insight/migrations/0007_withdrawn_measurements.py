import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What another person has approved is neither changed nor taken away; once, it can be withdrawn.
HEAD = """
CREATE OR REPLACE FUNCTION insight_keep_measurement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
"""
ONCE = """
    IF OLD.approved_at IS NOT NULL AND (
        TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
        OR (NEW.approved_by_id, NEW.approved_at) IS DISTINCT FROM (OLD.approved_by_id, OLD.approved_at)
    ) THEN
        RAISE EXCEPTION 'an approved measurement cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
"""
NEVER = """
    IF OLD.approved_at IS NOT NULL THEN
        RAISE EXCEPTION 'an approved measurement cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
"""
REST = """
    IF TG_OP = 'UPDATE' AND (NEW.indicator_id, NEW.measured_on, NEW.part, NEW.whole, NEW.is_sample, NEW.source,
                             NEW.address, NEW.sha256, NEW.entered_by_id, NEW.entered_at)
        IS DISTINCT FROM (OLD.indicator_id, OLD.measured_on, OLD.part, OLD.whole, OLD.is_sample, OLD.source,
                          OLD.address, OLD.sha256, OLD.entered_by_id, OLD.entered_at) THEN
        RAISE EXCEPTION 'a measurement is approved as it was entered' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0006_statistics"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("measurement", "withdrawn_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "measurement",
            "withdrawn_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("measurement", "withdrawn_why", models.CharField(blank=True, max_length=500)),
        migrations.AddField(
            "statversion",
            "refusal_language",
            models.CharField(blank=True, help_text="Which language that was said in.", max_length=2),
        ),
        migrations.AddConstraint(
            "measurement",
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_why="")
                | models.Q(
                    approved_at__isnull=False,
                    withdrawn_at__isnull=False,
                    withdrawn_by__isnull=False,
                    withdrawn_why__gt="",
                ),
                name="measurement_withdrawn_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            "measurement",
            models.CheckConstraint(
                condition=~models.Q(withdrawn_by=models.F("entered_by")),
                name="measurement_withdrawn_by_another",
            ),
        ),
        migrations.RemoveConstraint("measurement", "measurement_once"),
        migrations.AddConstraint(
            "measurement",
            models.UniqueConstraint(
                condition=models.Q(withdrawn_at=None),
                fields=("indicator", "sha256"),
                name="measurement_once",
            ),
        ),
        migrations.RunSQL(HEAD + ONCE + REST, HEAD + NEVER + REST),
    ]
