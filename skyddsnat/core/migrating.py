"""Migrations whose steps are taken many at a time, so that Django draws up few models and seldom.

Between two steps Django draws up every model that the first may have concerned, which is nearly all of them: a fifth
of a second for each of six hundred steps. Most steps only add. A row of those gives the same tables when the models are
drawn up as they are after the last of them, as long as no step changes what an earlier one of the row made; and only
their own models are needed, with those that they point to.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.utils import resolve_relation


class Together(MigrationExecutor):
    """Django's own way through the migrations, but that each has its steps in rows."""

    def _migrate_all_forwards(
        self,
        state: ProjectState,
        plan: list[tuple[Migration, bool]],
        full_plan: list[tuple[Migration, bool]],
        fake: bool,
        fake_initial: bool,
    ) -> ProjectState:
        """As Django's, which draws up every model before each migration."""
        wanted = {migration for migration, _backwards in plan}
        for migration, _backwards in full_plan:
            if migration in wanted:
                state = self.apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        return state

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
        vars(state).pop("apps", None)  # drawn up anew by the first step that is not in a row
        for step in self.steps:
            step.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        needed = part_of(to_state, {(app_label, name) for step in self.steps for name in _models_of(step)})
        for step in self.steps:
            step.database_forwards(app_label, schema_editor, needed, needed)


def part_of(state: ProjectState, keys: set[tuple[str, str]]) -> ProjectState:
    """Those models of the state, with all that they rest on and point to, and what those do."""
    found: dict[tuple[str, str], ModelState] = {}
    left = set(keys)
    while left:
        key = left.pop()
        if key in state.models and key not in found:
            found[key] = state.models[key]
            left |= set(_pointed_to(found[key]))
    return ProjectState(found)


def _pointed_to(model: ModelState) -> Iterator[tuple[str, str]]:
    here = model.app_label, model.name_lower
    for base in model.bases:
        if isinstance(base, str):
            yield resolve_relation(base, *here)
    for field in model.fields.values():
        if field.remote_field:
            yield resolve_relation(field.remote_field.model, *here)
            if through := getattr(field.remote_field, "through", None):
                yield resolve_relation(through, *here)


def _models_of(step: Operation) -> Iterator[str]:
    if isinstance(step, CreateModel):
        yield step.name_lower
    elif isinstance(step, (AddField, AddConstraint, AddIndex)):
        yield step.model_name_lower


def rows_of(steps: Iterable[Operation]) -> Iterator[Operation]:
    """The steps in their order, those beside each other that can be taken together as one."""
    row: list[Operation] = []
    made: set[str] = set()
    for step in steps:
        if row and not _can_follow(step, made):
            yield Row(row)
            row, made = [], set()
        if not _adds(step):
            yield step
            continue
        row.append(step)
        if isinstance(step, CreateModel):
            made.add(step.name_lower)
    if row:
        yield Row(row)


def _can_follow(step: Operation, made: set[str]) -> bool:
    if isinstance(step, (AddField, AddConstraint, AddIndex)):
        return step.model_name_lower not in made
    return _adds(step)


def _adds(step: Operation) -> bool:
    if isinstance(step, RunSQL):
        return not step.state_operations
    return isinstance(step, (CreateModel, AddField, AddConstraint, AddIndex))
