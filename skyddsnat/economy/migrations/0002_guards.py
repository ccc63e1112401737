from typing import ClassVar

from django.db import migrations

from skyddsnat.core.db import append_only

# Each voucher balances when the transaction that loads it ends.
BALANCE = """
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

# Sums of a grant are kept by the triggers below, so a change that does not come from a trigger is refused.
GRANT = """
CREATE FUNCTION economy_keep_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.used_ore <> 0 OR NEW.requisitioned_ore <> 0 THEN
            RAISE EXCEPTION 'a grant begins with nothing used' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF pg_trigger_depth() < 2
        AND (NEW.used_ore, NEW.requisitioned_ore) IS DISTINCT FROM (OLD.used_ore, OLD.requisitioned_ore) THEN
        RAISE EXCEPTION 'used and requisitioned are kept by the database' USING ERRCODE =
        'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER economy_keep_grant BEFORE INSERT OR UPDATE ON economy_grant
    FOR EACH ROW EXECUTE FUNCTION economy_keep_grant();
"""

# The first statement locks the grant's row: allotments of one assignment wait for each other, so the sums
# that the later
# statements read are whole. CHECK constraints on the grant then hold the ceiling.
ALLOTTED = """
CREATE FUNCTION economy_is_locked(assignment bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM economy_moneydocument
                    WHERE assignment_id = assignment AND kind = 'financial_account' AND state = 'issued')
       AND NOT EXISTS (SELECT 1 FROM economy_moneydocument
                    WHERE assignment_id = assignment AND kind = 'financial_account' AND state = 'prepared');
$$;

CREATE FUNCTION economy_allotted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong text;
BEGIN
    UPDATE economy_grant AS g SET used_ore = g.used_ore + s.total
      FROM (SELECT v.assignment_id, sum(a.amount_ore) AS total
              FROM added a
              JOIN economy_voucherline l ON l.id = a.voucher_line_id
              JOIN economy_voucher v ON v.id = l.voucher_id
             GROUP BY 1) s
     WHERE g.assignment_id = s.assignment_id;

    SELECT CASE
             WHEN g.id IS NULL THEN 'allotment_needs_grant'
             WHEN t.assignment_id <> v.assignment_id THEN 'allotment_same_assignment'
             WHEN c.kind <> 'K' THEN 'allotment_of_cost'
             WHEN economy_is_locked(v.assignment_id) THEN 'allotment_after_account'
             WHEN a.reverses_id IS NULL AND extract(year FROM l.cost_date) <> s.year THEN 'allotment_in_year'
             WHEN a.reverses_id IS NULL AND sign(a.amount_ore) <> sign(l.amount_ore) THEN 'allotment_sign'
             WHEN a.reverses_id IS NOT NULL AND
                  (o.voucher_line_id, o.activity_id, -o.amount_ore, o.reverses_id)
                  IS DISTINCT FROM (a.voucher_line_id, a.activity_id, a.amount_ore, NULL::bigint)
             THEN 'allotment_reverses_one'
           END INTO wrong
      FROM added a
      JOIN economy_voucherline l ON l.id = a.voucher_line_id
      JOIN economy_account c ON c.id = l.account_id
      JOIN economy_voucher v ON v.id = l.voucher_id
      JOIN mandate_activity t ON t.id = a.activity_id
      JOIN mandate_assignment s ON s.id = v.assignment_id
      LEFT JOIN economy_grant g ON g.assignment_id = v.assignment_id
      LEFT JOIN economy_allotment o ON o.id = a.reverses_id
     ORDER BY 1 NULLS LAST LIMIT 1;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'allotment refused: %', wrong USING ERRCODE = 'check_violation', CONSTRAINT = wrong;
    END IF;

    PERFORM 1 FROM economy_voucherline l JOIN economy_allotment a ON a.voucher_line_id = l.id
      WHERE l.id IN (SELECT voucher_line_id FROM added)
      GROUP BY l.id, l.amount_ore
      HAVING abs(sum(a.amount_ore)) > abs(l.amount_ore) OR sign(sum(a.amount_ore)) * sign(l.amount_ore) < 0;
    IF FOUND THEN
        RAISE EXCEPTION 'more is allotted than the row amounts to'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'allotment_within_line';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER economy_allotted AFTER INSERT ON economy_allotment
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION economy_allotted();
"""

DOCUMENT = """
CREATE FUNCTION economy_keep_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a document is withdrawn, never removed' USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'prepared' THEN
            RAISE EXCEPTION 'a document begins as prepared' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF OLD.state <> 'prepared' THEN
        RAISE EXCEPTION 'an issued or withdrawn document cannot be changed' USING ERRCODE =
        'restrict_violation';
    ELSIF NEW.state <> 'prepared' AND
        (NEW.assignment_id, NEW.obligation_id, NEW.kind, NEW.version, NEW.replaces_id, NEW.reason, NEW.dated,
        NEW.dnr,
         NEW.amount_ore, NEW.requisitioned_ore, NEW.used_ore, NEW.repaid_ore, NEW.data, NEW.sha256,
         NEW.prepared_by_id,
         NEW.prepared_at)
        IS DISTINCT FROM
        (OLD.assignment_id, OLD.obligation_id, OLD.kind, OLD.version, OLD.replaces_id, OLD.reason, OLD.dated,
        OLD.dnr,
         OLD.amount_ore, OLD.requisitioned_ore, OLD.used_ore, OLD.repaid_ore, OLD.data, OLD.sha256,
         OLD.prepared_by_id,
         OLD.prepared_at) THEN
        RAISE EXCEPTION 'a document is issued exactly as it was prepared' USING ERRCODE =
        'restrict_violation';
    END IF;
    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM economy_moneydocument o WHERE o.id = NEW.replaces_id AND o.state = 'issued'
           AND o.kind = NEW.kind AND o.assignment_id = NEW.assignment_id AND o.version < NEW.version
    ) THEN
        RAISE EXCEPTION 'a correction replaces an issued document of the same kind' USING ERRCODE =
        'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER economy_keep_document BEFORE INSERT OR UPDATE OR DELETE ON economy_moneydocument
    FOR EACH ROW EXECUTE FUNCTION economy_keep_document();
CREATE TRIGGER economy_keep_documents BEFORE TRUNCATE ON economy_moneydocument
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION economy_issued() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held economy_grant%ROWTYPE;
BEGIN
    IF NEW.kind = 'requisition' THEN
        UPDATE economy_grant SET requisitioned_ore = NEW.amount_ore WHERE assignment_id = NEW.assignment_id;
    END IF;
    SELECT * INTO held FROM economy_grant WHERE assignment_id = NEW.assignment_id FOR UPDATE;
    IF held.id IS NULL OR (NEW.kind <> 'requisition'
        AND (NEW.requisitioned_ore, NEW.used_ore) IS DISTINCT FROM (held.requisitioned_ore, held.used_ore))
        THEN
        RAISE EXCEPTION 'the figures of the document are not those of the grant'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'money_document_as_booked';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER economy_issued AFTER UPDATE ON economy_moneydocument
    FOR EACH ROW WHEN (NEW.state = 'issued' AND OLD.state <> 'issued') EXECUTE FUNCTION economy_issued();
"""

UNDO = """
DROP TRIGGER economy_issued ON economy_moneydocument;
DROP FUNCTION economy_issued;
DROP TRIGGER economy_keep_documents ON economy_moneydocument;
DROP TRIGGER economy_keep_document ON economy_moneydocument;
DROP FUNCTION economy_keep_document;
DROP TRIGGER economy_allotted ON economy_allotment;
DROP FUNCTION economy_allotted;
DROP FUNCTION economy_is_locked;
DROP TRIGGER economy_keep_grant ON economy_grant;
DROP FUNCTION economy_keep_grant;
DROP TRIGGER economy_voucher_balances ON economy_voucherline;
DROP FUNCTION economy_voucher_balances;
"""


class Migration(migrations.Migration):
    """What the database itself holds to: balance, ceiling, year, lock, and issued documents that never change."""

    dependencies: ClassVar = [("economy", "0001_initial"), ("core", "0002_append_only")]
    operations: ClassVar = [
        append_only("economy_voucher"),
        append_only("economy_voucherline"),
        append_only("economy_allotment"),
        migrations.RunSQL(BALANCE + GRANT + ALLOTTED + DOCUMENT, UNDO),
    ]
