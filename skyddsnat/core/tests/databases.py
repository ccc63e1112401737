"""The tests' database server, and the databases that others are copied from.

To migrate from nothing takes most of a minute of a processor, so it is done once: what every other database begins
from is a copy of that, and what a test of one migration begins from is a copy taken on the way.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, connections

from skyddsnat.core import embedded
from skyddsnat.core.migrating import Together
from skyddsnat.core.tables import migrate, migrate_libraries

ROOT = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")
ENOUGH = 2 << 30  # several times what all the tests' databases take together


def home() -> Path:
    """Where the server has its files: in memory where there is enough, for there a database is copied in a fifth
    of the time, else in var/. In var/ is then a link, and `make clean` removes what it leads to.
    """
    link = settings.VAR / "test-postgres"
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR / "test-postgres.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        ours = settings.EMBEDDED is not None and not link.exists()
        if ours and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
            link.unlink(missing_ok=True)  # what it led to went when the machine was started again
            place = Path(tempfile.mkdtemp(prefix="skyddsnat-tests-", dir=MEMORY))
            place.chmod(0o755)  # the server may be another user's; its own folders are closed
            link.symlink_to(place)
    return link.resolve()


CLUSTER = embedded.Cluster(home(), durable=False)
LOCK = 7
MIGRATIONS = ("*/migrations/*.py", "core/tables.py", "core/migrating.py", "core/tests/databases.py")
# Migrations whose tests begin from the tables as they were at another.
STAGES = (("mandate", "0010_dialogue"),)


def fingerprint(*patterns: str) -> str:
    """Changes when a file of the package that fits one of the patterns does, or a dependency."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in ROOT.glob(pattern)):
        digest.update(path.read_bytes())
    digest.update((ROOT.parent / "requirements.lock").read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def running() -> Iterator[None]:
    """Keep the server up inside the block, whichever server the tests run on, and know where it is."""
    if settings.EMBEDDED is None:
        yield
        return
    with embedded.running(CLUSTER):
        connections["default"].settings_dict["HOST"] = str(CLUSTER.sockets)
        yield


def admin_connection() -> psycopg.Connection[Any]:
    """A connection to the server itself, in autocommit, whichever server the tests run on."""
    options = connections["default"].get_connection_params() | {"dbname": "postgres", "autocommit": True}
    wanted = {
        k: v for k, v in options.items() if k in {"host", "port", "user", "password", "dbname", "autocommit"}
    }
    return psycopg.connect(**wanted)


@contextmanager
def alone() -> Iterator[psycopg.Connection[Any]]:
    """A connection to the server that no other test process builds or copies a template beside.

    A template being copied may have no other session, and parallel workers wait for the first to build it.
    """
    with admin_connection() as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield admin


def point_at(database: str) -> None:
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = database


def copy(admin: psycopg.Connection[Any], template: str, name: str) -> None:
    """Make the database anew, like the template."""
    admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def template(admin: psycopg.Connection[Any], name: str, origin: str, fill: Callable[[], object]) -> str:
    """The template of that name, filled by the first that asks."""
    if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
        before = connections["default"].settings_dict["NAME"]
        copy(admin, origin, f"{name}_building")
        point_at(f"{name}_building")
        fill()
        point_at(before)
        admin.execute(f'ALTER DATABASE "{name}_building" RENAME TO "{name}"')
    return name


def migrated(admin: psycopg.Connection[Any]) -> str:
    """A template with every table, and in them what the migrations put there."""
    name = f"migrated_{fingerprint(*MIGRATIONS)}"

    def fill() -> None:
        migrate_libraries()
        for stage in STAGES:
            Together(connection).migrate([stage])
            connection.close()
            copy(admin, f"{name}_building", stage_name(stage))
        migrate()

    return template(admin, name, "template1", fill)


def stage_name(stage: tuple[str, str]) -> str:
    return f"at_{'_'.join(stage)}_{fingerprint(*MIGRATIONS)}"


@contextmanager
def throwaway(purpose: str, origin: str = "template1") -> Iterator[None]:
    """Work in a new database, made like the origin (empty unless one is named), until the block ends."""
    before, mine = connections["default"].settings_dict["NAME"], f"test_{purpose}_{os.getpid()}"
    with alone() as admin:
        copy(admin, origin, mine)
    point_at(mine)
    try:
        yield
    finally:
        point_at(before)
        with admin_connection() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{mine}" WITH (FORCE)')
