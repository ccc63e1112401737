from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """The cells of the chosen sheet are kept while the file waits."""

    dependencies: ClassVar = [("core", "0018_import_mending")]
    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="import", name="import_seen_only_while_waiting"),
        migrations.AddField(model_name="import", name="cells", field=models.BinaryField(null=True)),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=Q(state="waiting")
                | Q(cells__isnull=True, findings__isnull=True, mending__isnull=True, head=[]),
                name="import_seen_only_while_waiting",
            ),
        ),
    ]
