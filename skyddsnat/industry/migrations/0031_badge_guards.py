from typing import ClassVar

from django.db import migrations

# What a badge says stays as it was signed: it can only be revoked, once. A key is never exchanged under its name.
KEPT = """
CREATE FUNCTION industry_keep_badge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.revoked_at IS NOT NULL
       OR (NEW.id, NEW.company_id, NEW.shares, NEW.lesson, NEW.lesson_version, NEW.job, NEW.language, NEW.scenes,
           NEW.day, NEW.expires_on, NEW.key_id, NEW.list_id, NEW.index)
          IS DISTINCT FROM (OLD.id, OLD.company_id, OLD.shares, OLD.lesson, OLD.lesson_version, OLD.job, OLD.language,
           OLD.scenes, OLD.day, OLD.expires_on, OLD.key_id, OLD.list_id, OLD.index) THEN
        RAISE EXCEPTION 'a badge can only be revoked' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER industry_keep_badge BEFORE UPDATE ON industry_badge
    FOR EACH ROW EXECUTE FUNCTION industry_keep_badge();

CREATE FUNCTION industry_keep_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
       OR (NEW.thumbprint, NEW.public_jwk, NEW.made_at)
          IS DISTINCT FROM (OLD.thumbprint, OLD.public_jwk, OLD.made_at) THEN
        RAISE EXCEPTION 'a key of badges stays, so that they can be verified' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER industry_keep_key BEFORE UPDATE OR DELETE ON industry_badgekey
    FOR EACH ROW EXECUTE FUNCTION industry_keep_key();
"""

BEFORE = """
DROP TRIGGER industry_keep_key ON industry_badgekey;
DROP FUNCTION industry_keep_key();
DROP TRIGGER industry_keep_badge ON industry_badge;
DROP FUNCTION industry_keep_badge();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("industry", "0030_badges")]
    operations: ClassVar = [migrations.RunSQL(KEPT, BEFORE)]
