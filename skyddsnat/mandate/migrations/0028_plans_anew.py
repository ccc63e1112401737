from typing import ClassVar

from django.db import migrations

# A plan made while a table was empty is kept by the connection, and reads the whole table for each row once it is full.
# What runs once a statement is planned anew each time, with the sizes that hold then.
FUNCTIONS = ("keep_ledger_keys", "count_evidence")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("mandate", "0026_ledger_keys")]

    operations: ClassVar = [
        migrations.RunSQL(
            f"ALTER FUNCTION {name}() SET plan_cache_mode = force_custom_plan",
            f"ALTER FUNCTION {name}() RESET plan_cache_mode",
        )
        for name in FUNCTIONS
    ]
