import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Badges: their keys, lists, what they say, and what may be made into one."""

    dependencies = [
        ("industry", "0021_training_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BadgeList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BadgeKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "thumbprint",
                    models.CharField(help_text="RFC 7638: the key's name.", max_length=43, unique=True),
                ),
                ("public_jwk", models.JSONField()),
                (
                    "sealed",
                    models.BinaryField(
                        help_text="The private half, sealed. Empty when retired, or kept elsewhere.",
                        null=True,
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("retired_at", None)),
                        name="industry_one_key_in_use",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("retired_at", None), ("sealed", None), _connector="OR"),
                        name="industry_retired_key_is_public_only",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("public_jwk__has_any_keys", ["d", "p", "q", "dp", "dq", "qi", "oth"]),
                            _negated=True,
                        ),
                        name="industry_public_jwk_is_public",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Badge",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "shares",
                    models.JSONField(
                        blank=True, default=dict, help_text="Of a company: job → percent trained."
                    ),
                ),
                ("lesson", models.CharField(blank=True, max_length=160, verbose_name="utbildning")),
                ("lesson_version", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "job",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reception", "Reception"),
                            ("housekeeping", "Städning och våningsservice"),
                            ("night", "Nattportier"),
                            ("bar", "Bar, frukost och servering"),
                            ("driver", "Förare"),
                            ("dispatcher", "Trafikledning och beställningscentral"),
                            ("manager", "Chef"),
                        ],
                        max_length=12,
                        verbose_name="arbete",
                    ),
                ),
                ("language", models.CharField(max_length=2, verbose_name="språk")),
                (
                    "scenes",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Of a person: scene → its fingerprint when it was taken.",
                    ),
                ),
                ("day", models.DateField(verbose_name="gjord")),
                ("expires_on", models.DateField(verbose_name="gäller till och med")),
                ("index", models.PositiveIntegerField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mistake", "Det blev fel när intyget gjordes"),
                            ("asked", "Den som har intyget bad om det"),
                            ("misused", "Intyget har använts av någon annan"),
                            ("withdrawn", "Utbildningen är tillbakadragen"),
                        ],
                        max_length=10,
                        verbose_name="skäl",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="badges",
                        to="industry.company",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="badges",
                        to="industry.badgekey",
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="badges",
                        to="industry.badgelist",
                    ),
                ),
            ],
            options={
                "ordering": ["-day", "pk"],
            },
        ),
        migrations.CreateModel(
            name="BadgeClaim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("secret_sha256", models.CharField(max_length=64, unique=True)),
                ("lesson", models.CharField(max_length=160)),
                ("lesson_version", models.PositiveIntegerField()),
                (
                    "job",
                    models.CharField(
                        choices=[
                            ("reception", "Reception"),
                            ("housekeeping", "Städning och våningsservice"),
                            ("night", "Nattportier"),
                            ("bar", "Bar, frukost och servering"),
                            ("driver", "Förare"),
                            ("dispatcher", "Trafikledning och beställningscentral"),
                            ("manager", "Chef"),
                        ],
                        max_length=12,
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                ("scenes", models.JSONField(blank=True, default=dict)),
                ("day", models.DateField()),
                (
                    "expires_on",
                    models.DateField(help_text="The last day that the badge can be made or fetched again."),
                ),
                (
                    "holder_mark",
                    models.CharField(
                        blank=True,
                        help_text="Tells with the secret, which is not kept, if the same name is typed again.",
                        max_length=64,
                    ),
                ),
                (
                    "badge",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claim",
                        to="industry.badge",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "job__in",
                                [
                                    "reception",
                                    "housekeeping",
                                    "night",
                                    "bar",
                                    "driver",
                                    "dispatcher",
                                    "manager",
                                ],
                            )
                        ),
                        name="industry_claim_job_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lesson", ""), _negated=True), name="industry_claim_says_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("badge", None), ("holder_mark", "")),
                            models.Q(("badge__isnull", False), models.Q(("holder_mark", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="industry_claim_made_or_not",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="badge",
            constraint=models.UniqueConstraint(
                fields=("list", "index"), name="industry_badge_has_its_own_bit"
            ),
        ),
        migrations.AddConstraint(
            model_name="badge",
            constraint=models.CheckConstraint(
                condition=models.Q(("index__lt", 131072)), name="industry_badge_bit_is_in_the_list"
            ),
        ),
        migrations.AddConstraint(
            model_name="badge",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_on__gt", models.F("day"))), name="industry_badge_term"
            ),
        ),
        migrations.AddConstraint(
            model_name="badge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("company", None),
                        ("lesson_version__isnull", False),
                        ("shares", {}),
                        models.Q(("lesson", ""), _negated=True),
                        (
                            "job__in",
                            ["reception", "housekeeping", "night", "bar", "driver", "dispatcher", "manager"],
                        ),
                    ),
                    models.Q(
                        ("company__isnull", False),
                        ("job", ""),
                        ("lesson", ""),
                        ("lesson_version", None),
                        ("scenes", {}),
                    ),
                    _connector="OR",
                ),
                name="industry_badge_is_of_one_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="badge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("revoked_at", None), ("revoked_by", None)),
                    models.Q(
                        ("reason__in", ["mistake", "asked", "misused", "withdrawn"]),
                        ("revoked_at__isnull", False),
                        ("revoked_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="industry_badge_revoked_by_somebody",
            ),
        ),
    ]
