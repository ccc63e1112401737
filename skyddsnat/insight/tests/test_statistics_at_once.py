"""Two who do something with tables in the same moment."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from skyddsnat.conftest import together
from skyddsnat.core.api import COUNTY, Refused, load_roles
from skyddsnat.core.models import User
from skyddsnat.insight.statistics import actions, counting, tasks
from skyddsnat.insight.statistics.actions import Asked, Named
from skyddsnat.insight.statistics.models import StatVersion
from skyddsnat.insight.tests.counted import countable


def test_what_is_being_protected_is_not_taken_away_meanwhile(committing: None, monkeypatch: Any) -> None:
    """One whose work has died can be; until it has, the lock says so at once."""
    monkeypatch.setattr(counting, "countables", lambda: [countable()])
    load_roles(by=None)
    writer = User.objects.create_user(email="a@example.org", name="a")
    writer.roles.set(["coordinator"])
    table = actions.add_table(
        named=Named("Ärenden per län", "Cases by county", "made-up", "made-up"), by=writer
    )
    asked = Asked(columns=[[COUNTY]], first_year=2020, last_year=2020)
    made = actions.ask_for_version(table=table, asked=asked, by=writer)

    with transaction.atomic():
        StatVersion.objects.select_for_update().get(pk=made.pk)  # as the work does
        (answer,) = together(lambda: actions.drop_draft(version=made, by=writer))
    assert isinstance(answer, Refused)
    assert "just nu" in str(answer)
    assert actions.drop_draft(version=made, by=writer).state == "dropped"


def test_two_published_at_once_wait_for_each_other(committing: None, monkeypatch: Any) -> None:
    """The lock makes the second check see what the first let out: two versions get two numbers."""
    monkeypatch.setattr(counting, "countables", lambda: [countable()])
    load_roles(by=None)
    writer, first, second = (
        User.objects.create_user(email=f"{n}@example.org", name=n) for n in ("a", "b", "c")
    )
    writer.roles.set(["coordinator"])
    for one in (first, second):
        one.roles.set(["manager"])
    named = Named("Ärenden per län", "Cases by county", "made-up", "made-up")
    table = actions.add_table(named=named, by=writer)
    drafts = []
    for _n in range(2):
        asked = Asked(columns=[[COUNTY]], first_year=2020, last_year=2020)
        made = actions.ask_for_version(table=table, asked=asked, by=writer)
        drafts.append(tasks.protect_version(version=made, report=lambda done, total=None: None, by=writer))
    calls = [
        lambda made=made, by=by: actions.approve_version(version=made, seen_sha256=made.sha256, by=by)
        for made, by in zip(drafts, (first, second), strict=True)
    ]
    results = together(*calls)
    assert sorted(getattr(one, "number", one) for one in results) == [1, 2], results
