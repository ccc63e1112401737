"""Kinds of columns that Django's own do not quite fit."""

from typing import Any

from django.db import models


class StoredColumn(models.GeneratedField):
    """A column that the database works out and keeps.

    Django asks the server whether it can, at every check. We run on PostgreSQL, which can, and checks need no server.
    """

    def _check_supported(self, databases: Any) -> list[Any]:
        return []

    def deconstruct(self) -> Any:
        """In migrations it is Django's own field."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.GeneratedField", args, kwargs
