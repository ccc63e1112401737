from typing import ClassVar

from django.db import migrations

# Each voucher balances when the transaction that loads it ends, as before; looked at once a statement, not once a row.
# A voucher that does not balance when its rows have come is noted, and the note is looked at when the transaction ends:
# the rest of the voucher may come in the next statement.
BALANCE = """
DROP TRIGGER economy_voucher_balances ON economy_voucherline;
DROP FUNCTION economy_voucher_balances();

CREATE TABLE economy_unbalanced (voucher_id bigint PRIMARY KEY);

CREATE FUNCTION economy_note_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO economy_unbalanced
    SELECT l.voucher_id FROM economy_voucherline l
     WHERE l.voucher_id IN (SELECT voucher_id FROM added)
     GROUP BY l.voucher_id HAVING sum(l.amount_ore) <> 0
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER economy_voucher_noted AFTER INSERT ON economy_voucherline
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION economy_note_unbalanced();

CREATE FUNCTION economy_voucher_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    difference bigint;
BEGIN
    SELECT sum(amount_ore) INTO difference FROM economy_voucherline WHERE voucher_id = NEW.voucher_id;
    IF difference <> 0 THEN
        RAISE EXCEPTION 'voucher % does not balance: % öre', NEW.voucher_id, difference
            USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_balances';
    END IF;
    DELETE FROM economy_unbalanced WHERE voucher_id = NEW.voucher_id;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER economy_voucher_balances AFTER INSERT ON economy_unbalanced
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION economy_voucher_balances();

CREATE FUNCTION economy_keep_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'what does not balance is noted by the database' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER economy_keep_note AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON economy_unbalanced
    FOR EACH STATEMENT EXECUTE FUNCTION economy_keep_note();
"""

BEFORE = """
DROP TRIGGER economy_voucher_noted ON economy_voucherline;
DROP FUNCTION economy_note_unbalanced();
DROP TABLE economy_unbalanced;
DROP FUNCTION economy_keep_note();
DROP FUNCTION economy_voucher_balances();

CREATE FUNCTION economy_voucher_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    difference bigint;
BEGIN
    SELECT sum(amount_ore) INTO difference FROM economy_voucherline WHERE voucher_id = NEW.voucher_id;
    IF difference <> 0 THEN
        RAISE EXCEPTION 'voucher % does not balance: % öre', NEW.voucher_id, difference
            USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_balances';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER economy_voucher_balances AFTER INSERT ON economy_voucherline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION economy_voucher_balances();
"""


class Migration(migrations.Migration):
    """That a voucher balances is looked at once for many rows."""

    dependencies: ClassVar = [("economy", "0018_search_index")]
    operations: ClassVar = [migrations.RunSQL(BALANCE, BEFORE)]
