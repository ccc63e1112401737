from typing import ClassVar

from django.db import migrations

# A plan made while a table was empty is kept by the connection, and reads the whole table for each row once it is full.
# What runs once a statement is planned anew each time, with the sizes that hold then.
FUNCTIONS = (
    "economy_keep_vouchers", "economy_keep_voucher_lines", "economy_loaded_open", "economy_allotted_open",
    "economy_allotted", "economy_note_unbalanced",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies: ClassVar = [("economy", "0026_sie_looked")]

    operations: ClassVar = [
        migrations.RunSQL(
            f"ALTER FUNCTION {name}() SET plan_cache_mode = force_custom_plan",
            f"ALTER FUNCTION {name}() RESET plan_cache_mode",
        )
        for name in FUNCTIONS
    ]
