from typing import ClassVar

from django.db import migrations

# A version says what readers were told, and stays. Only its row of the ledger may be filled in, once.
KEPT = """
CREATE FUNCTION knowledge_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.evidence_id IS NOT NULL
       OR (NEW.page_id, NEW.number, NEW.published_on, NEW.what_changed, NEW.fingerprint)
          IS DISTINCT FROM (OLD.page_id, OLD.number, OLD.published_on, OLD.what_changed, OLD.fingerprint) THEN
        RAISE EXCEPTION 'a published version cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER knowledge_keep_version BEFORE UPDATE ON knowledge_libraryversion
    FOR EACH ROW EXECUTE FUNCTION knowledge_keep_version();
"""

BEFORE = """
DROP TRIGGER knowledge_keep_version ON knowledge_libraryversion;
DROP FUNCTION knowledge_keep_version();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("knowledge", "0010_library")]
    operations: ClassVar = [migrations.RunSQL(KEPT, BEFORE)]
