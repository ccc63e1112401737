"""A database whose transactions really commit, for tests with two connections at once."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from skyddsnat.conftest import admin_connection, migrations_hash, point_at


@pytest.fixture
def committing(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A copy of the template database of its own, thrown away afterwards.

    Flushing the shared one is not possible: append-only tables refuse TRUNCATE.
    """
    before = connections["default"].settings_dict["NAME"]
    template, mine = f"template_{migrations_hash()}", f"test_two_at_once_{os.getpid()}"
    with django_db_blocker.unblock():
        with admin_connection() as admin:
            admin.execute("SELECT pg_advisory_lock(7)")  # a template being copied may have no other session
            admin.execute(f'DROP DATABASE IF EXISTS "{mine}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{mine}" TEMPLATE "{template}"')
            admin.execute("SELECT pg_advisory_unlock(7)")
        point_at(mine)
        yield
        point_at(before)
        with admin_connection() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{mine}" WITH (FORCE)')
