"""A changed lesson asks the holder of a badge only for what changed, and nobody is told who that is."""

from __future__ import annotations

import datetime
import html
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.industry.badges.actions import offer_badge
from skyddsnat.industry.models import Answer, Attempt, Badge, BadgeClaim, LessonPage, Site
from skyddsnat.industry.tests.badge_cases import NAME, made, pem
from skyddsnat.industry.tests.course import CODE, SCENES, finish, load_course, workplace
from skyddsnat.industry.tests.test_training_pages import walk
from skyddsnat.industry.training.badge import badge_secret
from skyddsnat.industry.training.rules import MEASURE, are_choices, steps_of
from skyddsnat.shared.dates import today

HERE = "/bransch/intyg/"
UPDATE = f"{HERE}nytt-i-lektionen/"
database = pytest.mark.django_db


@pytest.fixture
def site(tmp_path: Path, settings: Any) -> Site:
    settings.BADGE_KEY = pem()
    load_course(tmp_path)
    return workplace()


def holder(site: Site, client: Client) -> tuple[Badge, str]:
    """A badge of the lesson as it is, as somebody who takes it gets one."""
    before = list(Badge.objects.values_list("pk", flat=True))
    finish(site)
    secret = badge_secret(str(Attempt.objects.latest("pk").mark))
    assert secret
    page = client.post(reverse("industry:badge-new", args=[secret]), {"name": NAME})
    return Badge.objects.exclude(pk__in=before).get(), held_in(page.text)


def held_in(page: str) -> str:
    found = re.search(r'name="text" value="([^"]+)"', page)
    assert found
    return html.unescape(found[1])


def change(*scenes: str) -> None:
    """An editor says something else in those scenes."""
    page = LessonPage.objects.get(job="reception", language="sv")
    for block in page.scenes:
        if block.value["key"] in scenes:
            block.value["happens"] += " Och så här."
    page.save_revision().publish()


def age(badge: Badge, days: int) -> None:
    """As if it had been made so many days ago: a badge cannot be changed, so this one is put in its place."""
    values = {field.attname: getattr(badge, field.attname) for field in Badge._meta.concrete_fields}
    BadgeClaim.objects.filter(badge=badge).delete()
    Badge.objects.filter(pk=badge.pk).delete()
    back = datetime.timedelta(days=days)
    Badge.objects.create(**(values | {"day": badge.day - back, "expires_on": badge.expires_on - back}))


def led_to(client: Client, text: str, code: str = CODE) -> str:
    answer = client.post(UPDATE, {"text": text, "code": code})
    assert answer.status_code == 302, answer.text
    return str(answer["Location"])


@database
def test_only_what_changed_is_asked_and_the_new_badge_lasts_as_long(site: Site, client: Client) -> None:
    badge, text = holder(site, client)
    assert "Gör det som är nytt" not in client.post(HERE, {"text": text}).text  # nothing has changed
    change("third")
    found = client.post(HERE, {"text": text}).text
    assert "1 situation är ny eller ändrad" in found
    assert "Lektionen har ändrats sedan intyget gjordes" in client.get(badge.get_absolute_url()).text
    assert "1 av 3 situationer är ny" in client.post(UPDATE, {"text": text}).text
    attempts, answers, lines = Attempt.objects.count(), Answer.objects.count(), AuditEntry.objects.count()
    lesson = led_to(client, text)
    assert "/nytt/" in lesson
    page = client.get(lesson).text
    assert "Fråga 1 av 1" in page
    assert "Bara det som är nytt" in page
    assert 'data-answers=""' in page  # so that the phone sends nothing
    assert walk(client, lesson, ["follow"])["Location"] == f"{lesson}klar/"
    done = client.get(f"{lesson}klar/").text
    assert "Vi har inte sparat svaren" in done
    assert 'name="picks" value="follow"' in done
    told = dict(re.findall(r'name="(mark|picks)" value="([^"]*)"', done.partition("<template")[0]))
    opened = [client.post(f"{lesson}intyg/", told)["Location"] for _n in range(2)]
    assert opened[0] == opened[1]  # a second click
    assert (Attempt.objects.count(), Answer.objects.count()) == (attempts, answers)
    claim = BadgeClaim.objects.latest("pk")
    assert claim.until == badge.expires_on
    new_page = client.post(opened[0], {"name": NAME}).text
    new = Badge.objects.exclude(pk=badge.pk).get()
    assert (new.expires_on, new.lesson_version) == (badge.expires_on, 2)
    assert "Gör det som är nytt" not in client.post(HERE, {"text": held_in(new_page)}).text
    said = " ".join(str(one.details) for one in AuditEntry.objects.order_by("pk")[lines:])
    assert str(badge.pk) not in said


@database
def test_a_measuring_scene_that_changed_is_asked_once(site: Site, client: Client) -> None:
    _badge, text = holder(site, client)
    change("first", "third")
    page = client.get(led_to(client, text)).text
    assert "Fråga 1 av 2" in page
    assert page.partition("<template")[2].count("data-step ") == 2
    assert page.partition("<template")[2].count("data-tells") == 2


@database
def test_an_old_or_wholly_other_lesson_is_taken_whole(site: Site, client: Client) -> None:
    badge, text = holder(site, client)
    whole = f"/bransch/u/{CODE}/sv/reception/"
    change(*SCENES)
    assert led_to(client, text) == whole
    _unknown, other = made()  # of a lesson with other scenes
    assert led_to(client, other) == whole
    badge, text = holder(site, client)
    change("third")
    age(badge, 364)
    # The file still says the days it was signed with; our books decide.
    assert "/nytt/" in led_to(client, text)
    age(Badge.objects.get(pk=badge.pk), 2)
    assert "Gör hela lektionen" in client.post(HERE, {"text": text}).text
    assert led_to(client, text) == whole


@database
@pytest.mark.parametrize(
    ("code", "says"),
    [("", "Skriv arbetsplatsens kod"), ("ABC234", "Ingen arbetsplats"), ("TXC379", "finns inte på den")],
)
def test_a_wrong_workplace_is_told_and_the_file_stays(
    site: Site, client: Client, code: str, says: str
) -> None:
    workplace("TXC379", sector="taxi", number="5560000002")
    _badge, text = holder(site, client)
    change("third")
    page = client.post(UPDATE, {"text": text, "code": code})
    assert (page.status_code, says in page.text, held_in(page.text)) == (422, True, text)
    assert page["Cache-Control"] == "no-store"


@database
def test_what_is_no_badge_or_no_link_leads_back_to_the_check(site: Site, client: Client) -> None:
    _badge, text = holder(site, client)
    for sent in (text, "hej", ""):  # nothing is new; no badge; nothing
        assert client.post(UPDATE, {"text": sent, "code": CODE})["Location"] == HERE
    assert client.get(UPDATE).status_code == 405
    change("third")
    lesson = led_to(client, text)
    assert client.get(lesson).status_code == 200
    change("third")  # and once more
    for address in (lesson, f"{lesson}klar/", f"/bransch/u/{CODE}/sv/reception/nytt/paahittat/"):
        assert client.get(address)["Location"] == f"{HERE}?igen=1"
    assert "Kontrollera intyget på nytt" in client.get(f"{HERE}?igen=1").text
    assert client.get(lesson.replace(CODE, "ABC234")).status_code == 404


@database
def test_no_badge_without_every_answer(site: Site, client: Client) -> None:
    _badge, text = holder(site, client)
    change("third")
    lesson, claims = led_to(client, text), BadgeClaim.objects.count()
    mark = str(uuid.uuid4())
    for told in ({}, {"mark": mark}, {"mark": mark, "picks": "no"}, {"mark": mark, "picks": "wait wait"},
                 {"mark": "x", "picks": "wait"}):  # fmt: skip
        page = client.post(f"{lesson}intyg/", told)
        assert (page.status_code, "inget intyg att göra" in page.text) == (422, True)
    elsewhere = client.post(
        f"{lesson}intyg/", {"mark": mark, "picks": "wait"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert elsewhere.status_code == 422
    assert BadgeClaim.objects.count() == claims


@database
def test_a_last_day_that_cannot_be_is_refused(site: Site) -> None:
    told = {"lesson": "A", "lesson_version": 1, "job": "reception", "language": "sv", "day": today()}
    for until in (today(), today() + datetime.timedelta(days=367)):
        with pytest.raises(Refused, match="gäller inte längre"):
            offer_badge(until=until, **told)


KEYS = st.lists(st.sampled_from("abcdef"), unique=True, min_size=1)


@settings_of_hypothesis(max_examples=30)
@given(KEYS, st.sets(st.sampled_from("abcdef")))
def test_the_steps_are_the_scenes_that_are_left_in_the_lessons_order(keys: list[str], only: set[str]) -> None:
    steps = steps_of([(key, MEASURE) for key in keys], only=only)
    assert [step.scene for step in steps] == [key for key in keys if key in only]
    assert all(step.is_answered for step in steps)
    choices = {key: {"x", "y"} for key in keys}
    assert are_choices(["x"] * len(steps), steps, choices)
    assert not are_choices(["x"] * (len(steps) + 1), steps, choices)
    assert not steps or not are_choices(["z"] * len(steps), steps, choices)
