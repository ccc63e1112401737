from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Keys of companies' learning platforms."""

    dependencies: ClassVar = [("industry", "0032_editions")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="CompanyToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="The platform, in the contact's own words.", max_length=60),
                ),
                ("secret_sha256", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("last_used_on", models.DateField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to="industry.company",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(revoked_at__isnull=True),
                        fields=("company", "name"),
                        name="company_token_name_once",
                    ),
                    models.CheckConstraint(condition=~Q(name=""), name="company_token_has_name"),
                    models.CheckConstraint(
                        condition=Q(secret_sha256__regex="^[0-9a-f]{64}$"),  # noqa: S106 - the shape of a hash
                        name="company_token_is_a_hash",
                    ),
                ],
            },
        ),
    ]
