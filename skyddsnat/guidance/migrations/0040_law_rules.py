import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION guidance_keep_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.version IS NOT NULL THEN
            RAISE EXCEPTION 'rules begin as a proposal' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    ELSIF OLD.version IS NOT NULL THEN
        RAISE EXCEPTION 'published rules are never changed or removed' USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP = 'DELETE' THEN
        RETURN OLD;
    ELSIF NEW.written_by_id <> OLD.written_by_id THEN
        RAISE EXCEPTION 'a proposal keeps its writer' USING ERRCODE = 'restrict_violation';
    ELSIF NEW.version IS NOT NULL THEN
        IF (NEW.text, NEW.note, NEW.saves) IS DISTINCT FROM (OLD.text, OLD.note, OLD.saves) THEN
            RAISE EXCEPTION 'rules are published exactly as they were proposed' USING ERRCODE = 'restrict_violation';
        ELSIF NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM guidance_lawrules) THEN
            RAISE EXCEPTION 'versions follow each other' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guidance_keep_rules BEFORE INSERT OR UPDATE OR DELETE ON guidance_lawrules
    FOR EACH ROW EXECUTE FUNCTION guidance_keep_rules();
CREATE TRIGGER guidance_keep_all_rules BEFORE TRUNCATE ON guidance_lawrules
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
NO_GUARD = """
DROP TRIGGER guidance_keep_all_rules ON guidance_lawrules;
DROP TRIGGER guidance_keep_rules ON guidance_lawrules;
DROP FUNCTION guidance_keep_rules();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_append_only"),
        ("guidance", "0031_campaign_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LawRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(blank=True, null=True, unique=True)),
                ("text", models.TextField()),
                ("note", models.CharField(max_length=500)),
                ("saves", models.PositiveIntegerField(default=1)),
                ("written_at", models.DateTimeField(auto_now=True)),
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
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="guidance.lawrules",
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
            ],
            options={
                "ordering": ["-version", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at", None), ("approved_by", None), ("version", None)),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("version__gte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="guidance_rules_approved_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="guidance_rules_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="guidance_rules_say_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="guidance_rules_say_why"
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, NO_GUARD),
    ]
