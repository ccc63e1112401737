"""Conversations noted before there were meetings are moved without loss."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from skyddsnat.core.tests.databases import stage_name, throwaway

BEFORE, AFTER = ("mandate", "0010_dialogue"), ("mandate", "0011_move_dialogues")
DAY = datetime.date(2014, 5, 6)


@pytest.fixture
def before(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The tables as they were before the move, thrown away afterwards."""
    with django_db_blocker.unblock(), throwaway("before", stage_name(BEFORE)):
        yield


def state(target):
    """The tables as they are at the migration, with nothing later."""
    MigrationExecutor(connection).migrate([target])
    return MigrationExecutor(connection).loader.project_state([target]).apps


@pytest.mark.usefixtures("before")
def test_each_conversation_becomes_a_held_meeting_with_its_number():
    old = state(BEFORE)
    organisations = old.get_model("actors", "Organisation").objects
    actors = [organisations.create(code=code, kind="agency") for code in ("a", "b")]
    assignment = old.get_model("mandate", "Assignment").objects.create(
        slug="a", title="x", ceiling_ore=1, year=2014, confirmed_at=timezone.now(), authority=actors[0]
    )
    user = old.get_model("core", "User").objects.create(email="a@example.org", name="A")
    activity = old.get_model("mandate", "Activity").objects.create(
        assignment=assignment, number=1, title="x", purpose="x", responsible=user, starts=DAY, ends=DAY
    )
    talks = [
        old.get_model("mandate", "Dialogue").objects.create(
            pk=pk, activity=activity, organisation=actor, held_on=DAY, about=f"Samtal {pk}", entered_by=user
        )
        for pk, actor in zip((7, 12), actors, strict=True)
    ]
    new = state(AFTER)
    meetings = new.get_model("mandate", "Meeting").objects.order_by("pk")
    assert [(m.pk, m.about, m.day, m.is_held, m.in_ledger, m.entered_by_id) for m in meetings] == [
        (talk.pk, talk.about, DAY, True, False, user.pk) for talk in talks
    ]
    assert [list(m.organisations.values_list("pk", flat=True)) for m in meetings] == [[a.pk] for a in actors]
    assert all(list(m.activities.values_list("pk", flat=True)) == [activity.pk] for m in meetings)
    assert meetings.model.objects.create(
        assignment_id=assignment.pk, day=DAY, about="Nästa", entered_by_id=user.pk
    ).pk == 13  # fmt: skip
