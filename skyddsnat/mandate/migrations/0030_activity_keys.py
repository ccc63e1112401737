from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What foreign keys do for an activity's assignment and for who is responsible, once a statement: both exist and are
# kept from being removed by somebody else meanwhile, and neither is removed while an activity is left.
KEYS = """
CREATE FUNCTION hold_activity_keys() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    lost bigint;
BEGIN
    PERFORM 1 FROM mandate_assignment WHERE id IN (SELECT assignment_id FROM written) FOR KEY SHARE;
    PERFORM 1 FROM core_user WHERE id IN (SELECT responsible_id FROM written) FOR KEY SHARE;
    SELECT count(*) INTO lost FROM (SELECT DISTINCT assignment_id, responsible_id FROM written) AS pairs
     WHERE NOT EXISTS (SELECT 1 FROM mandate_assignment a WHERE a.id = pairs.assignment_id)
        OR NOT EXISTS (SELECT 1 FROM core_user u WHERE u.id = pairs.responsible_id);
    IF lost > 0 THEN
        RAISE EXCEPTION 'an activity leads to no assignment or to nobody'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'activity_keys';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mandate_activity_keys AFTER INSERT ON mandate_activity
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION hold_activity_keys();
CREATE TRIGGER mandate_activity_keys_changed AFTER UPDATE ON mandate_activity
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION hold_activity_keys();

CREATE FUNCTION keep_activity_keys() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    needed boolean;
BEGIN
    IF TG_TABLE_NAME = 'core_user' THEN
        SELECT EXISTS (SELECT 1 FROM mandate_activity a JOIN removed r ON r.id = a.responsible_id) INTO needed;
    ELSE
        SELECT EXISTS (SELECT 1 FROM mandate_activity a JOIN removed r ON r.id = a.assignment_id) INTO needed;
    END IF;
    IF needed THEN
        RAISE EXCEPTION 'an activity still leads to a removed row of %', TG_TABLE_NAME
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'activity_keys';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mandate_activity_assignment AFTER DELETE ON mandate_assignment
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION keep_activity_keys();
CREATE TRIGGER mandate_activity_responsible AFTER DELETE ON core_user
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION keep_activity_keys();
"""

KEYS_BEFORE = """
DROP TRIGGER mandate_activity_responsible ON core_user;
DROP TRIGGER mandate_activity_assignment ON mandate_assignment;
DROP TRIGGER mandate_activity_keys_changed ON mandate_activity;
DROP TRIGGER mandate_activity_keys ON mandate_activity;
DROP FUNCTION keep_activity_keys();
DROP FUNCTION hold_activity_keys();
"""


class Migration(migrations.Migration):
    """The keys of activities are held once a statement."""

    dependencies: ClassVar = [("mandate", "0029_plan_keys")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="activity",
            name="assignment",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE,
                related_name="activities", to="mandate.assignment",
            ),
        ),
        migrations.AlterField(
            model_name="activity",
            name="responsible",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="activities",
                to=settings.AUTH_USER_MODEL, verbose_name="Ansvarig",
            ),
        ),
        migrations.RunSQL(KEYS, KEYS_BEFORE),
    ]  # fmt: skip
