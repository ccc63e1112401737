"""Two people at the same time, with two real connections: the ceiling holds and nothing happens twice."""

import threading

import psycopg
import pytest
from django.db import connection

from skyddsnat.conftest import together
from skyddsnat.core.api import add_user
from skyddsnat.core.models import User
from skyddsnat.core.refusal import Refused
from skyddsnat.economy.api import (
    Paper,
    allot,
    attach,
    import_sie,
    issue_document,
    lock_months,
    prepare_document,
)
from skyddsnat.economy.models import Allotment, Attachment, Grant, MoneyDocument, SieImport, Voucher
from skyddsnat.economy.tests.books import MARCH, activity, cost_lines, sie, voucher
from skyddsnat.economy.tests.year import REQUISITIONED
from skyddsnat.mandate.models import Assignment

ADD = (
    "INSERT INTO economy_allotment (voucher_line_id, activity_id, amount_ore, by_id, at)"
    " VALUES (%s, %s, %s, %s, now())"
)


@pytest.fixture
def people(committing: None) -> tuple[User, User]:
    return (
        add_user(email="ekonom@example.org", name="Ekonom", roles=["economist"], by=None),
        add_user(email="chef@example.org", name="Chef", roles=["manager"], by=None),
    )


@pytest.fixture
def money(people: tuple[User, User]) -> Assignment:
    assignment = Assignment.objects.get(slug="2014-child-protection")
    assignment.dnr = "TEST2014/1"
    assignment.save(update_fields=["dnr"])
    return assignment


def second_connection() -> psycopg.Connection[tuple[object, ...]]:
    wanted = {"host", "port", "user", "password", "dbname"}
    return psycopg.connect(**{k: v for k, v in connection.get_connection_params().items() if k in wanted})


def second_waits(first: tuple[str, list[object]], second: tuple[str, list[object]]) -> str:
    """Run `first` without committing, begin `second` in another connection, see that it waits, then commit the first.

    No action of ours is asked. Returns what the database then says to the second, "" when it lets it through.
    """
    failure: list[str] = []

    def run_second() -> None:
        with second_connection() as mine:
            try:
                mine.execute(*second)
            except psycopg.Error as error:
                failure.append(str(error))

    with second_connection() as other, second_connection() as watch:
        watch.autocommit = True
        other.execute(*first)
        thread = threading.Thread(target=run_second)
        thread.start()
        waiting = (
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        while thread.is_alive() and watch.execute(waiting).fetchone() != (1,):
            pass
        assert thread.is_alive()
        other.commit()
        thread.join(timeout=30)
    return failure[0] if failure else ""


def test_the_database_makes_the_second_wait_and_then_holds_the_ceiling(
    money: Assignment, people: tuple[User, User]
) -> None:
    one, two = cost_lines(money, people[0], 200_000_000, 200_000_000)
    work = activity(money, people[0])
    said = second_waits(
        (ADD, [one.pk, work.pk, 200_000_000, people[0].pk]),
        (ADD, [two.pk, work.pk, 200_000_000, people[0].pk]),
    )
    assert "grant_used_within_ceiling" in said
    assert Grant.objects.get().used_ore == 200_000_000
    assert Allotment.objects.count() == 1


def test_the_same_row_is_not_allotted_twice(money: Assignment, people: tuple[User, User]) -> None:
    (line,) = cost_lines(money, people[0], 10_000)
    work = activity(money, people[0])
    calls = [lambda: allot(line=line, activity=work, by=people[0])] * 4
    results = together(*calls)
    assert sum(isinstance(result, Allotment) for result in results) == 1
    assert sum(isinstance(result, Refused) for result in results) == 3
    assert Grant.objects.get().used_ore == 10_000


def test_the_ceiling_holds_when_many_allot_at_once(money: Assignment, people: tuple[User, User]) -> None:
    lines = cost_lines(money, people[0], *[110_000_000] * 4)
    work = activity(money, people[0])
    results = together(*(lambda line=line: allot(line=line, activity=work, by=people[0]) for line in lines))  # type: ignore[misc]
    assert sum(isinstance(result, Allotment) for result in results) == 2
    assert Grant.objects.get().used_ore == 220_000_000


def test_a_document_is_issued_once(money: Assignment, people: tuple[User, User]) -> None:
    made = prepare_document(assignment=money, kind="requisition", dated=REQUISITIONED, by=people[0])
    results = together(*[lambda: issue_document(document=made, by=people[1])] * 3)
    assert sorted(type(result).__name__ for result in results) == ["MoneyDocument", "Refused", "Refused"]
    assert MoneyDocument.objects.get().state == "issued"


def test_a_document_is_prepared_once(money: Assignment, people: tuple[User, User]) -> None:
    together(
        *[
            lambda: prepare_document(assignment=money, kind="requisition", dated=REQUISITIONED, by=people[0])
        ] * 3
    )  # fmt: skip
    assert MoneyDocument.objects.count() == 1


def test_a_file_is_loaded_once(money: Assignment, people: tuple[User, User]) -> None:
    content = sie(*(voucher(n, 100) for n in range(1, 50)))
    results = together(
        *[lambda: import_sie(assignment=money, content=content, name="a.se", by=people[0])] * 3
    )
    assert all(isinstance(result, SieImport | Refused) for result in results)
    assert Voucher.objects.count() == 49
    assert SieImport.objects.count() == 1


def test_the_database_makes_an_allotment_wait_for_a_month_being_locked(
    money: Assignment, people: tuple[User, User]
) -> None:
    (line,) = cost_lines(money, people[0], 10_000)
    work = activity(money, people[0])
    lock = (
        "INSERT INTO economy_periodlock (assignment_id, month, locked_by_id, locked_at, open_reason)"
        " VALUES (%s, '2014-03-01', %s, now(), '')"
    )
    said = second_waits((lock, [money.pk, people[0].pk]), (ADD, [line.pk, work.pk, 10_000, people[0].pk]))
    assert "allotment_in_open_period" in said
    assert not Allotment.objects.exists()


def test_a_month_is_locked_or_loaded_never_half(money: Assignment, people: tuple[User, User]) -> None:
    locks = together(
        *[lambda: lock_months(assignment=money, months=[MARCH], by=people[0])] * 2,
        lambda: cost_lines(money, people[0], 10_000),
    )
    assert sum(len(made) for made in locks[:2] if isinstance(made, list)) == 1
    loaded = Voucher.objects.count()
    assert (loaded, isinstance(locks[2], Refused)) in {(1, False), (0, True)}
    assert isinstance(together(lambda: cost_lines(money, people[0], 500, first=50))[0], Refused)


def test_a_paper_is_replaced_once(money: Assignment, people: tuple[User, User]) -> None:
    (line,) = cost_lines(money, people[0], 10_000)
    paper = Paper("other", note="Kvitto")
    old = attach(voucher=line.voucher, paper=paper, by=people[0])
    results = together(*[lambda: attach(voucher=line.voucher, paper=paper, replaces=old, by=people[0])] * 3)
    assert sum(isinstance(result, Attachment) for result in results) == 1
    assert sum(isinstance(result, Refused) for result in results) == 2
    assert Attachment.objects.standing().count() == 1
