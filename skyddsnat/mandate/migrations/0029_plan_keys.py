from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

# Whose plan a change belongs to and who made it are held by foreign keys as before, on the pairs that are used instead
# of on every row; no change is ever removed, so no pair is either.
PAIRS = """
CREATE TABLE mandate_changekey (
    assignment_id bigint NOT NULL REFERENCES mandate_assignment DEFERRABLE INITIALLY DEFERRED,
    by_id bigint NOT NULL REFERENCES core_user DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT change_key_once UNIQUE (assignment_id, by_id)
);
CREATE INDEX change_key_by_user ON mandate_changekey (by_id);
INSERT INTO mandate_changekey SELECT DISTINCT assignment_id, by_id FROM mandate_activitychange;

CREATE FUNCTION keep_change_keys() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    INSERT INTO mandate_changekey SELECT DISTINCT assignment_id, by_id FROM added ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER mandate_change_keys AFTER INSERT ON mandate_activitychange
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_change_keys();
CREATE TRIGGER mandate_changekey_append_only BEFORE UPDATE OR DELETE ON mandate_changekey
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mandate_changekey_no_truncate BEFORE TRUNCATE ON mandate_changekey
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

PAIRS_BEFORE = """
DROP TRIGGER mandate_change_keys ON mandate_activitychange;
DROP FUNCTION keep_change_keys();
DROP TABLE mandate_changekey;
"""

# What a foreign key does for the links from activities to clauses, once a statement: both ends exist and are kept from
# being removed by somebody else meanwhile, and neither end is removed while a link is left.
LINKS = """
DROP INDEX mandate_activity_clauses_activity_id_a34e2908;  -- the unique index begins with the activity

CREATE FUNCTION hold_clause_links() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    lost bigint;
BEGIN
    PERFORM 1 FROM mandate_clause WHERE id IN (SELECT clause_id FROM added) FOR KEY SHARE;
    PERFORM 1 FROM mandate_activity WHERE id IN (SELECT activity_id FROM added) FOR KEY SHARE;
    SELECT count(*) INTO lost FROM added
     WHERE NOT EXISTS (SELECT 1 FROM mandate_clause c WHERE c.id = added.clause_id)
        OR NOT EXISTS (SELECT 1 FROM mandate_activity a WHERE a.id = added.activity_id);
    IF lost > 0 THEN
        RAISE EXCEPTION '% links lead to no activity or no clause', lost
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'activity_clause_links';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mandate_clause_links AFTER INSERT ON mandate_activity_clauses
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION hold_clause_links();
CREATE TRIGGER mandate_clause_links_stay BEFORE UPDATE ON mandate_activity_clauses
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION keep_linked_ends() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    linked boolean;
BEGIN
    IF TG_TABLE_NAME = 'mandate_clause' THEN
        SELECT EXISTS (SELECT 1 FROM mandate_activity_clauses l JOIN removed r ON r.id = l.clause_id) INTO linked;
    ELSE
        SELECT EXISTS (SELECT 1 FROM mandate_activity_clauses l JOIN removed r ON r.id = l.activity_id) INTO linked;
    END IF;
    IF linked THEN
        RAISE EXCEPTION 'a clause and an activity are still linked'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'activity_clause_links';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mandate_clause_linked AFTER DELETE ON mandate_clause
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION keep_linked_ends();
CREATE TRIGGER mandate_activity_linked AFTER DELETE ON mandate_activity
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION keep_linked_ends();

-- An activity that is not cleared has nothing to be looked at.
DROP TRIGGER mandate_activity_cleared ON mandate_activity;
CREATE TRIGGER mandate_activity_cleared BEFORE INSERT OR UPDATE ON mandate_activity
    FOR EACH ROW WHEN (NEW.cleared) EXECUTE FUNCTION check_activity_cleared();
"""

LINKS_BEFORE = """
DROP TRIGGER mandate_activity_cleared ON mandate_activity;
CREATE TRIGGER mandate_activity_cleared BEFORE INSERT OR UPDATE ON mandate_activity
    FOR EACH ROW EXECUTE FUNCTION check_activity_cleared();
DROP TRIGGER mandate_activity_linked ON mandate_activity;
DROP TRIGGER mandate_clause_linked ON mandate_clause;
DROP TRIGGER mandate_clause_links_stay ON mandate_activity_clauses;
DROP TRIGGER mandate_clause_links ON mandate_activity_clauses;
DROP FUNCTION keep_linked_ends();
DROP FUNCTION hold_clause_links();
CREATE INDEX mandate_activity_clauses_activity_id_a34e2908 ON mandate_activity_clauses (activity_id);
"""


def key(model: str, name: str, to: str, **more: object) -> migrations.AlterField:
    wanted = {"db_index": False, "on_delete": django.db.models.deletion.PROTECT} | more
    field = models.ForeignKey(to=to, **wanted)  # type: ignore[misc]  # keyword arguments, as they stand below
    return migrations.AlterField(model_name=model, name=name, field=field)


def index_of(name: str, index: str) -> migrations.AddIndex:
    wanted = models.Index(condition=Q((f"{name}__isnull", False)), fields=[name], name=index)
    return migrations.AddIndex(model_name="activitychange", index=wanted)


class Migration(migrations.Migration):
    """The keys of a plan's rows are held once a statement."""

    dependencies: ClassVar = [
        ("mandate", "0028_plans_anew"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.RunSQL(PAIRS, PAIRS_BEFORE),
        key(
            "activity", "assignment", "mandate.assignment",
            on_delete=django.db.models.deletion.CASCADE, related_name="activities",
        ),
        migrations.AlterField(
            model_name="activity",
            name="clauses",
            field=models.ManyToManyField(
                blank=True, db_constraint=False, related_name="activities", to="mandate.clause",
                verbose_name="Meningar i beslutet",
            ),
        ),
        key(
            "activitychange", "assignment", "mandate.assignment", db_constraint=False, related_name="plan_changes"
        ),
        key("activitychange", "by", settings.AUTH_USER_MODEL, db_constraint=False, related_name="+"),
        key("activitychange", "copy", "mandate.plancopy", null=True, related_name="changes"),
        key("activitychange", "undoes", "mandate.activitychange", null=True, related_name="undone_by"),
        index_of("undoes", "change_by_undone"),
        index_of("copy", "change_by_copy"),
        migrations.RunSQL(LINKS, LINKS_BEFORE),
    ]  # fmt: skip
