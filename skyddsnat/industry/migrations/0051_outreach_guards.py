from typing import ClassVar

from django.db import migrations

# A contact that was taken is not written over: it is taken back, and stays so. Its activity is chosen once.
GUARDS = """
CREATE FUNCTION industry_keep_approach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.kind, NEW.day, NEW.agreed, NEW.once, NEW.by_id, NEW.at)
        IS DISTINCT FROM (OLD.kind, OLD.day, OLD.agreed, OLD.once, OLD.by_id, OLD.at)
        OR (OLD.activity_id IS NOT NULL AND NEW.activity_id IS DISTINCT FROM OLD.activity_id)
        OR (OLD.taken_back_at IS NOT NULL AND NEW.taken_back_at IS DISTINCT FROM OLD.taken_back_at) THEN
        RAISE EXCEPTION 'a contact that was taken is not changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER industry_keep_approach BEFORE UPDATE ON industry_approach
    FOR EACH ROW EXECUTE FUNCTION industry_keep_approach();
"""

BEFORE = """
DROP TRIGGER industry_keep_approach ON industry_approach;
DROP FUNCTION industry_keep_approach();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("industry", "0050_outreach")]

    operations: ClassVar = [migrations.RunSQL(GUARDS, BEFORE)]
