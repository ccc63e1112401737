from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

# Vouchers and their rows are never changed. They are removed only together with the import of the table they came from:
# the import is marked as undone first, in the same transaction, and nothing may be locked. What is allotted, or was,
# holds its row by its foreign key. Looked at once a statement, for an import may hold a hundred thousand rows.
KEEP = """
DROP TRIGGER economy_voucher_append_only ON economy_voucher;
DROP TRIGGER economy_voucherline_append_only ON economy_voucherline;
CREATE TRIGGER economy_voucher_unchanged BEFORE UPDATE ON economy_voucher
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER economy_voucherline_unchanged BEFORE UPDATE ON economy_voucherline
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION economy_keep_vouchers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM gone g LEFT JOIN core_import i ON i.id = g.sheet_import_id
         WHERE i.state IS DISTINCT FROM 'undone'
    ) THEN
        RAISE EXCEPTION 'vouchers go only when the import of their table is undone'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'voucher_kept';
    END IF;
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT assignment_id, date_trunc('month', date)::date AS month FROM gone) g
         WHERE economy_is_locked(g.assignment_id) OR economy_is_month_locked(g.assignment_id, g.month)
    ) THEN
        RAISE EXCEPTION 'the month is locked, or the financial account issued: vouchers stay'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'voucher_kept';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER economy_voucher_kept AFTER DELETE ON economy_voucher
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION economy_keep_vouchers();

CREATE FUNCTION economy_keep_voucher_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM gone g
          LEFT JOIN economy_voucher v ON v.id = g.voucher_id
          LEFT JOIN core_import i ON i.id = v.sheet_import_id
         WHERE i.state IS DISTINCT FROM 'undone'
    ) THEN
        RAISE EXCEPTION 'rows of vouchers go only when the import of their table is undone'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'voucher_kept';
    END IF;
    IF EXISTS (
        SELECT 1 FROM (
            SELECT DISTINCT v.assignment_id, date_trunc('month', g.cost_date)::date AS month
              FROM gone g JOIN economy_voucher v ON v.id = g.voucher_id) a
         WHERE economy_is_locked(a.assignment_id) OR economy_is_month_locked(a.assignment_id, a.month)
    ) THEN
        RAISE EXCEPTION 'the month is locked, or the financial account issued: vouchers stay'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'voucher_kept';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER economy_voucherline_kept AFTER DELETE ON economy_voucherline
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION economy_keep_voucher_lines();
"""

KEEP_BEFORE = """
DROP TRIGGER economy_voucherline_kept ON economy_voucherline;
DROP FUNCTION economy_keep_voucher_lines;
DROP TRIGGER economy_voucher_kept ON economy_voucher;
DROP FUNCTION economy_keep_vouchers;
DROP TRIGGER economy_voucherline_unchanged ON economy_voucherline;
DROP TRIGGER economy_voucher_unchanged ON economy_voucher;
CREATE TRIGGER economy_voucher_append_only BEFORE UPDATE OR DELETE ON economy_voucher
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER economy_voucherline_append_only BEFORE UPDATE OR DELETE ON economy_voucherline
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    """A voucher comes from a SIE file or from a table; those of a table can be undone together."""

    dependencies: ClassVar = [
        ("core", "0004_imports"),
        ("economy", "0004_locks"),
        ("mandate", "0004_handled_sentences"),
    ]
    operations: ClassVar = [
        migrations.AddField(
            model_name="voucher",
            name="sheet_import",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.import"
            ),
        ),
        migrations.AlterField(
            model_name="voucher",
            name="sie_import",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="vouchers",
                to="economy.sieimport",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sheet_import__isnull", True), ("sie_import__isnull", False)),
                    models.Q(("sheet_import__isnull", False), ("sie_import__isnull", True)),
                    _connector="OR",
                ),
                name="voucher_from_one_file",
            ),
        ),
        migrations.RunSQL(KEEP, KEEP_BEFORE),
    ]
