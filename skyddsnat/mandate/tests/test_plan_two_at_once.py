"""Two people at the same time, with two real connections: no circle is closed, and nothing is sent or copied twice."""

import datetime
import threading
import uuid

import psycopg
import pytest
from django.db import connection

from skyddsnat.conftest import together
from skyddsnat.core.api import Refused, add_user
from skyddsnat.mandate.actions.activities import add_activity
from skyddsnat.mandate.actions.copies import copy_plan
from skyddsnat.mandate.actions.dependencies import add_dependency
from skyddsnat.mandate.actions.plans import approve_plan, send_plan
from skyddsnat.mandate.models import Activity, ActivityDependency, Assignment, PlanCopy, PlanVersion

DAY = datetime.date(2014, 5, 6)


@pytest.fixture
def person(committing):
    return add_user(email="samordnare@example.org", name="Samordnare", roles=["coordinator"], by=None)


@pytest.fixture
def pair(person):
    """Two activities that wait for nothing."""
    assignment = Assignment.objects.get(slug="2014-child-protection")
    assignment.dnr = "TEST2014/1"
    assignment.save(update_fields=["dnr"])
    plain = {
        "assignment": assignment,
        "purpose": "x",
        "responsible": person,
        "starts": DAY,
        "ends": DAY,
        "by": person,
    }
    return [add_activity(title=title, **plain) for title in ("Ett", "Två")]


def test_two_who_each_close_half_a_circle(pair, person):
    one, two = pair
    results = together(
        lambda: add_dependency(activity=one, after=two, by=person),
        lambda: add_dependency(activity=two, after=one, by=person),
    )
    assert sorted(type(result).__name__ for result in results) == ["ActivityDependency", "Refused"]
    assert ActivityDependency.objects.count() == 1


def test_the_database_makes_the_second_wait_and_then_refuses_the_circle(pair):
    """No action of ours is asked: the first link is not committed when the second begins."""
    one, two = (activity.pk for activity in pair)
    add = "INSERT INTO mandate_activitydependency (activity_id, after_id) VALUES (%s, %s)"
    wanted = {"host", "port", "user", "password", "dbname"}
    how = {k: v for k, v in connection.get_connection_params().items() if k in wanted}
    failure = []

    def insert_second():
        with psycopg.connect(**how) as second:
            try:
                second.execute(add, [two, one])
            except psycopg.Error as error:
                failure.append(str(error))

    with psycopg.connect(**how) as first, psycopg.connect(**how, autocommit=True) as watch:
        first.execute(add, [one, two])
        thread = threading.Thread(target=insert_second)
        thread.start()
        held = "datname = current_database() AND wait_event_type = 'Lock'"
        waiting = f"SELECT count(*) FROM pg_stat_activity WHERE {held}"
        while thread.is_alive() and watch.execute(waiting).fetchone() != (1,):
            pass
        assert thread.is_alive()
        first.commit()
        thread.join(timeout=30)
    assert "wait for each other" in failure[0]


def test_a_plan_is_sent_and_approved_once(pair, person):
    chiefs = [add_user(email=f"{n}@example.org", name="Chef", roles=["manager"], by=None) for n in (1, 2)]
    sent = together(*[lambda: send_plan(assignment=pair[0].assignment, by=person)] * 2)
    assert sorted(type(result).__name__ for result in sent) == ["PlanVersion", "Refused"]
    version = PlanVersion.objects.get()
    done = together(*(lambda chief=chief: approve_plan(version=version, by=chief) for chief in chiefs))
    assert sorted(type(result).__name__ for result in done) == ["PlanVersion", "Refused"]


def test_a_form_sent_twice_copies_once(pair, person):
    once, assignment = uuid.uuid4(), pair[0].assignment

    def copy():
        return copy_plan(
            assignment=assignment, source=assignment, numbers=[1, 2], start=DAY, once=once, by=person
        )

    results = together(copy, copy)
    assert not any(isinstance(result, Refused) for result in results)
    assert PlanCopy.objects.count() == 1
    assert Activity.objects.count() == 4
