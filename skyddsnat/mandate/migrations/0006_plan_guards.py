from django.db import migrations

from skyddsnat.core.db import append_only

# The assignment's row is locked first, so that two links added at once are seen one after the other.
LINKS = """
CREATE FUNCTION mandate_check_dependency() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mine bigint;
    other bigint;
BEGIN
    SELECT assignment_id INTO mine FROM mandate_activity WHERE id = NEW.activity_id;
    SELECT assignment_id INTO other FROM mandate_activity WHERE id = NEW.after_id;
    IF mine IS DISTINCT FROM other THEN
        RAISE EXCEPTION 'a dependency stays within one assignment'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'dependency_same_assignment';
    END IF;
    PERFORM 1 FROM mandate_assignment WHERE id = mine FOR UPDATE;
    IF EXISTS (
        WITH RECURSIVE before(id) AS (
            SELECT NEW.after_id
             UNION
            SELECT d.after_id FROM mandate_activitydependency d JOIN before b ON d.activity_id = b.id
        )
        SELECT 1 FROM before WHERE id = NEW.activity_id
    ) THEN
        RAISE EXCEPTION 'activities would wait for each other'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'dependency_without_circle';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mandate_check_dependency BEFORE INSERT OR UPDATE ON mandate_activitydependency
    FOR EACH ROW EXECUTE FUNCTION mandate_check_dependency();

CREATE FUNCTION mandate_check_deadline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT assignment_id FROM mandate_activity WHERE id = NEW.activity_id)
        IS DISTINCT FROM (SELECT assignment_id FROM mandate_obligation WHERE id = NEW.obligation_id) THEN
        RAISE EXCEPTION 'a deadline stays within one assignment'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deadline_same_assignment';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mandate_check_deadline BEFORE INSERT OR UPDATE ON mandate_activitydeadline
    FOR EACH ROW EXECUTE FUNCTION mandate_check_deadline();
"""

VERSIONS = """
CREATE FUNCTION mandate_keep_plan_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a version of the plan is withdrawn, never removed' USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'sent' THEN
            RAISE EXCEPTION 'a version of the plan begins as sent' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.replaces_id IS DISTINCT FROM (
            SELECT id FROM mandate_planversion
             WHERE assignment_id = NEW.assignment_id AND state = 'approved' ORDER BY version DESC LIMIT 1
        ) THEN
            RAISE EXCEPTION 'a version replaces the latest approved one' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF OLD.state <> 'sent' THEN
        RAISE EXCEPTION 'a decided version of the plan cannot be changed' USING ERRCODE = 'restrict_violation';
    ELSIF (NEW.assignment_id, NEW.version, NEW.replaces_id, NEW.reason, NEW.dnr, NEW.dated, NEW.data, NEW.sha256,
           NEW.changes_to, NEW.sent_by_id, NEW.sent_at)
        IS DISTINCT FROM
          (OLD.assignment_id, OLD.version, OLD.replaces_id, OLD.reason, OLD.dnr, OLD.dated, OLD.data, OLD.sha256,
           OLD.changes_to, OLD.sent_by_id, OLD.sent_at) THEN
        RAISE EXCEPTION 'a version of the plan is decided exactly as it was sent'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'approved' AND EXISTS (
        SELECT 1 FROM mandate_activitychange c
         WHERE c.assignment_id = NEW.assignment_id AND c.by_id = NEW.decided_by_id AND c.id <= NEW.changes_to
           AND c.id > coalesce((SELECT changes_to FROM mandate_planversion WHERE id = NEW.replaces_id), 0)
    ) THEN
        RAISE EXCEPTION 'who has changed the plan does not approve it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_version_not_by_changer';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mandate_keep_plan_version BEFORE INSERT OR UPDATE OR DELETE ON mandate_planversion
    FOR EACH ROW EXECUTE FUNCTION mandate_keep_plan_version();
CREATE TRIGGER mandate_keep_plan_versions BEFORE TRUNCATE ON mandate_planversion
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

UNDO = """
DROP TRIGGER mandate_keep_plan_versions ON mandate_planversion;
DROP TRIGGER mandate_keep_plan_version ON mandate_planversion;
DROP FUNCTION mandate_keep_plan_version;
DROP TRIGGER mandate_check_deadline ON mandate_activitydeadline;
DROP FUNCTION mandate_check_deadline;
DROP TRIGGER mandate_check_dependency ON mandate_activitydependency;
DROP FUNCTION mandate_check_dependency;
"""


class Migration(migrations.Migration):
    """Nothing waits in a circle, the history is append-only, and a decided version of the plan never changes."""

    dependencies = [("mandate", "0005_plan"), ("core", "0002_append_only")]
    operations = [append_only("mandate_activitychange"), migrations.RunSQL(LINKS + VERSIONS, UNDO)]
