from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("knowledge", "0052_exchange_search"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="method",
            name="is_experience",
            field=models.BooleanField(
                default=False,
                help_text="What was learnt with others: whom it reaches has received an experience.",
            ),
        ),
    ]
