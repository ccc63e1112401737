import uuid

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Workplaces to reach, and the contacts taken with them."""

    dependencies = [
        ("actors", "0003_imported_contacts"),
        ("core", "0019_kept_cells"),
        ("industry", "0040_company_tokens"),
        ("mandate", "0030_activity_keys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Approach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("visit", "Besök"),
                            ("talk", "Föredrag eller utbildning på plats"),
                            ("meeting", "Möte med flera företag"),
                            ("call", "Telefonsamtal"),
                        ],
                        max_length=10,
                        verbose_name="slag",
                    ),
                ),
                ("day", models.DateField(verbose_name="dag")),
                (
                    "agreed",
                    models.TextField(blank=True, max_length=2000, verbose_name="vad ni kom överens om"),
                ),
                (
                    "once",
                    models.UUIDField(
                        default=uuid.uuid4, help_text="The mark of the form it came from.", unique=True
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_why", models.CharField(blank=True, max_length=200, verbose_name="varför")),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mandate.activity",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-day", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Prospect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=10, verbose_name="organisationsnummer")),
                ("name", models.CharField(max_length=200, verbose_name="namn")),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("hotel", "Hotell och boende"),
                            ("taxi", "Taxi"),
                            ("restaurant", "Restaurang och bar"),
                        ],
                        max_length=10,
                        verbose_name="slag",
                    ),
                ),
                (
                    "address",
                    models.CharField(blank=True, max_length=200, verbose_name="arbetsplatsens adress"),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="företagets e-post")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="växelns telefon")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "Inte kontaktad"),
                            ("contacted", "Kontaktad"),
                            ("booked", "Besök bokat"),
                            ("visited", "Besökt"),
                            ("declined", "Tackat nej"),
                        ],
                        default="new",
                        max_length=10,
                        verbose_name="läge",
                    ),
                ),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="nästa kontakt")),
                ("notes", models.TextField(blank=True, max_length=2000, verbose_name="anteckningar")),
                ("contacted_on", models.DateField(blank=True, null=True)),
                ("visited_on", models.DateField(blank=True, null=True)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts saves, so that two editors do not overwrite."
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
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.place",
                        verbose_name="kommun",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ansvarig kollega",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Approached",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("new", "Inte kontaktad"),
                            ("contacted", "Kontaktad"),
                            ("booked", "Besök bokat"),
                            ("visited", "Besökt"),
                            ("declined", "Tackat nej"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("new", "Inte kontaktad"),
                            ("contacted", "Kontaktad"),
                            ("booked", "Besök bokat"),
                            ("visited", "Besökt"),
                            ("declined", "Tackat nej"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "approach",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reached",
                        to="industry.approach",
                    ),
                ),
                (
                    "evidence",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mandate.evidence",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approached",
                        to="industry.prospect",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="approach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["visit", "talk", "meeting"]),
                    models.Q(("activity__isnull", True), ("kind", "call")),
                    _connector="OR",
                ),
                name="approach_proves_when_met",
            ),
        ),
        migrations.AddConstraint(
            model_name="approach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at", None), ("taken_back_by", None), ("taken_back_why", "")),
                    models.Q(
                        ("taken_back_at__isnull", False),
                        ("taken_back_by__isnull", False),
                        models.Q(("taken_back_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="approach_taken_back_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="prospect",
            index=models.Index(fields=["place", "sector"], name="prospect_by_place"),
        ),
        migrations.AddIndex(
            model_name="prospect",
            index=models.Index(
                condition=models.Q(("next_on__isnull", False)),
                fields=["responsible", "next_on"],
                name="prospect_by_next",
            ),
        ),
        migrations.AddIndex(
            model_name="prospect",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    models.Func(models.F("name"), function="core_folded"), name="gin_trgm_ops"
                ),
                name="prospect_by_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="prospect",
            constraint=models.UniqueConstraint(
                models.F("number"),
                models.F("place"),
                django.db.models.functions.text.Lower("address"),
                name="prospect_once_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="prospect",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__regex", "^\\d\\d[2-9]\\d{7}$")),
                name="prospect_number_is_a_companys",
            ),
        ),
        migrations.AddConstraint(
            model_name="prospect",
            constraint=models.CheckConstraint(
                condition=models.Q(("sector__in", ["hotel", "taxi", "restaurant"])),
                name="prospect_sector_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="prospect",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["new", "contacted", "booked", "visited", "declined"])),
                name="prospect_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="prospect",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="prospect_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="approached",
            constraint=models.UniqueConstraint(fields=("approach", "prospect"), name="approached_once"),
        ),
    ]
