from django.db import migrations

from skyddsnat.core.db import append_only

KEEP = """
CREATE FUNCTION keep_text_versions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version > 0 AND NOT EXISTS (
        SELECT 1 FROM reporting_reporttextversion
        WHERE text_id = NEW.id AND number = NEW.version AND body = NEW.body
    ) THEN
        RAISE EXCEPTION 'section % was saved without keeping its version', NEW.section
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reporting_text_keeps_versions AFTER INSERT OR UPDATE ON reporting_reporttext
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_text_versions();
"""
FORGET = """
DROP TRIGGER reporting_text_keeps_versions ON reporting_reporttext;
DROP FUNCTION keep_text_versions;
"""
# Reports issued before there were Word files are locked without one: only new rows are held to it.
WORD = """
ALTER TABLE reporting_report ADD CONSTRAINT report_issued_has_docx
    CHECK (state <> 'issued' OR docx_id IS NOT NULL) NOT VALID;
"""
NO_WORD = "ALTER TABLE reporting_report DROP CONSTRAINT report_issued_has_docx;"


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_versions_of_old_texts"), ("core", "0002_append_only")]
    operations = [
        append_only("reporting_reporttextversion"),
        migrations.RunSQL(KEEP, FORGET),
        migrations.RunSQL(WORD, NO_WORD),
    ]
