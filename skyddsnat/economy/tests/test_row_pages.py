"""Cost rows on the pages: allotting, undoing, narrowing, projects."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.economy.api import grant, import_sie
from skyddsnat.economy.models import Allotment, ProjectMapping, VoucherLine
from skyddsnat.economy.tests.books import activity, cost_lines, sie, voucher
from skyddsnat.economy.tests.year import spend
from skyddsnat.mandate.models import Assignment


def split(client: Client, line: VoucherLine, *parts: tuple[int, str], seen: int) -> Any:
    prefix = f"rad-{line.position}"
    data: dict[str, Any] = {f"{prefix}-seen": seen}
    for n, (pk, amount) in enumerate(parts, start=1):
        data |= {f"{prefix}-activity_{n}": pk, f"{prefix}-amount_{n}": amount}
    where = reverse("economy:allot_row", args=[line.voucher.assignment.slug, line.voucher_id, line.position])
    return client.post(where, data)


def test_a_row_is_split_over_activities(assignment: Assignment, cast: Cast, client: Client) -> None:
    (line,) = cost_lines(assignment, cast.economist, 123_450)
    one, two = (activity(assignment, cast.coordinator, number) for number in (1, 2))
    client.force_login(cast.economist)
    page = client.get(line.voucher.get_absolute_url()).content.decode()
    assert 'value="1\xa0234,50"' in page
    assert split(client, line, (one.pk, "1 000"), (two.pk, "234,50"), seen=123_450).status_code == 302
    assert list(Allotment.objects.values_list("activity__number", "amount_ore")) == [
        (1, 100_000),
        (2, 23_450),
    ]


def test_sending_twice_allots_once(assignment: Assignment, cast: Cast, client: Client) -> None:
    (line,) = cost_lines(assignment, cast.economist, 10_000)
    work = activity(assignment, cast.coordinator)
    client.force_login(cast.economist)
    assert split(client, line, (work.pk, "30"), seen=10_000).status_code == 302
    again = split(client, line, (work.pk, "30"), seen=10_000)
    assert "sedan du öppnade sidan" in again.content.decode()
    assert grant(assignment).used_ore == 3_000


@pytest.mark.parametrize(("amount", "words"), [("hundra", "Skriv beloppet i kronor"), ("100,01", "kvar att fördela"),
                                               ("0", "inte är noll"), ("", "Skriv hur mycket")])  # fmt: skip
def test_what_was_typed_is_kept_when_refused(
    assignment: Assignment, cast: Cast, client: Client, amount: str, words: str
) -> None:
    (line,) = cost_lines(assignment, cast.economist, 10_000)
    work = activity(assignment, cast.coordinator)
    client.force_login(cast.economist)
    text = split(client, line, (work.pk, amount), seen=10_000).content.decode()
    assert words in text
    assert "error-summary" in text
    assert not amount or f'value="{amount}"' in text
    assert f'<option value="{work.pk}" selected>' in text


def test_the_same_activity_twice_is_refused(assignment: Assignment, cast: Cast, client: Client) -> None:
    (line,) = cost_lines(assignment, cast.economist, 10_000)
    work = activity(assignment, cast.coordinator)
    client.force_login(cast.economist)
    text = split(client, line, (work.pk, "10"), (work.pk, "20"), seen=10_000).content.decode()
    assert "vald två gånger" in text


def test_many_rows_are_allotted_after_a_question_and_undone(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    lines = cost_lines(assignment, cast.economist, 10_000, 20_000, 30_000)
    work = activity(assignment, cast.coordinator)
    client.force_login(cast.economist)
    where = reverse("economy:allot_rows", args=[assignment.slug])
    data = {"to": work.pk, "which": "marked", "line": [lines[0].pk, lines[2].pk]}
    question = client.post(where, data).content.decode()
    assert "400\xa0kr" in question
    assert not Allotment.objects.exists()
    done = client.post(where, {**data, "seen": "2/40000"}, follow=True).content.decode()
    assert "2 rader är fördelade" in done.replace("\xa0", " ")
    assert grant(assignment).used_ore == 40_000
    ids = ",".join(str(pk) for pk in Allotment.objects.values_list("pk", flat=True))
    assert ids in done
    undo = reverse("economy:undo", args=[assignment.slug])
    client.post(undo, {"allotment": ids})
    assert grant(assignment).used_ore == 0
    client.post(undo, {"allotment": ids})
    assert grant(assignment).used_ore == 0


def test_all_rows_of_a_selection(assignment: Assignment, cast: Cast, client: Client) -> None:
    cost_lines(assignment, cast.economist, *[100] * 120)
    cost_lines(assignment, cast.economist, 5_000, first=500, text="Hotell")
    work = activity(assignment, cast.coordinator)
    client.force_login(cast.economist)
    where = reverse("economy:allot_rows", args=[assignment.slug])
    data = {"to": work.pk, "which": "all", "q": "Umeå"}
    assert "120 kr" in client.post(where, data).content.decode().replace("\xa0", " ")
    moved = client.post(where, {**data, "seen": "119/11900"}).content.decode()
    assert "Urvalet har ändrats" in moved
    client.post(where, {**data, "seen": "120/12000"})
    assert grant(assignment).used_ore == 12_000


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 3), ("allotted=no", 2), ("allotted=yes", 1), ("activity=1", 1), ("activity=2", 0), ("q=Hotell", 1),
     ("q=A 1", 1), ("account=5520", 3), ("account=9999", 3), ("q=finns inte", 0), ("page=99", 3),
     ("sort=-amount", 3), ("sort=x", 3)],
)  # fmt: skip
def test_rows_are_narrowed(
    query: str, count: int, assignment: Assignment, cast: Cast, client: Client
) -> None:
    spend(assignment, cast, 100)
    cost_lines(assignment, cast.economist, 200, first=10)
    cost_lines(assignment, cast.economist, 300, first=11, text="Hotell i Kiruna")
    client.force_login(cast.auditor)
    response = client.get(f"{reverse('economy:vouchers', args=[assignment.slug])}?{query}")
    assert response.context["total"] == count


def believed_rows() -> float:
    """How many rows the database believes that the smaller of the two tables has."""
    tables = ("economy_voucher", "economy_voucherline")
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(reltuples) FROM pg_class WHERE relname = ANY(%s)", [[*tables]])
        return float(cursor.fetchone()[0])


def test_ten_thousand_rows_are_listed_with_few_queries(
    assignment: Assignment, cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    few, many = ([voucher(n, n) for n in range(1, last + 1)] for last in (100, 10_000))
    with transaction.atomic():  # an import that is taken back, after which the database has counted
        import_sie(assignment=assignment, content=sie(*few), name="liten.se", by=cast.economist)
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE economy_voucher, economy_voucherline")
    assert believed_rows() == 0
    import_sie(assignment=assignment, content=sie(*many), name="stor.se", by=cast.economist)
    assert believed_rows() >= 10_000
    client.force_login(cast.economist)
    with django_assert_max_num_queries(25):
        response = client.get(
            reverse("economy:vouchers", args=[assignment.slug]), {"page": 150, "sort": "-amount"}
        )
    assert response.context["total"] == 10_000
    assert response.content.decode().count('type="checkbox"') == 50
    with django_assert_max_num_queries(60):
        client.get(reverse("economy:start", args=[assignment.slug]))


def test_projects_are_mapped_and_allotted(assignment: Assignment, cast: Cast, client: Client) -> None:
    content = sie(voucher(1, 1_000, project="1001"))
    import_sie(assignment=assignment, content=content, name="a.se", by=cast.economist)
    work = activity(assignment, cast.coordinator)
    client.force_login(cast.economist)
    where = reverse("economy:projects", args=[assignment.slug])
    client.post(where, {f"project_{ProjectMapping.objects.get().pk}": work.pk})
    assert "1 ofördelad rad" in client.get(where).content.decode().replace("\xa0", " ")
    line = VoucherLine.objects.get(project="1001")
    assert (
        f'<option value="{work.pk}" selected>' in client.get(line.voucher.get_absolute_url()).content.decode()
    )
    client.post(reverse("economy:allot_projects", args=[assignment.slug]))
    client.post(reverse("economy:allot_projects", args=[assignment.slug]))
    assert grant(assignment).used_ore == 1_000
