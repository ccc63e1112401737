"""A database that holds the demonstration: built once into a template, copied for those who need a whole year."""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
from django.conf import settings

from skyddsnat.core import embedded
from skyddsnat.core.tests import databases
from skyddsnat.core.tests.databases import CLUSTER

ROOT = Path(__file__).parents[3]
MAKES_IT = ("*.py", "*.yaml", "*.json", "*.typ")
DOES_NOT = {
    "tests",
    "views",
    "forms",
    "bench.py",
    "views.py",
    "forms.py",
    "urls.py",
    "conftest.py",
    "__pycache__",
}
LOCK = 8
SECRET = "only-for-the-made-up-year-of-the-tests-" + 20 * "x"


def fingerprint() -> str:
    """Changes when anything changes that the demonstration is made by or of."""
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for path in sorted(path for pattern in MAKES_IT for path in (ROOT / "skyddsnat").rglob(pattern)):
        if DOES_NOT.isdisjoint(path.relative_to(ROOT).parts):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The address of the tests' database server, without the name of a database."""
    with databases.running():
        if settings.EMBEDDED is None:
            yield urlsplit(os.environ["DATABASE_URL"])._replace(path="").geturl()
        else:
            yield f"postgresql://{embedded.SUPERUSER}@{quote(str(CLUSTER.sockets), safe='')}"


class Copy:
    """One process's own copy of the demonstration on a database server."""

    def __init__(self, server: str, purpose: str) -> None:
        self.server = server
        self.template = f"demonstration_{fingerprint()}"
        self.name = f"test_{purpose}_{os.getpid()}"

    @property
    def url(self) -> str:
        return f"{self.server}/{self.name}"

    def environment(self, var: Path, database: str | None = None) -> Mapping[str, str]:
        """What a program needs to run on the copy (or on `database`) with its files in `var`.

        The secret is the same in all of them: what the demonstration has sealed must open in every copy.
        """
        (var / "secret_key").write_text(SECRET)
        return os.environ | {
            "DATABASE_URL": f"{self.server}/{database or self.name}",
            "SKYDDSNAT_VAR": str(var),
            "SKYDDSNAT_MODE": "demo",
        }

    def build_template(self, var: Path) -> None:
        """Make the demonstration as `skyddsnat demo` does, unless it is there; templates of older code are removed."""
        with self._alone() as admin:
            there = {
                row[0]
                for row in admin.execute(
                    "SELECT datname FROM pg_database WHERE datname LIKE 'demonstration_%'"
                )
            }
            if self.template in there:
                return
            for old in there:
                admin.execute(f'DROP DATABASE "{old}"')
            building = f"{self.template}_building"
            with databases.alone() as other:
                databases.copy(other, databases.migrated(other), building)
            command = [sys.executable, "-m", "skyddsnat.cli", "demo", "--no-serve"]
            made = subprocess.run(
                command,
                cwd=ROOT,
                env=self.environment(var, building),
                capture_output=True,
                text=True,
                check=False,
            )
            assert made.returncode == 0, f"The demonstration could not be made:\n{made.stdout}{made.stderr}"
            admin.execute(f'ALTER DATABASE "{building}" RENAME TO "{self.template}"')

    def renew(self) -> None:
        """Put the copy back to what the demonstration was; the site finds its way back by itself."""
        self.drop()
        with self._alone() as admin:  # a template being copied may have no other session
            admin.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')

    def drop(self) -> None:
        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    @contextlib.contextmanager
    def _alone(self) -> Iterator[psycopg.Connection]:
        """A session that no other test process builds or copies beside."""
        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as admin:
            admin.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            yield admin
