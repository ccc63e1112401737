"""That tips were received: noted once, told by month and no more, taken back, forgotten."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from lxml import html

from skyddsnat.actors.api import tell_received
from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry, User
from skyddsnat.industry.companies.own import close_site
from skyddsnat.industry.models import Company, Site, TipReceived
from skyddsnat.industry.sectors.access import received_for, told_to
from skyddsnat.industry.sectors.actions import note_received, take_back_received
from skyddsnat.industry.sectors.retention import remove_old_tips_received
from skyddsnat.industry.sectors.rules import month_of
from skyddsnat.industry.tests.company_cases import a_company, signed_in
from skyddsnat.mandate.models import Evidence
from skyddsnat.shared.dates import format_month, today

pytestmark = pytest.mark.django_db
HERE = "/bransch/mottaget/"


@pytest.fixture
def company(db: None) -> Company:
    return a_company()


@pytest.fixture
def site(company: Company) -> Site:
    return company.sites.get()


def last_month() -> datetime.date:
    return month_of(today()) - datetime.timedelta(days=1)


def test_noted_twice_it_is_noted_once(site: Site, cast: Cast) -> None:
    first = note_received(site=site, day=last_month(), by=cast.coordinator)
    assert note_received(site=site, day=last_month().replace(day=2), by=cast.coordinator) == first
    assert TipReceived.objects.count() == 1
    entry = AuditEntry.objects.get(verb="tip_received.noted")
    assert entry.details == {}
    assert Evidence.objects.count() == 0


def test_the_table_takes_one_a_month_and_only_a_first_day(site: Site) -> None:
    TipReceived.objects.create(site=site, month=datetime.date(2026, 10, 1))
    for month in (datetime.date(2026, 10, 1), datetime.date(2026, 9, 2)):
        with pytest.raises(IntegrityError), transaction.atomic():
            TipReceived.objects.create(site=site, month=month)


def test_there_is_no_room_for_anything_else() -> None:
    assert {field.name for field in TipReceived._meta.get_fields()} == {"id", "site", "month", "noted_on"}


def test_another_room_tells_through_the_hook(site: Site) -> None:
    assert tell_received(f" {site.code.lower()[:3]} {site.code[3:]}", last_month())
    assert tell_received(site.code, last_month())
    assert not tell_received("CDFGHJ" if site.code != "CDFGHJ" else "CDFGHK", last_month())
    assert TipReceived.objects.get().month == month_of(last_month())
    close_site(site=site)  # word may come when the workplace has closed
    assert tell_received(site.code, today())
    with pytest.raises(Refused):
        tell_received(site.code, today() + datetime.timedelta(days=40))


def test_the_company_sees_workplace_and_month_and_nothing_more(
    client: Client, company: Company, site: Site, cast: Cast
) -> None:
    signed_in(client, company)
    before = _main(client)
    assert "tagits emot" not in before
    note_received(site=site, day=today(), by=cast.coordinator)
    assert _main(client) == before  # this month is not told yet
    for _again in range(3):
        note_received(site=site, day=last_month(), by=cast.coordinator)
    page = html.fromstring(client.get("/bransch/min/").content)
    heading = page.xpath("//h2[@id='mottaget']")[0]
    lines = [line.text_content() for line in heading.getnext()]
    assert lines == [f"{site.name}, {format_month(f'{last_month():%Y-%m}')}"]
    added = set(_main(client).splitlines()) - set(before.splitlines())
    assert added == {
        "Tips från er arbetsplats har tagits emot",
        lines[0],
        "Mer än så får vi inte berätta. Fråga inte personalen vem som tipsade.",
    }
    assert cast.coordinator.name not in _main(client)


def _main(client: Client) -> str:
    text = html.fromstring(client.get("/bransch/min/").content).xpath("//main")[0].text_content()
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def test_another_company_sees_nothing_of_it(client: Client, site: Site, cast: Cast) -> None:
    note_received(site=site, day=last_month(), by=cast.coordinator)
    other = a_company(2)
    assert list(told_to(other, today())) == []
    assert "tagits emot" not in signed_in(client, other).get("/bransch/min/").text


def test_staff_note_a_code_and_a_month(client: Client, site: Site, cast: Cast) -> None:
    client.force_login(cast.coordinator)
    sent = {"code": site.code.lower(), "month": f"{last_month():%Y-%m}"}
    for _twice in range(2):
        assert client.post(HERE, sent)["Location"] == HERE
    noted = TipReceived.objects.get()
    assert noted.month == month_of(last_month())
    page = client.get(HERE).text
    assert site.code in page
    assert "Visas för företaget" in page
    assert "export" not in page


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"code": "CDFGHJ"}, "Ingen arbetsplats har koden"),
        ({"month": "november"}, "Skriv år och månad"),
        ({"month": "2031-01"}, "Månaden har inte börjat än"),
        ({"month": "2019-01"}, "Månaden är mer än ett år bort"),
        ({"month": ""}, "kod"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    client: Client, site: Site, cast: Cast, changed: dict[str, str], says: str
) -> None:
    client.force_login(cast.coordinator)
    sent = {"code": site.code, "month": f"{last_month():%Y-%m}"} | changed
    page = html.fromstring(client.post(HERE, sent).content)
    assert says in page.text_content()
    assert page.xpath("//input[@name='code']")[0].get("value") == sent["code"]
    assert (page.xpath("//input[@name='month']")[0].get("value") or "") == sent["month"]
    assert not TipReceived.objects.exists()


def test_staff_take_it_back_after_a_question(
    client: Client, company: Company, site: Site, cast: Cast
) -> None:
    noted = note_received(site=site, day=last_month(), by=cast.coordinator)
    client.force_login(cast.coordinator)
    address = f"{HERE}{noted.pk}/ta-tillbaka/"
    assert site.name in client.get(address).text
    assert TipReceived.objects.exists()
    assert client.post(address)["Location"] == HERE
    assert not TipReceived.objects.exists()
    assert client.post(address).status_code == 404
    assert take_back_received(noted=noted, by=cast.coordinator) is False
    assert AuditEntry.objects.filter(verb="tip_received.taken_back").count() == 1
    assert not told_to(company, today())


@pytest.mark.parametrize(
    ("role", "may"),
    [("coordinator", True), ("editor", True), ("economist", False), ("manager", False), ("partner", False)],
)
def test_only_those_who_work_with_the_industry_see_and_note(
    client: Client, site: Site, cast: Cast, role: str, may: bool
) -> None:
    noted = note_received(site=site, day=last_month(), by=cast.coordinator)
    user: User = getattr(cast, role)
    client.force_login(user)
    address = f"{HERE}{noted.pk}/ta-tillbaka/"
    wanted = 200 if may else 403
    assert client.get(HERE).status_code == wanted
    assert client.get(address).status_code == wanted
    assert received_for(user).exists() == may
    if not may:
        assert client.post(HERE, {"code": site.code, "month": "2026-01"}).status_code == 403
        with pytest.raises(Exception, match=r"industry\.write"):
            note_received(site=site, day=today(), by=user)


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    for address in (HERE, f"{HERE}1/ta-tillbaka/"):
        assert "/konto/" in client.get(address)["Location"] or "login" in client.get(address)["Location"]


def test_it_is_forgotten_after_400_days(site: Site) -> None:
    day = datetime.date(2026, 11, 26)
    edge = day - datetime.timedelta(days=400)
    for month in (datetime.date(2025, 10, 1), datetime.date(2025, 11, 1)):
        TipReceived.objects.create(site=site, month=month)
    assert edge == datetime.date(2025, 10, 22)
    assert remove_old_tips_received(today=day) == 1
    assert TipReceived.objects.get().month == datetime.date(2025, 11, 1)


def test_how_we_are_reached_is_shown_where_somebody_asks(
    client: Client, company: Company, settings: Any
) -> None:
    settings.AUTHORITY_PHONE, settings.AUTHORITY_EMAIL = "08-465 004 00", "foretag@example.org"
    signed_in(client, company)
    for address in ("/bransch/anslut/", "/bransch/min/"):
        page = client.get(address).text
        assert 'href="tel:0846500400"' in page
        assert 'href="mailto:foretag@example.org"' in page
    settings.AUTHORITY_PHONE = settings.AUTHORITY_EMAIL = ""
    assert 'id="oss"' not in client.get("/bransch/anslut/").text
