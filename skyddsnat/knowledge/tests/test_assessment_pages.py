"""The pages of self-assessments: with an account, on the telephone, by a link; and who may see what of others."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.knowledge.assessments.actions import submit_assessment
from skyddsnat.knowledge.assessments.benchmark import benchmark_of
from skyddsnat.knowledge.assessments.links import make_link
from skyddsnat.knowledge.models import AssessmentLink, Group, Method, Rung, SelfAssessment, Step
from skyddsnat.knowledge.tests.assessing import answered, begun_by
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
LIST = "/kunskap/skattning/"
ONE = f"{LIST}metod/orosanmalan/kommun-0180/"
OTHER = f"{LIST}metod/orosanmalan/kommun-1280/"


def levels(page: str, level: str = "2") -> dict[str, str]:
    """What the browser sends when every statement of the page gets the same level."""
    names = set(re.findall(r'name="(level_[a-z-]+)"', page))
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert seen is not None
    return dict.fromkeys(names, level) | {"seen": seen[1]}


def fill(client, address: str) -> str:
    """Answer page after page, and give the address where the answers are checked."""
    while "granska" not in address:
        address = client.post(address, levels(client.get(address).text))["Location"]
    return address


def test_a_partner_answers_for_the_own_organisation(client, pia, method, stockholm):
    client.force_login(pia)
    assert "Inte påbörjad" in client.get(LIST).text
    first = client.post(f"{ONE}borja/", {"group": "staff"})["Location"]
    check = fill(client, first)
    assert "Saknas" not in client.get(check).text
    client.post(check)
    client.post(check)  # a second click
    done = SelfAssessment.objects.get()
    assert (done.submitted_on, done.submitted_by) == (today(), pia)
    page = client.get(ONE).text
    assert "67\xa0%" in page
    assert "Öppna igen för att ändra" in page
    assert client.get(first)["Location"].endswith("/tack/")
    assert client.post(f"{ONE}borja/", {"group": "staff"})["Location"] == ONE


def test_what_is_saved_is_there_when_one_comes_back(client, pia, method, stockholm):
    client.force_login(pia)
    address = client.post(f"{ONE}borja/", {"group": "leaders"})["Location"]
    typed = levels(client.get(address).text, "1") | {"plan_goal": "Beslut i nämnden.", "later": "1"}
    assert client.post(address, typed)["Location"].endswith("/tack/")
    again = client.get(address).text
    assert "Beslut i nämnden." in again
    assert again.count("checked") == 3
    check = client.post(address, typed | {"seen": "x"} | {"level_goal": ""})
    assert check.status_code == 200  # nothing was lost: the mark was wrong, so the saved answers are shown
    assert "Det här sparade någon annan" in check.text


def test_what_is_wrong_is_said_and_nothing_is_lost(client, pia, method, stockholm):
    client.force_login(pia)
    address = client.post(f"{ONE}borja/", {"group": "leaders"})["Location"]
    typed = levels(client.get(address).text, "3")
    wrong = client.post(address, typed | {"when_goal": "snart", "who_goal": "Förvaltningschef"}).text
    assert "Skriv datumet som år-månad-dag" in wrong
    assert "Förvaltningschef" in wrong
    assert wrong.count("checked") == 3
    named = client.post(address, typed | {"who_goal": "anna@example.org"}).text
    assert "personnummer eller en e-postadress" in named
    assert not SelfAssessment.objects.get().answers.exists()


def test_it_cannot_be_submitted_with_gaps(client, pia, method, stockholm):
    client.force_login(pia)
    address = client.post(f"{ONE}borja/", {"group": "leaders"})["Location"]
    check = client.post(address, levels(client.get(address).text) | {"level_goal": ""})["Location"]
    assert "Några påståenden saknar svar" in client.get(check).text
    assert "1 påstående är inte besvarat" in client.post(check, follow=True).text
    assert SelfAssessment.objects.get().submitted_on is None


def test_partners_see_their_own_only(client, pia, cast, method, stockholm, malmo):
    theirs = begun_by(cast.coordinator, method, malmo)
    client.force_login(pia)
    assert client.get(ONE).status_code == 200
    for address in (
        OTHER,
        f"{OTHER}lankar/",
        f"{ONE}lankar/",
        f"{LIST}svara/{theirs.pk}/1/",
        f"{LIST}{theirs.pk}/oppna/",
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(f"{OTHER}borja/").status_code == 404
    assert "Malmö" not in client.get(LIST).text


@pytest.mark.parametrize("role", ["economist", "receiver", "outsider"])
def test_others_see_none(client, cast, method, stockholm, role):
    begun = begun_by(cast.coordinator, method, stockholm)
    client.force_login(getattr(cast, role))
    assert client.get(LIST).status_code == 403
    for address in (ONE, f"{ONE}lankar/", f"{LIST}svara/{begun.pk}/1/", f"{LIST}svara/{begun.pk}/granska/"):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("role", ["manager", "auditor"])
def test_those_who_only_read_change_nothing(client, cast, method, stockholm, role):
    begun = begun_by(cast.coordinator, method, stockholm)
    client.force_login(getattr(cast, role))
    assert client.get(LIST).status_code == 200
    assert "Börja skatta" not in client.get(ONE).text
    assert client.get(f"{LIST}svara/{begun.pk}/1/").status_code == 404
    assert client.post(f"{ONE}borja/", {"group": "staff"}).status_code == 403


def test_a_county_coordinator_fills_in_on_the_telephone(client, lena, method, stockholm, malmo, cast):
    begun_by(cast.coordinator, method, malmo)
    client.force_login(lena)
    address = client.post(f"{ONE}borja/", {"group": "staff"})["Location"]
    client.post(fill(client, address))
    assert SelfAssessment.objects.get(organisation=stockholm).submitted_by == lena
    assert not Rung.objects.filter(step=Step.OPENED).exists()  # they opened nothing themselves
    page = client.get(LIST).text
    assert "Stockholms kommun" in page
    assert "Malmö" not in page


def test_reopening_asks_why_and_removing_asks_first(client, pia, method, stockholm):
    client.force_login(pia)
    begun = begun_by(pia, method, stockholm)
    assert client.get(f"{LIST}{begun.pk}/ta-bort/").status_code == 200
    submit_assessment(assessment=answered(begun, 1, pia), by=pia)
    assert "inlämnad" in client.post(f"{LIST}{begun.pk}/ta-bort/", follow=True).text
    assert "Skriv varför" in client.post(f"{LIST}{begun.pk}/oppna/", {"reason": ""}).text
    client.post(f"{LIST}{begun.pk}/oppna/", {"reason": "Fel nivå."})
    assert SelfAssessment.objects.get().submitted_on is None
    client.post(f"{LIST}{begun.pk}/ta-bort/")
    assert not SelfAssessment.objects.exists()


def test_a_link_is_shown_once_followed_on_purpose_and_revoked(client, lena, method, stockholm):
    client.force_login(lena)
    client.post(f"{ONE}lankar/", {"group": "staff"})
    page = client.get(f"{ONE}lankar/").text
    found = re.search(r'value="http://[^/]+(/kunskap/skattning/lank/[^"]+)"', page)
    assert found is not None
    assert found[1] not in client.get(f"{ONE}lankar/").text
    visitor = Client()
    opened = visitor.get(found[1])
    assert opened["Referrer-Policy"] == "same-origin"
    assert opened["Cache-Control"] == "no-store"
    assert not Rung.objects.exists()  # a program that looks at mails opens nothing
    address = visitor.post(found[1])["Location"]
    assert found[1].rsplit("/", 2)[1] not in address
    assert Rung.objects.get().step == Step.OPENED
    client.logout()
    assert client.get(address).status_code == 404  # the address alone opens nothing
    visitor.post(fill(visitor, address))
    assert "Tack!" in visitor.get(address, follow=True).text
    assert SelfAssessment.objects.get().submitted_by is None
    link = AssessmentLink.objects.get()
    client.force_login(lena)
    assert "Öppnad" in client.get(f"{ONE}lankar/").text
    assert client.get(f"{LIST}lank/dra-in/{link.pk}/").status_code == 200
    client.post(f"{LIST}lank/dra-in/{link.pk}/")
    assert visitor.get(found[1]).status_code == 410
    assert visitor.get(address).status_code == 404


def test_a_link_to_one_s_staff_opens_no_other_assessment(lena, method, stockholm, cast):
    _link, token = make_link(organisation=stockholm, method=method, group=Group.STAFF, by=lena)
    other = begun_by(cast.coordinator, method, stockholm, Group.LEADERS)
    visitor = Client()
    visitor.post(f"{LIST}lank/{token}/")
    assert visitor.get(f"{LIST}svara/{other.pk}/1/").status_code == 404
    assert visitor.get(f"{LIST}lank/{token}x/").status_code == 410


def submitted(cast, method, ones, level: int, on: datetime.date | None = None) -> list[SelfAssessment]:
    made = [answered(begun_by(cast.coordinator, method, one, on=on), level, cast.coordinator) for one in ones]
    return [submit_assessment(assessment=one, by=cast.coordinator, on=on) for one in made]


def test_similar_municipalities_are_shown_when_they_are_enough(client, pia, cast, method, stockholm):
    inside = Organisation.objects.filter(kind="municipality").in_county("01").exclude(pk=stockholm.pk)
    (own,) = submitted(cast, method, [stockholm], 3)
    submitted(cast, method, inside[:4], 1)
    assert benchmark_of(own).count == 0
    client.force_login(pia)
    assert "visas när minst 6 har svarat" in client.get(ONE).text
    submitted(cast, method, inside[4:5], 1)
    found = benchmark_of(own)
    assert (found.count, found.levels["known-signs"], found.group) == (6, 8 / 6, "Stockholms län")
    assert "1,3" in client.get(ONE).text
    submitted(cast, method, Organisation.objects.filter(kind="municipality").in_county("12")[:2], 0)
    assert benchmark_of(own).count == 0  # two are left outside: they could be found by subtraction
    submitted(cast, method, Organisation.objects.filter(kind="municipality").in_county("13")[:3], 0)
    assert benchmark_of(own).count == 6


def test_similar_is_of_the_same_size_when_that_is_known(cast, method, stockholm):
    some = list(Organisation.objects.filter(kind="municipality").in_county("12")[:7])
    places = [one.place_id for one in (stockholm, *some)]
    Place.objects.filter(pk__in=places).update(population=15_000, population_on=today())
    (own, *_rest) = submitted(cast, method, [stockholm, *some[:5]], 2)
    own.organisation.place.refresh_from_db()
    found = benchmark_of(own)
    assert (found.count, found.share) == (6, 67)
    assert "10\xa0000" in found.group
    board = Organisation.objects.get(code="lansstyrelse-01")
    assert benchmark_of(submitted(cast, method, [board], 2)[0]) is None


def test_before_and_after_stand_beside_each_other(client, pia, cast, method, stockholm):
    last = datetime.date(today().year - 1, 5, 4)
    submitted(cast, method, [stockholm], 1, on=last)
    client.force_login(pia)
    begun = begun_by(pia, method, stockholm)
    assert "Förra året: 1 Påbörjat" in client.get(f"{LIST}svara/{begun.pk}/1/").text
    submit_assessment(assessment=answered(begun, 2, pia), by=pia)
    page = client.get(ONE).text
    assert f"Längre fram {today().year} än förra gången" in page
    assert "↑ framåt" in page
    content = client.get(ONE, {"format": "csv", "list": "skattning-staff"})
    assert b"".join(content.streaming_content).decode().count("framåt") == 10


def test_the_list_asks_as_much_for_thirty_as_for_one(client, cast, method, stockholm):
    client.force_login(cast.coordinator)

    def asked() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    submitted(cast, method, [stockholm], 1)
    few = asked()
    submitted(cast, method, Organisation.objects.filter(kind="municipality").in_county("12")[:30], 2)
    assert asked() == few < 20


def test_the_list_has_fifty_a_page_and_can_be_of_one_method(client, cast, method, stockholm):
    other = Method.objects.create(code="samtal", name="Samtal med barn")
    for one in Organisation.objects.filter(kind="municipality")[:51]:
        begun_by(cast.coordinator, method, one)
    begun_by(cast.coordinator, other, stockholm)
    client.force_login(cast.coordinator)
    first = client.get(LIST).text
    assert first.count('class="has-link"') == 50
    assert client.get(LIST, {"page": 2}).text.count('class="has-link"') == 2
    content = b"".join(client.get(LIST, {"format": "csv", "list": "skattningar"}).streaming_content)
    assert content.decode().count("Påbörjad") == 52
    of_one = client.get(LIST, {"method": "samtal"}).text
    assert of_one.count('class="has-link"') == 1
    assert f"?year={today().year}&amp;method=samtal" in of_one


@pytest.mark.parametrize("year", ["²", "9" * 5_000, "1\x00", "-1"])
def test_a_year_that_is_none_is_this_year(client, cast, method, year):
    client.force_login(cast.coordinator)
    assert client.get(LIST, {"year": year}).status_code == 200
