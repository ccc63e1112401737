from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """On which activity closed tips are counted, and in which row."""

    dependencies: ClassVar = [
        ("mandate", "0030_activity_keys"),
        ("tips", "0020_room"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="CountedTip",
            fields=[
                (
                    "tip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="counted",
                        serialize=False,
                        to="tips.tip",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mandate.evidence"
                    ),
                ),
            ],
            options={
                "ordering": ["tip"],
            },
        ),
        migrations.CreateModel(
            name="CountingActivity",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts saves, so that two editors do not overwrite."
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mandate.activity",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="tips_one_counting_activity")
                ],
            },
        ),
    ]
