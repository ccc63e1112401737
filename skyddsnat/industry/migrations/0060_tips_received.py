from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """That tips with a workplace's code have been received: where and in which month."""

    dependencies: ClassVar = [("industry", "0051_outreach_guards")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="TipReceived",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="Its first day.", verbose_name="månad")),
                ("noted_on", models.DateField(auto_now_add=True)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tips_received",
                        to="industry.site",
                        verbose_name="arbetsplats",
                    ),
                ),
            ],
            options={
                "ordering": ["-month", "site", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=["site", "month"], name="industry_received_once_a_month"),
                    models.CheckConstraint(condition=Q(month__day=1), name="industry_received_month_begins"),
                ],
            },
        ),
    ]
