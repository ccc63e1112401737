from typing import Any, ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def sheets_of_old_keys(apps: Any, schema_editor: Any) -> None:
    """Say of the teams' keys that exist when their sheets were made: with the first key that they open."""
    sheets = apps.get_model("tips", "RecoverySheets")
    for key in apps.get_model("tips", "TeamKey").objects.order_by("pk"):
        made = {"made_by": key.made_by, "made_at": key.made_at}
        sheets.objects.get_or_create(receiver=key.receiver, recovery=key.recovery, defaults=made)


class Migration(migrations.Migration):
    """When a team's recovery sheets were made and proven; and where a closed tip was, for counting."""

    dependencies: ClassVar = [
        ("actors", "0003_imported_contacts"),
        ("tips", "0040_key_statistics"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="RecoverySheets",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recovery", models.CharField(max_length=62)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("proven_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proven_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="tips.receiver",
                    ),
                ),
            ],
            options={
                "ordering": ["receiver", "made_at"],
                "constraints": [
                    models.UniqueConstraint(fields=["receiver", "recovery"], name="tips_sheets_once"),
                    models.CheckConstraint(
                        condition=models.Q(("recovery__regex", "^age1[02-9ac-hj-np-z]{58}$")),
                        name="tips_sheets_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proven_at", None), ("proven_by", None)),
                            models.Q(
                                ("proven_at__gte", models.F("made_at")),
                                ("proven_at__isnull", False),
                                ("proven_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="tips_sheets_proven_by_somebody",
                    ),
                ],
            },
        ),
        migrations.RunPython(sheets_of_old_keys, migrations.RunPython.noop),
        migrations.AddField(
            model_name="tip",
            name="place",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="actors.place",
            ),
        ),
        migrations.AddConstraint(
            model_name="tip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("place", None),
                    models.Q(("destroyed_at", None), ("state", "closed")),
                    _connector="OR",
                ),
                name="tips_tip_place_when_closed",
            ),
        ),
    ]
