from django.db import migrations

COPY = """
INSERT INTO reporting_reporttextversion (text_id, number, body, changed, restores, by_id, at)
SELECT id, version, body, '', NULL, written_by_id, written_at FROM reporting_reporttext WHERE version > 0;
"""


class Migration(migrations.Migration):
    """Texts that were saved before versions were kept get the one there is."""

    dependencies = [("reporting", "0003_writing")]
    operations = [migrations.RunSQL(COPY, migrations.RunSQL.noop)]
