"""A company's own page: workplaces, staff counts, the contact, the list, leaving; and that no stranger gets there."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from skyddsnat.actors.models import Place
from skyddsnat.core.api import ChangedMeanwhile, Refused
from skyddsnat.industry.badges.keys import ensure_key
from skyddsnat.industry.companies.commitments import Step, make_pledge, save_commitment
from skyddsnat.industry.companies.enrolling import Contact
from skyddsnat.industry.companies.own import add_site, change_contact, close_site, count_staff, leave
from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models import Badge, Commitment, Company, CompanyLetter, Enrolment, Site, StaffCount
from skyddsnat.industry.tests.company_cases import STOCKHOLM, a_company, planned, signed_in
from skyddsnat.industry.tests.course import finish, load_course
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
HERE = "/bransch/min/"


@pytest.fixture
def company(db: None) -> Company:
    return a_company()


@pytest.fixture
def own(client: Client, company: Company) -> Client:
    return signed_in(client, company)


def the_site(company: Company) -> Site:
    return company.sites.get()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "arbetsplats/ny/",
        "arbetsplats/1/",
        "arbetsplats/1/stang/",
        "intyg/",
        "kontakt/",
        "lamna/",
        "atagande/policy/",
        "rapport/",
    ],
)
def test_nobody_without_a_link_comes_in(client: Client, company: Company, path: str) -> None:
    answer = client.get(HERE + path)
    assert (answer.status_code, answer["Location"]) == (302, f"{HERE}lank/")
    assert client.post(HERE + path, {}).status_code == 302
    assert Company.objects.get().left_at is None


def test_another_company_reaches_nothing_of_this_one(client: Client, company: Company) -> None:
    mine, theirs = signed_in(client, a_company(2)), the_site(company)
    for path in ("", "stang/"):
        assert mine.get(f"{HERE}arbetsplats/{theirs.pk}/{path}").status_code == 404
        assert (
            mine.post(f"{HERE}arbetsplats/{theirs.pk}/{path}", {"reception": 4, "version": 1}).status_code
            == 404
        )
    assert mine.post(f"{HERE}arbetsplats/{theirs.pk}/oppna/").status_code == 404
    assert str(company) not in mine.get(HERE).text
    theirs.refresh_from_db()
    assert (theirs.closed_at, StaffCount.objects.count()) == (None, 0)


def test_workplaces_are_added_once_closed_and_opened(own: Client, company: Company) -> None:
    sent = {"name": " Provbaren ", "sector": "restaurant", "place": STOCKHOLM}
    for _twice in range(2):
        assert own.post(f"{HERE}arbetsplats/ny/", sent).status_code == 302
    assert company.sites.count() == 2
    site = company.sites.get(name="Provbaren")
    page = own.get(HERE).text
    assert site.code in page
    assert "Skriv hur många som arbetar på Provbaren" in page
    closing = f"{HERE}arbetsplats/{site.pk}/stang/"
    assert "Dess kod slutar fungera" in own.get(closing).text
    assert own.post(closing).status_code == 302
    assert own.post(closing).status_code == 404  # a second click finds nothing open
    site.refresh_from_db()
    assert site.closed_at is not None
    own.post(f"{HERE}arbetsplats/{site.pk}/oppna/")
    site.refresh_from_db()
    assert site.closed_at is None
    assert "Välj kommun" in own.post(f"{HERE}arbetsplats/ny/", {"name": "Kvar", "sector": "taxi"}).text


def test_staff_are_counted_per_job_and_nothing_typed_is_lost(own: Client, company: Company) -> None:
    site = the_site(company)
    page = f"{HERE}arbetsplats/{site.pk}/"
    sent = {"reception": "4", "night": "2", "housekeeping": "", "version": str(company.version)}
    assert "Förare" not in own.get(page).text  # a hotel has no drivers
    for _twice in range(2):
        assert own.post(page, sent)["Location"] == HERE
    assert dict(site.staff.values_list("job", "number")) == {"reception": 4, "night": 2}
    late = own.post(page, sent | {"reception": "9"})
    assert "Det här sparade någon annan" in late.text
    assert 'value="9"' in late.text
    company.refresh_from_db()
    own.post(page, sent | {"reception": "9", "version": str(company.version)})
    assert site.staff.get(job="reception").number == 9
    assert own.post(page, sent | {"reception": "100000"}).status_code == 200


def test_the_second_of_two_who_count_is_told(company: Company) -> None:
    site, version = the_site(company), company.version
    count_staff(site=site, numbers={"reception": 3, "driver": 7}, version=version)
    assert dict(site.staff.values_list("job", "number")) == {"reception": 3}
    with pytest.raises(ChangedMeanwhile):
        count_staff(site=site, numbers={"reception": 5}, version=version)


def test_a_new_address_ends_what_the_old_one_opens(own: Client, company: Company) -> None:
    form = {
        "contact_name": "Bo Prov",
        "contact_email": "BO@example.org",
        "language": "en",
        "version": company.version,
    }
    assert own.post(f"{HERE}kontakt/", form)["Location"] == HERE
    company.refresh_from_db()
    assert (company.contact_email, company.language, company.checked_at) == ("bo@example.org", "en", None)
    assert own.get(HERE).status_code == 200
    late = own.post(f"{HERE}kontakt/", form | {"contact_name": "Eva"})
    assert "Det här sparade någon annan" in late.text
    assert 'value="Eva"' in late.text


def test_staff_who_change_the_address_close_the_open_page(own: Client, company: Company, cast) -> None:
    contact = Contact("Bo", "bo@example.org")
    change_contact(company=company, contact=contact, version=company.version, by=cast.coordinator)
    assert own.get(HERE).status_code == 302


def test_agreeing_to_the_list_and_taking_it_back(own: Client, company: Company) -> None:
    for said, listed in (("1", True), ("1", True), ("0", False)):
        own.post(f"{HERE}listan/", {"shown": said})
        company.refresh_from_db()
        assert company.is_listed is listed
    assert own.get(f"{HERE}listan/").status_code == 405


def test_leaving_asks_first_and_forgets_the_contact(own: Client, company: Company) -> None:
    planned(company)
    make_pledge(company=company)
    assert "Kontaktpersonens namn och adress tas bort" in own.get(f"{HERE}lamna/").text
    company.refresh_from_db()
    assert company.left_at is None
    assert own.post(f"{HERE}lamna/")["Location"] == "/bransch/anslut/"
    company.refresh_from_db()
    assert (company.contact_name, company.contact_email, company.is_listed) == ("", "", False)
    assert company.left_at is not None
    assert not company.keys.exists()
    assert not Enrolment.objects.exists()
    assert not CompanyLetter.objects.exists()
    assert company.sites.filter(closed_at=None).count() == 0
    assert company.pledges.count() == 1  # what was promised stays
    assert own.get(HERE).status_code == 302
    before = company.left_at
    assert leave(company=company).left_at == before
    for verb in (
        lambda: add_site(company=company, name="Ny", sector="taxi", place=Place.objects.get(code="2480")),
        lambda: close_site(site=the_site(company)),
        lambda: save_commitment(company=company, criterion="train", step=Step("planned", today()), version=1),
    ):
        with pytest.raises(Refused, match="inte med längre"):
            verb()


def test_a_commitment_says_how_far_since_when_and_what_shows_it(own: Client, company: Company) -> None:
    page = f"{HERE}atagande/train/"
    sent = {
        "state": "in_place",
        "day": today().isoformat(),
        "shown_by": "Utbildning för alla",
        "version": "0",
    }
    for changed, words in (
        ({"day": ""}, "Skriv vilken dag"), ({"day": "2999-01-01"}, "Dagen ligger framåt"),
        ({"shown_by": ""}, "Skriv vad som visar"), ({"shown_by": "Enligt 811218-9876"}, "personnummer"),
        ({"state": "not_begun"}, "Ta bort datumet"), ({"link": "inte en länk"}, "hela webbadressen"),
    ):  # fmt: skip
        assert words in own.post(page, sent | changed).text
    assert not Commitment.objects.exists()
    for _twice in range(2):
        assert own.post(page, sent)["Location"] == f"{HERE}#ataganden"
    one = Commitment.objects.get()
    assert (one.state, one.version, one.shown_by) == ("in_place", 1, "Utbildning för alla")
    late = own.post(page, sent | {"shown_by": "Mitt eget"})
    assert "Det här sparade någon annan" in late.text
    assert "Mitt eget" in late.text
    assert own.get(f"{HERE}atagande/finns-inte/").status_code == 404


def test_a_company_gets_a_badge_of_how_many_took_the_course(
    own: Client, company: Company, tmp_path: Path
) -> None:
    load_course(tmp_path)
    ensure_key()
    site = the_site(company)
    count_staff(site=site, numbers={Job.RECEPTION: 6}, version=company.version)
    own.post(f"{HERE}intyg/")
    assert not Badge.objects.exists()  # nobody has taken it yet
    finish(site, 3)
    assert "50 %" in own.get(f"{HERE}intyg/").text
    answer = own.post(f"{HERE}intyg/")
    made = Badge.objects.get()
    assert (made.company, made.shares) == (company, {"reception": 50})
    assert answer["Location"] == made.get_absolute_url()
