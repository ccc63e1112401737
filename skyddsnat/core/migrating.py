"""Migrations whose steps are taken many at a time, so that Django draws up the models once for all of them.

Between two steps Django draws up every model that the first may have concerned, which is nearly all of them: a fifth
of a second for each of six hundred steps. Most steps only add. A row of those gives the same tables when the models are
drawn up as they are after the last of them, as long as no step changes what an earlier one of the row made.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Together(MigrationExecutor):
    """Django's own way through the migrations, with the steps of each in as few draughts as can be."""

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        shorter = copy.copy(migration)
        vars(shorter)["operations"] = list(rows_of(migration.operations))
        return super().apply_migration(state, shorter, fake, fake_initial)


class Row(Operation):
    """Steps that only add, taken as one."""

    reversible = False

    def __init__(self, steps: Iterable[Operation]) -> None:
        self.steps = list(steps)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # drawn up anew when a step asks, and not after each of them
        for step in self.steps:
            step.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for step in self.steps:
            step.database_forwards(app_label, schema_editor, to_state, to_state)


def rows_of(steps: Iterable[Operation]) -> Iterator[Operation]:
    """The steps in their order, those beside each other that can be taken together as one."""
    row: list[Operation] = []
    made: set[str] = set()
    for step in steps:
        if row and not _can_follow(step, made):
            yield _one(row)
            row, made = [], set()
        if not _adds(step):
            yield step
            continue
        row.append(step)
        if isinstance(step, CreateModel):
            made.add(step.name_lower)
    if row:
        yield _one(row)


def _one(row: list[Operation]) -> Operation:
    return row[0] if len(row) == 1 else Row(row)


def _can_follow(step: Operation, made: set[str]) -> bool:
    if isinstance(step, (AddField, AddConstraint, AddIndex)):
        return step.model_name_lower not in made
    return _adds(step)


def _adds(step: Operation) -> bool:
    if isinstance(step, RunSQL):
        return not step.state_operations
    return isinstance(step, (CreateModel, AddField, AddConstraint, AddIndex))
