from typing import ClassVar

from django.db import migrations

# What was published and what was answered stays as it was. A version only loses its page, when an editor removes it.
KEPT = """
CREATE FUNCTION industry_keep_lesson() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.job, NEW.language, NEW.number, NEW.published_on, NEW.fingerprint, NEW.keys)
       IS DISTINCT FROM (OLD.job, OLD.language, OLD.number, OLD.published_on, OLD.fingerprint, OLD.keys) THEN
        RAISE EXCEPTION 'a published lesson cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER industry_keep_lesson BEFORE UPDATE ON industry_lessonversion
    FOR EACH ROW EXECUTE FUNCTION industry_keep_lesson();
CREATE FUNCTION industry_keep_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an answer cannot be changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER industry_keep_answer BEFORE UPDATE ON industry_answer
    FOR EACH ROW EXECUTE FUNCTION industry_keep_answer();
"""

BEFORE = """
DROP TRIGGER industry_keep_answer ON industry_answer;
DROP FUNCTION industry_keep_answer();
DROP TRIGGER industry_keep_lesson ON industry_lessonversion;
DROP FUNCTION industry_keep_lesson();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("industry", "0020_training")]
    operations: ClassVar = [migrations.RunSQL(KEPT, BEFORE)]
