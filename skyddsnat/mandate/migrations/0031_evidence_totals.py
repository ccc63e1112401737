import django.db.models.deletion
from django.db import migrations, models

# Three groupings in one pass: by month, by organisation and by place. Where a row says none, there is nothing to keep.
GROUPED = """
    SELECT assignment_id, kind_id, activity_id, month, organisation_id, place_id, {records}, {quantity}
      FROM {source}
     GROUP BY GROUPING SETS ((assignment_id, kind_id, activity_id, month),
                             (assignment_id, kind_id, activity_id, organisation_id),
                             (assignment_id, kind_id, activity_id, place_id))
    HAVING num_nonnulls(month, organisation_id, place_id) = 1
"""
COLUMNS = "(assignment_id, kind_id, activity_id, month, organisation_id, place_id, records, quantity)"
FILL = f"INSERT INTO mandate_evidencetotal {COLUMNS}" + GROUPED.format(
    records="sum(records)", quantity="sum(quantity)", source="mandate_evidencecount"
)
ADDED = GROUPED.format(
    records="sum(CASE WHEN corrects IS NULL THEN 1 ELSE -1 END)",
    quantity="sum(quantity)",
    source="(SELECT *, date_trunc('month', occurred_on)::date AS month FROM added) AS dated",
)
TOTAL = f"""
CREATE FUNCTION total_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO mandate_evidencetotal {COLUMNS} {ADDED}
    ON CONFLICT (assignment_id, kind_id, activity_id, month, organisation_id, place_id)
    DO UPDATE SET records = mandate_evidencetotal.records + excluded.records,
                  quantity = mandate_evidencetotal.quantity + excluded.quantity;
    IF EXISTS (SELECT 1 FROM added WHERE corrects IS NOT NULL) THEN
        DELETE FROM mandate_evidencetotal
         WHERE records = 0 AND assignment_id IN (SELECT assignment_id FROM added);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mandate_evidence_total AFTER INSERT ON mandate_evidence
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION total_evidence();
"""
UNDO = """
DROP TRIGGER mandate_evidence_total ON mandate_evidence;
DROP FUNCTION total_evidence;
"""


def key(to: str, *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        to=to, null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip


class Migration(migrations.Migration):
    """Sums of the kept sums, for what is shown of a whole ledger at once."""

    dependencies = [
        ("actors", "0003_imported_contacts"),
        ("mandate", "0030_activity_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="First day of the month.", null=True)),
                ("records", models.BigIntegerField()),
                ("quantity", models.BigIntegerField()),
                ("activity", key("mandate.activity")),
                ("assignment", key("mandate.assignment")),
                ("kind", key("mandate.evidencekind")),
                ("organisation", key("actors.organisation", null=True)),
                ("place", key("actors.place", null=True)),
            ],
        ),
        migrations.AddConstraint(
            model_name="evidencetotal",
            constraint=models.UniqueConstraint(
                fields=["assignment", "kind", "activity", "month", "organisation", "place"],
                name="evidence_total_once",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL(FILL + ";" + TOTAL, UNDO),
    ]
