"""The rules of the house, as functions that return what breaks them: one sentence for each break.

`source` reads files and needs nothing running, so a test can point it at a small tree made to break a rule;
`program` looks at the loaded program: tables, addresses, roles, migrations. `python -m tools.house` runs both.
"""

from tools.house import program, source

__all__ = ["program", "source"]
