"""What a command needs before it can touch a table."""

from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.conf import settings
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from skyddsnat.core import embedded


@contextmanager
def ready() -> Iterator[None]:
    """Set Django up; with the embedded server, start it, and stop it when nobody else is using it."""
    django.setup()
    if settings.EMBEDDED is None:
        yield
        return
    with embedded.running(settings.EMBEDDED):
        embedded.ensure_database(settings.EMBEDDED, settings.DATABASES["default"]["NAME"])
        try:
            yield
        finally:
            connections.close_all()


def is_up_to_date() -> bool:
    """Whether every migration has run."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
