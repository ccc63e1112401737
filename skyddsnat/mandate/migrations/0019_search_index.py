import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    """What a row of the ledger refers to is found by parts of its words, however long the ledger grows."""

    dependencies = [("mandate", "0018_succession"), ("core", "0007_folded_search")]

    operations = [
        migrations.AddIndex(
            model_name="evidence",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    models.Func(models.F("reference"), function="core_folded"), name="gin_trgm_ops"
                ),
                condition=models.Q(("reference__gt", "")),
                name="evidence_by_reference",
            ),
        ),
    ]
