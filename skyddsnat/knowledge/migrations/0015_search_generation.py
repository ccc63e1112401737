"""One row that counts the changes of what can be searched."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("knowledge", "0011_version_guard"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="SearchGeneration",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("generation", models.BigIntegerField(default=1)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="knowledge_one_search_generation"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            "INSERT INTO knowledge_searchgeneration (id, generation) VALUES (1, 1)", migrations.RunSQL.noop
        ),
    ]
