from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """What the worker found in a large file is kept beside it, and let go of with it."""

    dependencies: ClassVar = [("core", "0004_imports")]
    operations: ClassVar = [
        migrations.AddField(model_name="import", name="findings", field=models.JSONField(null=True)),
        migrations.AddField(model_name="import", name="head", field=models.JSONField(default=list)),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "waiting"), models.Q(("findings__isnull", True), ("head", [])), _connector="OR"
                ),
                name="import_seen_only_while_waiting",
            ),
        ),
    ]
