import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The counts are written by a trigger from rows whose keys are held already: they are not looked at twice."""

    dependencies = [
        ("actors", "0003_imported_contacts"),
        ("mandate", "0012_assessment_guards"),
    ]

    operations = [
        migrations.AlterField(
            model_name="evidencecount",
            name="activity",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mandate.activity",
            ),
        ),
        migrations.AlterField(
            model_name="evidencecount",
            name="assignment",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mandate.assignment",
            ),
        ),
        migrations.AlterField(
            model_name="evidencecount",
            name="kind",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mandate.evidencekind",
            ),
        ),
        migrations.AlterField(
            model_name="evidencecount",
            name="organisation",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="actors.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="evidencecount",
            name="place",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="actors.place",
            ),
        ),
    ]
