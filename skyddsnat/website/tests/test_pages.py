"""The start page of each role, the look, the demonstration's sign-in, and the pages for when something is wrong."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from skyddsnat.core.api import add_user
from skyddsnat.core.models import Role
from skyddsnat.mandate.api import add_activity, send_assessment, write_assessment
from skyddsnat.mandate.models import LedgerHead
from skyddsnat.website import views

pytestmark = pytest.mark.django_db

ALL = [
    "coordinator",
    "economist",
    "manager",
    "editor",
    "auditor",
    "caseworker",
    "partner",
    "regional",
    "receiver",
    "outsider",
]
STEPS = ("children", "listening", "knowledge", "options", "weighing", "feedback")


def browser(user=None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode().replace("\u00a0", " ")


def home(user, language: str = "sv") -> str:
    return text(browser(user).get(reverse("website:home"), headers={"accept-language": language}))


def activity_of(assignment, cast):
    """An activity whose assessment has been sent to somebody who decides."""
    day = datetime.date(2014, 5, 6)
    activity = add_activity(
        assignment=assignment, title="Metodstöd", purpose="x", responsible=cast.coordinator, starts=day, ends=day,
        budget_ore=0, clauses=[assignment.clauses.get(number="1")], by=cast.coordinator,
    )  # fmt: skip
    write_assessment(activity=activity, by=cast.coordinator, **dict.fromkeys(STEPS, "svar"))
    send_assessment(activity=activity, by=cast.coordinator)
    return activity


@pytest.fixture
def demo_person(db):
    """The demonstration's coordinator."""
    user = add_user(email="siv@demo.example", name="Siv", roles=["coordinator"], by=None)
    user.is_demo = True
    user.save(update_fields=["is_demo"])
    return user


@pytest.fixture
def reader(db):
    """Somebody who reads the assignment and its indicators, and neither its economy nor its report."""
    permissions = ["mandate.read", "insight.read"]
    Role.objects.create(
        code="reader", name="Läsare", name_en="Reader", is_staff=False, permissions=permissions
    )
    return add_user(email="reader@example.org", name="Läsare", roles=["reader"], by=None)


# --- start pages ---


@pytest.mark.parametrize("role", ALL)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_role_has_a_start_page(cast, assignment, role, language):
    page = home(getattr(cast, role), language)
    assert ("Hello" if language == "en" else "Hej") in page
    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("role", ["coordinator", "economist", "manager", "editor", "auditor"])
def test_who_reads_assignments_sees_what_is_due(cast, assignment, role):
    page = home(getattr(cast, role))
    assert assignment.get_absolute_url() in page
    assert "1 december 2014" in page
    assert "Rekvirera medlen" in page


@pytest.mark.parametrize("role", ["partner", "receiver", "outsider"])
def test_others_see_nothing_of_the_assignment(cast, assignment, role):
    page = home(getattr(cast, role))
    assert assignment.title not in page
    assert assignment.slug not in page


def test_only_those_who_read_the_economy_see_sums(cast, reader, assignment):
    assert "3 000 000 kr" in home(cast.economist)
    assert "3 000 000 kr" not in home(reader)


def test_a_partner_is_shown_the_way_and_who_has_no_pages_is_told(cast):
    assert reverse("mandate:partner") in home(cast.partner)
    assert "Inget att visa än" in home(cast.receiver)
    assert "Inget uppdrag än" not in home(cast.outsider)


def test_before_the_first_assignment_the_page_says_what_to_do(cast, assignment):
    LedgerHead.objects.filter(assignment=assignment).delete()
    assignment.delete()
    assert "Inget uppdrag än" in home(cast.coordinator)


def test_a_missing_registration_number_waits_for_those_who_may_enter_it(cast, assignment):
    ask = "Ange beslutets diarienummer"
    assert ask not in home(cast.coordinator)
    assignment.dnr = ""
    assignment.save(update_fields=["dnr"])
    assert ask in home(cast.coordinator)
    assert ask not in home(cast.manager)


def test_an_assessment_waits_for_the_manager(cast, assignment):
    activity = activity_of(assignment, cast)
    assert "Besluta prövningen" in home(cast.manager)
    assert activity.get_absolute_url() in home(cast.manager)
    assert "Besluta prövningen" not in home(cast.coordinator)


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (
            "coordinator",
            {
                "home",
                "assignments",
                "organisations",
                "imports",
                "public",
                "knowledge",
                "industry",
                "frame",
                "abroad",
                "statistics",
            },
        ),
        (
            "editor",
            {
                "home",
                "assignments",
                "organisations",
                "imports",
                "public",
                "knowledge",
                "industry",
                "abroad",
            },
        ),
        ("economist", {"home", "assignments", "organisations", "imports", "abroad"}),
        (
            "manager",
            {
                "home",
                "assignments",
                "organisations",
                "users",
                "audit",
                "knowledge",
                "industry",
                "abroad",
                "statistics",
            },
        ),
        (
            "auditor",
            {"home", "assignments", "organisations", "audit", "knowledge", "industry", "abroad"},
        ),
        ("caseworker", {"home", "organisations", "abroad"}),
        ("partner", {"home", "partner", "knowledge", "industry", "abroad"}),
        ("regional", {"home", "organisations", "knowledge", "industry"}),
        ("receiver", {"home", "room"}),
        ("outsider", {"home"}),
    ],
)
def test_the_navigation_shows_what_the_role_opens(cast, role, names):
    where = {
        "home": "website:home", "assignments": "mandate:assignments", "organisations": "actors:organisations",
        "imports": "core:imports", "users": "core:users", "audit": "core:audit", "partner": "mandate:partner",
        "public": "guidance-desk:start", "knowledge": "knowledge:start", "industry": "industry:start",
        "room": "tips:room-inbox", "abroad": "cooperation:start", "statistics": "statistics:tables",
        "frame": "tips:frame",
    }  # fmt: skip
    response = browser(getattr(cast, role)).get(reverse("website:home"))
    assert {entry["url"] for entry in response.context["navigation"]} == {reverse(where[n]) for n in names}
    assert [entry["url"] for entry in response.context["navigation"] if entry["current"]] == ["/"]


def test_every_place_in_the_navigation_opens(cast):
    for role in ALL:
        client = browser(getattr(cast, role))
        for entry in client.get("/").context["navigation"]:
            assert client.get(entry["url"], follow=True).status_code == 200, (role, entry["url"])


def test_the_parts_of_an_assignment_are_those_the_role_may_open(cast, reader, assignment):
    def tabs(user) -> list[dict]:
        return browser(user).get(assignment.get_absolute_url()).context["assignment_tabs"]

    economy, report = (
        reverse(name, args=[assignment.slug]) for name in ("economy:start", "reporting:overview")
    )
    assert {economy, report} <= {tab["url"] for tab in tabs(cast.coordinator)}
    assert not {economy, report} & {tab["url"] for tab in tabs(reader)}
    assert [tab["url"] for tab in tabs(reader) if tab["current"]] == [assignment.get_absolute_url()]
    for tab in tabs(reader):
        assert browser(reader).get(tab["url"]).status_code == 200, tab["url"]


# --- signed out, and the demonstration's sign-in ---


def test_a_visitor_is_told_what_this_is_and_where_to_call(db):
    page = text(browser().get("/"))
    assert "Inget i ett uppdrag får tappas bort" in page
    assert "112" in page
    assert reverse("account_login") in page
    assert "Prova som" not in page


def test_the_demonstration_offers_its_people(demo_person):
    page = text(browser().get("/"))
    assert 'value="coordinator"' in page
    assert 'value="manager"' not in page  # nobody made up holds it


def test_one_click_signs_in_as_a_made_up_person(demo_person):
    client = browser()
    response = client.post(reverse("website:demo_sign_in"), {"role": "coordinator"})
    assert response.url == reverse("website:home")
    assert "Hej Siv" in text(client.get("/"))


@pytest.mark.parametrize("role", ["manager", "chefen", "", "coordinator' OR 1=1"])
def test_an_unknown_role_or_a_real_person_is_not_signed_in_as(cast, demo_person, role):
    client = browser()
    assert client.post(reverse("website:demo_sign_in"), {"role": role}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_closed_made_up_person_is_neither_offered_nor_signed_in(demo_person):
    demo_person.is_active = False
    demo_person.save(update_fields=["is_active"])
    assert 'value="coordinator"' not in text(browser().get("/"))
    assert browser().post(reverse("website:demo_sign_in"), {"role": "coordinator"}).status_code == 404


def test_signing_in_takes_a_click_not_a_link(demo_person):
    assert browser().get(reverse("website:demo_sign_in"), {"role": "coordinator"}).status_code == 405


# --- the look ---


def test_the_chosen_look_is_kept_and_one_comes_back(db):
    client = browser()
    response = client.post(reverse("website:theme"), {"theme": "dark", "next": "/tillganglighet/"})
    assert response.url == "/tillganglighet/"
    assert response.cookies["theme"]["samesite"] == "Lax"
    assert 'data-theme="dark"' in text(client.get("/tillganglighet/"))


@pytest.mark.parametrize("theme", ["neon", "", '"><script>'])
def test_a_look_that_is_none_is_ignored(db, theme):
    response = browser().post(reverse("website:theme"), {"theme": theme})
    assert response.status_code == 302
    assert "theme" not in response.cookies


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "https:evil", "\\\\evil.example"],
)
def test_one_is_never_sent_to_another_site(db, target):
    assert browser().post(reverse("website:theme"), {"theme": "dark", "next": target}).url == "/"


# --- when something is wrong ---


@pytest.mark.parametrize(
    ("language", "words"),
    [("sv", "Du får inte se den här sidan"), ("en", "You may not see this page")],
)
def test_a_page_one_may_not_see_says_so(cast, language, words):
    response = browser(cast.partner).get(reverse("core:users"), headers={"accept-language": language})
    assert words in text(response, 403)


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Sidan finns inte"), ("en", "This page does not exist")]
)
def test_a_page_that_is_not_there_says_so(db, language, words):
    page = text(browser().get("/finns-inte/", headers={"accept-language": language}), 404)
    assert words in page
    assert 'href="/"' in page


def test_a_stale_form_is_explained(cast):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "sv"})
    client.force_login(cast.manager)
    assert "Sidan hann bli för gammal" in text(client.post(reverse("core:new_user"), {}), 403)


def test_what_cannot_be_understood_is_explained(rf, cast):
    request = rf.get("/")
    request.user = cast.manager
    assert "Vi förstod inte" in text(views.bad_request(request, ValueError()), 400)


def test_health_says_ok_to_anybody(db):
    response = browser().get(reverse("website:health"))
    assert (response.status_code, response.content, response["Content-Type"]) == (200, b"ok", "text/plain")


def test_health_fails_when_the_database_does_not_answer(db, monkeypatch):
    class Gone:
        def cursor(self):
            raise ConnectionError

    monkeypatch.setattr(views, "connection", Gone())
    client = Client(raise_request_exception=False)
    page = text(client.get(reverse("website:health")), 500)
    assert "Något gick fel hos oss" in page
    assert "Something went wrong on our side" in page


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Om något inte fungerar"), ("en", "If something does not work")]
)
def test_the_accessibility_page(db, language, words):
    page = text(browser().get(reverse("website:accessibility"), headers={"accept-language": language}))
    assert words in page
    assert "WCAG 2.2" in page


def test_the_component_page_is_the_demonstrations_only(db, settings):
    assert browser().get(reverse("website:components")).status_code == 200
    settings.DEMO = False
    assert browser().get(reverse("website:components")).status_code == 404
