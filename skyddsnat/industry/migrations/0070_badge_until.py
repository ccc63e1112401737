from typing import ClassVar

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    """A badge of what had changed in a lesson is valid as long as the one before."""

    dependencies: ClassVar = [("industry", "0060_tips_received")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="badgeclaim",
            name="until",
            field=models.DateField(
                blank=True,
                help_text="Of what had changed in a lesson: the last day of the badge before.",
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="badgeclaim",
            constraint=models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("day")), name="industry_claim_until_after_its_day"
            ),
        ),
    ]
