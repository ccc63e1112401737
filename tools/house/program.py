"""Rules that need the program loaded: tables, addresses, roles, migrations, data policy."""

from __future__ import annotations

import configparser
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from skyddsnat.core import policy

OTHERS = (
    "allauth.",
    "django.",
    "wagtail.",
    "ninja.",
)  # sign-in pages, languages and editing rooms guard themselves
OPEN = {"public", "signed-in"}
PERMISSION = re.compile(r"^[a-z]+\.[a-z_]+$")


# --- foreign keys ---


def layers(root: Path) -> list[set[str]]:
    """The rooms from the top, as `.importlinter` orders them; rooms beside each other share a set."""
    parser = configparser.ConfigParser()
    parser.read(root / ".importlinter")
    lines = parser["importlinter:contract:layers"]["layers"].split("\n")
    rows = [re.findall(r"\w+", line.split("#")[0]) for line in lines]
    return [set(row) for row in rows if row]


def upward_keys(tables: Iterable[type[models.Model]], order: list[set[str]]) -> list[str]:
    """Relations from a room to one above or beside it: a key written as a string escapes the import linter."""
    rank = {room: index for index, row in enumerate(order) for room in row}
    found = []
    for table in tables:
        for field in (*table._meta.fields, *table._meta.many_to_many):
            target = field.related_model
            if not isinstance(target, type):
                continue
            here, there = table._meta.app_label, target._meta.app_label
            if here in rank and there in rank and here != there and rank[there] <= rank[here]:
                found.append(f"{table._meta.label}.{field.name} points up to {target._meta.label}")
    return found


def foreign_keys_point_down(root: Path) -> list[str]:
    """Relations between tables go the way imports go."""
    ours = [table for config in policy.our_apps() for table in config.get_models(include_auto_created=True)]
    return upward_keys(ours, layers(root))


# --- addresses and roles ---


def addresses(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every address with the view behind it."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry.callback


def undecided_views(found: Iterable[tuple[str, Any]]) -> list[str]:
    """Addresses whose view does not say who may open it."""
    problems = []
    for address, view in found:
        if str(getattr(view, "__module__", "")).startswith(OTHERS):
            continue
        permission = getattr(view, "permission", "")
        if permission not in OPEN and not PERMISSION.fullmatch(permission):
            problems.append(f"/{address}: {view.__module__}.{view.__name__} does not say who may open it")
    return problems


def views_say_who_may(root: Path) -> list[str]:
    """Each address is public, for everybody signed in, or behind a permission."""
    return undecided_views(addresses(get_resolver().url_patterns))


def roles_and_views_agree(root: Path) -> list[str]:
    """A permission a role gives is asked for somewhere; a permission asked for by a view is given by some role."""
    roles = yaml.safe_load((root / "skyddsnat/core/roles.yaml").read_text())
    given = {permission for role in roles.values() for permission in role["permissions"]}
    asked = (
        {getattr(view, "permission", "") for _, view in addresses(get_resolver().url_patterns)} - OPEN - {""}
    )
    code = "".join(path.read_text() for path in root.glob("skyddsnat/**/*.py") if "tests" not in path.parts)
    found = [f"no role gives {permission}, which a view asks for" for permission in sorted(asked - given)]
    return found + [f"roles give {permission}, which nothing asks for" for permission in sorted(given)
                    if f'"{permission}"' not in code]  # fmt: skip


# --- tables ---


def every_field_has_a_policy(root: Path) -> list[str]:
    """Each field has a class and each table a retention rule."""
    return policy.problems()


def migrations_are_written(root: Path) -> list[str]:
    """The tables in the code are those the migrations make."""
    return missing_migrations(ProjectState.from_apps(apps))


def missing_migrations(tables: ProjectState) -> list[str]:
    """What the migrations do not yet do to arrive at `tables`; needs no database."""
    loader = MigrationLoader(None)
    with translation.override(
        None
    ):  # labels are compared as they are written, not as they read in a language
        changes = MigrationAutodetector(loader.project_state(), tables).changes(graph=loader.graph)
    ours = {config.label for config in policy.our_apps()}
    return [
        f"{label}: no migration for: {operation.describe()}"
        for label, migrations in changes.items()
        if label in ours
        for migration in migrations
        for operation in migration.operations
    ]


RULES = (
    foreign_keys_point_down, views_say_who_may, roles_and_views_agree, every_field_has_a_policy,
    migrations_are_written,
)  # fmt: skip
