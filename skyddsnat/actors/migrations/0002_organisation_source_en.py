from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("actors", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="organisation",
            name="source_en",
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
