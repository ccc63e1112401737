"""A database of its own beside the others, for measuring: made, migrated, and removed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
from django.db import connections

from skyddsnat.core.tables import migrate


@contextmanager
def spare_database(name: str) -> Iterator[None]:
    """Point Django at a fresh, migrated database while the block runs, and remove it afterwards."""
    settings = connections["default"].settings_dict
    before = settings["NAME"]
    _drop_and(name, make=True)
    settings["NAME"] = name
    try:
        migrate()
        yield
    finally:
        connections["default"].close()
        settings["NAME"] = before
        _drop_and(name, make=False)


def database_address() -> str:
    """The address of the database that Django works in, for another program's DATABASE_URL."""
    told = connections["default"].get_connection_params()
    user, password = (
        quote(str(told.get("user", "")), safe=""),
        quote(str(told.get("password") or ""), safe=""),
    )
    who = f"{user}:{password}" if password else user
    host, port = quote(str(told.get("host") or ""), safe=""), f":{told['port']}" if told.get("port") else ""
    return f"postgresql://{who}@{host}{port}/{quote(str(told['dbname']), safe='')}"


def _drop_and(name: str, *, make: bool) -> None:
    connections["default"].close()
    parameters = connections["default"].get_connection_params()
    wanted = {key: parameters[key] for key in ("host", "port", "user", "password") if parameters.get(key)}
    with psycopg.connect(**wanted, dbname="postgres", autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        if make:
            admin.execute(f'CREATE DATABASE "{name}"')
