from django.db import migrations

from skyddsnat.core.db import append_only

# What another person has approved is neither changed nor taken away.
KEPT = """
CREATE FUNCTION insight_keep_measurement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.approved_at IS NOT NULL THEN
        RAISE EXCEPTION 'an approved measurement cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.indicator_id, NEW.measured_on, NEW.part, NEW.whole, NEW.is_sample, NEW.source,
                             NEW.address, NEW.sha256, NEW.entered_by_id)
        IS DISTINCT FROM (OLD.indicator_id, OLD.measured_on, OLD.part, OLD.whole, OLD.is_sample, OLD.source,
                          OLD.address, OLD.sha256, OLD.entered_by_id) THEN
        RAISE EXCEPTION 'a measurement is approved as it was entered' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER insight_keep_measurement BEFORE UPDATE OR DELETE ON insight_measurement
    FOR EACH ROW EXECUTE FUNCTION insight_keep_measurement();
"""

BEFORE = """
DROP TRIGGER insight_keep_measurement ON insight_measurement;
DROP FUNCTION insight_keep_measurement();
"""


class Migration(migrations.Migration):
    dependencies = [("insight", "0004_measurements"), ("core", "0002_append_only")]
    operations = [append_only("insight_snapshotapproval"), migrations.RunSQL(KEPT, BEFORE)]
