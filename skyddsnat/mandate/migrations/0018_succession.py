import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A related decision may be one of our own assignments; which comes first is said once."""

    dependencies = [("mandate", "0016_amendment_guards")]

    operations = [
        migrations.AddField(
            model_name="relateddecision",
            name="other",
            field=models.ForeignKey(
                blank=True,
                help_text="Our own assignment, when a person chose it; else the registration number says which it is.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="related_from",
                to="mandate.assignment",
            ),
        ),
        migrations.AlterField(
            model_name="relateddecision",
            name="dnr",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddConstraint(
            model_name="relateddecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("dnr__gt", ""), ("other__isnull", False), _connector="OR"),
                name="related_decision_is_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="relateddecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("other__isnull", True),
                    models.Q(("other", models.F("assignment")), _negated=True),
                    _connector="OR",
                ),
                name="related_decision_is_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="relateddecision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("other__isnull", False), ("relation__in", ["continues", "continued_by"])),
                fields=("assignment", "other"),
                name="related_decision_followed_once",
            ),
        ),
    ]
