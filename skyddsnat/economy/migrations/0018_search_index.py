import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    """The texts of vouchers and their rows are found by parts of their words, however many they grow."""

    dependencies = [("economy", "0007_sheet_vouchers"), ("core", "0007_folded_search")]

    operations = [
        migrations.AddIndex(
            model_name="voucher",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    models.Func(models.F("text"), function="core_folded"), name="gin_trgm_ops"
                ),
                name="voucher_by_text",
            ),
        ),
        migrations.AddIndex(
            model_name="voucherline",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    models.Func(models.F("text"), function="core_folded"), name="gin_trgm_ops"
                ),
                condition=models.Q(("text__gt", "")),
                name="voucher_line_by_text",
            ),
        ),
    ]
