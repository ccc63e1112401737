import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

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
    SELECT assignment_id, activity_id, kind_id, date_trunc('month', occurred_on)::date, organisation_id, place_id,
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

COUNT_BEFORE = """
CREATE OR REPLACE FUNCTION count_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO mandate_evidencecount
        (assignment_id, activity_id, kind_id, month, organisation_id, place_id, records, quantity)
    SELECT assignment_id, activity_id, kind_id, date_trunc('month', occurred_on)::date, organisation_id, place_id,
           count(*), sum(quantity)
      FROM added GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (assignment_id, kind_id, activity_id, month, organisation_id, place_id)
    DO UPDATE SET records = mandate_evidencecount.records + excluded.records,
                  quantity = mandate_evidencecount.quantity + excluded.quantity;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    """Mistaken evidence is taken back by a later row; an assessment is sent, returned and guarded by a version."""

    dependencies = [
        ("actors", "0001_initial"),
        ("mandate", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="childrightsassessment",
            name="remark",
            field=models.TextField(blank=True, help_text="What the one who decides wants changed first."),
        ),
        migrations.AddField(
            model_name="childrightsassessment",
            name="sent_at",
            field=models.DateTimeField(
                blank=True, help_text="Set when the writer asks for a decision.", null=True
            ),
        ),
        migrations.AddField(
            model_name="childrightsassessment",
            name="sent_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="childrightsassessment",
            name="version",
            field=models.PositiveIntegerField(
                default=1, help_text="Counts saves, so that two editors do not overwrite."
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="corrects",
            field=models.PositiveBigIntegerField(
                help_text="The position of the row that this one takes back.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="activity",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="mandate.activity",
            ),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="quantity",
            field=models.IntegerField(),
        ),
        migrations.AlterField(
            model_name="evidencecount",
            name="quantity",
            field=models.BigIntegerField(),
        ),
        migrations.AlterField(
            model_name="evidencecount",
            name="records",
            field=models.BigIntegerField(
                help_text="Rows that stand: a corrected row and its correction count for none."
            ),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["activity", "seq"], name="evidence_by_activity"),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["kind", "seq"], name="evidence_by_kind"),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                condition=models.Q(("organisation__isnull", False)),
                fields=["organisation", "seq"],
                name="evidence_by_organisation",
            ),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["occurred_on"], name="evidence_by_day"),
        ),
        migrations.AddConstraint(
            model_name="childrightsassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                    models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                    _connector="OR",
                ),
                name="assessment_sent_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects__isnull", False)),
                fields=("assignment", "corrects"),
                name="evidence_corrected_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("corrects__isnull", True), ("quantity__gte", 0)),
                    models.Q(
                        ("corrects__isnull", False), ("corrects__lt", models.F("seq")), ("quantity__lte", 0)
                    ),
                    _connector="OR",
                ),
                name="evidence_negative_only_to_correct",
            ),
        ),
        migrations.RunSQL(COUNT, COUNT_BEFORE),
    ]
