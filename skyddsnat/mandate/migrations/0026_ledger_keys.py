from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

# What the ledger points at is held by foreign keys as before, now on the combinations that are used instead of on every
# row: a row of the ledger brings its combination with it, in the same statement, and no combination is ever changed or
# removed. A hundred thousand rows of two thousand combinations then ask two thousand times, not a hundred thousand.
KEYS = """
CREATE TABLE mandate_ledgerkey (
    assignment_id bigint NOT NULL REFERENCES mandate_assignment DEFERRABLE INITIALLY DEFERRED,
    kind_id varchar(50) NOT NULL REFERENCES mandate_evidencekind DEFERRABLE INITIALLY DEFERRED,
    activity_id bigint NOT NULL REFERENCES mandate_activity DEFERRABLE INITIALLY DEFERRED,
    organisation_id bigint REFERENCES actors_organisation DEFERRABLE INITIALLY DEFERRED,
    place_id bigint REFERENCES actors_place DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ledger_key_once
        UNIQUE NULLS NOT DISTINCT (activity_id, organisation_id, place_id, kind_id, assignment_id)
);
CREATE INDEX ledger_key_by_assignment ON mandate_ledgerkey (assignment_id);
CREATE INDEX ledger_key_by_kind ON mandate_ledgerkey (kind_id);
CREATE INDEX ledger_key_by_organisation ON mandate_ledgerkey (organisation_id);
CREATE INDEX ledger_key_by_place ON mandate_ledgerkey (place_id);

INSERT INTO mandate_ledgerkey (assignment_id, kind_id, activity_id, organisation_id, place_id)
SELECT DISTINCT assignment_id, kind_id, activity_id, organisation_id, place_id FROM mandate_evidence;

CREATE FUNCTION keep_ledger_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO mandate_ledgerkey (assignment_id, kind_id, activity_id, organisation_id, place_id)
    SELECT DISTINCT assignment_id, kind_id, activity_id, organisation_id, place_id FROM added
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER mandate_evidence_keys AFTER INSERT ON mandate_evidence
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_ledger_keys();

CREATE TRIGGER mandate_ledgerkey_append_only BEFORE UPDATE OR DELETE ON mandate_ledgerkey
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mandate_ledgerkey_no_truncate BEFORE TRUNCATE ON mandate_ledgerkey
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

KEYS_BEFORE = """
DROP TRIGGER mandate_evidence_keys ON mandate_evidence;
DROP FUNCTION keep_ledger_keys();
DROP TABLE mandate_ledgerkey;
"""

# The month of a day is the same in every time zone; asked without one, it is also quicker.
COUNT = """
CREATE OR REPLACE FUNCTION count_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    correcting boolean;
BEGIN
    SELECT EXISTS (SELECT 1 FROM added WHERE corrects IS NOT NULL) INTO correcting;
    IF correcting AND EXISTS (
        SELECT 1 FROM added
          LEFT JOIN mandate_evidence mistaken
            ON mistaken.assignment_id = added.assignment_id AND mistaken.seq = added.corrects
         WHERE added.corrects IS NOT NULL
           AND (mistaken.corrects IS NOT NULL
             OR (mistaken.kind_id, mistaken.activity_id, mistaken.occurred_on, -mistaken.quantity)
                IS DISTINCT FROM (added.kind_id, added.activity_id, added.occurred_on, added.quantity)
             OR (mistaken.organisation_id, mistaken.place_id)
                IS DISTINCT FROM (added.organisation_id, added.place_id))
    ) THEN
        RAISE EXCEPTION 'a correction must repeat the row it takes back, with the quantity negated'
            USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO mandate_evidencecount
        (assignment_id, activity_id, kind_id, month, organisation_id, place_id, records, quantity)
    SELECT assignment_id, activity_id, kind_id, date_trunc('month', {day})::date, organisation_id, place_id,
           sum(CASE WHEN corrects IS NULL THEN 1 ELSE -1 END), sum(quantity)
      FROM added GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (assignment_id, kind_id, activity_id, month, organisation_id, place_id)
    DO UPDATE SET records = mandate_evidencecount.records + excluded.records,
                  quantity = mandate_evidencecount.quantity + excluded.quantity;
    IF correcting THEN
        DELETE FROM mandate_evidencecount
         WHERE records = 0 AND assignment_id IN (SELECT assignment_id FROM added);
    END IF;
    RETURN NULL;
END $$;
"""


def key(name: str, to: str, **more: object) -> migrations.AlterField:
    field = models.ForeignKey(
        db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, to=to, **more
    )  # type: ignore[misc]  # keyword arguments of a field, as they stand below
    return migrations.AlterField(model_name="evidence", name=name, field=field)


class Migration(migrations.Migration):
    """What the ledger points at is asked for once a combination."""

    dependencies: ClassVar = [("mandate", "0025_counts_without_keys"), ("mandate", "0019_search_index")]
    operations: ClassVar = [
        migrations.RunSQL(KEYS, KEYS_BEFORE),
        key("assignment", "mandate.assignment", related_name="evidence"),
        key("kind", "mandate.evidencekind"),
        key("activity", "mandate.activity", related_name="evidence"),
        key("organisation", "actors.organisation", null=True),
        key("place", "actors.place", null=True),
        migrations.RunSQL(
            COUNT.replace("{day}", "occurred_on::timestamp"), COUNT.replace("{day}", "occurred_on")
        ),
    ]
