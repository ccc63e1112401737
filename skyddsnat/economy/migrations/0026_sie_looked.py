from django.db import migrations, models


class Migration(migrations.Migration):
    """A large file is read by the worker, and what it saw is kept for the page."""

    dependencies = [("economy", "0025_balance_by_statement")]

    operations = [
        migrations.AddField(
            model_name="sieimport",
            name="looked",
            field=models.JSONField(
                null=True,
                help_text="What the worker saw in a large file, or what is wrong with it; for its page.",
            ),
        )
    ]
