import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from skyddsnat.core.db import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0019_kept_cells"),
        ("mandate", "0030_activity_keys"),
        ("reporting", "0006_folded_report"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ArchivePackage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("built_at", models.DateTimeField(auto_now_add=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="archive_packages",
                        to="mandate.assignment",
                    ),
                ),
                (
                    "built_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="archive_packages",
                        to="reporting.closingpack",
                    ),
                ),
            ],
            options={
                "ordering": ["-built_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("pack", "file"), name="archive_package_once")
                ],
            },
        ),
        append_only("reporting_archivepackage"),
    ]
