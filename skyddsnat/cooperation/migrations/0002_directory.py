from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("actors", "0004_role_version"),
        ("cooperation", "0001_initial"),
        ("core", "0019_kept_cells"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("title_en", models.CharField(blank=True, max_length=200)),
                ("about", models.TextField(max_length=2000)),
                ("terms", models.TextField(blank=True, max_length=8000)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("dnr", models.CharField(blank=True, max_length=60)),
                ("source", models.CharField(max_length=300)),
                ("checked_on", models.DateField()),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "our_party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.organisation",
                    ),
                ),
                ("parties", models.ManyToManyField(blank=True, related_name="+", to="actors.organisation")),
                ("states", models.ManyToManyField(related_name="+", to="actors.place")),
            ],
            options={
                "ordering": ["-valid_from", "title"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="cooperation_agreement_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("about__gt", ""), ("source__gt", ""), ("title__gt", "")),
                        name="cooperation_agreement_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("function", models.CharField(max_length=150)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("web", models.URLField(blank=True)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list
                    ),
                ),
                ("source", models.CharField(max_length=300)),
                ("checked_on", models.DateField()),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "imported_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.import",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.organisation",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.organisationrole",
                    ),
                ),
            ],
            options={
                "ordering": ["function", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email__gt", ""), ("phone__gt", ""), ("web__gt", ""), _connector="OR"
                        ),
                        name="cooperation_contact_can_be_reached",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("function__gt", ""), ("source__gt", "")),
                        name="cooperation_contact_has_function_and_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_by", None), ("ended_on", None)),
                            models.Q(("ended_by__isnull", False), ("ended_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="cooperation_contact_ended_by_somebody",
                    ),
                ],
            },
        ),
    ]
