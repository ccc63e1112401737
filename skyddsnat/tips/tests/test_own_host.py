"""The form's own host: it serves the form and nothing else, and sets no cookie. The main one leads there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.shared.hosts import is_host
from skyddsnat.tips.models import Tip
from skyddsnat.tips.own_host.checks import faults
from skyddsnat.tips.own_host.middleware import DOORS, FILES, PAGES
from skyddsnat.tips.tests.filing_cases import a_receiver, a_sending, as_json
from skyddsnat.tips.tests.form_cases import FORM, GIVEN, Visitor, post, staff, team

pytestmark = pytest.mark.django_db
OWN, MAIN = "tips.localhost", "localhost"


@pytest.fixture(autouse=True)
def _own_host(settings: Any) -> None:
    settings.TIPS_HOST = f"{OWN}:8014"
    settings.SITE_ADDRESS = "http://localhost:8014"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, OWN]


def own() -> Client:
    """Somebody at the form's host, whose browser has a cookie from elsewhere."""
    client = Client(HTTP_HOST=OWN)
    client.force_login(staff())
    return client


def main() -> Client:
    return Client(HTTP_HOST=MAIN)


def closed(answer: Any) -> None:
    """Close the file that an answer reads from, and leave the database be."""
    for close in answer._resource_closers:
        close()


def test_every_step_of_the_form_is_there_and_no_cookie() -> None:
    team("A")
    visitor = Visitor(host=OWN)
    visitor.fill_in().press("send")
    assert visitor.heading() == "Tipset har kommit fram"
    assert f"http://{OWN}:8014/tips/brevlada/" in visitor.text()
    words = visitor.words()
    visitor.press("written")
    visitor.read(visitor.client.get("/tips/brevlada/"), "/tips/brevlada/")
    visitor.press("open", words=words)
    assert visitor.heading() == "Ditt tips"
    assert Tip.objects.count() == 1


def test_the_door_takes_tips_there() -> None:
    answer = own().post("/tips/in/", as_json(a_sending(a_receiver())), "application/json")
    assert (answer.status_code, Tip.objects.count()) == (201, 1)
    assert not answer.cookies
    found = own().post("/tips/brevlada/hamta/", {"address": "A" * 43}, "application/json")
    assert found.json()["found"] is False


@pytest.mark.parametrize(
    "path", [FORM, "/tips/brevlada/", "/tips/kvitto/", "/tips/kvitto-nyckel.json", "/sv/ut/", "/"]
)
def test_its_answers_are_stricter(path: str) -> None:
    answer = own().get(path)
    assert answer.status_code in {200, 302}
    assert not answer.cookies
    policy = dict(one.split(" ", 1) for one in answer["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["img-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert answer["Integrity-Policy"] == "blocked-destinations=(script)"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "Vary" not in answer or "Cookie" not in answer["Vary"]


def test_nothing_else_is_there() -> None:
    """Every address of the site without arguments, from the list that Django has of them."""
    allowed = {reverse(name) for name in PAGES + DOORS}
    tried = 0
    for path in sorted(_plain_addresses() - allowed):
        answer = own().get(path)
        assert answer.status_code == 404, path
        assert not answer.cookies
        assert "Sidan finns inte här" in answer.content.decode()
        tried += 1
    assert tried > 100
    assert own().post("/konto/login/", {"login": "a"}).status_code == 404
    assert own().get("/tips/mottagare/").status_code == 404
    assert own().get("/sv/").status_code == 404


def test_who_signed_in_elsewhere_is_nobody_there() -> None:
    answer = own().get("/tips/kvitto/")
    assert answer.status_code == 200
    assert "HTTP_COOKIE" not in answer.wsgi_request.META
    assert not hasattr(answer.wsgi_request, "session")
    assert not hasattr(answer.wsgi_request, "user")


def test_only_the_files_of_the_form_are_there() -> None:
    page = own().get(FORM).content.decode() + own().get("/tips/brevlada/").content.decode()
    page += own().get("/tips/kvitto/").content.decode()
    files = set(re.findall(r'(?:src|href)="/static/([^"]+)"', page)) | {"sealing/words.txt"}
    team("A")
    files |= set(re.findall(r'(?:src|href)="/static/([^"]+)"', own().get(FORM).content.decode()))
    assert len(files) > 12
    for name in files:
        stem, dot, ending = name.rpartition(".")
        assert FILES.fullmatch(name), name
        assert FILES.fullmatch(f"{stem}.0123456789ab{dot}{ending}"), name
        answer = own().get(f"/static/{name}")
        assert (answer.status_code, dict(answer.cookies)) == (200, {}), name
        closed(answer)
    for name in (
        "website/htmx.min.js",
        "core/room/keys.js",
        "../settings.py",
        "sealing/none.js",
        "sealing/../tips/room/x.js",
    ):
        assert own().get(f"/static/{name}").status_code == 404, name


def test_the_main_host_leads_there() -> None:
    for path in (FORM, "/tips/brevlada/?sprak=ar", "/tips/kvitto/"):
        answer = main().get(path)
        assert (answer.status_code, answer["Location"]) == (302, f"http://{OWN}:8014{path}")
    assert main().get("/tips/kvitto-nyckel.json").status_code == 200
    assert main().get("/tips/mottagare/")["Location"].startswith("/konto/")


def test_what_is_sent_from_a_page_opened_before_is_taken() -> None:
    team("A")
    sent = {**GIVEN, "at": "what", "go": "send"}
    assert "Tipset har kommit fram" in post(main(), FORM, sent).content.decode()
    answer = main().post("/tips/in/", as_json(a_sending(a_receiver())), "application/json")
    assert (answer.status_code, Tip.objects.count()) == (201, 2)


def test_links_lead_to_it_and_from_it() -> None:
    team("A")
    assert f'href="http://{OWN}:8014/tips/?sprak=sv"' in main().get("/bransch/hotell/").content.decode()
    page = own().get(FORM).content.decode()
    assert 'href="http://localhost:8014/sv/' in page  # where do I turn
    assert 'href="/sv/ut/"' in page  # the way out is here, without asking another host
    assert own().get("/sv/ut/")["Location"].startswith("https://")


def test_without_it_everything_is_as_before(settings: Any) -> None:
    settings.TIPS_HOST = ""
    team("A")
    assert main().get(FORM).status_code == 200
    assert 'href="/tips/?sprak=sv"' in main().get("/bransch/hotell/").content.decode()
    assert faults() == []


def test_a_host_that_we_do_not_know_gets_nothing() -> None:
    assert Client(HTTP_HOST="evil.example.org").get(FORM).status_code == 400
    assert Client(HTTP_HOST=f"{OWN.upper()}.:8014").get("/konto/login/").status_code == 404


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("https://tips.example.org", "name of a host"),
        ("tips.example.org/tips", "name of a host"),
        ("*", "name of a host"),
        (".example.org", "name of a host"),
        ("a b", "name of a host"),
        ("192.0.2.1", "number"),
        ("LOCALHOST:9000", "sign in"),
    ],
)
def test_a_host_that_is_none_stops_the_build(settings: Any, host: str, said: str) -> None:
    settings.TIPS_HOST = host
    assert any(said in one for one in faults())


def test_cookies_of_a_whole_domain_stop_the_build(settings: Any) -> None:
    assert faults() == []
    settings.SESSION_COOKIE_DOMAIN = ".example.org"
    assert len(faults()) == 1


@given(
    st.from_regex(r"[a-z][a-z0-9]{0,8}(\.[a-z][a-z0-9]{0,8}){0,3}(:[1-9][0-9]{0,4})?", fullmatch=True),
    st.sampled_from("/@*? #\\\n,"),
)
def test_a_name_is_a_host_and_with_anything_else_it_is_not(name: str, other: str) -> None:
    assert is_host(name)
    assert not is_host(f"{name}{other}")
    assert not is_host(f"{other}{name}")


def _plain_addresses() -> set[str]:
    found: set[str] = set()
    stack: list[tuple[str, Any]] = [("", get_resolver())]
    while stack:
        prefix, resolver = stack.pop()
        for one in resolver.url_patterns:
            route = getattr(one.pattern, "_route", None)
            if route is None or "<" in route:
                continue
            if hasattr(one, "url_patterns"):
                stack.append((prefix + route, one))
            else:
                found.add(f"/{prefix}{route}")
    return found - {"/"}
