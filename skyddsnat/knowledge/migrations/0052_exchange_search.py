from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models import F, Func, Value
from django.db.models.functions import Concat


class Migration(migrations.Migration):
    """What is said in the exchange is folded once and found by parts of its words, however much it grows."""

    dependencies = [("knowledge", "0051_exchange"), ("core", "0007_folded_search")]

    operations = [
        migrations.AddField(
            model_name="post",
            name="folded",
            field=models.GeneratedField(
                expression=Func(
                    Concat("text", Value(" "), "added", output_field=models.TextField()),
                    function="core_folded",
                ),
                output_field=models.TextField(),
                db_persist=True,
                help_text="What is written, as a search compares it.",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=GinIndex(
                OpClass(Func(F("title"), function="core_folded"), name="gin_trgm_ops"),
                name="knowledge_post_by_title",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="knowledge_post_by_words"),
        ),
    ]
