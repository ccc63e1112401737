from typing import ClassVar

from django.db import migrations

from skyddsnat.core.db import append_only

# What stands in the ledger stays as it was counted.
COUNTED = """
CREATE FUNCTION guidance_keep_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.proof_id IS NOT NULL THEN
        RAISE EXCEPTION 'readings that stand in the ledger cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER guidance_keep_counted BEFORE UPDATE OR DELETE ON guidance_readingcount
    FOR EACH ROW EXECUTE FUNCTION guidance_keep_counted();

CREATE FUNCTION guidance_keep_wave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.seq IS NOT NULL THEN
        RAISE EXCEPTION 'a survey that stands in the ledger cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER guidance_keep_wave BEFORE UPDATE OR DELETE ON guidance_surveywave
    FOR EACH ROW EXECUTE FUNCTION guidance_keep_wave();

CREATE FUNCTION guidance_keep_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM guidance_surveywave
                WHERE id = coalesce(NEW.wave_id, OLD.wave_id) AND seq IS NOT NULL) THEN
        RAISE EXCEPTION 'answers that stand in the ledger cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER guidance_keep_answers BEFORE INSERT OR UPDATE OR DELETE ON guidance_answercount
    FOR EACH ROW EXECUTE FUNCTION guidance_keep_answers();
"""

BEFORE = """
DROP TRIGGER guidance_keep_answers ON guidance_answercount;
DROP FUNCTION guidance_keep_answers();
DROP TRIGGER guidance_keep_wave ON guidance_surveywave;
DROP FUNCTION guidance_keep_wave();
DROP TRIGGER guidance_keep_counted ON guidance_readingcount;
DROP FUNCTION guidance_keep_counted();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("guidance", "0030_campaigns")]
    operations: ClassVar = [migrations.RunSQL(COUNTED, BEFORE), append_only("guidance_readingproof")]
