"""The pages of an import, step by step, as the person meets them."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from skyddsnat.actors.models import Contact
from skyddsnat.core.api import import_kinds, upload_import
from skyddsnat.core.imports import background
from skyddsnat.core.imports.looking import read_and_check
from skyddsnat.core.models import Import, Work
from skyddsnat.core.tests.tables import content_of, separated, xlsx

pytestmark = pytest.mark.django_db
HEADING = ["Organisation", "Funktion", "E-post", "Källa", "Dag"]
GOOD = ["Socialstyrelsen", "Samordnare", "a@example.org", "Brev", "2014-05-06"]
BAD = ["Okänd", "", "b", "Brev", "2014-05-06"]


@pytest.fixture
def client(cast) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(cast.coordinator)
    return client


def send(client, content, name="kontakter.csv", **more):
    url = reverse("core:import_new", args=["contacts"])
    return client.post(url, {"file": SimpleUploadedFile(name, content), **more}, follow=True)


def choose(client, found, /, **columns):
    fields = ["organisation", "function", "name", "email", "phone", "source", "checked_on"]
    data = {f"column_{name}": columns.get(name, "") for name in fields}
    data |= {"version": found.version, "repeats": "skip"}
    data |= {
        f"value_{name.removeprefix('same_')}": text
        for name, text in columns.items()
        if name.startswith("same_")
    }
    return client.post(reverse("core:import_columns", args=[found.pk]), data, follow=True)


def test_from_file_to_list_and_back(client):
    page = send(client, separated([HEADING, GOOD]))
    source = Import.objects.get()
    assert "Vad står i kolumnerna?" in page.content.decode()
    page = choose(client, source, organisation="0", function="1", email="2", source="3", checked_on="4")
    assert "Läs in 1 rad" in page.content.decode()
    page = client.post(reverse("core:import_load", args=[source.pk]), follow=True)
    assert "1 rad är inläst." in page.content.decode()
    client.post(reverse("core:import_load", args=[source.pk]))
    assert Contact.objects.count() == 1
    assert "kontakter.csv" in client.get(reverse("core:imports")).content.decode()
    asked = client.get(reverse("core:import_undo", args=[source.pk]))
    assert "Vill du ångra importen av 1 rad?" in asked.content.decode()
    assert Contact.objects.count() == 1
    client.post(reverse("core:import_undo", args=[source.pk]))
    assert Contact.objects.count() == 0
    assert "Ångrad import" in client.get(source.get_absolute_url()).content.decode()


def test_a_missing_column_is_told_and_what_was_chosen_stays(client):
    send(client, separated([["A", "B"], ["Socialstyrelsen", "Samordnare"]]))
    source = Import.objects.get()
    page = choose(client, source, organisation="0", function="1").content.decode()
    assert "Välj kolumnen för Källa" in page
    assert '<option value="1" selected>' in page
    page = choose(
        client, source, organisation="0", function="1", source="=", same_source="Brev", checked_on="=",
        same_checked_on="6 maj 2014", email="=", same_email="a@example.org",
    )  # fmt: skip
    assert "Läs in 1 rad" in page.content.decode()
    client.post(reverse("core:import_load", args=[source.pk]))
    assert Contact.objects.get().source == "Brev"
    source.refresh_from_db()
    assert set(source.mapping) == {"organisation", "function"}


def test_the_faults_come_back_beside_their_rows_and_the_mended_file_is_understood(client):
    send(client, xlsx([HEADING, GOOD, BAD]), "k.xlsx")
    source = Import.objects.get()
    choose(client, source, organisation="0", function="1", email="2", source="3", checked_on="4")
    page = client.get(source.get_absolute_url()).content.decode()
    assert "Filen har 3 fel" in page
    assert "Läs in 1 rad" not in page
    answer = client.get(reverse("core:import_faults", args=[source.pk]), {"format": "xlsx"})
    content = content_of(answer)
    rows = CalamineWorkbook.from_object(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0][-1] == "Fel att rätta"
    assert rows[1][:5] == GOOD
    assert "Organisation: ”Okänd” finns inte" in rows[2][-1]
    assert "Funktion: Cellen är tom" in rows[2][-1]
    client.post(reverse("core:import_discard", args=[source.pk]))
    send(client, content, "rattad.xlsx")
    assert Import.objects.get().mapping == source.mapping | {
        name: {"column": n}
        for n, name in enumerate(["organisation", "function", "email", "source", "checked_on"])
    }


def test_the_sheet_and_the_heading_row_can_be_chosen(client):
    content = xlsx([["Inget här"]], more={"Kontakter": [["Kontakter våren 2014"], [], HEADING, GOOD]})
    page = send(client, content, "k.xlsx").content.decode()
    assert "Kontakter" in page
    source = Import.objects.get()
    assert not source.is_mapped
    client.post(reverse("core:import_place", args=[source.pk]), {"sheet": "Kontakter"})
    source.refresh_from_db()
    assert (source.sheet, source.header_row) == ("Kontakter", 3)
    client.post(reverse("core:import_place", args=[source.pk]), {"sheet": "Kontakter", "header_row": "99"})
    source.refresh_from_db()
    assert source.header_row == 3


def test_a_large_file_is_loaded_by_the_worker_and_only_once(client, run_jobs, monkeypatch):
    monkeypatch.setattr("skyddsnat.core.imports.views.loading.LARGE", 1)
    assert background.LARGE > 1
    rows = [["Socialstyrelsen", f"Funktion {n}", "a@example.org", "Brev", "2014-05-06"] for n in range(3)]
    send(client, separated([HEADING, *rows]))
    source = Import.objects.get()
    choose(client, source, organisation="0", function="1", email="2", source="3", checked_on="4")
    url = reverse("core:import_load", args=[source.pk])
    first, second = client.post(url), client.post(url)
    assert first["Location"] == second["Location"] == Work.objects.get().get_absolute_url()
    run_jobs()
    source.refresh_from_db()
    assert (source.state, Contact.objects.count()) == (Import.LOADED, 3)
    assert Work.objects.get().result_url == source.get_absolute_url()


def test_a_large_file_is_checked_by_the_worker_and_again_when_something_is_chosen_anew(
    client, run_jobs, monkeypatch
):
    monkeypatch.setattr(background, "LARGE_TO_CHECK", 1)
    send(client, separated([HEADING, GOOD, BAD]))
    source = Import.objects.get()
    columns = {"organisation": "0", "function": "1", "email": "2", "source": "3", "checked_on": "4"}
    page = choose(client, source, **columns)
    assert page.redirect_chain[-1][0] == Work.objects.get().get_absolute_url()
    assert client.get(source.get_absolute_url())["Location"] == Work.objects.get().get_absolute_url()
    run_jobs()
    page = client.get(source.get_absolute_url()).content.decode()
    assert "Filen har 3 fel" in page
    assert "Organisation: " not in page
    assert "”Okänd” finns inte" in page
    assert "Socialstyrelsen" in page
    source.refresh_from_db()
    choose(client, source, **columns | {"email": "", "same_email": "a@example.org"})
    run_jobs()
    page = client.get(source.get_absolute_url()).content.decode()
    assert "Filen har 2 fel" in page
    Import.objects.update(findings=None)
    page = client.get(source.get_absolute_url(), follow=True).content.decode()
    assert "behöver kontrolleras på nytt" in page


def test_what_the_worker_found_goes_when_the_file_is_loaded(client, run_jobs, monkeypatch):
    monkeypatch.setattr(background, "LARGE_TO_CHECK", 0)
    send(client, separated([HEADING, GOOD]))
    source = Import.objects.get()
    choose(client, source, organisation="0", function="1", email="2", source="3", checked_on="4")
    run_jobs()
    assert "Läs in 1 rad" in client.get(source.get_absolute_url()).content.decode()
    client.post(reverse("core:import_load", args=[source.pk]))
    source.refresh_from_db()
    assert (source.state, source.findings) == (Import.LOADED, None)


def test_a_refused_file_is_told_beside_the_field(client):
    page = send(client, b"%PDF-1.7", "k.pdf").content.decode()
    assert "Filen är inte en tabell som går att läsa." in page
    assert not Import.objects.exists()


@pytest.mark.parametrize(("language", "heading"), [("sv", "Kontrollerad den"), ("en", "Checked on")])
def test_the_template_has_headings_in_the_readers_language_and_can_be_sent(client, cast, language, heading):
    client.cookies["django_language"] = language
    answer = client.get(reverse("core:import_template", args=["contacts"]))
    content = content_of(answer)
    rows = CalamineWorkbook.from_object(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0][-1] == heading
    send(client, content, "mall.xlsx")
    assert len(Import.objects.get().mapping) == 7


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 200), ("economist", 200), ("editor", 200), ("manager", 403), ("receiver", 403), ("partner", 403),
     ("auditor", 403), ("outsider", 403)],
)  # fmt: skip
def test_the_start_page_is_for_those_who_may_take_something_in(cast, who, status):
    client = Client(HTTP_HOST="localhost")
    client.force_login(getattr(cast, who))
    assert client.get(reverse("core:imports")).status_code == status


def test_the_faults_of_a_large_file_are_written_by_the_worker_and_fetched(
    client, cast, run_jobs, monkeypatch
):
    monkeypatch.setattr(background, "LARGE_TO_CHECK", 1)
    send(client, separated([HEADING, GOOD, BAD]))
    source = Import.objects.get()
    columns = {"organisation": "0", "function": "1", "email": "2", "source": "3", "checked_on": "4"}
    choose(client, source, **columns)
    run_jobs()
    url = reverse("core:import_faults", args=[source.pk])
    assert "Skriv felen i en XLSX-fil" in client.get(source.get_absolute_url()).content.decode()
    assert client.get(url, {"format": "xlsx"})["Location"] == source.get_absolute_url()
    for wanted in ("xlsx", "csv"):
        first, second = client.post(url, {"format": wanted}), client.post(url, {"format": wanted})
        assert first["Location"] == second["Location"]
        run_jobs()
        page = client.get(source.get_absolute_url()).content.decode()
        assert f'href="{url}?format={wanted}"' in page
        assert "Filen har 3 fel" in page
        content = content_of(client.get(url, {"format": wanted}))
        if wanted == "xlsx":
            rows = CalamineWorkbook.from_object(io.BytesIO(content)).get_sheet_by_index(0).to_python()
            assert "Organisation: ”Okänd” finns inte" in rows[2][-1]
        else:
            assert "Organisation: ”Okänd” finns inte" in content.decode("utf-8-sig").splitlines()[2]
    source.refresh_from_db()
    choose(client, source, **columns | {"email": "", "same_email": "a@example.org"})
    assert Import.objects.get().mending is None
    run_jobs()
    stranger = Client(HTTP_HOST="localhost")
    stranger.force_login(cast.manager)
    assert stranger.post(url, {"format": "csv"}).status_code == 404


def test_the_work_has_come_a_bit_on_its_way_when_the_rows_are_checked(cast):
    content = separated([[*HEADING[:-1], "Datum"], *([GOOD] * 12_000)])
    source = upload_import(
        kind=import_kinds.kind_named("contacts"),
        subject="",
        content=content,
        name="k.csv",
        by=cast.coordinator,
    )
    told: list[int] = []
    read_and_check(source, cast.coordinator, told.append)
    assert len([done for done in told if done < 12_000]) > 2
    assert told == sorted(told)
    assert told[-1] <= 12_000
