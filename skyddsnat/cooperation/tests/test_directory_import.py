"""Contacts in other states from a table: each wrong row with its number, repeats, undoing whole, and who may."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from skyddsnat.actors.models import Organisation, OrganisationRole
from skyddsnat.conftest import Cast
from skyddsnat.cooperation.directory.access import contacts_for, roles_for
from skyddsnat.cooperation.directory.actions import note_checked
from skyddsnat.cooperation.models import RoleContact
from skyddsnat.cooperation.tests.directory import SOCIAL, agreement_with, an_authority, contact_at, held_by
from skyddsnat.core.api import Refused, import_kinds, load_import, undo_import, upload_import
from skyddsnat.core.imports.looking import checked_sheet, sheet_of
from skyddsnat.core.models import Import
from skyddsnat.core.tests.tables import separated, xlsx
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
HEADING = [
    "Land",
    "Roll",
    "Myndighet",
    "Funktion",
    "E-post",
    "Telefon",
    "Webbplats",
    "Språk",
    "Källa",
    "Kontrollerad den",
]
DAY = datetime.date(2026, 5, 6)


def line(state: str = "RO", role: str = SOCIAL, name: str = "Myndighet A", **changes: object) -> list[object]:
    told = {
        "function": "Enheten", "email": "enhet@example.org", "phone": "", "web": "", "languages": "ro, en",
        "source": "Webbplatsen", "day": DAY,
    } | changes  # fmt: skip
    return [state, role, name, *told.values()]


def sent(cast: Cast, *rows: list[object], name: str = "lander.xlsx") -> Import:
    content = xlsx([HEADING, *rows]) if name.endswith("xlsx") else separated([HEADING, *rows])
    kind = import_kinds.kind_named("state-contacts")
    return upload_import(kind=kind, subject="", content=content, name=name, by=cast.coordinator)


def faults(source: Import) -> list[tuple[int, str]]:
    checked = checked_sheet(source, sheet_of(source), source.uploaded_by)
    return [(fault.row, fault.field) for fault in checked.faults]


def test_rows_name_the_holders_and_their_contacts(cast: Cast) -> None:
    rows = [
        line(), line(function="Jouren", email="jour@example.org"),
        line(name="Myndighet B", email="b@example.org"),
        line("Denmark", "Centralmyndighet enligt 1996 års Haagkonvention", "Myndighet C", languages="danska och en"),
    ]  # fmt: skip
    loaded = load_import(source=sent(cast, *rows), by=cast.coordinator)
    assert loaded.rows_new == 4
    found = contacts_for(cast.auditor).order_by("pk")
    assert [(one.role.place.code, one.organisation.name, one.function) for one in found] == [
        ("RO", "Myndighet A", "Enheten"), ("RO", "Myndighet A", "Jouren"), ("RO", "Myndighet B", "Enheten"),
        ("DK", "Myndighet C", "Enheten"),
    ]  # fmt: skip
    assert found[3].languages == ["da", "en"]
    held = roles_for(cast.auditor).filter(place__code="RO", kind=SOCIAL)
    assert sorted(one.organisation.name for one in held) == ["Myndighet A", "Myndighet B"]


def test_every_fault_is_told_with_row_and_column_and_nothing_is_lost(cast: Cast) -> None:
    an_authority("Annan stats myndighet", "BG")
    rows = [
        line(), line("Norge"), line(role="Borgmästare"), line("DK", "central-authority-iib"),
        line(name="Annan stats myndighet"), line(email=""), line(languages="klingonska"), line(web="x y"),
        line(day=today() + datetime.timedelta(days=3)), line(function=""), line(phone="ring"),
    ]  # fmt: skip
    source = sent(cast, *rows)
    assert faults(source) == [
        (3, "state"), (4, "role"), (5, "role"), (6, "organisation"), (7, "email"), (8, "languages"), (9, "web"),
        (10, "checked_on"), (11, "function"), (12, "phone"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="Inget är inläst"):
        load_import(source=source, by=cast.coordinator)
    source.refresh_from_db()
    assert source.content is not None
    assert not RoleContact.objects.exists()
    assert not Organisation.objects.filter(name="Myndighet A").exists()


def test_a_state_without_the_role_is_told_which_it_has(cast: Cast) -> None:
    source = sent(cast, line("DK", "central-authority-iib"))
    [fault] = checked_sheet(source, sheet_of(source), cast.coordinator).faults
    assert "Danmark har inte rollen" in fault.words
    assert "Haagkonvention" in fault.words


def test_what_is_there_is_a_repeat(cast: Cast) -> None:
    contact_at(held_by("Myndighet A", by=cast.coordinator), by=cast.coordinator)
    source = sent(
        cast, line(function="ENHETEN"), line(name="Myndighet B"), line(name="Myndighet B"), name="a.csv"
    )
    checked = checked_sheet(source, sheet_of(source), cast.coordinator)
    assert [(one.row, bool(one.url)) for one in checked.repeats] == [(2, True), (4, False)]
    assert load_import(source=source, by=cast.coordinator).rows_new == 1
    assert RoleContact.objects.count() == 2


def test_undoing_gives_the_states_back_as_they_were(cast: Cast) -> None:
    kept = contact_at(held_by("Myndighet A", by=cast.coordinator), by=cast.coordinator)
    before = set(OrganisationRole.objects.values_list("pk", "organisation", "valid_to"))
    organisations = set(Organisation.objects.values_list("pk", flat=True))
    rows = [line(function="Ny"), line(name="Myndighet B"), line("BG", name="Myndighet C")]
    source = load_import(source=sent(cast, *rows), by=cast.coordinator)
    assert Organisation.objects.count() == len(organisations) + 2
    undo_import(source=source, by=cast.coordinator)
    assert set(OrganisationRole.objects.values_list("pk", "organisation", "valid_to")) == before
    assert set(Organisation.objects.values_list("pk", flat=True)) == organisations
    assert list(RoleContact.objects.all()) == [kept]
    assert load_import(source=sent(cast, *rows), by=cast.coordinator).rows_new == 3


@pytest.mark.parametrize("since", ["checked", "contact", "agreement"])
def test_what_something_rests_on_is_not_undone(cast: Cast, since: str) -> None:
    source = load_import(source=sent(cast, line()), by=cast.coordinator)
    made = RoleContact.objects.get()
    if since == "checked":
        note_checked(contact=made, version=1, by=cast.coordinator)
    elif since == "contact":
        contact_at(made.role, function="En till", by=cast.coordinator)
    else:
        agreement_with("RO", parties=[made.organisation], by=cast.coordinator)
    with pytest.raises(Refused, match="efteråt"):
        undo_import(source=source, by=cast.coordinator)
    assert RoleContact.objects.filter(imported_in=source).exists()


@pytest.mark.parametrize("who", ["economist", "manager", "auditor", "caseworker", "partner", "outsider"])
def test_only_those_who_keep_the_directory_take_tables_in(cast: Cast, who: str) -> None:
    client = Client()
    client.force_login(getattr(cast, who))
    assert client.get(reverse("core:import_new", args=["state-contacts"])).status_code == 403
