import uuid
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

JOBS = [
    ("reception", "Reception"), ("housekeeping", "Städning och våningsservice"), ("night", "Nattportier"),
    ("bar", "Bar, frukost och servering"), ("driver", "Förare"),
    ("dispatcher", "Trafikledning och beställningscentral"), ("manager", "Chef"),
]  # fmt: skip
FORMS = [
    ("checklist", "Checklista, A4"), ("card", "Kort till plånboken, 85 × 55 mm"), ("decal", "Dekal, 100 × 100 mm"),
    ("poster", "Affisch för personalrummet, A4"), ("poster-a3", "Affisch för personalrummet, A3"),
]  # fmt: skip


def key(to: str) -> models.ForeignKey:
    return models.ForeignKey(
        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to
    )


class Migration(migrations.Migration):
    """What has been printed for workplaces."""

    dependencies: ClassVar = [
        ("industry", "0031_badge_guards"),
        ("mandate", "0030_activity_keys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(choices=FORMS, max_length=10, verbose_name="vad")),
                ("job", models.CharField(blank=True, choices=JOBS, max_length=12, verbose_name="arbete")),
                ("language", models.CharField(max_length=2, verbose_name="språk")),
                ("copies", models.PositiveIntegerField(verbose_name="antal")),
                ("words", models.CharField(max_length=64)),
                (
                    "once",
                    models.UUIDField(
                        default=uuid.uuid4, help_text="The mark of the form it came from.", unique=True
                    ),
                ),
                ("ordered_at", models.DateTimeField(auto_now_add=True)),
                ("delivered_on", models.DateField(blank=True, null=True)),
                ("recalled_at", models.DateTimeField(blank=True, null=True)),
                ("recalled_why", models.CharField(blank=True, max_length=300, verbose_name="varför")),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts saves, so that two editors do not overwrite."
                    ),
                ),
                ("activity", key("mandate.activity")),
                ("evidence", key("mandate.evidence")),
                (
                    "ordered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recalled_by", key(settings.AUTH_USER_MODEL)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="industry.site",
                        verbose_name="arbetsplats",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(condition=Q(copies__gte=1), name="edition_has_copies"),
                    models.CheckConstraint(
                        condition=Q(form__in=["checklist", "card"]) & ~Q(job="")
                        | Q(form__in=["decal", "poster", "poster-a3"], job=""),
                        name="edition_for_a_job",
                    ),
                    models.CheckConstraint(
                        condition=Q(recalled_at=None, recalled_by=None, recalled_why="")
                        | Q(recalled_at__isnull=False, recalled_by__isnull=False) & ~Q(recalled_why=""),
                        name="edition_recalled_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=Q(evidence=None) | Q(delivered_on__isnull=False, activity__isnull=False),
                        name="edition_proven_when_delivered",
                    ),
                ],
            },
        ),
    ]  # fmt: skip
