from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Times that stand still, and tips handed to another receiver."""

    dependencies: ClassVar = [
        ("tips", "0010_filing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "tip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="hand_over",
                        serialize=False,
                        to="tips.tip",
                    ),
                ),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20)),
                ),
                ("may_answer", models.BooleanField(default=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hand_overs", to="tips.tip"
                    ),
                ),
            ],
            options={
                "ordering": ["origin", "at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("fields", []), _negated=True),
                        name="tips_hand_over_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tip", models.F("origin")), _negated=True),
                        name="tips_hand_over_to_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TimerPause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("timer", models.CharField(max_length=20)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("sender", "Vi väntar på att avsändaren skriver"),
                            ("authority", "Vi väntar på en annan myndighet"),
                            ("safety", "Ett svar nu kan skada ett barn eller en utredning"),
                        ],
                        max_length=10,
                    ),
                ),
                ("from_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("until_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pauses", to="tips.tip"
                    ),
                ),
            ],
            options={
                "ordering": ["tip", "from_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_at", None)),
                        fields=("tip", "timer"),
                        name="tips_timer_paused_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_at", None), ("until_at__gte", models.F("from_at")), _connector="OR"
                        ),
                        name="tips_pause_ends_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["sender", "authority", "safety"]), ("timer__gt", "")
                        ),
                        name="tips_pause_has_a_reason",
                    ),
                ],
            },
        ),
    ]
