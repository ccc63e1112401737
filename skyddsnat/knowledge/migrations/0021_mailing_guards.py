from typing import ClassVar

from django.db import migrations

# A letter that the mail server has taken, or that a person has not decided about, is never put in the queue by mistake.
GUARDS = """
CREATE FUNCTION knowledge_keep_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('sent', 'bounced', 'refused', 'skipped') AND NEW.state IN ('waiting', 'sending', 'uncertain')
       OR OLD.state IN ('sending', 'uncertain') AND NEW.state = 'sending' AND OLD.claimed_at <> NEW.claimed_at THEN
        RAISE EXCEPTION 'a letter is not sent twice' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER knowledge_keep_sent BEFORE UPDATE OF state ON knowledge_delivery
    FOR EACH ROW EXECUTE FUNCTION knowledge_keep_sent();

CREATE FUNCTION knowledge_keep_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND (NEW.subject, NEW.body, NEW.subject_en, NEW.body_en)
                                IS DISTINCT FROM (OLD.subject, OLD.body, OLD.subject_en, OLD.body_en)
       OR OLD.state <> 'draft' AND NEW.state = 'draft' THEN
        RAISE EXCEPTION 'a mailing that has begun keeps its text' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER knowledge_keep_letter BEFORE UPDATE ON knowledge_mailing
    FOR EACH ROW EXECUTE FUNCTION knowledge_keep_letter();
"""

BEFORE = """
DROP TRIGGER knowledge_keep_letter ON knowledge_mailing;
DROP FUNCTION knowledge_keep_letter();
DROP TRIGGER knowledge_keep_sent ON knowledge_delivery;
DROP FUNCTION knowledge_keep_sent();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("knowledge", "0020_mailings")]
    operations: ClassVar = [migrations.RunSQL(GUARDS, BEFORE)]
