from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

WAYS = [
    ("staff", "Beställd av oss"), ("prints", "Företaget skriver ut själv"), ("asks", "Företaget vill ha tryckta"),
]  # fmt: skip
KINDS = [("enrolment", "Enrolment"), ("sign_in", "Sign In"), ("reminder", "Reminder"), ("recall", "Recall")]
ABOUT = (
    Q(kind="enrolment", enrolment__isnull=False, company__isnull=True, pledge__isnull=True, edition__isnull=True)
    | Q(kind="sign_in", company__isnull=False, enrolment__isnull=True, pledge__isnull=True, edition__isnull=True)
    | Q(
        kind="reminder", company__isnull=False, enrolment__isnull=True, pledge__isnull=False,
        days_before__isnull=False, edition__isnull=True,
    )
    | Q(
        kind="recall", company__isnull=False, enrolment__isnull=True, pledge__isnull=True, edition__isnull=False,
        edition_version__isnull=False,
    )
)  # fmt: skip


def moment(says: str) -> models.DateTimeField:
    return models.DateTimeField(blank=True, null=True, help_text=says)


class Migration(migrations.Migration):
    """Companies order for themselves, and are told of what is recalled."""

    dependencies: ClassVar = [
        ("industry", "0070_badge_until"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.AddField("edition", "way", models.CharField(choices=WAYS, default="staff", max_length=6)),
        migrations.AddField("edition", "removed_at", moment("The workplace says that the recalled one is gone.")),
        migrations.AddField(
            "edition", "withdrawn_at", moment("The company took its order back before anything was sent.")
        ),
        migrations.AlterField(
            "edition",
            "ordered_by",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to=settings.AUTH_USER_MODEL, help_text="Empty when the company's contact did, who has no account.",
            ),
        ),
        migrations.AddConstraint(
            "edition",
            models.CheckConstraint(
                condition=Q(way="staff", ordered_by__isnull=False)
                | Q(way__in=["prints", "asks"], ordered_by__isnull=True),
                name="edition_ordered_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            "edition",
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(recalled_at__isnull=False), name="edition_removed_when_recalled"
            ),
        ),
        migrations.AddConstraint(
            "edition",
            models.CheckConstraint(
                condition=Q(withdrawn_at=None)
                | Q(way__in=["prints", "asks"], delivered_on=None, recalled_at=None),
                name="edition_withdrawn_by_its_company",
            ),
        ),
        migrations.AddField(
            "companyletter",
            "edition",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="letters", to="industry.edition"
            ),
        ),
        migrations.AddField(
            "companyletter",
            "edition_version",
            models.PositiveIntegerField(null=True, help_text="The recall: its edition's version then."),
        ),
        migrations.AlterField("companyletter", "kind", models.CharField(choices=KINDS, max_length=10)),
        migrations.RemoveConstraint("companyletter", "company_letter_is_about_something"),
        migrations.AddConstraint(
            "companyletter", models.CheckConstraint(condition=ABOUT, name="company_letter_is_about_something")
        ),
        migrations.AddConstraint(
            "companyletter",
            models.UniqueConstraint(fields=["edition", "edition_version"], name="company_told_once_a_recall"),
        ),
    ]  # fmt: skip
