from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Let the database gather no statistics of the keys: it keeps samples of them, which outlive what is destroyed."""

    dependencies: ClassVar = [("tips", "0030_counting")]

    operations: ClassVar = [
        # Giving the column its own type anew throws away the samples that were taken.
        migrations.RunSQL(
            "ALTER TABLE tips_tiplayer ALTER COLUMN key TYPE bytea, ALTER COLUMN key SET STATISTICS 0",
            "ALTER TABLE tips_tiplayer ALTER COLUMN key SET STATISTICS DEFAULT",
        )
    ]
