"""The pages, tried by everybody, in both languages, with what people type."""

import datetime
import re
import xml.etree.ElementTree as ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from skyddsnat.actors import api
from skyddsnat.actors.models import Contact, Organisation, OrganisationRole, Place
from skyddsnat.conftest import Cast
from skyddsnat.core.models import User

READ_PAGES = ["organisations", "organisation", "places", "states"]
WRITE_PAGES = [
    "add-organisation",
    "rename",
    "add-contact",
    "change-contact",
    "end-contact",
    "population",
    "role-holder",
]
# role, own organisation plays no part here: may read, may write
MATRIX = [
    ("coordinator", True, True),
    ("economist", True, False),
    ("editor", True, False),
    ("manager", True, False),
    ("auditor", True, False),
    ("receiver", False, False),
    ("partner", False, False),
    ("outsider", False, False),
]


@pytest.fixture
def contact(cast: Cast) -> Contact:
    return api.add_contact(
        organisation=api.organisation("bris"),
        by=cast.coordinator,
        function="Jourens chef",
        name="Test Testsson",
        email="chef@example.org",
        phone="",
        source="https://example.org",
        checked_on=datetime.date(2014, 5, 1),
    )


def address(page: str, contact: Contact) -> str:
    role = OrganisationRole.objects.filter(place__code="RO", kind="police-authority").values_list(
        "pk", flat=True
    )
    arguments: dict[str, list[object]] = {
        "organisation": ["bris"],
        "rename": ["bris"],
        "add-contact": ["bris"],
        "change-contact": [contact.pk],
        "end-contact": [contact.pk],
        "role-holder": [role.get()],
    }
    return reverse(f"actors:{page}", args=arguments.get(page, []))


def signed_in(user: User, language: str = "sv") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


@pytest.mark.parametrize(("role", "may_read", "may_write"), MATRIX)
def test_who_may_open_what(cast: Cast, contact: Contact, role: str, may_read: bool, may_write: bool) -> None:
    client = signed_in(getattr(cast, role))
    for page in READ_PAGES:
        assert client.get(address(page, contact)).status_code == (200 if may_read else 403), page
    for page in WRITE_PAGES:
        assert client.get(address(page, contact)).status_code == (200 if may_write else 403), page
        if not may_write:
            assert client.post(address(page, contact)).status_code == 403, page
    contact.refresh_from_db()
    assert contact.ended_on is None


def test_anonymous_is_sent_to_sign_in(cast: Cast, contact: Contact) -> None:
    for page in READ_PAGES + WRITE_PAGES:
        response = Client().get(address(page, contact))
        assert response.status_code == 302, page
        assert response["Location"].startswith(reverse("account_login")), page


def test_readers_are_shown_no_way_to_write(cast: Cast, contact: Contact) -> None:
    for page in READ_PAGES:
        shown = signed_in(cast.auditor).get(address(page, contact)).content.decode()
        for write_page in WRITE_PAGES:
            assert f'"{address(write_page, contact)}"' not in shown, (page, write_page)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_page_has_inline_styles_or_scripts(cast: Cast, contact: Contact, language: str) -> None:
    client = signed_in(cast.coordinator, language)
    for page in READ_PAGES + WRITE_PAGES:
        shown = client.get(address(page, contact)).content.decode()
        assert not re.search(r"<[^>]+\sstyle=", shown), page
        assert not re.search(r"<script(?![^>]*\ssrc=)", shown), page
        assert f'<html lang="{language}"' in shown
        assert shown.count("<h1") == 1, page


def test_the_list_as_it_was_on_the_decisions_day(cast: Cast) -> None:
    client = signed_in(cast.auditor)
    then = client.get(reverse("actors:organisations"), {"q": "polis", "on": "2014-02-20"}).content.decode()
    assert "Rikspolisstyrelsen" in then
    assert "Polismyndigheten" not in then
    later = client.get(reverse("actors:organisations"), {"q": "polis", "on": "2015-01-01"}).content.decode()
    assert "Polismyndigheten" in later
    assert "Rikspolisstyrelsen" not in later
    now = client.get(reverse("actors:organisations"), {"q": "rikspolis"}).content.decode()
    assert "Har upphört" in now


def test_regions_of_2014_are_called_what_they_were_and_gotland_is_among_them(cast: Cast) -> None:
    query = {"kind": "region", "on": "2014-02-20"}
    shown = signed_in(cast.auditor).get(reverse("actors:organisations"), query).content.decode()
    assert "21 organisationer" in shown
    assert "Stockholms läns landsting" in shown
    assert "Heter nu Region Stockholm" in shown
    assert "Region Gotland" in shown


def test_a_county_holds_its_municipalities_board_and_region(cast: Cast) -> None:
    shown = signed_in(cast.auditor).get(reverse("actors:organisations"), {"county": "10"}).content.decode()
    assert "7 organisationer" in shown
    for name in ("Karlskrona kommun", "Länsstyrelsen i Blekinge län", "Region Blekinge"):
        assert name in shown


@pytest.mark.parametrize(
    "query",
    [
        {"on": "i går"},
        {"county": "99"},
        {"kind": "'; DROP TABLE"},
        {"page": "-1"},
        {"page": "x"},
        {"sort": "password"},
        {"q": "%_\\"},
        {"q": "a" * 5000},
        {"q": "a\0b"},
    ],
)
def test_strange_addresses_do_not_break_the_list(cast: Cast, query: dict[str, str]) -> None:
    assert signed_in(cast.auditor).get(reverse("actors:organisations"), query).status_code == 200


def test_what_was_typed_is_escaped(cast: Cast) -> None:
    api.add_organisation(kind="ngo", name="<b>Fet</b>", source='"><script>', by=None)
    client = signed_in(cast.auditor)
    for response in (
        client.get(reverse("actors:organisations"), {"q": "<b>"}),
        client.get(Organisation.objects.get(name="<b>Fet</b>").get_absolute_url()),
    ):
        shown = response.content.decode()
        assert "&lt;b&gt;Fet&lt;/b&gt;" in shown
        assert "<b>Fet" not in shown
        assert '"><script>' not in shown


def test_pages_ask_the_same_number_of_questions_for_many(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(cast.coordinator)
    for page in (reverse("actors:organisations"), reverse("actors:states"), reverse("actors:places")):
        with django_assert_max_num_queries(16):
            client.get(page)


def test_the_organisation_page_tells_its_name_on_a_day(cast: Cast) -> None:
    url = reverse("actors:organisation", args=["region-01"])
    shown = signed_in(cast.auditor).get(url, {"on": "2014-02-20"}).content.decode()
    assert re.search(
        r"Den 20\s+februari\s+2014 hette organisationen\s+<strong>Stockholms läns landsting", shown
    )
    url = reverse("actors:organisation", args=["polismyndigheten"])
    shown = signed_in(cast.auditor).get(url, {"on": "2014-02-20"}).content.decode()
    assert "fanns organisationen inte" in shown
    assert reverse("actors:organisation", args=["rikspolisstyrelsen"]) in shown


def test_an_unknown_day_is_said_to_be_missing(cast: Cast) -> None:
    client = signed_in(cast.auditor)
    url = reverse("actors:organisation", args=["lansstyrelse-01"])
    assert "datum saknas" in client.get(url).content.decode()
    assert re.search(r">\s*2009\s*<", client.get(url).content.decode())
    english = signed_in(cast.auditor, "en").get(url).content.decode()
    assert "date missing" in english
    assert "County Administrative Board of Stockholm" in english


def test_unknown_codes_are_not_found(cast: Cast, contact: Contact) -> None:
    client = signed_in(cast.coordinator)
    assert client.get(reverse("actors:organisation", args=["finns-inte"])).status_code == 404
    assert client.get(reverse("actors:places"), {"lan": "99"}).status_code == 404
    assert client.get(reverse("actors:change-contact", args=[contact.pk + 1])).status_code == 404


def drawn(shown: str) -> ElementTree.Element:
    return ElementTree.fromstring(
        re.search(r"<svg viewBox.*?</svg>", shown.split("area-map")[1], re.DOTALL).group(0)
    )  # type: ignore[union-attr]


def test_the_map_links_every_municipality(cast: Cast) -> None:
    client = signed_in(cast.auditor)
    svg = drawn(client.get(reverse("actors:places")).content.decode())
    links = svg.findall(".//a")
    assert len(links) == 290
    assert all(link.find("title").text and link.find("path").get("d") for link in links)  # type: ignore[union-attr]
    assert len(svg.findall(".//path[@class='outline']")) == 21
    county = client.get(reverse("actors:places"), {"lan": "10"}).content.decode()
    assert len(drawn(county).findall(".//a")) == 5
    assert reverse("actors:organisation", args=["kommun-1080"]) in county


def test_a_countys_population_waits_for_all_its_municipalities(cast: Cast) -> None:
    client = signed_in(cast.auditor)
    for code, people in (("1060", 12_000), ("1080", 64_000), ("1081", 28_000), ("1082", 31_000)):
        Place.objects.filter(kind="municipality", code=code).update(
            population=people, population_on="2014-12-31"
        )
    assert "152\u00a0000" not in client.get(reverse("actors:places")).content.decode()
    Place.objects.filter(kind="municipality", code="1083").update(
        population=17_000, population_on="2014-12-31"
    )
    assert "152\u00a0000" in client.get(reverse("actors:places")).content.decode()


def test_the_states_page_shows_denmarks_exception_and_the_years(cast: Cast) -> None:
    client = signed_in(cast.auditor)
    shown = client.get(reverse("actors:states"), {"on": "2014-02-20"}).content.decode()
    assert "Storbritannien" in shown
    assert "Danmark står utanför Bryssel II-förordningarna" in shown
    assert "Bryssel II a-förordningen" in shown
    shown = client.get(reverse("actors:states"), {"on": "2023-01-01"}).content.decode()
    assert "Storbritannien" not in shown
    assert "Bryssel II b-förordningen" in shown
    assert (
        "Ingen stat var medlem" in client.get(reverse("actors:states"), {"on": "1950-01-01"}).content.decode()
    )


def test_a_contact_is_entered_corrected_and_ended(cast: Cast) -> None:
    client, bris = signed_in(cast.coordinator), api.organisation("bris")
    url = reverse("actors:add-contact", args=["bris"])
    typed = {"function": "Samordnare", "email": "s@example.org", "source": "brev"}
    refused = client.post(url, typed).content.decode()
    assert "s@example.org" in refused
    assert 'href="#id_checked_on"' in refused
    assert not Contact.objects.exists()
    assert client.post(url, {**typed, "checked_on": "2014-05-01"}).status_code == 302
    contact = Contact.objects.get()
    change = reverse("actors:change-contact", args=[contact.pk])
    assert client.post(change, {**typed, "function": "Chef", "checked_on": "2014-05-02"}).status_code == 302
    contact.refresh_from_db()
    assert (contact.function, contact.entered_by) == ("Chef", cast.coordinator)
    end = reverse("actors:end-contact", args=[contact.pk])
    assert "Gäller kontakten inte längre?" in client.get(end).content.decode()
    assert Contact.objects.current().exists()
    client.post(end)
    assert not Contact.objects.current().exists()
    assert "Inga kontakter är införda" in client.get(bris.get_absolute_url()).content.decode()
    assert client.post(end).status_code == 404


def test_a_contact_needs_a_way_to_be_reached(cast: Cast) -> None:
    url = reverse("actors:add-contact", args=["bris"])
    typed = {"function": "Samordnare", "source": "brev", "checked_on": "2014-05-01", "phone": ""}
    assert (
        "Ange en e-postadress eller ett telefonnummer."
        in signed_in(cast.coordinator).post(url, typed).content.decode()
    )
    assert not Contact.objects.exists()


def test_an_organisation_is_added_and_renamed(cast: Cast) -> None:
    client = signed_in(cast.coordinator)
    typed = {"name": "Hotellkedjan", "kind": "company", "source": "avtal", "valid_from": "2010-01-01"}
    response = client.post(reverse("actors:add-organisation"), typed)
    assert response["Location"] == reverse("actors:organisation", args=["hotellkedjan"])
    again = client.post(reverse("actors:add-organisation"), typed).content.decode()
    assert "Det finns redan en organisation som heter så." in again
    rename = reverse("actors:rename", args=["hotellkedjan"])
    early = client.post(rename, {"name": "Nya kedjan", "valid_from": "2009-01-01"}).content.decode()
    assert "måste börja gälla efter" in early
    assert client.post(rename, {"name": "Nya kedjan", "valid_from": "2012-01-01"}).status_code == 302
    assert api.organisation("hotellkedjan").name == "Nya kedjan"


def test_the_holder_of_a_role_is_entered_with_source_and_day(cast: Cast) -> None:
    client, state = signed_in(cast.coordinator), Place.objects.get(kind="state", code="RO")
    holder = api.add_organisation(
        kind="eu_authority", name="En polismyndighet", place=state, source="x", by=None
    )
    role = OrganisationRole.objects.get(place=state, kind="police-authority")
    url = reverse("actors:role-holder", args=[role.pk])
    assert client.post(url, {"organisation": holder.pk}).status_code == 200
    elsewhere = api.organisation("socialstyrelsen")
    typed = {"organisation": holder.pk, "source": "brev", "checked_on": "2014-05-01"}
    assert client.post(url, {**typed, "organisation": elsewhere.pk}).status_code == 200
    role.refresh_from_db()
    assert role.organisation is None
    assert client.post(url, typed).status_code == 302
    assert "En polismyndighet" in client.get(reverse("actors:states")).content.decode()
    member = OrganisationRole.objects.get(place=state, kind="eu-member")
    assert client.get(reverse("actors:role-holder", args=[member.pk])).status_code == 404


def test_population_is_uploaded_and_errors_are_numbered(cast: Cast) -> None:
    client, url = signed_in(cast.coordinator), reverse("actors:population")

    def upload(text: str) -> str:
        table = SimpleUploadedFile("t.csv", text.encode(), content_type="text/csv")
        return client.post(url, {"table": table, "counted_on": "2014-12-31"}, follow=True).content.decode()

    shown = upload("kod;folkmängd\n0114;x\n" + "9999;1\n" * 25)
    assert "Filen lästes inte in. Den har 26 fel." in shown
    assert "Rad 2: Folkmängden ”x”" in shown
    assert "och 6 fel till" in shown
    assert not Place.objects.filter(population__isnull=False).exists()
    assert "inläst för 1 kommun." in upload("kod;folkmängd\n0114;41816\n")


def test_a_successor_without_an_english_name_is_marked_as_swedish(client: Client, cast: Cast) -> None:
    old, new = api.organisation("rikspolisstyrelsen"), api.organisation("polismyndigheten")
    Organisation.objects.filter(pk=new.pk).update(name_en="")
    client.force_login(cast.coordinator)
    client.cookies["django_language"] = "en"
    page = client.get(old.get_absolute_url(), headers={"host": "localhost"})
    assert page.status_code == 200
    assert f'<a href="{new.get_absolute_url()}" lang="sv">Polismyndigheten</a>' in page.text
