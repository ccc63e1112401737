"""What an amendment says of before and after never changes; only that it was taken back may be added, once."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION mandate_amendment_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.undone_at IS NOT NULL THEN
        RAISE EXCEPTION 'an amendment that was taken back is not changed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.assignment_id, NEW.kind, NEW.obligation_id, NEW.old_due, NEW.new_due, NEW.old_ore, NEW.new_ore, NEW.dnr,
        NEW.decided_on, NEW.made_at, NEW.made_by_id)
       IS DISTINCT FROM
       (OLD.assignment_id, OLD.kind, OLD.obligation_id, OLD.old_due, OLD.new_due, OLD.old_ore, OLD.new_ore, OLD.dnr,
        OLD.decided_on, OLD.made_at, OLD.made_by_id) THEN
        RAISE EXCEPTION 'an amendment keeps what it changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mandate_amendment_kept BEFORE UPDATE ON mandate_amendment
    FOR EACH ROW WHEN (OLD.reading_id IS NOT DISTINCT FROM NEW.reading_id) EXECUTE FUNCTION mandate_amendment_kept();
"""
BACKWARD = """
DROP TRIGGER mandate_amendment_kept ON mandate_amendment;
DROP FUNCTION mandate_amendment_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("mandate", "0015_amendments")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
