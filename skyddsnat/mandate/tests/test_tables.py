"""Attendance and activities from tables: nobody is named, the ledger only grows, and a whole file can be undone."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from skyddsnat.actors.models import Organisation
from skyddsnat.core.api import Refused, import_kinds, load_import, map_columns, undo_import, upload_import
from skyddsnat.core.imports.looking import checked_sheet, sheet_of
from skyddsnat.core.models import Import
from skyddsnat.core.tests.tables import separated, xlsx
from skyddsnat.mandate.actions.assignments import load_evidence_kinds
from skyddsnat.mandate.api import Fact, add_evidence, correct_evidence, seal, verify, write_assessment
from skyddsnat.mandate.models import Activity, Evidence, EvidenceCount
from skyddsnat.mandate.tests.browsing import text
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
DAY = datetime.date(2014, 5, 6)
HEADING = ["Datum", "Insats", "Slag", "Antal deltagare", "Aktör", "Kommun", "Ärendenummer"]
ROW = [DAY, 1, "Yrkesverksam utbildad", 25, "Socialstyrelsen", "", "TEST 1"]
OTHER = ["6 maj 2014", "Insats ett", "professional_trained", "1 200", "", 114, ""]


@pytest.fixture
def planned(assignment, cast) -> Activity:
    load_evidence_kinds()
    return Activity.objects.create(
        assignment=assignment, number=1, title="Insats ett", purpose="Fler får stöd.", responsible=cast.coordinator,
        starts=datetime.date(2014, 3, 1), ends=datetime.date(2014, 12, 31),
    )  # fmt: skip


def sent(cast, assignment, *rows, kind="attendance", heading=HEADING, content=None) -> Import:
    return upload_import(
        kind=import_kinds.kind_named(kind), subject=assignment.slug, content=content or xlsx([heading, *rows]),
        name="tabell.xlsx", by=cast.coordinator,
    )  # fmt: skip


def faults(source):
    checked = checked_sheet(source, sheet_of(source), source.uploaded_by)
    return [(fault.row, fault.field) for fault in checked.faults]


def standing(assignment) -> int:
    return sum(EvidenceCount.objects.filter(assignment=assignment).values_list("quantity", flat=True))


def test_attendance_becomes_rows_of_the_ledger(cast, assignment, planned):
    loaded = load_import(source=sent(cast, assignment, ROW, OTHER), by=cast.coordinator)
    assert loaded.result == {"first": 1, "last": 2}
    first, second = Evidence.objects.filter(assignment=assignment).order_by("seq")
    assert (first.quantity, first.organisation.code, first.reference) == (25, "socialstyrelsen", "TEST 1")
    assert (second.quantity, second.place.code, second.occurred_on) == (1200, "0114", DAY)
    assert verify(assignment) == []


def test_faults_are_told_by_row_and_column(cast, assignment, planned):
    source = sent(
        cast, assignment,
        [today() + datetime.timedelta(days=3), 1, "Yrkesverksam utbildad", 1, "", "", ""],
        [DAY, 7, "Fest", 0.5, "Ingen", "Ingenstans", ""],
        [DAY, 1, "Yrkesverksam utbildad", 0, "", "", "nr 1234567890"],
        ["", "", "", "", "", "", ""],
        [DAY, "", "Yrkesverksam utbildad", 1, "", "", ""],
    )  # fmt: skip
    assert faults(source) == [
        (2, "occurred_on"), (3, "activity"), (3, "kind"), (3, "quantity"), (3, "organisation"), (3, "place"),
        (4, "quantity"), (4, "reference"), (6, "activity"),
    ]  # fmt: skip
    with pytest.raises(Refused):
        load_import(source=source, by=cast.coordinator)
    assert not Evidence.objects.filter(assignment=assignment).exists()


@pytest.mark.parametrize("heading", ["Namn", "Personnummer", "E-post:", "First name", "Telefon"])
def test_a_table_that_names_people_is_turned_away_and_not_kept(cast, assignment, planned, heading):
    with pytest.raises(Refused, match="Ta bort kolumnen"):
        sent(cast, assignment, [*ROW, "Anna"], heading=[*HEADING, heading])
    assert not Import.objects.exists()


@pytest.mark.parametrize("cell", ["20010101-1234", "0101011234", 200101011234, "Anna <anna@example.org>"])
def test_a_cell_that_looks_like_a_person_is_turned_away_with_its_row(cast, assignment, planned, cell):
    with pytest.raises(Refused, match="Rad 3 ser ut"):
        sent(cast, assignment, ROW, [*ROW, cell], heading=[*HEADING, "Annat"])
    content = xlsx([HEADING, ROW], more={"Anteckningar": [["x"], ["y"], [cell]]}, hidden=("Anteckningar",))
    with pytest.raises(Refused, match="Rad 3 ser ut"):
        sent(cast, assignment, content=content)
    assert not Import.objects.exists()


def test_rows_that_stand_in_the_ledger_are_shown_and_may_be_loaded_again(cast, assignment, planned):
    load_import(source=sent(cast, assignment, ROW), by=cast.coordinator)
    source = sent(cast, assignment, ROW, OTHER, OTHER)
    repeats = checked_sheet(source, sheet_of(source), cast.coordinator).repeats
    assert [(one.row, one.url.endswith("/underlag/1/")) for one in repeats] == [(2, True), (4, False)]
    source = map_columns(
        source=source, mapping=source.mapping, repeats="repeat", version=source.version, by=cast.coordinator
    )
    assert load_import(source=source, by=cast.coordinator).rows_new == 3


def test_undoing_takes_each_row_back_by_a_new_one(cast, assignment, planned):
    add_evidence(fact=Fact("meeting_held", planned, DAY), by=cast.coordinator)
    loaded = load_import(source=sent(cast, assignment, ROW, OTHER), by=cast.coordinator)
    correct_evidence(
        evidence=Evidence.objects.get(assignment=assignment, seq=2), reason="Fel", by=cast.coordinator
    )
    undo_import(source=loaded, by=cast.coordinator)
    rows = Evidence.objects.filter(assignment=assignment, corrects__isnull=False)
    assert sorted(rows.values_list("corrects", flat=True)) == [2, 3]
    assert standing(assignment) == 1
    assert verify(assignment) == []


def test_a_sealed_row_keeps_the_import(cast, assignment, planned):
    loaded = load_import(source=sent(cast, assignment, ROW, OTHER), by=cast.coordinator)
    seal(assignment, "report")
    with pytest.raises(Refused, match="2 rader ur filen ingår"):
        undo_import(source=loaded, by=cast.coordinator)
    assert standing(assignment) == 1225


PLAN = ["Namn på insatsen", "Syfte", "Meningar", "Ansvarig", "Börjar", "Slutar", "Budget"]


def planned_row(title="Ny insats", **other):
    row = {
        "title": title, "purpose": "Fler får stöd.", "clauses": "1 och 2", "responsible": "coordinator@example.org",
        "starts": "2014-05-06", "ends": "2014-11-30", "budget": "120 000 kr",
    }  # fmt: skip
    return list((row | other).values())


def test_activities_are_planned_through_the_action(cast, assignment, planned):
    heading = ["Namn på insatsen", "Syfte", "Punkter", "Ansvarig", "Börjar", "Slutar", "Budget"]
    loaded = load_import(
        source=sent(cast, assignment, planned_row(), kind="activities", heading=heading), by=cast.coordinator
    )
    made = Activity.objects.get(assignment=assignment, title="Ny insats")
    assert (made.number, made.budget_ore, made.responsible) == (2, 12_000_000, cast.coordinator)
    assert sorted(made.clauses.values_list("number", flat=True)) == ["1", "2"]
    undo_import(source=loaded, by=cast.coordinator)
    assert not Activity.objects.filter(pk=made.pk).exists()


def test_an_activity_that_somebody_has_worked_on_keeps_the_import(cast, assignment, planned):
    source = sent(cast, assignment, planned_row(clauses=""), kind="activities", heading=PLAN)
    loaded = load_import(source=source, by=cast.coordinator)
    write_assessment(activity=Activity.objects.get(number=2), children="Alla", by=cast.coordinator)
    with pytest.raises(Refused, match="Insats 2 har en påbörjad prövning"):
        undo_import(source=loaded, by=cast.coordinator)


def test_faults_in_activities_are_told_by_row(cast, assignment, planned):
    source = sent(
        cast, assignment, planned_row(), planned_row("Insats ett", responsible="okand@example.org"),
        planned_row("Tre", clauses="1, 99", budget="mycket"), planned_row("Fyra", ends="2014-01-01"),
        kind="activities", heading=["Namn på insatsen", "Syfte", "Punkter", "Ansvarig", "Börjar", "Slutar", "Budget"],
    )  # fmt: skip
    assert faults(source) == [(3, "responsible"), (4, "clauses"), (4, "budget_ore"), (5, "ends")]


def test_the_assignment_is_chosen_by_the_one_who_sends_the_file_and_kept_with_a_mended_one(
    cast, assignment, target, desk
):
    address = reverse("core:import_new", args=["activities"])
    content = xlsx(
        [["Namn på insatsen", "Syfte", "Ansvarig", "Börjar", "Slutar"], ["Ett", "Stöd", "x", DAY, DAY]]
    )
    answer = desk.post(address, {"file": SimpleUploadedFile("plan.xlsx", content)})
    assert "Välj vilket uppdrag raderna hör till." in text(answer)
    assert not Import.objects.exists()
    source = sent(cast, target, kind="activities", content=content)
    map_columns(
        source=source, mapping=source.mapping, repeats="skip", version=source.version, by=cast.coordinator
    )
    again = f"{address}?subject={target.slug}"
    assert f'href="{again}"' in text(desk.get(source.get_absolute_url()))
    assert f'<option value="{target.slug}" selected>' in text(desk.get(again))
    assert " selected>" not in text(desk.get(address)).replace('<option value="" selected>', "")


def test_a_text_file_in_windows_letters_is_read(cast, assignment, planned):
    content = separated(
        [HEADING, ["2014-05-06", "1", "Yrkesverksam utbildad", "3", "", "Västerås", "å"]], encoding="cp1252"
    )
    source = upload_import(
        kind=import_kinds.kind_named("attendance"), subject=assignment.slug, content=content, name="n.csv",
        by=cast.coordinator,
    )  # fmt: skip
    assert load_import(source=source, by=cast.coordinator).rows_new == 1
    assert Organisation.objects.exists()
