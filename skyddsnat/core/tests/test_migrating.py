"""Steps taken together make the tables that they make one by one."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.migrations import AddField, AddIndex, AlterField, CreateModel, RunSQL
from django.db.migrations.executor import MigrationExecutor

from skyddsnat.core.migrating import Row, Together, rows_of
from skyddsnat.core.tests.databases import throwaway

APPS = ("core",)
TABLES = """
SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
WHERE table_schema = 'public' ORDER BY 1, 2
"""
RULES = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2
"""
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"


def step(kind: type[Any], model: str) -> Any:
    fields = {
        CreateModel: lambda: CreateModel(model, [("id", models.BigAutoField(primary_key=True))]),
        AddField: lambda: AddField(model, "word", models.TextField(default="")),
        AlterField: lambda: AlterField(model, "word", models.TextField()),
        AddIndex: lambda: AddIndex(model, GinIndex(fields=["word"], name="words")),
    }
    return fields[kind]()  # type: ignore[no-untyped-call]


def lengths(*steps: Any) -> list[int]:
    return [len(row.steps) if isinstance(row, Row) else 1 for row in rows_of(steps)]


def test_steps_that_add_to_different_tables_are_one_row() -> None:
    assert lengths(
        step(CreateModel, "A"), step(CreateModel, "B"), step(AddField, "C"), RunSQL("SELECT 1")
    ) == [4]


@pytest.mark.parametrize("kind", [AddField, AddIndex])
def test_what_is_added_to_a_table_of_the_same_row_begins_a_new_one(kind: type[Any]) -> None:
    assert lengths(step(CreateModel, "A"), step(kind, "a"), step(AddField, "B")) == [1, 2]


def test_a_step_that_changes_stands_alone() -> None:
    steps = [step(AddField, "A"), step(AddIndex, "A"), step(AlterField, "A"), step(AddField, "A")]
    assert lengths(*steps) == [2, 1, 1]
    assert lengths(RunSQL("SELECT 1", state_operations=[step(AddField, "A")]), RunSQL("SELECT 1")) == [1, 1]


@pytest.mark.usefixtures("django_db_setup")
def test_the_tables_are_the_same(django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        assert made_by(Together) == made_by(MigrationExecutor)


def made_by(way: type[MigrationExecutor]) -> list[Any]:
    with throwaway(f"made_by_{way.__name__.lower()}"):
        executor = way(connection)
        executor.migrate([leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in APPS])
        with connection.cursor() as cursor:
            found = []
            for question in (TABLES, RULES, INDEXES, "SELECT app, name FROM django_migrations ORDER BY id"):
                cursor.execute(question)
                found.append(cursor.fetchall())
    assert all(found)
    return found
