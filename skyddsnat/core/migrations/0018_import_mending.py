from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The file of faults of a large table is made by the worker, kept beside the table and let go of with it."""

    dependencies: ClassVar = [("core", "0040_groups")]
    operations: ClassVar = [
        migrations.AddField(model_name="import", name="mending", field=models.BinaryField(null=True)),
        migrations.RemoveConstraint(model_name="import", name="import_seen_only_while_waiting"),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "waiting"),
                    models.Q(("findings__isnull", True), ("head", []), ("mending__isnull", True)),
                    _connector="OR",
                ),
                name="import_seen_only_while_waiting",
            ),
        ),
    ]
