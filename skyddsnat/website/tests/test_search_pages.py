"""The search page: words in no address and no log, exact numbers, slips of the finger, and never a dead end."""

from __future__ import annotations

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from skyddsnat.core.models import AuditEntry
from skyddsnat.mandate.api import Entry, add_activity, append

DAY = datetime.date(2014, 5, 6)
START = "/sok/"


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def look_for(client: Client, words: str, query: str = "") -> str:
    response = client.post(START, {"q": words})
    assert response.status_code == 302
    shown = client.get(response.url + query)
    assert shown.status_code == 200
    return shown.content.decode().replace("\u00a0", " ")


@pytest.fixture
def plan(assignment, cast):
    made = add_activity(
        assignment=assignment, title="Utbildning för hotellpersonal", purpose="Fler ser målgruppen.",
        responsible=cast.coordinator, starts=DAY, ends=DAY, clauses=[assignment.clauses.get(number="2")],
        by=cast.coordinator,
    )  # fmt: skip
    append(
        assignment,
        [Entry("meeting_held", made.pk, DAY, reference=f"Möte nr {n} på rådhuset") for n in range(45)],
    )
    return made


def test_the_words_stand_in_no_address_and_no_log(cast, plan, caplog, capfd):
    desk = browser(cast.coordinator)
    before = AuditEntry.objects.count()
    response = desk.post(START, {"q": "målgruppen"})
    assert re.fullmatch(r"/sok/[\w-]{8}/", response.url)
    assert desk.post(START, {"q": "målgruppen"}).url == response.url  # the same words, the same address
    assert "<mark>målgruppen</mark>" in desk.get(response.url).content.decode()
    assert desk.post(reverse("website:search-suggestions"), {"q": "målgr"}).status_code == 200
    assert AuditEntry.objects.count() == before
    out, err = capfd.readouterr()
    assert "målgr" not in out + err + caplog.text


def test_a_search_is_ones_own_and_is_forgotten(cast, plan):
    address = browser(cast.coordinator).post(START, {"q": "hotell"}).url
    other = browser(cast.coordinator).get(address)
    assert other.status_code == 200
    assert "Sökningen finns inte kvar" in other.content.decode()
    assert "hotell" not in other.content.decode()
    assert Client().get(address).url.startswith("/konto/")
    assert Client().post(START, {"q": "x"}).url.startswith("/konto/")


def test_the_latest_twenty_searches_are_kept(cast):
    desk = browser(cast.coordinator)
    addresses = [desk.post(START, {"q": f"ord {n}"}).url for n in range(25)]
    assert "finns inte kvar" in desk.get(addresses[0]).content.decode()
    assert "finns inte kvar" not in desk.get(addresses[-1]).content.decode()
    assert desk.post(START, {"q": "   "}).status_code == 200


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("malgruppen", "Utbildning för"),  # without accents
        ("HOTELL", "Utbildning för"),  # without case
        ("personal", "Utbildning för"),  # the end of a compound
        ("insats 1", "Utbildning för"),  # by number
        ("TEST2014/1", "Samordning av skyddet"),  # the registration number
        ("underlag 7", "nr <mark>7</mark>"),
        ("Riksdagens ombudsmän", "ombudsm"),
    ],
)
def test_what_is_looked_for_is_found(cast, plan, words, expected):
    assert expected in look_for(browser(cast.coordinator), words)


def test_the_page_where_one_makes_something_is_found_by_those_who_may(cast, plan):
    url = reverse("economy:prepare", args=[plan.assignment.slug, "requisition"])
    assert url in look_for(browser(cast.economist), "rekvisition")
    assert url not in look_for(browser(cast.coordinator), "rekvisition")


def test_an_exact_number_comes_first(cast, plan):
    shown = look_for(browser(cast.coordinator), "TEST2014/1")
    assert shown.index('id="t-uppdrag"') == shown.index('id="t-')


@pytest.mark.parametrize("words", ["utbildnign", "hotelpersonal", "personal hotell finns"])
def test_a_slip_of_the_finger_and_a_word_too_many_still_find(cast, plan, words):
    shown = look_for(browser(cast.coordinator), words)
    assert "Det här liknar det du skrev" in shown
    assert "hotell</mark>personal" in shown or "Utbildning för" in shown or "<mark>" in shown
    assert plan.get_absolute_url() in shown


def test_what_was_meant_is_offered(cast, plan):
    shown = look_for(browser(cast.coordinator), "utbildnign")
    assert "Menade du" in shown
    assert 'name="q" value="utbildning"' in shown


def test_nothing_found_says_what_to_try(cast, plan):
    shown = look_for(browser(cast.coordinator), "qqqqzzzz")
    assert "Inget hittades." in shown
    assert "Prova så här" in shown
    assert "Favoriter" in shown


@pytest.mark.parametrize(
    ("role", "says", "says_not"),
    [
        ("coordinator", "verifikationens serie", "sidan heter"),
        ("partner", "sidan heter, till exempel Gemensamma insatser", "diarienumret"),
        ("receiver", "färre eller kortare", "till exempel rekvisition"),
    ],
)
def test_the_advice_is_what_the_reader_can_follow(cast, role, says, says_not):
    shown = look_for(browser(getattr(cast, role)), "xqzwvy")
    assert says in shown
    assert says_not not in shown


def test_one_kind_has_all_its_pages(cast, plan):
    desk = browser(cast.coordinator)
    first = look_for(desk, "rådhuset")
    assert '<span class="count">45</span>' in first
    assert "?typ=underlag" in first
    every = look_for(desk, "rådhuset", "?typ=underlag")
    assert "Sida 1 av 3" in every
    last = look_for(desk, "rådhuset", "?typ=underlag&sida=3")
    assert last.count("<li>") - every.count("<li>") == -15
    assert look_for(desk, "rådhuset", "?typ=underlag&sida=99999999999")


def test_suggestions_come_while_one_types_and_only_what_one_may_see(cast, plan):
    url = reverse("website:search-suggestions")
    shown = browser(cast.coordinator).post(url, {"q": "utbild"}).content.decode()
    assert plan.get_absolute_url() in shown
    assert "Insatser" in shown
    assert plan.get_absolute_url() not in browser(cast.receiver).post(url, {"q": "utbild"}).content.decode()
    assert "<li>" not in browser(cast.coordinator).post(url, {"q": "u"}).content.decode()
    assert browser(cast.coordinator).get(url).status_code == 405
    assert Client().post(url, {"q": "utbild"}).status_code == 302


@pytest.mark.parametrize(
    "words", ["%", "_", "\\", "'; --", "\0", "<script>", "a" * 5000, "{{ x }}", "☃ 你好"]
)
def test_odd_characters_break_nothing(cast, plan, words):
    client = browser(cast.coordinator)
    shown = client.post(START, {"q": words}, follow=True)
    assert shown.status_code == 200
    assert b"<script>" not in shown.content.replace(b"<script src", b"")


def test_the_box_is_there_for_those_who_have_signed_in(cast, assignment):
    assert 'id="sok"' in browser(cast.receiver).get("/").content.decode()
    assert 'id="sok"' not in Client().get("/").content.decode()


def test_the_help_is_found_and_what_only_it_speaks_of_once(cast, assignment):
    found = look_for(browser(cast.coordinator), "dubbletter")
    assert f'href="{reverse("core:imports")}"' in found
    plan = reverse("mandate:plan", args=[assignment.slug])
    assert plan in look_for(browser(cast.coordinator), "skickar tillbaka")
    assert plan not in look_for(browser(cast.receiver), "skickar tillbaka")


@pytest.mark.parametrize(
    ("words", "view"),
    [
        ("kopiera", "mandate:plan-copy"),
        ("skriv in ett möte", "mandate:meeting-new"),
        ("prognos", "economy:budget"),
    ],
)
def test_pages_are_found_by_their_names(cast, assignment, words, view):
    assert reverse(view, args=[assignment.slug]) in look_for(browser(cast.coordinator), words)
