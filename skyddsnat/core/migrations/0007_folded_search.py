from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

FROM = "ÅÄÖÉÈÊËÜÚÙÛÁÀÂÃÆØÓÒÔÕÍÌÎÏÑÇåäöéèêëüúùûáàâãæøóòôõíìîïñç"
TO = "aaoeeeeuuuuaaaaaoooooiiiincaaoeeeeuuuuaaaaaoooooiiiinc"


class Migration(migrations.Migration):
    """How words are compared in a search: without case and accents, near ones by trigrams.

    The letters are written out, so that the function gives the same whatever the server's locale, and may be indexed.
    """

    dependencies = [("core", "0003_work")]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(
            sql=f"""
                CREATE FUNCTION core_folded(said text) RETURNS text
                LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
                RETURN lower(translate(said, '{FROM}', '{TO}'))
            """,
            reverse_sql="DROP FUNCTION core_folded(text)",
        ),
    ]
