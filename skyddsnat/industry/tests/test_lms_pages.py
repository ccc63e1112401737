"""The course in a company's own learning platform: packages to fetch, and keys that are shown once and taken back."""

from __future__ import annotations

import datetime
import io
import re
import uuid
import zipfile
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from skyddsnat.core.api import Refused, hash_of
from skyddsnat.core.models import AuditEntry
from skyddsnat.industry.companies.own import leave
from skyddsnat.industry.lms.access import jobs_of, token_with
from skyddsnat.industry.lms.tokens import MOST, make_token, remove_old_company_tokens, revoke_token
from skyddsnat.industry.models import Company, CompanyToken, Site
from skyddsnat.industry.tests.company_cases import a_company, signed_in
from skyddsnat.industry.tests.course import load_course
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
HERE = "/bransch/min/larplattform/"
ADDRESSES = [HERE, f"{HERE}hamta/", f"{HERE}nyckel/", f"{HERE}nyckel/1/ta-bort/"]
FETCH = {"kind": "cmi5", "jobs": ["reception"], "language": "sv"}


@pytest.fixture
def company(db: None) -> Company:
    return a_company()


@pytest.fixture
def own(client: Client, company: Company) -> Client:
    return signed_in(client, company)


def made(company: Company, name: str = "Lärportalen") -> str:
    return make_token(company=company, name=name, once=uuid.uuid4())


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_the_company_itself_comes_here(client: Client, company: Company, address: str) -> None:
    assert client.get(address)["Location"] == "/bransch/min/lank/"
    assert client.post(address)["Location"] == "/bransch/min/lank/"


def test_the_companys_page_leads_here(own: Client) -> None:
    assert f'href="{HERE}"' in own.get("/bransch/min/").text
    page = own.get(HERE)
    assert page.status_code == 200
    assert "Det finns inga lektioner för era arbetsplatser än." in page.text
    assert "/bransch/api/v1/completions" in page.text


def test_a_package_is_fetched(own: Client, tmp_path: Path) -> None:
    load_course(tmp_path, "reception", "night", "driver", languages=("sv", "en"))
    page = own.get(HERE).text
    assert 'value="reception"' in page
    assert 'value="driver"' not in page  # no hotel has a driver
    answer = own.get(f"{HERE}hamta/", FETCH)
    assert answer["Content-Disposition"] == 'attachment; filename="skyddsnat-reception-sv-1-cmi5.zip"'
    assert answer["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert "cmi5.xml" in archive.namelist()
    both = own.get(f"{HERE}hamta/", FETCH | {"jobs": ["night", "reception"], "kind": "scorm-1.2"})
    with zipfile.ZipFile(io.BytesIO(both.content)) as archive:
        assert archive.namelist() == [
            "skyddsnat-night-sv-1-scorm-1.2.zip",
            "skyddsnat-reception-sv-1-scorm-1.2.zip",
        ]
    assert not AuditEntry.objects.filter(verb__startswith="company_token").exists()


@pytest.mark.parametrize("wrong", [{"kind": "flash"}, {"jobs": []}, {"jobs": ["driver"]}, {"language": "de"}])
def test_what_was_chosen_stands_when_something_is_wrong(
    own: Client, tmp_path: Path, wrong: dict[str, object]
) -> None:
    load_course(tmp_path)
    answer = own.get(f"{HERE}hamta/", FETCH | wrong)
    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.text
    if "kind" not in wrong:
        assert re.search(r'value="cmi5"[^>]*checked', answer.text)


def test_a_key_is_shown_once_however_often_the_form_is_sent(own: Client, company: Company) -> None:
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', own.get(HERE).text)
    assert once
    form = {"name": " Lärportalen  ", "once": once[1]}
    first, second = (own.post(f"{HERE}nyckel/", form).text for _n in range(2))
    shown = [re.search(r"<code>([A-Za-z0-9_-]{43})</code>", page) for page in (first, second)]
    assert shown[0]
    assert shown[1]
    assert shown[0][1] == shown[1][1]
    token = CompanyToken.objects.get()
    assert (token.name, token.secret_sha256) == ("Lärportalen", hash_of(shown[0][1]))
    page = own.get(HERE).text
    assert shown[0][1] not in page
    assert "Lärportalen" in page
    assert own.get(f"{HERE}nyckel/")["Location"] == HERE
    assert AuditEntry.objects.filter(verb="company_token.made").count() == 1


def test_a_key_without_a_name_or_with_the_same_is_refused_and_nothing_is_lost(
    own: Client, company: Company
) -> None:
    made(company)
    for name in ("", "Lärportalen"):
        answer = own.post(f"{HERE}nyckel/", {"name": name, "once": str(uuid.uuid4())})
        assert answer.status_code == 422
        assert f'value="{name}"' in answer.text or not name
    assert CompanyToken.objects.count() == 1


def test_a_key_is_taken_back_when_asked_twice(own: Client, company: Company) -> None:
    secret = made(company)
    token = CompanyToken.objects.get()
    address = f"{HERE}nyckel/{token.pk}/ta-bort/"
    assert "Lärportalen" in own.get(address).text
    assert token_with(secret)
    assert own.post(address)["Location"] == HERE
    assert token_with(secret) is None
    assert own.post(address).status_code == 404
    revoke_token(token=token)
    assert AuditEntry.objects.filter(verb="company_token.revoked").count() == 1
    made(company)  # the name is free again


def test_the_keys_of_others_are_not_there(own: Client) -> None:
    other = a_company(2)
    made(other, "Deras")
    token = CompanyToken.objects.get()
    assert "Deras" not in own.get(HERE).text
    assert own.post(f"{HERE}nyckel/{token.pk}/ta-bort/").status_code == 404


def test_so_many_keys_and_no_more(company: Company) -> None:
    for number in range(MOST):
        made(company, f"Plattform {number}")
    with pytest.raises(Refused, match="fem nycklar"):
        made(company, "En till")


def test_a_company_that_leaves_loses_its_keys(company: Company) -> None:
    secret = made(company)
    leave(company=company)
    assert token_with(secret) is None
    with pytest.raises(Refused):
        made(company, "En till")


def test_keys_that_were_taken_back_are_forgotten_after_a_month(company: Company) -> None:
    made(company)
    revoke_token(token=CompanyToken.objects.get())
    made(company, "Den andra")
    assert remove_old_company_tokens(today=today() + datetime.timedelta(days=29)) == 0
    assert remove_old_company_tokens(today=today() + datetime.timedelta(days=40)) == 1
    assert CompanyToken.objects.get().name == "Den andra"


@pytest.mark.parametrize("wrong", [{"name": ""}, {"secret_sha256": "secret"}, {"name": "Samma"}])
def test_the_database_keeps_the_rules(company: Company, wrong: dict[str, str]) -> None:
    made(company, "Samma")
    with pytest.raises(IntegrityError), transaction.atomic():
        CompanyToken.objects.create(**{"company": company, "name": "Ny", "secret_sha256": "0" * 64} | wrong)


def test_only_jobs_of_open_workplaces_are_offered(company: Company) -> None:
    assert "reception" in jobs_of(company)
    Site.objects.update(closed_at="2026-01-01T00:00Z")
    assert jobs_of(company) == []
