from typing import ClassVar

from django.db import migrations, models

# A tip is what it was when it came. Only its destruction takes away what was sent, and only when nothing forbids it.
TIP = """
ALTER TABLE tips_tip ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE tips_message ALTER COLUMN sealed SET STORAGE EXTERNAL;

CREATE FUNCTION tips_synced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('synchronous_commit') = 'off' THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tips_tip_synced BEFORE INSERT ON tips_tip FOR EACH ROW EXECUTE FUNCTION tips_synced();
CREATE TRIGGER tips_message_synced BEFORE INSERT ON tips_message FOR EACH ROW EXECUTE FUNCTION tips_synced();

CREATE FUNCTION tips_keep_tip() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_destruction boolean := OLD.destroyed_at IS NULL AND NEW.destroyed_at IS NOT NULL;
BEGIN
    IF (NEW.id, NEW.mark, NEW.receiver_id, NEW.team_key_id, NEW.sealed_sha256, NEW.sealed_by, NEW.received_at)
        IS DISTINCT FROM
       (OLD.id, OLD.mark, OLD.receiver_id, OLD.team_key_id, OLD.sealed_sha256, OLD.sealed_by, OLD.received_at)
    THEN
        RAISE EXCEPTION 'a tip stays what it was when it came' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.destroyed_at IS NOT NULL AND NEW.destroyed_at IS DISTINCT FROM OLD.destroyed_at THEN
        RAISE EXCEPTION 'a tip that is destroyed stays so' USING ERRCODE = 'restrict_violation';
    END IF;
    IF is_destruction THEN
        IF NEW.sealed IS NOT NULL OR NEW.box IS NOT NULL OR NEW.answers_to <> '' THEN
            RAISE EXCEPTION 'destruction leaves nothing of a tip' USING ERRCODE = 'restrict_violation';
        END IF;
        IF OLD.hold_until >= (NEW.destroyed_at AT TIME ZONE 'Europe/Stockholm')::date THEN
            RAISE EXCEPTION 'a tip under a legal hold is not destroyed' USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF (NEW.sealed, NEW.box, NEW.answers_to) IS DISTINCT FROM (OLD.sealed, OLD.box, OLD.answers_to) THEN
        RAISE EXCEPTION 'what was sent is not changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tips_tip_kept BEFORE UPDATE ON tips_tip FOR EACH ROW EXECUTE FUNCTION tips_keep_tip();
CREATE TRIGGER tips_tip_not_deleted BEFORE DELETE ON tips_tip FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tips_tip_no_truncate BEFORE TRUNCATE ON tips_tip FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
TIP_BACK = """
DROP TRIGGER tips_tip_synced ON tips_tip;
DROP TRIGGER tips_message_synced ON tips_message;
DROP TRIGGER tips_tip_kept ON tips_tip;
DROP TRIGGER tips_tip_not_deleted ON tips_tip;
DROP TRIGGER tips_tip_no_truncate ON tips_tip;
DROP FUNCTION tips_synced;
DROP FUNCTION tips_keep_tip;
"""
# What belongs to a tip goes with it: not before, and nothing is added after.
PARTS = """
CREATE FUNCTION tips_keep_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_destroyed boolean;
BEGIN
    SELECT destroyed_at IS NOT NULL INTO is_destroyed FROM tips_tip
    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.tip_id ELSE NEW.tip_id END;
    IF TG_OP = 'INSERT' AND is_destroyed THEN
        RAISE EXCEPTION 'nothing is added to a tip that is destroyed' USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP = 'DELETE' AND NOT is_destroyed THEN
        RAISE EXCEPTION '% goes with its tip', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION tips_keep_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'read_at' <> to_jsonb(OLD) - 'read_at' THEN
        RAISE EXCEPTION 'of a message only that it was read is noted' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tips_message_kept BEFORE UPDATE ON tips_message FOR EACH ROW EXECUTE FUNCTION tips_keep_message();
CREATE TRIGGER tips_message_part BEFORE INSERT OR DELETE ON tips_message
    FOR EACH ROW EXECUTE FUNCTION tips_keep_part();
CREATE TRIGGER tips_tiplayer_kept BEFORE UPDATE ON tips_tiplayer FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tips_tiplayer_part BEFORE DELETE ON tips_tiplayer FOR EACH ROW EXECUTE FUNCTION tips_keep_part();
CREATE TRIGGER tips_message_no_truncate BEFORE TRUNCATE ON tips_message
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tips_tiplayer_no_truncate BEFORE TRUNCATE ON tips_tiplayer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
PARTS_BACK = """
DROP TRIGGER tips_message_kept ON tips_message;
DROP TRIGGER tips_message_part ON tips_message;
DROP TRIGGER tips_tiplayer_kept ON tips_tiplayer;
DROP TRIGGER tips_tiplayer_part ON tips_tiplayer;
DROP TRIGGER tips_message_no_truncate ON tips_message;
DROP TRIGGER tips_tiplayer_no_truncate ON tips_tiplayer;
DROP FUNCTION tips_keep_message;
DROP FUNCTION tips_keep_part;
"""


class Migration(migrations.Migration):
    """What was sent stays as it came, until it is destroyed; no commit of it is answered before it is on disk."""

    dependencies: ClassVar = [("tips", "0001_initial")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="tip", index=models.Index(fields=["received_at"], name="tips_came_lately")
        ),
        migrations.RunSQL(TIP, TIP_BACK),
        migrations.RunSQL(PARTS, PARTS_BACK),
    ]
