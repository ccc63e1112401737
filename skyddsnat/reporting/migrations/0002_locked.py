from django.db import migrations

from skyddsnat.core.db import append_only

LOCK = """
CREATE FUNCTION keep_issued_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'prepared' THEN
        RAISE EXCEPTION 'a report that was issued or withdrawn cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a report is withdrawn, never removed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reporting_report_locked BEFORE UPDATE OR DELETE ON reporting_report
    FOR EACH ROW EXECUTE FUNCTION keep_issued_report();
"""
UNLOCK = "DROP TRIGGER reporting_report_locked ON reporting_report; DROP FUNCTION keep_issued_report;"


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("core", "0002_append_only")]
    operations = [append_only("reporting_closingpack"), migrations.RunSQL(LOCK, UNLOCK)]
