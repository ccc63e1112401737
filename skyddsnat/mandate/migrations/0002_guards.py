from django.db import migrations

from skyddsnat.core.db import append_only

COUNT = """
CREATE FUNCTION count_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO mandate_evidencecount
        (assignment_id, activity_id, kind_id, month, organisation_id, place_id, records, quantity)
    SELECT assignment_id, activity_id, kind_id, date_trunc('month', occurred_on)::date, organisation_id, place_id,
           count(*), sum(quantity)
      FROM added GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (assignment_id, kind_id, activity_id, month, organisation_id, place_id)
    DO UPDATE SET records = mandate_evidencecount.records + excluded.records,
                  quantity = mandate_evidencecount.quantity + excluded.quantity;
    RETURN NULL;
END $$;
CREATE TRIGGER mandate_evidence_count AFTER INSERT ON mandate_evidence
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_evidence();
"""

DECIDED = """
CREATE FUNCTION keep_decided_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.decided_at IS NOT NULL THEN
        RAISE EXCEPTION 'a decided assessment cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER mandate_assessment_decided BEFORE UPDATE OR DELETE ON mandate_childrightsassessment
    FOR EACH ROW EXECUTE FUNCTION keep_decided_assessment();

CREATE FUNCTION check_activity_cleared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.cleared AND NOT EXISTS (
        SELECT 1 FROM mandate_childrightsassessment WHERE id = NEW.assessment_id AND decided_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'an activity is cleared only by a decided assessment' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mandate_activity_cleared BEFORE INSERT OR UPDATE ON mandate_activity
    FOR EACH ROW EXECUTE FUNCTION check_activity_cleared();
"""

UNDO = """
DROP TRIGGER mandate_evidence_count ON mandate_evidence;
DROP FUNCTION count_evidence;
DROP TRIGGER mandate_assessment_decided ON mandate_childrightsassessment;
DROP FUNCTION keep_decided_assessment;
DROP TRIGGER mandate_activity_cleared ON mandate_activity;
DROP FUNCTION check_activity_cleared;
"""


class Migration(migrations.Migration):
    dependencies = [("mandate", "0001_initial"), ("core", "0002_append_only")]
    operations = [
        append_only("mandate_evidence"),
        append_only("mandate_ledgerseal"),
        migrations.RunSQL(COUNT + DECIDED, UNDO),
    ]
