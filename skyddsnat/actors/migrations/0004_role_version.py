from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("actors", "0003_imported_contacts"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="organisationrole",
            name="version",
            field=models.PositiveIntegerField(
                default=1, help_text="Counts saves, so that two editors do not overwrite."
            ),
        ),
    ]
