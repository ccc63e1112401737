"""A later file of a table: the same columns and values, safe beside what is out, approved by another."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.urls import reverse
from lxml import html
from openpyxl import Workbook

from skyddsnat.core.api import COUNTY, Refused
from skyddsnat.core.models import AuditEntry, User
from skyddsnat.insight.models import StatTable, StatVersion
from skyddsnat.insight.statistics import actions, counting, forms, tasks
from skyddsnat.insight.statistics.actions import Asked, Named
from skyddsnat.insight.statistics.parts import lines
from skyddsnat.insight.tests.counted import EVERYBODY, countable

pytestmark = pytest.mark.django_db
type Counts = dict[tuple[str, str], int]
# A small cell, and so three more that hide it; the county C and the sums can be seen.
FIRST: Counts = {
    ("A", "f"): 3, ("A", "p"): 30, ("B", "f"): 12, ("B", "p"): 25, ("C", "f"): 40, ("C", "p"): 60,
}  # fmt: skip
WHY = "Uppgifter kom in sent."


def table_of(numbers: Counts, heading: str = "lan,kon,antal") -> bytes:
    return "\n".join([heading, *(f"{lan},{kon},{n}" for (lan, kon), n in numbers.items())]).encode()


def changed(**changes: int) -> Counts:
    """The first numbers with some more or fewer in a cell: `Cf=6` is six more there."""
    return {key: number + changes.get("".join(key), 0) for key, number in FIRST.items()}


def asked(numbers: Counts, **more: Any) -> Asked:
    given = {
        "columns": [["lan"], ["kon"]],
        "content": table_of(numbers),
        "file_name": "tal.csv",
        "changed": WHY,
    }
    return Asked(**{**given, "count_column": "antal", **more})


def draft(cast: Any, table: StatTable, wanted: Asked) -> StatVersion:
    made = actions.ask_for_version(table=table, asked=wanted, by=cast.coordinator)
    return tasks.protect_version(version=made, report=lambda done, total=None: None, by=cast.coordinator)


def approved(cast: Any, made: StatVersion) -> StatVersion:
    assert made.state == "draft", made.refusal
    return actions.approve_version(version=made, seen_sha256=made.sha256, by=cast.manager)


@pytest.fixture
def table(cast: Any) -> StatTable:
    """A table of a file, with its first version out."""
    named = Named("Enkät om stöd", "Survey of support", "", "file-enkat")
    made = actions.add_table(named=named, by=cast.coordinator)
    approved(cast, draft(cast, made, asked(FIRST, changed="")))
    return made


@pytest.fixture
def writer(cast: Any) -> Client:
    client = Client()
    client.force_login(cast.coordinator)
    return client


def sent(client: Client, table: StatTable, content: bytes, name: str = "ny.csv", **more: Any) -> Any:
    given = {"file": SimpleUploadedFile(name, content), "count": "antal", "changed": WHY, "threshold": 5}
    address = reverse("statistics:new-version", args=[table.code])
    return client.post(address, {**given, **more}, follow=True)


def test_a_corrected_file_becomes_a_draft_and_then_a_version(
    cast: Any, client: Client, writer: Client, table: StatTable
) -> None:
    page = sent(writer, table, table_of(changed(Cf=6)))
    made = StatVersion.objects.get(number=None)
    assert page.redirect_chain[-1][0] == made.get_absolute_url()
    assert (made.state, made.raw, made.columns, made.changed) == ("draft", None, [["lan"], ["kon"]], WHY)
    assert WHY in page.text
    assert "Någon annan ska godkänna utkastet" in page.text
    cast.coordinator.roles.add("manager")
    both = User.objects.get(pk=cast.coordinator.pk)
    with pytest.raises(Refused, match="En annan person"):
        actions.approve_version(version=made, seen_sha256=made.sha256, by=both)
    out = approved(cast, made)
    assert out.number == 2
    found = {line.values: line.number for line in lines(out)}
    assert (found["C", "f"], found["C", None], found[None, None], found["A", "f"]) == (46, 106, 176, None)
    told = AuditEntry.objects.filter(target_type="insight.statversion", target_id=str(out.pk))
    assert set(told.values_list("verb", flat=True)) == {
        "statistics.drafted", "statistics.protected", "statistics.published",
    }  # fmt: skip


def test_a_draft_is_read_beside_the_version_that_is_out(cast: Any, client: Client, table: StatTable) -> None:
    made = draft(cast, table, asked(changed(Cf=6)))
    client.force_login(cast.manager)
    for language, heading in (("sv", "I version 1"), ("en", "In version 1")):
        client.cookies["django_language"] = language
        page = html.document_fromstring(client.get(made.get_absolute_url()).content)
        headings = [one.text_content() for one in page.xpath("//thead//th")]
        assert headings == ["lan", "kon", "Antal" if language == "sv" else "Number", heading]
        cells = [[" ".join(td.text_content().split()) for td in row] for row in page.xpath("//tbody/tr")]
        assert ["C", "f", "46", "40"] in cells
        assert ["A", "f", "..", ".."] in cells
    out = approved(cast, made)
    assert "In version 1" not in client.get(out.get_absolute_url()).text


def test_both_versions_have_their_addresses(cast: Any, client: Client, table: StatTable) -> None:
    approved(cast, draft(cast, table, asked(changed(Cf=6))))
    first, second = (client.get(reverse("opendata:version", args=[table.code, n])) for n in (1, 2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert reverse("opendata:version", args=[table.code, 2]) in first.text
    assert WHY not in first.text
    assert WHY in second.text
    told = [client.get(reverse("opendata:file", args=[table.code, n, "json"])).json() for n in (1, 2)]
    totals = [next(row["count"] for row in one["rows"] if not any(row["values"].values())) for one in told]
    assert totals == [170, 176]
    assert [one["changed"] for one in told] == [{"sv": "", "en": ""}, {"sv": WHY, "en": None}]
    listed = client.get(reverse("opendata:api-table", args=[table.code])).json()
    assert [one["version"] for one in listed["versions"]] == [2, 1]
    client.cookies["django_language"] = "en"
    english = client.get(reverse("opendata:version", args=[table.code, 2])).text
    assert "What has changed" in english
    assert f'lang="sv">{WHY}' in english


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"Cf": 1}, "kon=f, lan=C har ändrats"),  # side by side: one person, and where
        ({"Af": 1}, "har ändrats med färre än 5"),  # seen in the sums around the hidden cell
        ({"Bp": 1}, "har ändrats med färre än 5"),
        ({"Cf": 6, "Cp": -5}, "har ändrats med färre än 5"),  # the sum of the county tells of one
        ({"Af": 7}, "rör dolda rutor"),  # the sums would give how many more there are in the hidden cells
        ({"Cf": -37}, "måste en ruta döljas"),  # three are left where forty were shown
    ],
)
def test_what_would_tell_side_by_side_is_refused(
    cast: Any, table: StatTable, changes: dict[str, int], words: str
) -> None:
    made = draft(cast, table, asked(changed(**changes)))
    assert (made.state, made.parts) == ("refused", []), changes
    assert words in made.refusal


def test_each_of_those_alone_would_have_been_let_out(cast: Any) -> None:
    """So it is what was out that refuses them. The same cases under another name are not known to be the same."""
    for number, changes in enumerate(({"Cf": 1}, {"Af": 1}, {"Af": 7}, {"Cf": -37})):
        named = Named(f"Annan {number}", f"Other {number}", "", f"file-annan-{number}")
        made = actions.add_table(named=named, by=cast.coordinator)
        assert draft(cast, made, asked(changed(**changes), changed="")).state == "draft", changes


def test_a_correction_is_checked_against_every_version_and_again_when_approved(
    cast: Any, table: StatTable
) -> None:
    """Seven more and then eight less is one less than at first; what was drafted before is checked anew."""
    approved(cast, draft(cast, table, asked(changed(Cf=7))))
    back = draft(cast, table, asked(changed(Cf=-1)))
    assert (back.state, "kon=f, lan=C" in back.refusal) == ("refused", True)
    waits = draft(cast, table, asked(changed(Cf=20)))
    StatVersion.objects.filter(pk=waits.pk).update(state="making")
    other = draft_beside(cast, table, asked(changed(Cf=21)))
    StatVersion.objects.filter(pk=waits.pk).update(state="draft")
    approved(cast, other)
    waits.refresh_from_db()
    with pytest.raises(Refused, match="färre än 5"):
        approved(cast, waits)


def draft_beside(cast: Any, table: StatTable, wanted: Asked) -> StatVersion:
    """A draft made while another is there, as when two were asked for before the rule that one waits."""
    made = StatVersion.objects.create(
        table=table, columns=wanted.columns, raw=wanted.content, raw_name=wanted.file_name,
        count_column=wanted.count_column, changed=wanted.changed, drafted_by=cast.coordinator,
    )  # fmt: skip
    return tasks.protect_version(version=made, report=lambda done, total=None: None, by=cast.coordinator)


def test_what_is_withdrawn_is_known_all_the_same(cast: Any, table: StatTable) -> None:
    actions.withdraw_version(version=StatVersion.objects.get(), why="Fel tal.", by=cast.manager)
    assert draft(cast, table, asked(changed(Cf=1))).state == "refused"
    assert draft(cast, table, asked(FIRST)).state == "draft"  # the same numbers may come out anew


def test_another_table_of_the_same_cases_stands_in_the_way(cast: Any, table: StatTable) -> None:
    named = Named("Enkät per län", "Survey by county", "", "file-enkat")
    other = actions.add_table(named=named, by=cast.coordinator)
    approved(cast, draft(cast, other, asked(FIRST, columns=[["lan"]], changed="")))
    made = draft(cast, table, asked(changed(Cf=6)))
    assert (made.state, "en annan tabell" in made.refusal) == ("refused", True)


def test_a_new_table_of_corrected_cases_is_refused(cast: Any, table: StatTable) -> None:
    """What was corrected fits no more with what was out before, so nothing else is said of the same cases."""
    approved(cast, draft(cast, table, asked(changed(Cf=6))))
    other = actions.add_table(named=Named("Län", "Counties", "", "file-enkat"), by=cast.coordinator)
    assert draft(cast, other, asked(changed(Cf=6), columns=[["kon"]], changed="")).state == "refused"


def test_the_same_file_twice_is_no_new_version(writer: Client, table: StatTable) -> None:
    page = sent(writer, table, table_of(FIRST))
    made = StatVersion.objects.get(number=None)
    assert (made.state, made.parts) == ("refused", [])
    assert "Filen ger samma tabell som version 1" in page.text
    writer.cookies["django_language"] = "en"
    assert (
        reverse("statistics:new-version", args=[table.code])
        in writer.get(reverse("statistics:table", args=[table.code])).text
    )  # a refused one is nothing that waits


def test_one_waits_at_a_time(cast: Any, writer: Client, table: StatTable) -> None:
    address, home = (reverse(f"statistics:{name}", args=[table.code]) for name in ("new-version", "table"))
    assert address in writer.get(home).text
    assert "Ny version ur en fil" in writer.get(home).text
    made = draft(cast, table, asked(changed(Cf=6)))
    assert address not in writer.get(home).text
    assert "En version väntar redan" in writer.get(address, follow=True).text
    assert "En version väntar redan" in sent(writer, table, table_of(changed(Cf=7))).text
    with pytest.raises(Refused, match="väntar redan"):
        actions.ask_for_version(table=table, asked=asked(changed(Cf=7)), by=cast.coordinator)
    actions.drop_draft(version=made, by=cast.manager)
    assert address in writer.get(home).text


@pytest.mark.parametrize(
    ("content", "sv", "en"),
    [
        (table_of(FIRST, "lan,sex,antal"), "Kolumnen kon finns inte. De som finns: lan, sex, antal",
         "There is no column kon. There are: lan, sex, antal"),
        (table_of({**FIRST, ("D", "f"): 9}), "Rad 8: lan har värdet D, som inte finns i den förra versionen. "
         "Där finns: A, B, C",
         "Row 8: lan has the value D, which is not in the version before. It has: A, B, C"),
        (b"lan,kon,antal\nA,f,9\nA,F,9\nB,x,9\n", "Rad 3: kon har värdet F", "Row 4: kon has the value x"),
        (b"lan,kon,antal\nA,f,9\nA,,9\n", "Rad 3: kon är tom", "Row 3: kon is empty"),
        (b"lan,kon,antal\nA,f,9.5\n", "Rad 2: antal ska vara ett helt tal", "Row 2: antal must be a whole number"),
    ],
)  # fmt: skip
def test_a_file_unlike_the_first_says_where(
    writer: Client, table: StatTable, content: bytes, sv: str, en: str
) -> None:
    assert sv in sent(writer, table, content).text
    writer.cookies["django_language"] = "en"
    page = sent(writer, table, content)
    assert en in page.text
    assert WHY in page.text  # what was filled in is still there
    assert StatVersion.objects.count() == 1


def test_the_finer_value_is_told_where_it_differs(cast: Any, writer: Client) -> None:
    named = Named("Kommuner", "Municipalities", "", "file-kommuner")
    made = actions.add_table(named=named, by=cast.coordinator)
    numbers = {("X", "u"): 20, ("X", "v"): 30, ("Y", "w"): 40}
    wanted = asked(numbers, columns=[["lan", "kon"]], changed="")
    approved(cast, draft(cast, made, wanted))
    page = sent(writer, made, table_of({**numbers, ("Y", "u"): 7}))
    assert "Rad 5: kon har värdet u, som inte finns i den förra versionen. Där finns: w" in page.text


def test_a_value_that_nobody_has_any_more_is_a_zero(cast: Any, table: StatTable) -> None:
    kept = {key: number for key, number in FIRST.items() if key[0] != "C"}
    found = {line.values: line.number for line in lines(draft(cast, table, asked(kept)))}
    assert (found["C", "f"], found["C", None], found[None, None]) == (0, 0, 70)


def test_every_kind_of_file_is_taken(writer: Client, cast: Any, table: StatTable, monkeypatch: Any) -> None:
    monkeypatch.setattr(tasks, "is_small", lambda version: True)
    book = Workbook()
    for row in table_of(changed(Cf=6)).decode().splitlines():
        cells = row.split(",")
        book.active.append([*cells[:2], int(cells[2]) if cells[2].isdigit() else cells[2]])
    held = io.BytesIO()
    book.save(held)
    sent(writer, table, held.getvalue(), name="ny.xlsx")
    assert StatVersion.objects.get(number=None).state == "draft"


def test_what_must_be_said(writer: Client, cast: Any, table: StatTable) -> None:
    page = sent(writer, table, table_of(changed(Cf=6)), changed=" ")
    assert 'id="id_changed-error"' in page.text or "Vad är ändrat, och varför?" in page.text
    assert StatVersion.objects.count() == 1
    for wanted, words in (
        (asked(changed(Cf=6), changed=" "), "vad som är ändrat"),
        (asked(changed(Cf=6), columns=[["kon"], ["lan"]]), "samma kolumner som den förra: lan, kon"),
        (asked(changed(Cf=6), first_year=2020, last_year=2020), "Skriv året om"),
        (Asked(columns=[["lan"]], first_year=2020, last_year=2020), "samma källa"),
    ):
        with pytest.raises(Refused, match=words):
            actions.ask_for_version(table=table, asked=wanted, by=cast.coordinator)


def test_a_table_of_a_room_takes_no_file_and_its_years_are_kept_apart(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "countables", lambda: [countable()])
    monkeypatch.setattr(forms, "countables", lambda: [countable()])
    room = actions.add_table(named=Named("Rum", "Room", "made-up", "made-up"), by=cast.coordinator)
    with pytest.raises(Refused, match="samma källa"):
        actions.ask_for_version(table=room, asked=asked(FIRST), by=cast.coordinator)
    ours = actions.add_table(named=Named("Fil om våra", "File of ours", "", "made-up"), by=cast.coordinator)
    with pytest.raises(Refused, match="Skriv året"):  # else it would be checked beside nothing
        actions.ask_for_version(table=ours, asked=asked(FIRST), by=cast.coordinator)
    of_2020 = {"first_year": 2020, "last_year": 2020}
    approved(cast, draft(cast, ours, asked(FIRST, **of_2020)))
    assert draft(cast, ours, asked(changed(Cf=1), **of_2020)).state == "refused"
    new_year = approved(cast, draft(cast, ours, asked(changed(Cf=1), first_year=2021, last_year=2021)))
    assert (new_year.number, new_year.period) == (2, "2021")
    assert (
        draft(cast, room, Asked(columns=[[COUNTY]], **of_2020)).state == "refused"
    )  # 190 there, 170 in the file


def test_what_was_said_stands_when_it_is_out(cast: Any, table: StatTable) -> None:
    out = approved(cast, draft(cast, table, asked(changed(Cf=6))))
    with pytest.raises(DatabaseError, match="stands"), transaction.atomic():
        StatVersion.objects.filter(pk=out.pk).update(changed="Något annat.")


def test_what_was_said_is_part_of_what_is_approved(cast: Any, table: StatTable) -> None:
    made = draft(cast, table, asked(changed(Cf=6)))
    StatVersion.objects.filter(pk=made.pk).update(changed="Något annat.")
    with pytest.raises(Refused, match="inte det som du såg"):
        approved(cast, made)


def test_a_table_that_has_not_been_out_is_asked_for_anew(cast: Any, writer: Client) -> None:
    made = actions.add_table(named=Named("Ny", "New", "", "file-ny"), by=cast.coordinator)
    address = reverse("statistics:new-version", args=[made.code])
    assert writer.get(address).status_code == 404
    assert address not in writer.get(reverse("statistics:table", args=[made.code])).text


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_may(cast: Any, client: Client, table: StatTable, role: str) -> None:
    client.force_login(getattr(cast, role))
    address = reverse("statistics:new-version", args=[table.code])
    may = role == "coordinator"
    assert client.get(address).status_code == (200 if may else 403)
    sent(client, table, table_of(changed(Cf=6)))
    assert StatVersion.objects.filter(number=None).exists() == may
    if role == "manager":
        assert address not in client.get(reverse("statistics:table", args=[table.code])).text


def test_the_form_says_what_the_file_must_have(writer: Client, table: StatTable) -> None:
    address = reverse("statistics:new-version", args=[table.code])
    page = writer.get(address).text
    assert 'Värden i <span lang="sv">lan</span>' in page
    assert "A, B, C" in page
    assert 'value="antal"' in page
    assert 'name="year"' not in page
    writer.cookies["django_language"] = "en"
    english = writer.get(address).text
    for words in (
        "New version from a file",
        'Values in <span lang="sv">lan</span>',
        "What has changed, and why?",
    ):
        assert words in english
