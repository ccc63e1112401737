"""Loading a file through the pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.economy.models import SieImport, Voucher
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
