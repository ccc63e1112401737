from django.db import migrations, models


class Migration(migrations.Migration):
    """What is read of a whole ledger at once is found without going through every sum."""

    dependencies = [("mandate", "0031_evidence_totals")]

    operations = [
        migrations.AddIndex(
            model_name="evidencetotal",
            index=models.Index(
                fields=["assignment", "activity"],
                condition=models.Q(month__isnull=False),
                name="evidence_total_month",
            ),
        ),
        migrations.AddIndex(
            model_name="evidencetotal",
            index=models.Index(
                fields=["assignment", "kind"],
                condition=models.Q(place__isnull=False),
                name="evidence_total_place",
            ),
        ),
    ]
