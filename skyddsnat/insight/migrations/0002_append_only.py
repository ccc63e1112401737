from django.db import migrations

from skyddsnat.core.db import append_only


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_initial"), ("core", "0002_append_only")]
    operations = [append_only("insight_snapshot")]
