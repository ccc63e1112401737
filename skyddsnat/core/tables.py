"""Bringing the database's tables up to date."""

from __future__ import annotations

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from skyddsnat.core.migrating import Together


def migrate() -> None:
    """Run the migrations that are left, the libraries' first.

    Wagtail's hundred and thirty steps touch the users, and the users everything that the rooms have; before the rooms
    they take a third of the time.
    """
    migrate_libraries()
    executor = Together(connection)
    executor.loader.check_consistent_history(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    call_command(
        "migrate", verbosity=0, interactive=False
    )  # what follows on migrations: content types, permissions


def migrate_libraries() -> None:
    """Run what the libraries' migrations need, and nothing else."""
    executor = Together(connection)
    rooms = {app.label for app in apps.get_app_configs() if app.name.startswith("skyddsnat.")}
    executor.migrate([leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in rooms])
