"""Whether the database keeps what it has confirmed when the power goes: asked for where tips are taken."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connection

from skyddsnat.tips.models import Receiver

UNSAFE = ("fsync", "full_page_writes")


def unsafe_settings() -> list[str]:
    """What the database is set to that loses confirmed tips, one sentence each; nothing while no receiver is on."""
    if not Receiver.objects.filter(is_on=True).exists():
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [[*UNSAFE, "synchronous_commit"]]
        )
        found = dict(cursor.fetchall())
    said = [
        f"{name} is off in the database: a tip that was confirmed can be lost when the power goes. Turn it on."
        for name in UNSAFE
        if found[name] == "off"
    ]
    if found["synchronous_commit"] == "off":
        said.append(
            "synchronous_commit is off in the database. Tips are synced all the same, each by itself; turn it on."
        )
    return said


@register(Tags.database)
def confirmed_tips_are_kept(databases: Any = None, **_: Any) -> list[CheckMessage]:
    """In production a warning when the database is set to lose what it has confirmed."""
    if settings.DEMO or not databases or not _has_tables():
        return []
    return [Warning(said, id="skyddsnat.W101") for said in unsafe_settings()]


def _has_tables() -> bool:
    return Receiver._meta.db_table in connection.introspection.table_names()
