from typing import ClassVar

from django.db import migrations

from skyddsnat.core.db import append_only

# A returned correction of the account is still being prepared, so the books stay open while it is mended.
RETURNED = """
CREATE OR REPLACE FUNCTION economy_is_locked(assignment bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM economy_moneydocument
                    WHERE assignment_id = assignment AND kind = 'financial_account' AND state = 'issued')
       AND NOT EXISTS (SELECT 1 FROM economy_moneydocument
                    WHERE assignment_id = assignment AND kind = 'financial_account'
                      AND state IN ('prepared', 'returned'));
$$;

CREATE OR REPLACE FUNCTION economy_keep_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moving text[] := ARRAY['state', 'pdf_id', 'issued_by_id', 'issued_at', 'withdrawn_by_id', 'withdrawn_at'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a document is withdrawn, never removed' USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'prepared' THEN
            RAISE EXCEPTION 'a document begins as prepared' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF OLD.state NOT IN ('prepared', 'returned') THEN
        RAISE EXCEPTION 'an issued or withdrawn document cannot be changed'
            USING ERRCODE = 'restrict_violation';
    ELSIF OLD.state = 'returned' AND NEW.state = 'issued' THEN
        RAISE EXCEPTION 'a returned document is prepared anew before it is issued'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'money_document_returned';
    ELSIF NEW.state <> 'prepared' AND (to_jsonb(NEW) - moving) IS DISTINCT FROM (to_jsonb(OLD) - moving) THEN
        RAISE EXCEPTION 'a document is issued exactly as it was prepared'
            USING ERRCODE = 'restrict_violation';
    ELSIF NEW.state = 'returned' AND OLD.state <> 'returned' AND NOT EXISTS (
        SELECT 1 FROM economy_documentremark r WHERE r.document_id = NEW.id AND r.sha256 = NEW.sha256
           AND r.by_id <> NEW.prepared_by_id
    ) THEN
        RAISE EXCEPTION 'a document is returned with a remark by another person'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'money_document_returned_with_remark';
    END IF;
    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM economy_moneydocument o WHERE o.id = NEW.replaces_id AND o.state = 'issued'
           AND o.kind = NEW.kind AND o.assignment_id = NEW.assignment_id AND o.version < NEW.version
    ) THEN
        RAISE EXCEPTION 'a correction replaces an issued document of the same kind'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

# Rows that may only be ended: everything but the columns named in the trigger stays, and nothing is removed.
KEPT = """
CREATE FUNCTION economy_keep_but() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '% keeps its rows: DELETE refused', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    ELSIF (to_jsonb(NEW) - TG_ARGV) IS DISTINCT FROM (to_jsonb(OLD) - TG_ARGV) THEN
        RAISE EXCEPTION '% keeps what it says: UPDATE refused', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER economy_keep_attachment BEFORE UPDATE OR DELETE ON economy_attachment FOR EACH ROW
    EXECUTE FUNCTION economy_keep_but('removed_by_id', 'removed_at', 'removed_reason', 'content');
CREATE TRIGGER economy_keep_explanation BEFORE UPDATE OR DELETE ON economy_rowexplanation FOR EACH ROW
    EXECUTE FUNCTION economy_keep_but('withdrawn_by_id', 'withdrawn_at');
CREATE TRIGGER economy_keep_period BEFORE UPDATE OR DELETE ON economy_periodlock FOR EACH ROW
    EXECUTE FUNCTION economy_keep_but('open_reason', 'asked_by_id', 'asked_at', 'opened_by_id', 'opened_at');
CREATE TRIGGER economy_keep_tick BEFORE UPDATE OR DELETE ON economy_checklisttick FOR EACH ROW
    EXECUTE FUNCTION economy_keep_but('undone_by_id', 'undone_at');
CREATE TRIGGER economy_keep_change BEFORE UPDATE ON economy_budgetchange FOR EACH ROW
    EXECUTE FUNCTION refuse_change();
"""

# Whoever locks a month, loads, allots, explains or attaches holds the grant's row first, so the one who comes second
# sees what the first did.
PERIODS = """
CREATE FUNCTION economy_is_month_locked(assignment bigint, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM economy_periodlock
                    WHERE assignment_id = assignment AND opened_at IS NULL
                      AND month = date_trunc('month', day)::date);
$$;

CREATE FUNCTION economy_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM economy_grant WHERE assignment_id = NEW.assignment_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a month is locked in an opened grant'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'period_lock_needs_grant';
    ELSIF TG_OP = 'UPDATE' AND OLD.opened_at IS NOT NULL THEN
        RAISE EXCEPTION 'a month that was opened is locked anew, not changed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER economy_period BEFORE INSERT OR UPDATE ON economy_periodlock
    FOR EACH ROW EXECUTE FUNCTION economy_period();

CREATE FUNCTION economy_loaded_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM economy_grant WHERE assignment_id IN (
        SELECT v.assignment_id FROM added a JOIN economy_voucher v ON v.id = a.voucher_id) FOR UPDATE;
    PERFORM 1 FROM added a JOIN economy_voucher v ON v.id = a.voucher_id
      JOIN economy_periodlock p ON p.assignment_id = v.assignment_id AND p.opened_at IS NULL
       AND p.month IN (date_trunc('month', v.date)::date, date_trunc('month', a.cost_date)::date);
    IF FOUND THEN
        RAISE EXCEPTION 'the month is locked'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_in_open_period';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER economy_loaded_open AFTER INSERT ON economy_voucherline
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION economy_loaded_open();

-- Fires after economy_allotted, by its name, which has locked the grant.
CREATE FUNCTION economy_allotted_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong text;
BEGIN
    SELECT CASE
             WHEN economy_is_month_locked(v.assignment_id, l.cost_date) THEN 'allotment_in_open_period'
             WHEN a.reverses_id IS NULL AND EXISTS (SELECT 1 FROM economy_rowexplanation e
                     WHERE e.voucher_line_id = l.id AND e.withdrawn_at IS NULL) THEN 'allotment_of_unexplained'
           END INTO wrong
      FROM added a
      JOIN economy_voucherline l ON l.id = a.voucher_line_id
      JOIN economy_voucher v ON v.id = l.voucher_id
     ORDER BY 1 NULLS LAST LIMIT 1;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'allotment refused: %', wrong USING ERRCODE = 'check_violation', CONSTRAINT = wrong;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER economy_allotted_open AFTER INSERT ON economy_allotment
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION economy_allotted_open();

CREATE FUNCTION economy_explained() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row_of record;
BEGIN
    SELECT v.assignment_id, l.cost_date, c.kind INTO row_of
      FROM economy_voucherline l JOIN economy_voucher v ON v.id = l.voucher_id
      JOIN economy_account c ON c.id = l.account_id WHERE l.id = NEW.voucher_line_id;
    PERFORM 1 FROM economy_grant WHERE assignment_id = row_of.assignment_id FOR UPDATE;
    IF row_of.kind <> 'K' THEN
        RAISE EXCEPTION 'only a cost is explained' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'explanation_of_cost';
    ELSIF economy_is_locked(row_of.assignment_id) THEN
        RAISE EXCEPTION 'the account is issued' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'explanation_after_account';
    ELSIF economy_is_month_locked(row_of.assignment_id, row_of.cost_date) THEN
        RAISE EXCEPTION 'the month is locked' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'explanation_in_open_period';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER economy_explained BEFORE INSERT OR UPDATE ON economy_rowexplanation
    FOR EACH ROW EXECUTE FUNCTION economy_explained();
"""

PAPERS = """
CREATE FUNCTION economy_attached() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whose bigint;
BEGIN
    SELECT v.assignment_id INTO whose FROM economy_voucher v WHERE v.id = NEW.voucher_id;
    PERFORM 1 FROM economy_grant WHERE assignment_id = whose FOR UPDATE;
    IF economy_is_locked(whose) THEN
        RAISE EXCEPTION 'the account is issued' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'attachment_after_account';
    ELSIF NEW.voucher_line_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM economy_voucherline l
           WHERE l.id = NEW.voucher_line_id AND l.voucher_id = NEW.voucher_id) THEN
        RAISE EXCEPTION 'the row is another voucher''s' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'attachment_row_of_voucher';
    ELSIF NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM economy_attachment o
           WHERE o.id = NEW.replaces_id AND o.voucher_id = NEW.voucher_id AND o.removed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a new version replaces one of the same voucher that no longer holds'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attachment_replaces_one';
    ELSIF TG_OP = 'UPDATE' AND OLD.removed_at IS NOT NULL THEN
        RAISE EXCEPTION 'a removed attachment cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER economy_attached BEFORE INSERT OR UPDATE ON economy_attachment
    FOR EACH ROW EXECUTE FUNCTION economy_attached();

CREATE FUNCTION economy_worked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held record;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'hours are replaced, not changed' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT v.assignment_id, a.kind, a.removed_at INTO held
      FROM economy_attachment a JOIN economy_voucher v ON v.id = a.voucher_id
     WHERE a.id = CASE TG_OP WHEN 'DELETE' THEN OLD.attachment_id ELSE NEW.attachment_id END;
    PERFORM 1 FROM economy_grant WHERE assignment_id = held.assignment_id FOR UPDATE;
    IF economy_is_locked(held.assignment_id) THEN
        RAISE EXCEPTION 'the account is issued' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'attachment_after_account';
    ELSIF TG_OP = 'INSERT' AND held.kind <> 'hours' THEN
        RAISE EXCEPTION 'hours belong to an attachment of hours' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'hours_of_hours';
    ELSIF TG_OP = 'DELETE' AND held.removed_at IS NULL THEN
        RAISE EXCEPTION 'hours are let go with their attachment' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER economy_worked BEFORE INSERT OR UPDATE OR DELETE ON economy_hoursentry
    FOR EACH ROW EXECUTE FUNCTION economy_worked();

CREATE FUNCTION economy_budgeted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole bigint;
BEGIN
    SELECT budget_ore INTO whole FROM mandate_activity WHERE id = NEW.activity_id FOR NO KEY UPDATE;
    IF (SELECT sum(amount_ore) FROM economy_budgetline WHERE activity_id = NEW.activity_id) > whole THEN
        RAISE EXCEPTION 'the lines are more than the budget'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_lines_within_budget';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER economy_budgeted AFTER INSERT OR UPDATE ON economy_budgetline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION economy_budgeted();
"""

# The two functions that were replaced stay as they are: they refuse no less without the tables above.
UNDO = """
DROP TRIGGER economy_budgeted ON economy_budgetline;
DROP FUNCTION economy_budgeted;
DROP TRIGGER economy_worked ON economy_hoursentry;
DROP FUNCTION economy_worked;
DROP TRIGGER economy_attached ON economy_attachment;
DROP FUNCTION economy_attached;
DROP TRIGGER economy_explained ON economy_rowexplanation;
DROP FUNCTION economy_explained;
DROP TRIGGER economy_allotted_open ON economy_allotment;
DROP FUNCTION economy_allotted_open;
DROP TRIGGER economy_loaded_open ON economy_voucherline;
DROP FUNCTION economy_loaded_open;
DROP TRIGGER economy_period ON economy_periodlock;
DROP FUNCTION economy_period;
DROP FUNCTION economy_is_month_locked;
DROP TRIGGER economy_keep_change ON economy_budgetchange;
DROP TRIGGER economy_keep_tick ON economy_checklisttick;
DROP TRIGGER economy_keep_period ON economy_periodlock;
DROP TRIGGER economy_keep_explanation ON economy_rowexplanation;
DROP TRIGGER economy_keep_attachment ON economy_attachment;
DROP FUNCTION economy_keep_but;
"""


class Migration(migrations.Migration):
    """What the database itself holds to: locked months, papers behind vouchers, divided budgets, returned documents."""

    dependencies: ClassVar = [
        ("economy", "0003_papers_budget_and_closing"),
        ("core", "0002_append_only"),
    ]
    operations: ClassVar = [
        append_only("economy_documentremark"),
        append_only("economy_proposalaside"),
        migrations.RunSQL(RETURNED + KEPT + PERIODS + PAPERS, UNDO),
    ]
