"""Loading a file through the pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused, add_user
from skyddsnat.core.models import Work
from skyddsnat.economy.actions import discard_upload, upload_sie
from skyddsnat.economy.models import SieImport, Voucher
from skyddsnat.economy.tasks import start_loading
from skyddsnat.economy.tests.books import sie, voucher
from skyddsnat.mandate.models import Assignment


def upload(client: Client, assignment: Assignment, content: bytes, name: str = "mars.se") -> Any:
    where = reverse("economy:import_new", args=[assignment.slug])
    return client.post(where, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_a_file_is_looked_at_before_it_is_loaded(assignment: Assignment, cast: Cast, client: Client) -> None:
    client.force_login(cast.economist)
    response = upload(client, assignment, sie(voucher(1, 123_400, text="Tåg till Luleå")))
    text = response.content.decode()
    assert "Tåg till Luleå" in text
    assert "Inget är inläst än" in text
    assert not Voucher.objects.exists()
    pending = SieImport.objects.get()
    where = reverse("economy:import_preview", args=[assignment.slug, pending.pk])
    client.post(where)
    client.post(where)
    assert Voucher.objects.count() == 1
    again = upload(client, assignment, sie(voucher(1, 123_400, text="Tåg till Luleå")))
    assert "Inläst fil" in again.content.decode()
    assert SieImport.objects.count() == 1


def test_a_large_file_is_loaded_by_the_worker_and_only_once(
    assignment: Assignment, cast: Cast, client: Client, run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skyddsnat.economy.views.imports.LARGE", 1)
    client.force_login(cast.economist)
    upload(client, assignment, sie(voucher(1, 100), voucher(2, 200)))
    pending = SieImport.objects.get()
    where = reverse("economy:import_preview", args=[assignment.slug, pending.pk])
    first, second = client.post(where), client.post(where)
    work = Work.objects.get()
    assert first["Location"] == second["Location"] == work.get_absolute_url()
    assert not Voucher.objects.exists()
    other = add_user(email="annan@example.org", name="Annan Ekonom", roles=["economist"], by=None)
    with pytest.raises(Refused, match="Economist läser in filen just nu"):
        start_loading(upload=pending, by=other)
    run_jobs()
    work.refresh_from_db()
    assert (work.state, work.done, work.total, Voucher.objects.count()) == (Work.FINISHED, 4, 4, 2)
    assert client.get(client.get(work.get_absolute_url())["Location"]).status_code == 200
    assert client.post(where)["Location"] != work.get_absolute_url()


@pytest.fixture
def all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skyddsnat.economy.views.imports.LARGE_BYTES", 1)


@pytest.mark.usefixtures("all_are_large")
def test_a_large_file_is_read_by_the_worker_before_it_is_looked_at(
    assignment: Assignment, cast: Cast, client: Client, run_jobs: Any
) -> None:
    client.force_login(cast.economist)
    content = sie(voucher(1, 123_400, text="Tåg till Luleå"), voucher(2, 200))
    response = upload(client, assignment, content)
    work = Work.objects.get()
    assert response.redirect_chain[-1][0] == work.get_absolute_url()
    assert upload(client, assignment, content).redirect_chain[-1][0] == work.get_absolute_url()
    waiting = SieImport.objects.get()
    where = reverse("economy:import_preview", args=[assignment.slug, waiting.pk])
    assert "läses i bakgrunden" in client.get(where).content.decode()
    run_jobs()
    work.refresh_from_db()
    assert (work.state, work.result_url, work.done) == (Work.FINISHED, where, work.total)
    assert work.total == content.count(b"\n")
    shown = client.get(where).content.decode()
    assert "Tåg till Luleå" in shown
    assert "1\xa0234" in shown
    assert not Voucher.objects.exists()
    client.post(where)
    assert Voucher.objects.count() == 2
    assert "Inläst fil" in client.get(where).content.decode()


@pytest.mark.usefixtures("all_are_large")
def test_of_a_large_file_with_faults_only_the_faults_are_kept(
    assignment: Assignment, cast: Cast, client: Client, run_jobs: Any
) -> None:
    client.force_login(cast.economist)
    broken = sie(voucher(1, 100)).replace(b"-1.00", b"-1.01")
    upload(client, assignment, broken)
    run_jobs()
    kept = SieImport.objects.get()
    assert kept.pending is not None
    assert bytes(kept.pending) == b""
    where = reverse("economy:import_preview", args=[assignment.slug, kept.pk])
    text = client.get(where).content.decode()
    assert "balanserar inte" in text
    assert ">17<" in re.sub(r"\s", "", text)
    client.post(where)
    assert not Voucher.objects.exists()
    upload(client, assignment, broken)
    assert SieImport.objects.exclude(pk=kept.pk).count() == 1
    client.post(reverse("economy:import_discard", args=[assignment.slug, SieImport.objects.get().pk]))
    assert not SieImport.objects.exists()


@pytest.mark.usefixtures("all_are_large")
def test_a_small_file_is_looked_at_at_once_and_a_strangers_is_not_seen(
    assignment: Assignment, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(cast.economist)
    upload(client, assignment, sie(voucher(1, 100)))
    where = reverse("economy:import_preview", args=[assignment.slug, SieImport.objects.get().pk])
    client.force_login(cast.partner)
    assert client.get(where).status_code == 403
    client.force_login(cast.economist)
    monkeypatch.setattr("skyddsnat.economy.views.imports.LARGE_BYTES", 500_000)
    assert "Inget är inläst än" in upload(client, assignment, sie(voucher(2, 100))).content.decode()
    assert Work.objects.count() == 1


def test_a_large_file_that_was_let_go_is_refused_by_the_worker(
    assignment: Assignment, cast: Cast, run_jobs: Any
) -> None:
    pending = upload_sie(assignment=assignment, content=sie(voucher(1, 100)), name="m.se", by=cast.economist)
    work = start_loading(upload=pending, by=cast.economist)
    discard_upload(upload=pending, by=cast.economist)
    run_jobs()
    work.refresh_from_db()
    assert (work.state, work.message) == (Work.FAILED, "Filen finns inte kvar. Ladda upp den igen.")
    with pytest.raises(Refused, match="finns inte kvar"):
        start_loading(upload=pending, by=cast.economist)


def test_errors_are_shown_with_their_lines_and_nothing_is_kept(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    client.force_login(cast.economist)
    broken = sie(voucher(1, 100)).replace(b"-1.00", b"-1.01")
    text = upload(client, assignment, broken).content.decode()
    assert "balanserar inte" in text
    assert ">17<" in re.sub(r"\s", "", text)
    assert not SieImport.objects.exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x00" * 100, b"PK\x03\x04"])
def test_what_is_not_a_sie_file_is_refused_in_words(
    assignment: Assignment, cast: Cast, client: Client, content: bytes
) -> None:
    client.force_login(cast.economist)
    response = upload(client, assignment, content)
    assert response.status_code == 200
    assert "xportera" in response.content.decode()
    assert not SieImport.objects.exists()


def test_a_waiting_file_is_thrown_away(assignment: Assignment, cast: Cast, client: Client) -> None:
    client.force_login(cast.economist)
    upload(client, assignment, sie(voucher(1, 100)))
    where = reverse("economy:import_discard", args=[assignment.slug, SieImport.objects.get().pk])
    client.get(where)
    assert SieImport.objects.exists()
    client.post(where)
    client.post(where)
    assert not SieImport.objects.exists()
