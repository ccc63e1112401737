from django.db import migrations, models

# What was said of a version is part of what two persons stand behind.
HEAD = """
CREATE OR REPLACE FUNCTION insight_statversion_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('published', 'withdrawn') AND (
        TG_OP = 'DELETE'
        OR NEW.state NOT IN ('published', 'withdrawn')
        OR (OLD.state = 'withdrawn' AND NEW.state <> 'withdrawn')
"""
ALSO_SAID = """        OR NEW.changed IS DISTINCT FROM OLD.changed
"""
REST = """
        OR (NEW.table_id, NEW.number, NEW.columns, NEW.parts, NEW.labels, NEW.threshold, NEW.empty_hidden, NEW.sha256,
            NEW.drafted_by_id, NEW.approved_by_id, NEW.published_at)
           IS DISTINCT FROM
           (OLD.table_id, OLD.number, OLD.columns, OLD.parts, OLD.labels, OLD.threshold, OLD.empty_hidden, OLD.sha256,
            OLD.drafted_by_id, OLD.approved_by_id, OLD.published_at)
    ) THEN
        RAISE EXCEPTION 'a table that has been out stands: % refused', TG_OP USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("insight", "0007_withdrawn_measurements")]
    operations = [
        migrations.AddField(
            "statversion",
            "changed",
            models.CharField(
                blank=True,
                help_text="What differs from the version before, for everybody.",
                max_length=500,
            ),
        ),
        migrations.RunSQL(HEAD + ALSO_SAID + REST, HEAD + REST),
    ]
