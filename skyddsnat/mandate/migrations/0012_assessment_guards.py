from django.db import migrations

from skyddsnat.core.db import append_only

PARTS = ("mandate_assessmentarticle", "mandate_assessmentoption")

KEEP = (
    """
CREATE FUNCTION keep_part_of_decided_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM mandate_childrightsassessment
         WHERE id IN (NEW.assessment_id, OLD.assessment_id) AND decided_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'a decided assessment cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE FUNCTION check_assessment_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM mandate_childrightsassessment WHERE id = NEW.assessment_id AND decided_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'only a decided assessment has a document or a follow-up' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
    + "".join(
        f"""
CREATE TRIGGER {table}_decided BEFORE INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION keep_part_of_decided_assessment();
"""
        for table in PARTS
    )
    + "".join(
        f"""
CREATE TRIGGER {table}_after_decision BEFORE INSERT ON {table}
    FOR EACH ROW EXECUTE FUNCTION check_assessment_decided();
"""
        for table in ("mandate_assessmentdocument", "mandate_assessmentfollowup")
    )
)

UNDO = """
DROP TRIGGER mandate_assessmentarticle_decided ON mandate_assessmentarticle;
DROP TRIGGER mandate_assessmentoption_decided ON mandate_assessmentoption;
DROP TRIGGER mandate_assessmentdocument_after_decision ON mandate_assessmentdocument;
DROP TRIGGER mandate_assessmentfollowup_after_decision ON mandate_assessmentfollowup;
DROP FUNCTION keep_part_of_decided_assessment;
DROP FUNCTION check_assessment_decided;
"""


class Migration(migrations.Migration):
    dependencies = [("mandate", "0011_move_dialogues")]
    operations = [
        migrations.RunSQL(KEEP, UNDO),
        append_only("mandate_assessmentdocument"),
        append_only("mandate_assessmentfollowup"),
    ]
