"""Pledges, yearly reports and reminders: what holds for a year, and letters that are sent at most once."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.mail import mailers
from django.db import IntegrityError, transaction
from django.test import Client

from skyddsnat.conftest import Cast
from skyddsnat.core.api import NotTakenError, Refused, waiting_for
from skyddsnat.industry.companies import sending
from skyddsnat.industry.companies.commitments import make_pledge, mark_report, submit_report
from skyddsnat.industry.companies.reminders import write_reminders
from skyddsnat.industry.companies.rules import REMIND
from skyddsnat.industry.models import Company, CompanyLetter, Criterion, Pledge, YearReport
from skyddsnat.industry.tests.company_cases import a_company, link_in, planned, pledged, signed_in
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
HERE = "/bransch/min/"
ANSWERS = {one.value: "Gjort." for one in Criterion}


def in_days(days: int) -> datetime.date:
    return today() + datetime.timedelta(days=days)


@pytest.fixture
def company(db: None) -> Company:
    return a_company()


def reminders() -> list[int | None]:
    return list(
        CompanyLetter.objects.filter(kind="reminder").order_by("pk").values_list("days_before", flat=True)
    )


def test_a_company_pledges_once_for_a_year(client: Client, company: Company) -> None:
    own = signed_in(client, company)
    assert "Saknas" in own.post(f"{HERE}lofte/", follow=True).text
    planned(company)
    assert "Lova för ett år" in own.get(HERE).text
    for _twice in range(2):
        assert own.post(f"{HERE}lofte/").status_code == 302
    made = Pledge.objects.get()
    assert (made.valid_from, (made.valid_until - made.valid_from).days >= 364) == (today(), True)
    assert "Löftet gäller till och med" in own.get(HERE).text
    with pytest.raises(IntegrityError), transaction.atomic():
        Pledge.objects.create(company=company, made_on=today(), valid_from=today(), valid_until=in_days(9))


def test_renewing_asks_for_the_report_and_leaves_no_gap(company: Company) -> None:
    first = pledged(company, ends_in=40)
    with pytest.raises(Refused, match="årsrapporten"):
        make_pledge(company=company)
    submit_report(pledge=first, answers=ANSWERS)
    second = make_pledge(company=company)
    assert second.valid_from == first.valid_until + datetime.timedelta(days=1)
    assert make_pledge(company=company) == second  # a second click


def test_a_report_is_not_written_in_the_first_months(client: Client, company: Company) -> None:
    pledge, own = pledged(company, ends_in=91), signed_in(client, company)
    assert "Det finns ingen rapport att lämna nu" in own.get(f"{HERE}rapport/", follow=True).text
    with pytest.raises(Refused, match="90 dagar kvar"):
        submit_report(pledge=pledge, answers=ANSWERS)


def test_the_report_is_drafted_from_the_plan_sent_once_and_kept(
    client: Client, company: Company, cast: Cast
) -> None:
    pledge, own = pledged(company, ends_in=40), signed_in(client, company)
    page = own.get(f"{HERE}rapport/").text
    assert "Policy 2026" in page
    assert "Infört" in page
    assert (
        "Något behöver rättas"
        in own.post(f"{HERE}rapport/", ANSWERS | {"train": "", "policy": "Min text"}).text
    )
    assert "personnummer" in own.post(f"{HERE}rapport/", ANSWERS | {"learnt": "Om 811218-9876"}).text
    for _twice in range(2):
        own.post(f"{HERE}rapport/", ANSWERS | {"learnt": "Att det går."})
    report = YearReport.objects.get()
    assert report.states["policy"] == "in_place"
    assert submit_report(pledge=pledge, answers=ANSWERS | {"train": "Annat"}).answers["train"] == "Gjort."
    assert "Att det går." in own.get(f"{HERE}rapport/{report.pk}/").text
    for change in ({"answers": {}}, {"learnt": "Annat"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            YearReport.objects.update(**change)
    assert [task for task in waiting_for(cast.coordinator) if task.key == f"report:{report.pk}"]
    mark_report(report=report, read=True, by=cast.coordinator)
    assert not [task for task in waiting_for(cast.coordinator) if task.key == f"report:{report.pk}"]
    assert signed_in(Client(), a_company(2)).get(f"{HERE}rapport/{report.pk}/").status_code == 404


def test_each_reminder_is_written_once(company: Company) -> None:
    pledged(company, ends_in=100)
    for ahead in (0, 9, 10, 11, 40, 41, 70, 92, 93, 94, 100, 101):
        for _twice in range(2):
            write_reminders(today=in_days(ahead))
    assert reminders() == list(REMIND)


def test_a_missed_day_is_said_the_day_after_and_earlier_ones_are_not(company: Company) -> None:
    pledged(company, ends_in=50)
    assert write_reminders(today=today()) == 1
    assert reminders() == [60]
    assert write_reminders(today=in_days(48)) == 1
    assert reminders() == [60, 7]
    assert write_reminders(today=in_days(51)) == 0


def test_nobody_is_reminded_who_has_renewed(company: Company) -> None:
    first = pledged(company, ends_in=40)
    submit_report(pledge=first, answers=ANSWERS)
    make_pledge(company=company)
    assert write_reminders(today=today()) == 0


def test_a_reminder_is_in_the_companys_language_and_opens_its_page(
    client: Client, company: Company, run_jobs: Callable[[], None]
) -> None:
    Company.objects.update(language="en")
    pledged(company, ends_in=30)
    run_jobs()
    mail.outbox.clear()
    write_reminders(today=today())
    run_jobs()
    [letter] = mail.outbox
    assert "Your pledge holds until" in letter.subject
    assert "30 days are left" in letter.body
    assert client.post(link_in(letter))["Location"] == HERE
    run_jobs()
    assert len(mail.outbox) == 1


def test_a_letter_that_no_server_took_is_tried_again_and_a_sent_one_never(
    company: Company, monkeypatch
) -> None:
    pledged(company, ends_in=30)
    write_reminders(today=today())
    letter = CompanyLetter.objects.get(kind="reminder")

    def refuse(_letters: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as closed:
        closed.setattr(type(mailers.default), "open", lambda _self: refuse(None))
        with pytest.raises(NotTakenError):
            sending.deliver(letter.pk)
    letter.refresh_from_db()
    assert letter.claimed_at is None
    mail.outbox.clear()
    assert sending.deliver(letter.pk) is True
    assert sending.deliver(letter.pk) is False
    assert len(mail.outbox) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        CompanyLetter.objects.filter(pk=letter.pk).update(claimed_at=None, sent_at=None)


def test_a_letter_that_was_cut_off_waits_for_a_person(client: Client, company: Company, cast: Cast) -> None:
    pledged(company, ends_in=30)
    write_reminders(today=today())
    letter = CompanyLetter.objects.get(kind="reminder")
    CompanyLetter.objects.filter(pk=letter.pk).update(
        claimed_at=letter.written_at - datetime.timedelta(hours=2)
    )
    assert sending.deliver(letter.pk) is False
    [task] = [one for one in waiting_for(cast.coordinator) if one.key == f"letter:{letter.pk}"]
    client.force_login(cast.coordinator)
    assert "Ingen vet om det kom fram" in client.get(task.url).text
    client.post(task.url, {"again": "1"})
    letter.refresh_from_db()
    assert letter.claimed_at is None
    assert client.get(task.url).status_code == 404
    client.force_login(cast.auditor)
    assert client.get(task.url).status_code == 403


def test_a_letter_is_not_sent_to_a_company_that_has_left(client: Client, company: Company) -> None:
    pledged(company, ends_in=30)
    write_reminders(today=today())
    signed_in(client, company).post(f"{HERE}lamna/")
    assert not CompanyLetter.objects.filter(kind="reminder").exists()
    assert write_reminders(today=today()) == 0
