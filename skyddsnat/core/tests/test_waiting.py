"""The hook by which rooms tell what waits for a person."""

import datetime

import pytest

from skyddsnat.core import waiting
from skyddsnat.core.models import User
from skyddsnat.core.waiting import Task, Why


@pytest.fixture
def finders(monkeypatch):
    monkeypatch.setattr(waiting, "_FINDERS", {})


def test_what_is_late_comes_first_then_by_day(finders):
    day = datetime.date(2014, 12, 1)
    tasks = [
        Task(Why.SILENT, "d", "/", "s"),
        Task(Why.DUE, "c", "/", "s"),
        Task(Why.DUE, "b", "/", "s", due=day),
        Task(Why.LATE, "a", "/", "s", due=day),
    ]
    waiting.register_waiting("one", lambda user: tasks)
    assert [task.label for task in waiting.waiting_for(User())] == ["a", "b", "c", "d"]


def test_a_name_is_registered_once(finders):
    waiting.register_waiting("one", list)
    waiting.register_waiting("one", list)
    with pytest.raises(ValueError, match="one"):
        waiting.register_waiting("one", tuple)
