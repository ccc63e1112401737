"""Contacts from a table: errors by row, repeats, undoing, and who may."""

from __future__ import annotations

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from skyddsnat.actors.api import add_contact, end_contact
from skyddsnat.actors.models import Contact, Organisation
from skyddsnat.core.api import Refused, import_kinds, load_import, map_columns, undo_import, upload_import
from skyddsnat.core.imports.actions import remove_old_imports
from skyddsnat.core.imports.looking import checked_sheet, sheet_of
from skyddsnat.core.models import AuditEntry, Import
from skyddsnat.core.tests.tables import separated, xlsx
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
HEADING = ["Organisation", "Funktion", "Namn", "E-post", "Telefon", "Källa", "Kontrollerad den"]
DAY = datetime.date(2014, 5, 6)
GOOD = ["Socialstyrelsen", "Samordnare", "", "samordnare@example.org", "", "Webbplatsen", DAY]
OTHER = ["kommun-0180", "Registrator", "", "", "+46 8 508 290 00", "Webbplatsen", "6 maj 2014"]


def sent(cast, *rows, name="kontakter.xlsx", by=None) -> Import:
    content = xlsx([HEADING, *rows]) if name.endswith("xlsx") else separated([HEADING, *rows])
    kind = import_kinds.kind_named("contacts")
    return upload_import(kind=kind, subject="", content=content, name=name, by=by or cast.coordinator)


def faults(source: Import) -> list[tuple[int, str]]:
    checked = checked_sheet(source, sheet_of(source), source.uploaded_by)
    return [(fault.row, fault.field) for fault in checked.faults]


def test_rows_are_loaded_whole_with_their_columns_guessed(cast):
    loaded = load_import(source=sent(cast, GOOD, OTHER), by=cast.coordinator)
    assert (loaded.state, loaded.rows_new, loaded.content) == (Import.LOADED, 2, None)
    found = Contact.objects.filter(imported_in=loaded).order_by("id")
    assert [(one.organisation.code, one.function, one.checked_on) for one in found] == [
        ("socialstyrelsen", "Samordnare", DAY), ("kommun-0180", "Registrator", DAY)
    ]  # fmt: skip
    assert found[1].phone == "+46 8 508 290 00"
    assert AuditEntry.objects.get(verb="import.loaded").details["new"] == 2


def test_every_fault_is_told_with_its_row_and_column(cast):
    source = sent(
        cast,
        GOOD,
        ["Finns ej", "Samordnare", "", "a@example.org", "", "Brev", DAY],
        ["Socialstyrelsen", "", "", "inte en adress", "ring", "Brev", DAY],
        ["Socialstyrelsen", "Jurist", "", "", "", "Brev", DAY],
        ["Socialstyrelsen", "Jurist", "", "b@example.org", "", "Brev", today() + datetime.timedelta(days=9)],
    )
    assert faults(source) == [
        (3, "organisation"), (4, "function"), (4, "email"), (4, "phone"), (5, "email"), (6, "checked_on")
    ]  # fmt: skip
    with pytest.raises(Refused, match="Inget är inläst"):
        load_import(source=source, by=cast.coordinator)
    assert not Contact.objects.filter(imported_in=source).exists()


def test_known_rows_are_skipped_or_stop_the_file(cast):
    organisation = Organisation.objects.get(code="socialstyrelsen")
    add_contact(
        organisation=organisation, function="samordnare ", name="", email="Samordnare@example.org", phone="",
        source="Brev", checked_on=DAY, by=cast.coordinator,
    )  # fmt: skip
    source = sent(cast, GOOD, OTHER, OTHER)
    checked = checked_sheet(source, sheet_of(source), cast.coordinator)
    assert [(one.row, bool(one.url)) for one in checked.repeats] == [(2, True), (4, False)]
    mapping, version = source.mapping, source.version
    source = map_columns(source=source, mapping=mapping, repeats="stop", version=version, by=cast.coordinator)
    with pytest.raises(Refused, match="redan finns"):
        load_import(source=source, by=cast.coordinator)
    source = map_columns(
        source=source, mapping=mapping, repeats="skip", version=version + 1, by=cast.coordinator
    )
    assert load_import(source=source, by=cast.coordinator).rows_new == 1


def test_loading_twice_or_sending_the_same_file_changes_nothing(cast):
    source = sent(cast, GOOD, name="kontakter.csv")
    assert sent(cast, GOOD, name="kontakter.csv") == source
    load_import(source=source, by=cast.coordinator)
    load_import(source=source, by=cast.coordinator)
    assert Contact.objects.count() == 1
    with pytest.raises(Refused, match="redan inläst"):
        sent(cast, GOOD, name="kontakter.csv")


def test_undoing_takes_all_of_it_away_and_nothing_else(cast):
    kept = load_import(source=sent(cast, OTHER), by=cast.coordinator)
    source = load_import(source=sent(cast, GOOD), by=cast.coordinator)
    undone = undo_import(source=source, by=cast.coordinator)
    assert undone.state == Import.UNDONE
    assert list(Contact.objects.values_list("imported_in", flat=True)) == [kept.pk]
    assert load_import(source=sent(cast, GOOD), by=cast.coordinator).rows_new == 1


def test_an_ended_contact_keeps_the_import(cast):
    source = load_import(source=sent(cast, GOOD, OTHER), by=cast.coordinator)
    end_contact(contact=Contact.objects.filter(imported_in=source)[0], on=today(), by=cast.coordinator)
    with pytest.raises(Refused, match="1 kontakt ur filen är avslutad"):
        undo_import(source=source, by=cast.coordinator)
    assert Contact.objects.filter(imported_in=source).count() == 2


def test_the_columns_are_remembered_for_the_next_file_with_the_same_heading(cast):
    heading = ["Vem", "Gör vad", "Adress", "Hämtat", "Dag"]
    row = ["Socialstyrelsen", "Samordnare", "a@example.org", "Brev", DAY]
    kind = import_kinds.kind_named("contacts")
    first = upload_import(
        kind=kind, subject="", content=xlsx([heading, row]), name="a.xlsx", by=cast.coordinator
    )
    mapping = {
        name: {"column": n}
        for n, name in enumerate(["organisation", "function", "email", "source", "checked_on"])
    }
    map_columns(source=first, mapping=mapping, repeats="skip", version=first.version, by=cast.coordinator)
    again = separated(
        [["VEM ", "Gör vad:", "adress", "Hämtat", "Dag", "Fel att rätta"], [*map(str, row), ""]]
    )
    second = upload_import(kind=kind, subject="", content=again, name="b.csv", by=cast.coordinator)
    assert second.mapping == mapping


def test_a_file_cut_off_in_the_middle_leaves_nothing(cast):
    source = sent(cast, GOOD, OTHER)

    def pull_the_plug(done, total):
        if done >= total // 2:
            raise OSError("the plug is pulled")

    with pytest.raises(OSError, match="plug"), transaction.atomic():
        load_import(source=source, by=cast.coordinator, report=pull_the_plug)
    source.refresh_from_db()
    assert source.waits
    assert source.content is not None
    assert not Contact.objects.exists()


def test_a_file_nobody_loads_is_removed_after_two_weeks(cast):
    source = sent(cast, GOOD)
    assert remove_old_imports(today=today() + datetime.timedelta(days=14)) == 0
    assert remove_old_imports(today=today() + datetime.timedelta(days=15)) == 1
    assert not Import.objects.filter(pk=source.pk).exists()


@pytest.mark.parametrize(
    "who", ["economist", "editor", "manager", "receiver", "partner", "auditor", "outsider"]
)
def test_only_those_who_may_write_contacts_take_them_in(cast, who):
    person = getattr(cast, who)
    source = sent(cast, GOOD)
    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    assert client.get(reverse("core:import_new", args=["contacts"])).status_code == 403
    assert client.get(source.get_absolute_url()).status_code == 404
    assert client.post(reverse("core:import_load", args=[source.pk])).status_code == 404
    with pytest.raises(Refused):
        load_import(source=source, by=person)
    assert not Contact.objects.exists()
