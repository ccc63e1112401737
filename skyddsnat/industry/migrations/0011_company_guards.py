from typing import ClassVar

from django.db import migrations

# A report that was sent is never changed, only read; a letter that was sent is never sent again.
GUARDS = """
CREATE FUNCTION industry_keep_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.pledge_id, NEW.answers, NEW.states, NEW.learnt, NEW.submitted_at)
        IS DISTINCT FROM (OLD.pledge_id, OLD.answers, OLD.states, OLD.learnt, OLD.submitted_at) THEN
        RAISE EXCEPTION 'a report that was sent is not changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER industry_keep_report BEFORE UPDATE ON industry_yearreport
    FOR EACH ROW EXECUTE FUNCTION industry_keep_report();

CREATE FUNCTION industry_keep_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a letter that was sent is not sent again' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER industry_keep_letter BEFORE UPDATE ON industry_companyletter
    FOR EACH ROW WHEN (OLD.sent_at IS NOT NULL AND (NEW.sent_at IS NULL OR NEW.claimed_at IS NULL))
    EXECUTE FUNCTION industry_keep_letter();
"""

BEFORE = """
DROP TRIGGER industry_keep_letter ON industry_companyletter;
DROP FUNCTION industry_keep_letter();
DROP TRIGGER industry_keep_report ON industry_yearreport;
DROP FUNCTION industry_keep_report();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("industry", "0010_companies")]

    operations: ClassVar = [migrations.RunSQL(GUARDS, BEFORE)]
