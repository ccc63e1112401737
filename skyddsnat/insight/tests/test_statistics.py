"""Tables that may be shown: protected before anybody sees them, two persons behind each, and never taken back whole."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.utils import DatabaseError, IntegrityError
from django.urls import reverse

from skyddsnat.core.api import COUNTY, FORM, SEX, Refused, waiting_for
from skyddsnat.core.models import AuditEntry, User, Work
from skyddsnat.disclosure.api import audit
from skyddsnat.insight.models import StatTable, StatVersion
from skyddsnat.insight.statistics import actions, counting, tasks
from skyddsnat.insight.statistics.actions import Asked, Named
from skyddsnat.insight.statistics.parts import lines, releases_of
from skyddsnat.insight.tests.counted import EVERYBODY, NUMBERS, countable

pytestmark = pytest.mark.django_db
NAMED = Named("Ärenden per län", "Cases by county", "made-up", "made-up")


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    count_as(monkeypatch, NUMBERS)


def count_as(monkeypatch: pytest.MonkeyPatch, numbers: Any) -> None:
    monkeypatch.setattr(counting, "countables", lambda: [countable(numbers)])


def asked(*columns: str, **more: Any) -> Asked:
    return Asked(**{"columns": [[one] for one in columns], "first_year": 2020, "last_year": 2020, **more})


def draft(by: User, wanted: Asked, table: StatTable | None = None) -> StatVersion:
    held = table or actions.add_table(named=NAMED, by=by)
    version = actions.ask_for_version(table=held, asked=wanted, by=by)
    return tasks.protect_version(version=version, report=lambda done, total=None: None, by=by)


def published(cast: Any, wanted: Asked, table: StatTable | None = None) -> StatVersion:
    made = draft(cast.coordinator, wanted, table)
    assert made.state == "draft", made.refusal
    return actions.approve_version(version=made, seen_sha256=made.sha256, by=cast.manager)


def test_a_draft_holds_no_small_number_and_none_can_be_worked_out(cast: Any) -> None:
    made = draft(cast.coordinator, asked(COUNTY, FORM))
    shown = [line.number for line in lines(made)]
    assert made.state == "draft"
    assert None in shown
    assert not [number for number in shown if number is not None and 0 < number < 5]
    assert not audit(releases_of(made))[0].problems
    total = next(line for line in lines(made) if line.values == (None, None))
    assert total.number == sum(NUMBERS[2020].values())


def test_years_are_protected_each_by_itself(cast: Any) -> None:
    made = draft(cast.coordinator, asked(COUNTY, last_year=2021))
    found = {(line.year, line.values): line.number for line in lines(made)}
    assert found[2020, (None,)] == 190
    assert found[2021, ("04",)] is None  # four cases
    assert found[2021, ("01",)] != 30 or found[2021, ("03",)] is None  # nor is it the rest of the total


def test_empty_cells_are_hidden_when_they_are_sensitive(cast: Any) -> None:
    open_ones = draft(cast.coordinator, asked(COUNTY, SEX))
    made = draft(cast.coordinator, asked(COUNTY, SEX, empty_hidden=True))
    assert 0 in {line.number for line in lines(open_ones)}
    assert 0 not in {line.number for line in lines(made)}


def test_the_drafter_cannot_approve_and_the_database_keeps_it(cast: Any) -> None:
    cast.coordinator.roles.add("manager")
    made = draft(cast.coordinator, asked(COUNTY))
    with pytest.raises(Refused, match="En annan person"):
        actions.approve_version(
            version=made, seen_sha256=made.sha256, by=User.objects.get(pk=cast.coordinator.pk)
        )
    with pytest.raises(PermissionDenied):
        actions.approve_version(version=made, seen_sha256=made.sha256, by=cast.editor)
    made.state, made.number, made.approved_by, made.published_at = (
        "published",
        1,
        made.drafted_by,
        made.drafted_at,
    )
    with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
        made.save()


def test_what_has_been_out_stands(cast: Any) -> None:
    out = published(cast, asked(COUNTY, FORM))
    assert (out.number, out.state) == (1, "published")
    for change in ({"parts": []}, {"state": "draft", "number": None}, {"threshold": 6}):
        with pytest.raises(DatabaseError, match="stands"), transaction.atomic():
            StatVersion.objects.filter(pk=out.pk).update(**change)
    with pytest.raises(DatabaseError, match="stands"), transaction.atomic():
        StatVersion.objects.filter(pk=out.pk).delete()
    with pytest.raises(Refused, match="bara återtas"):
        actions.drop_draft(version=out, by=cast.manager)
    with pytest.raises(Refused, match="varför"):
        actions.withdraw_version(version=out, why=" ", by=cast.manager)
    assert actions.withdraw_version(version=out, why="Fel rubrik.", by=cast.manager).state == "withdrawn"
    assert set(AuditEntry.objects.filter(target_id=str(out.pk)).values_list("verb", flat=True)) >= {
        "statistics.drafted", "statistics.protected", "statistics.published", "statistics.withdrawn",
    }  # fmt: skip


def test_tables_about_the_same_cases_are_checked_together(cast: Any) -> None:
    """Alone county × sex would show more than it may beside county × form, withdrawn or not."""
    first = published(cast, asked(COUNTY, FORM))
    actions.withdraw_version(version=first, why="Fel rubrik.", by=cast.manager)
    second = draft(cast.coordinator, asked(COUNTY, FORM, SEX))
    assert second.state == "draft", second.refusal
    assert not audit([*releases_of(first), *releases_of(second)])[0].problems
    for line in lines(first):
        same = next(one for one in lines(second) if one.values == (*line.values, None))
        assert same.number == line.number


def test_numbers_that_have_changed_since_are_refused(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    published(cast, asked(COUNTY))
    count_as(monkeypatch, {**NUMBERS, 2020: {**NUMBERS[2020], ("01", "labour", "girl"): 22}})
    again = draft(cast.coordinator, asked(COUNTY, FORM))
    assert again.state == "refused"
    assert "har ändrats" in again.refusal
    assert again.parts == []


def test_looser_rules_than_before_are_refused(cast: Any) -> None:
    published(cast, asked(COUNTY, threshold=10, empty_hidden=True))
    lower = draft(cast.coordinator, asked(FORM, threshold=5, empty_hidden=True))
    assert (lower.state, "under 10" in lower.refusal) == ("refused", True)
    zeros = draft(cast.coordinator, asked(FORM, threshold=10))
    assert (zeros.state, "tomma rutor" in zeros.refusal) == ("refused", True)
    other_year = draft(cast.coordinator, asked(FORM, first_year=2021, last_year=2021))
    assert other_year.state == "draft"


def test_a_draft_is_checked_again_when_it_is_approved(cast: Any) -> None:
    """Two drafts are each safe; the second to be approved meets the first. Numbers in sight contradict each other."""
    first, second = (draft(cast.coordinator, asked(COUNTY)) for _n in range(2))
    actions.approve_version(version=first, seen_sha256=first.sha256, by=cast.manager)
    StatVersion.objects.filter(pk=second.pk).update(threshold=5)
    second.refresh_from_db()
    part = second.parts[0]
    part["shown"][0] += 1
    StatVersion.objects.filter(pk=second.pk).update(parts=second.parts)
    second.refresh_from_db()
    second.sha256 = actions.fingerprint(second)
    second.save(update_fields=["sha256"])
    with pytest.raises(Refused, match="går inte att göra säkert"):
        actions.approve_version(version=second, seen_sha256=second.sha256, by=cast.manager)
    with pytest.raises(Refused, match="inte det som du såg"):
        actions.approve_version(version=second, seen_sha256="0" * 64, by=cast.manager)


def test_this_year_is_not_over(cast: Any) -> None:
    table = actions.add_table(named=NAMED, by=cast.coordinator)
    with pytest.raises(Refused, match="slut"):
        actions.ask_for_version(table=table, asked=asked(COUNTY, last_year=9999), by=cast.coordinator)


def upload(client: Any, name: str, content: bytes, **more: Any) -> Any:
    given = {
        "title": "Undersökning", "title_en": "Survey", "licence": "CC-BY-4.0", "columns": "lan, kon",
        "same": "other", "cases": "Enkät", "threshold": "5", "file": SimpleUploadedFile(name, content), **more,
    }  # fmt: skip
    return client.post(reverse("statistics:new-file"), given, follow=True)


def written(rows: list[tuple[str, ...]]) -> bytes:
    held = io.StringIO()
    csv.writer(held).writerows(rows)
    return held.getvalue().encode()


def test_a_file_is_counted_and_forgotten(cast: Any, client: Any) -> None:
    client.force_login(cast.coordinator)
    rows = [("lan", "kon"), *[("A", "f")] * 12, *[("A", "p")] * 3, *[("B", "f")] * 8, *[("B", "p")] * 20]
    answer = upload(client, "enkat.csv", written(rows))
    made = StatVersion.objects.get()
    assert (made.state, made.raw, made.table.cases) == ("draft", None, "file-enkat")
    page = answer.content.decode()
    assert "43" in page
    assert "Dolda rutor" in page
    assert "Någon annan ska godkänna utkastet" in page
    found = {line.values: line.number for line in lines(made)}
    assert found["A", "p"] is None


def test_files_about_the_same_cases_are_checked_together_whatever_year_they_say(
    cast: Any, client: Any
) -> None:
    client.force_login(cast.coordinator)
    rows = [("lan", "kon"), *[("A", "f")] * 12, *[("A", "p")] * 8, *[("B", "f")] * 8, *[("B", "p")] * 20]
    upload(client, "enkat.csv", written(rows))
    first = StatVersion.objects.get()
    actions.approve_version(version=first, seen_sha256=first.sha256, by=cast.manager)
    upload(client, "enkat.csv", written(rows[:-1]), columns="lan", year="2020", cases="ENKÄT")
    second = StatVersion.objects.exclude(pk=first.pk).get()
    assert (second.state, second.parts) == ("refused", [])


def test_a_table_that_nobody_could_read_is_refused(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_ROWS", 10)
    made = draft(cast.coordinator, asked(COUNTY, FORM))
    assert (made.state, "16 rader" in made.refusal) == ("refused", True)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"lan,kon\nA,\n", "Rad 2: kon är tom"),
        ("a.csv", b"lan\nA\n", "Kolumnen kon finns inte"),
        ("a.csv", b"\x00\x00\x00", "skadad"),
        ("a.parquet", b"PAR1 no such thing", "skadad"),
        ("a.exe", b"MZ", "Bara filer som slutar på"),
        ("a.csv", b"lan,kon\n" + b"A,..\n", "får inte vara .."),
    ],
)
def test_a_file_that_cannot_be_counted_says_where(
    cast: Any, client: Any, name: str, content: bytes, words: str
) -> None:
    client.force_login(cast.coordinator)
    page = upload(client, name, content)
    assert words in page.content.decode()
    assert 'value="Undersökning"' in page.content.decode()  # what was filled in is still there
    assert not StatTable.objects.exists()


def test_a_large_file_that_cannot_be_counted_is_told_of_by_the_work(
    cast: Any, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SMALL_FILE", 5)
    client.force_login(cast.coordinator)
    upload(client, "in/../tal för 2020.csv", b"lan\nA\n")
    made = StatVersion.objects.get()
    tasks.protect_version(version=made, report=lambda done, total=None: None, by=cast.coordinator)
    made.refresh_from_db()
    assert (made.state, made.raw, made.refusal_language) == ("refused", None, "sv")
    assert made.refusal.startswith("tal för 2020.csv: Kolumnen kon finns inte")
    client.cookies["django_language"] = "en"
    assert f'<div lang="sv"><p>{made.refusal.split(". ")[0]}' in client.get(made.get_absolute_url()).text
    drop = reverse("statistics:drop", args=[made.table.code, made.pk])
    assert drop in client.get(made.get_absolute_url()).text
    client.cookies["django_language"] = "sv"
    assert "Talen i utkastet försvinner" in client.get(drop).text  # asked first, and nothing is gone
    made.refresh_from_db()
    assert made.state == "refused"
    assert "Utkastet är borttaget." in client.post(drop, follow=True).text
    assert client.get(drop).status_code == 302  # pressed in another window
    assert "Undersökning" not in client.get(reverse("statistics:tables")).text


def test_a_large_one_is_made_by_the_worker(cast: Any, client: Any, run_jobs: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(tasks, "SMALL_TABLE", 0)
    client.force_login(cast.coordinator)
    given = {
        "title": "Län", "title_en": "Counties", "licence": "CC0-1.0", "place": COUNTY, "columns": [FORM],
        "first_year": 2020, "last_year": 2020, "threshold": 5,
    }  # fmt: skip
    with transaction.atomic():
        answer = client.post(reverse("statistics:new", args=["made-up"]), given)
    work = Work.objects.get()
    assert answer.url == work.get_absolute_url()
    run_jobs()
    work.refresh_from_db()
    made = StatVersion.objects.get()
    assert (work.state, made.state, work.result_url) == (Work.FINISHED, "draft", made.get_absolute_url())


MAY = {"coordinator": "write", "manager": "approve"}


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may(cast: Any, client: Any, role: str) -> None:
    made = draft(cast.coordinator, asked(COUNTY))
    may = MAY.get(role)
    client.force_login(getattr(cast, role))
    kept = [made.table.code, made.pk]
    sees = 200 if may else 403
    assert client.get(reverse("statistics:tables")).status_code == sees
    assert client.get(reverse("statistics:table", args=kept[:1])).status_code == sees
    assert client.get(reverse("statistics:version", args=kept)).status_code == sees
    assert client.get(reverse("statistics:choose")).status_code == (200 if may == "write" else 403)
    assert client.get(reverse("statistics:new", args=["made-up"])).status_code == (
        200 if may == "write" else 403
    )
    assert client.get(reverse("statistics:new-file")).status_code == (200 if may == "write" else 403)
    client.post(reverse("statistics:approve", args=kept), {"seen": made.sha256})
    made.refresh_from_db()
    assert made.state == ("published" if may == "approve" else "draft")


def test_a_draft_is_on_the_desk_of_those_who_may_approve_it(cast: Any) -> None:
    made = draft(cast.coordinator, asked(COUNTY))
    told = {
        role: [task.url for task in waiting_for(getattr(cast, role)) if task.source == "statistics"]
        for role in ("coordinator", "manager", "editor")
    }
    assert told == {"coordinator": [], "manager": [made.get_absolute_url()], "editor": []}


def test_it_is_read_approved_and_withdrawn_on_its_pages(cast: Any, client: Any) -> None:
    made = draft(cast.coordinator, asked(COUNTY))
    kept = [made.table.code, made.pk]
    client.force_login(cast.manager)
    assert made.sha256 in client.get(made.get_absolute_url()).content.decode()
    client.post(reverse("statistics:approve", args=kept), {"seen": made.sha256})
    assert (
        "Varför återtas tabellen?" in client.get(reverse("statistics:withdraw", args=kept)).content.decode()
    )
    assert client.post(reverse("statistics:withdraw", args=kept), {"why": ""}).status_code == 200
    page = client.post(reverse("statistics:withdraw", args=kept), {"why": "Fel rubrik."}, follow=True)
    assert "Fel rubrik." in page.content.decode()
    made.refresh_from_db()
    assert (made.state, made.withdrawn_by) == ("withdrawn", cast.manager)


def test_values_stand_as_one_would_count_them(cast: Any, client: Any) -> None:
    client.force_login(cast.coordinator)
    rows = [
        ("alder", "kon"),
        *[("13–15", "f")] * 9,
        *[("7–12", "p")] * 9,
        *[("ö", "f")] * 9,
        *[("å", "p")] * 9,
    ]
    upload(client, "enkat.csv", written(rows), columns="alder")
    assert [line.values[0] for line in lines(StatVersion.objects.get())] == [None, "7–12", "13–15", "å", "ö"]
