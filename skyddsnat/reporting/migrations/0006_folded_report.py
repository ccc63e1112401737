from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models import F, Func
from django.db.models.functions import Cast

STRINGS_IN = """jsonb_path_query_array(%(expressions)s, 'strict $.** ? (@.type() == "string")')"""


class Migration(migrations.Migration):
    """The words frozen in a version are folded once, when it is made, and not in every search."""

    dependencies = [("reporting", "0005_writing_guards"), ("core", "0007_folded_search")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="folded",
            field=models.GeneratedField(
                expression=Func(
                    Cast(Func(F("data"), template=STRINGS_IN), models.TextField()), function="core_folded"
                ),
                output_field=models.TextField(),
                db_persist=True,
                help_text="The words that are frozen in the version, as a search compares them.",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="report_by_words"),
        ),
    ]
