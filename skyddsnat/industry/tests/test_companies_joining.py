"""Joining: the form, the letter, the confirmation, and nothing that tells who has joined."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.industry.companies.enrolling import Contact, confirm
from skyddsnat.industry.companies.own import leave
from skyddsnat.industry.companies.retention import remove_old_company_keys, remove_old_enrolments
from skyddsnat.industry.models import Company, CompanyKey, CompanyLetter, Enrolment, Site, SiteProof
from skyddsnat.industry.tests.company_cases import STOCKHOLM, a_company, a_number, an_enrolment, link_in
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
HERE = "/bransch/anslut/"
PERSON = "811218-9876"


def typed(**changed: str) -> dict[str, str]:
    return {
        "number": a_number(99), "name": "Provhotell AB", "contact_name": "Åsa Prov",
        "contact_email": "asa@example.org", "language": "sv", "once": str(uuid.uuid4()),
        "row_0_name": "Provhotell Umeå", "row_0_sector": "hotel", "row_0_place": "2480", **changed,
    }  # fmt: skip


def joined(client: Client, run_jobs: Callable[[], None], **changed: str) -> Company:
    client.post(HERE, typed(number=a_number(1), **changed))
    run_jobs()
    client.post(link_in(mail.outbox[-1]))
    return Company.objects.get()


def test_a_company_joins_without_an_account(client: Client, run_jobs: Callable[[], None]) -> None:
    sent = typed(number=a_number(1), row_1_name="Provtaxi", row_1_sector="taxi", row_1_place=STOCKHOLM)
    answers = [client.post(HERE, sent) for _twice in range(2)]
    assert {one["Location"] for one in answers} == {f"{HERE}tack/"}
    assert Enrolment.objects.count() == 1
    assert not Company.objects.exists()  # anybody may have filled it in
    run_jobs()
    [letter] = mail.outbox
    link = link_in(letter)
    page = client.get(link)
    assert "Provhotell Umeå, Hotell och boende, Umeå" in page.text
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "same-origin"
    assert not Company.objects.exists()  # programs open links; only the button joins
    assert client.post(link)["Location"] == "/bransch/min/?ny=1"
    company = Company.objects.get()
    assert (company.number, company.organisation.kind, str(company)) == (
        a_number(1),
        "company",
        "Provhotell AB",
    )
    assert company.joined_at is not None
    assert sorted(company.sites.values_list("sector", "place__code")) == [("hotel", "2480"), ("taxi", "0180")]
    assert SiteProof.objects.filter(evidence=None, activity=None).count() == 2
    assert "Välkomna" in client.get("/bransch/min/?ny=1").text
    assert link.strip("/").rpartition("/")[2] not in str(list(Enrolment.objects.values()))


def test_the_link_confirms_once(client: Client, run_jobs: Callable[[], None]) -> None:
    joined(client, run_jobs)
    link = link_in(mail.outbox[-1])
    other = Client()
    assert "Den här länken är använd" in other.get(link).text
    assert other.post(link)["Location"] == "/bransch/min/lank/"
    assert other.get("/bransch/min/")["Location"] == "/bransch/min/lank/"  # the used link signs nobody in
    assert (Company.objects.count(), Site.objects.count()) == (1, 1)


def test_who_has_joined_is_told_in_the_letter_alone(client: Client, run_jobs: Callable[[], None]) -> None:
    company = joined(client, run_jobs)
    again = Client().post(HERE, typed(number=a_number(1), contact_email="bo@example.org"), follow=True)
    fresh = Client().post(HERE, typed(number=a_number(2), contact_email="eva@example.org"), follow=True)
    assert _without_form(again.text) == _without_form(fresh.text)
    mail.outbox.clear()
    run_jobs()
    told = {letter.to[0]: letter for letter in mail.outbox}
    assert "redan anslutet" in told["bo@example.org"].body
    assert link_in(told["bo@example.org"]) == "/bransch/min/lank/"
    assert "Bekräfta" in told["eva@example.org"].subject
    assert company.contact_email == "asa@example.org"


def _without_form(page: str) -> str:
    return "".join(line for line in page.splitlines() if "csrf" not in line.lower())


def test_the_first_to_confirm_joins(client: Client) -> None:
    first, second = an_enrolment(1), an_enrolment(1, contact=Contact("Bo", "bo@example.org"))
    confirm(enrolment=first)
    with pytest.raises(Refused, match="redan anslutet"):
        confirm(enrolment=second)
    assert Company.objects.get().contact_name == "Åsa Prov"


@pytest.mark.parametrize("number", [PERSON, "19811218-9876"])
def test_a_sole_trader_is_told_plainly_and_the_number_is_kept_nowhere(client: Client, number: str) -> None:
    page = client.post(HERE, typed(number=number))
    assert "enskild firma? Kontakta oss" in page.text
    assert "9876" not in page.text
    assert 'value="Provhotell AB"' in page.text  # the rest stands
    assert not Enrolment.objects.exists()


def test_what_is_wrong_is_said_and_what_was_typed_stands(client: Client) -> None:
    page = client.post(HERE, typed(number="556036-0794", row_0_place="", row_1_name="Bara ett namn"))
    for words in (
        "Numret stämmer inte",
        'value="556036-0794"',
        'value="Provhotell Umeå"',
        "Välj kommunen i listan",
    ):
        assert words in page.text
    assert "ingen webbadress" in client.post(HERE, typed(name="Se www.example.org")).text
    more = client.post(HERE, typed() | {"more": "1"})
    assert more.text.count('name="row_') == 12
    assert "Något behöver rättas" not in more.text
    assert not Enrolment.objects.exists()


def test_the_page_is_in_english_too(client: Client) -> None:
    page = client.get(HERE, headers={"accept-language": "en"}).text
    assert "Join with your company" in page
    assert "Organisation number" in page


def test_a_program_that_fills_in_everything_joins_nobody(client: Client) -> None:
    assert client.post(HERE, typed(website="x"))["Location"] == f"{HERE}tack/"
    assert not Enrolment.objects.exists()


def test_nobodys_address_is_filled_with_letters(client: Client) -> None:
    for n in range(6):
        page = client.post(HERE, typed(number=a_number(n)))
    assert "Försök igen i morgon" in page.text
    assert CompanyLetter.objects.count() == 5


@pytest.mark.parametrize("path", ["anslut/{}/", "min/in/{}/"])
def test_a_link_that_was_never_made_opens_nothing(client: Client, path: str) -> None:
    for method in (client.get, client.post):
        answer = method(f"/bransch/{path}".format("x" * 43))
        assert answer.status_code == 404
        assert "Länken gäller inte" in answer.text


def test_an_old_link_opens_nothing_and_is_removed(client: Client, run_jobs: Callable[[], None]) -> None:
    client.post(HERE, typed(number=a_number(1)))
    run_jobs()
    Enrolment.objects.update(expires_on=today() - datetime.timedelta(days=1))
    assert client.get(link_in(mail.outbox[-1])).status_code == 404
    assert remove_old_enrolments(today=today() + datetime.timedelta(days=14)) == 0
    assert remove_old_enrolments(today=today() + datetime.timedelta(days=16)) == 1
    assert not CompanyLetter.objects.exists()


def test_the_same_name_twice_is_told_apart(db: None) -> None:
    names = [str(a_company(n, name="Hotell Prov")) for n in (1, 2)]
    assert names == ["Hotell Prov", f"Hotell Prov ({a_number(2)[:6]}-{a_number(2)[6:]})"]


def test_a_link_to_sign_in_goes_to_the_contact_alone(client: Client, run_jobs: Callable[[], None]) -> None:
    company = a_company()
    run_jobs()
    mail.outbox.clear()
    pages = [
        client.post("/bransch/min/lank/", {"email": to}, follow=True)
        for to in ("ASA1@example.org", "x@example.org")
    ]
    assert _without_form(pages[0].text) == _without_form(pages[1].text)
    run_jobs()
    [letter] = mail.outbox
    assert letter.to == ["asa1@example.org"]
    link = link_in(letter)
    assert "Öppna företagets sida" in client.get(link).text
    assert client.get("/bransch/min/")["Location"] == "/bransch/min/lank/"
    assert client.post(link)["Location"] == "/bransch/min/"
    assert str(company) in client.get("/bransch/min/").text
    assert Client().post(link).status_code == 404  # once
    client.post("/bransch/min/ut/")
    assert client.get("/bransch/min/").status_code == 302
    for _many in range(9):
        client.post("/bransch/min/lank/", {"email": "asa1@example.org"})
    assert CompanyLetter.objects.filter(kind="sign_in").count() == 5
    assert (
        remove_old_company_keys(today=today() + datetime.timedelta(days=40)) == CompanyKey.objects.count() + 1
    )


def test_staff_take_in_a_sole_trader(client: Client, cast: Cast, run_jobs: Callable[[], None]) -> None:
    client.force_login(cast.coordinator)
    assert "enskild firma" in client.get("/bransch/hantera/ny/").text
    assert client.post("/bransch/hantera/ny/", typed(number=PERSON)).status_code == 200
    assert client.post("/bransch/hantera/ny/", typed(number="")).status_code == 302
    run_jobs()
    client.post(link_in(mail.outbox[-1]))
    assert Company.objects.get().number is None
    assert a_company(2, number="", by=cast.coordinator).number is None  # several have none
    client.force_login(cast.auditor)
    assert client.post("/bransch/hantera/ny/", typed()).status_code == 403


def test_a_company_that_left_comes_back_as_the_same(db: None) -> None:
    company = a_company()
    leave(company=company)
    again = a_company(1, contact=Contact("Bo Prov", "bo@example.org"))
    assert again.pk == company.pk
    assert (again.left_at, again.contact_name) == (None, "Bo Prov")
    assert again.sites.filter(closed_at=None).count() == 1


def test_no_personal_data_stands_in_the_log(client: Client, run_jobs: Callable[[], None]) -> None:
    joined(client, run_jobs)
    log = str(list(AuditEntry.objects.values("verb", "details")))
    assert "company.joined" in log
    assert "example.org" not in log
    assert "Åsa" not in log


def test_the_database_keeps_persons_numbers_and_contacts_that_left_out(db: None) -> None:
    company = a_company()
    for change in ({"number": "8112189876"}, {"left_at": company.joined_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Company.objects.filter(pk=company.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.update(number="8112189876")


def test_search_engines_are_let_in_to_what_is_for_everybody(client: Client) -> None:
    robots = client.get("/robots.txt").text
    assert "Allow: /bransch/anslut/$" in robots
    assert "/bransch/foretag/" in client.get("/sitemap.xml").text
