"""The course as somebody meets it on a phone, with and without JavaScript, and what the phone sends."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import uuid
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.staticfiles import finders
from django.test import Client
from icalendar import Calendar

from skyddsnat.industry.models import Answer, Attempt, BadgeClaim, Company, LessonPage, LessonVersion, Site
from skyddsnat.industry.tests.course import CODE, answered, finish, load_course, workplace
from skyddsnat.industry.training.course_files import CONTENT
from skyddsnat.industry.training.rules import RECHECK_AFTER
from skyddsnat.industry.training.shipped import load_lessons
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
START = f"/bransch/u/{CODE}/"
LESSON = f"{START}sv/reception/"
CHOICES = ["wait", "follow", "stay-calm", "stay-calm", "wait"]
LIMIT = 150 * 1024
GONE = {"contact_name": "", "contact_email": ""}  # of a company that has left
HEAVIEST = ("sv", "th", "ti")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    load_course(tmp_path)
    return workplace()


def the_step(client: Client, address: str = LESSON) -> str:
    found = re.search(r'name="step" value="(\d)"', client.get(address).text.partition("<template")[0])
    return found[1] if found else ""


def walk(client: Client, address: str, choices: list[str]) -> Any:
    """Choose and go on until the last answer has been read; the last page."""
    response = None
    for choice in choices:
        step = the_step(client, address)
        assert client.post(address, {"step": step, "choice": choice}).status_code == 302
        if "data-question" not in client.get(address).text.partition("<template")[0]:
            response = client.post(address, {"next": "1"})
    return response


def sending(**changes: Any) -> dict[str, Any]:
    lesson = LessonVersion.objects.get(job="reception", language="sv")
    body = {"mark": str(uuid.uuid4()), "lesson": lesson.pk, "recheck": False, "answers": answered()}
    return body | changes


def send(client: Client, body: Any, code: str = CODE, **headers: str) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    address = f"/bransch/u/{code}/svar/"
    return client.post(address, text, content_type="application/json", headers=headers)


def test_a_code_leads_to_the_workplace_however_it_is_typed(
    client: Client, site: Site, tmp_path: Path
) -> None:
    load_course(tmp_path, "reception", "night", "driver", languages=("sv", "ar"))
    assert "Arbetsplatsens kod" in client.get("/bransch/utbildning/").text
    response = client.get("/bransch/utbildning/", {"kod": "htw-3 46"}, headers={"accept-language": "ar"})
    assert response.headers["Location"] == f"{START}?sprak=ar"
    assert client.get("/bransch/u/htw346/").headers["Location"] == START
    page = client.get(START, headers={"accept-language": "sv"}).text
    assert "Arbetsplats: Hotell Testet" in page
    assert re.findall(r"/sv/(\w+)/", page) == ["reception", "night"]


def test_a_wrong_code_says_so(client: Client, site: Site) -> None:
    response = client.get("/bransch/utbildning/", {"kod": "hhh<b>"})
    assert response.status_code == 422
    assert "Ingen arbetsplats har koden HHH&lt;B&gt;" in response.text
    for address in ("/bransch/u/HHHHHH/", "/bransch/u/HHHHHH/sv/bar/", "/bransch/u/HHHHHH/sv/bar/klar/"):
        response = client.get(address)
        assert response.status_code == 404
        assert "Ingen arbetsplats har koden HHHHHH" in response.text


def test_a_company_that_has_left_or_not_yet_joined_has_no_course(client: Client, site: Site) -> None:
    for changes in ({"joined_at": None}, {"joined_at": site.opened_at, "left_at": site.opened_at} | GONE):
        Company.objects.update(**changes)
        assert client.get(START).status_code == 404


@pytest.mark.parametrize("address", ["sv/driver/", "xx/bar/", "sv/pilot/", "en/bar/", "sv/driver/90.ics"])
def test_what_is_not_there_is_not_found(client: Client, site: Site, address: str) -> None:
    assert client.get(START + address).status_code == 404


def test_a_whole_lesson_without_javascript(client: Client, site: Site) -> None:
    response = walk(client, LESSON, CHOICES)
    assert response.headers["Location"] == f"{LESSON}klar/"
    assert response.cookies["lektion"].value == ""
    page = client.get(f"{LESSON}klar/").text
    assert 'href="tel:112"' in page
    assert "Säg till &lt;chefen&gt;." in page
    attempt = Attempt.objects.get()
    assert (attempt.site, attempt.day, attempt.lesson.language) == (site, today(), "sv")
    told = list(Answer.objects.order_by("pk").values_list("moment", "scene", "choice"))
    assert told == [
        ("before", "first", "wait"), ("before", "second", "follow"),
        ("after", "first", "stay-calm"), ("after", "second", "wait"),
    ]  # fmt: skip
    assert walk(client, LESSON, CHOICES).status_code == 302  # somebody else, on the same phone
    assert Attempt.objects.count() == 2


def test_nothing_is_told_of_the_first_questions_and_at_once_of_the_others(client: Client, site: Site) -> None:
    walk(client, LESSON, CHOICES[:2])
    client.post(LESSON, {"step": "2", "choice": "follow"})
    page = client.get(LESSON).text.partition("<template")[0]
    assert "Välj hellre något annat" in page
    assert "Därför follow." in page
    assert "stay-calm sv" in page  # what is better
    before = client.get(LESSON).text.partition('data-moment="before"')[2].partition("<section")[0]
    assert "Därför" not in before


def test_sending_a_question_twice_or_without_a_choice_changes_nothing(client: Client, site: Site) -> None:
    for _twice in range(2):
        client.post(LESSON, {"step": "0", "choice": "wait"})
    assert the_step(client) == "1"
    for wrong in ("", "shout"):
        response = client.post(LESSON, {"step": "1", "choice": wrong})
        assert response.status_code == 422
        assert "Välj ett av svaren." in response.text
    elsewhere = client.post(LESSON, {"step": "1", "choice": "wait"}, headers={"sec-fetch-site": "cross-site"})
    assert elsewhere.status_code == 200
    assert the_step(client) == "1"
    assert "Du fortsätter där du slutade." in client.get(LESSON).text
    client.post(LESSON, {"restart": "1"})
    assert the_step(client) == "0"


def test_the_cookie_is_only_the_lessons_and_a_made_up_one_is_no_use(client: Client, site: Site) -> None:
    assert client.get(LESSON).cookies.output() == ""
    cookie = client.post(LESSON, {"step": "0", "choice": "wait"}).cookies["lektion"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (LESSON, True, "Lax")
    client.cookies["lektion"] = cookie.value + "x"
    assert the_step(client) == "0"


def test_a_lesson_that_changes_meanwhile_begins_again(client: Client, site: Site) -> None:
    client.post(LESSON, {"step": "0", "choice": "wait"})
    page = LessonPage.objects.get(job="reception", language="sv")
    page.lead = "Något nytt."
    page.save_revision().publish()
    assert the_step(client) == "0"


def test_the_two_questions_again_after_90_days(client: Client, site: Site) -> None:
    file = Calendar.from_ical(client.get(f"{LESSON}90.ics").content)
    [event] = file.walk("VEVENT")
    assert event["dtstart"].dt == today() + RECHECK_AFTER
    address = str(event["url"]).partition("8014")[2]
    assert address == f"{START}om/sv/reception/"
    assert address in client.get(f"{START}om/", headers={"accept-language": "sv"}).text
    assert walk(client, address, ["wait", "stay-calm"]).headers["Location"] == f"{address}klar/"
    assert client.get(f"{address}klar/").status_code == 200
    assert Attempt.objects.get().is_recheck
    assert set(Answer.objects.values_list("moment", "quality")) == {("recheck", "fair"), ("recheck", "good")}


def test_what_a_phone_sends_twice_is_kept_once(client: Client, site: Site) -> None:
    body = sending()
    for _twice in range(2):
        response = send(client, body)
        assert (response.status_code, response.json()) == (200, {"said": "kept"})
    assert Attempt.objects.get().answers.count() == 4
    Company.objects.update(left_at=site.opened_at, **GONE)
    assert send(client, sending()).status_code == 200  # it was answered before the company left
    assert send(client, sending(recheck=True, answers={"recheck": answered()["after"]})).status_code == 200


@pytest.mark.parametrize(
    "body",
    ['""', "[]", "{", "null", {"mark": "x"}, {"answers": {}}, {"answers": {"before": []}}, {"lesson": "1"},
     {"lesson": 0}, {"recheck": True}, {"recheck": 1}, {"answers": {"before": {"first": 1}}}],
)  # fmt: skip
def test_what_is_no_answer_is_refused_and_not_kept(client: Client, site: Site, body: Any) -> None:
    assert send(client, sending(**body) if isinstance(body, dict) else body).status_code == 422
    assert not Attempt.objects.exists()


def test_only_the_phones_own_page_sends_and_only_for_jobs_at_the_workplace(
    client: Client, site: Site, tmp_path: Path
) -> None:
    load_course(tmp_path, "driver")
    taxi = LessonVersion.objects.get(job="driver", language="sv")
    assert send(client, sending(), **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post(f"{START}svar/", sending()).status_code == 403
    assert client.get(f"{START}svar/").status_code == 405
    assert send(client, sending(), code="HHHHHH").status_code == 404
    assert send(client, sending(lesson=taxi.pk)).status_code == 422
    assert not Attempt.objects.exists()


def test_arabic_is_read_from_right_to_left_and_says_that_nobody_has_checked_it(
    client: Client, site: Site, tmp_path: Path
) -> None:
    load_course(tmp_path, languages=("sv", "ar"))
    page = client.get(f"{START}ar/reception/").text
    assert '<html lang="ar" dir="rtl">' in page
    assert "لم يراجع هذا النص" in page
    assert 'href="tel:11414" dir="ltr"' in page
    LessonPage.objects.filter(language="ar").update(checked_by="Amal", checked_on="2026-11-01")
    assert "Amal" in client.get(f"{START}ar/reception/").text


def test_a_page_asks_for_no_session_and_is_kept_by_nobody(client: Client, site: Site) -> None:
    for address in (START, LESSON, f"{LESSON}klar/", "/bransch/utbildning/"):
        response = client.get(address)
        assert not response.cookies
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"


def test_the_worker_sees_the_course_only_and_keeps_what_the_page_needs(client: Client, site: Site) -> None:
    response = client.get("/bransch/u/sw.js")
    assert response.headers["Content-Type"].startswith("text/javascript")
    kept = json.loads(response.text.partition("const KEPT = ")[2].partition(";\n")[0])
    page = client.get(LESSON).text
    linked = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    assert linked == set(kept["files"])


def test_a_lesson_weighs_150_kib_at_most(client: Client, tmp_path: Path) -> None:
    """All that is fetched to take a lesson, not even packed, in languages whose letters weigh most."""
    plan = yaml.safe_load((CONTENT / "course.yaml").read_text())
    plan["jobs"] = {"reception": plan["jobs"]["reception"]}
    (tmp_path / "course.yaml").write_text(yaml.safe_dump(plan, sort_keys=False))
    for language in HEAVIEST:
        shutil.copy(CONTENT / f"{language}.yaml", tmp_path)
    load_lessons(tmp_path)
    workplace()
    worker = len(client.get("/bransch/u/sw.js").content)
    for language in HEAVIEST:
        page = client.get(f"{START}{language}/reception/")
        names = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page.text))
        files = [Path(str(finders.find(name))) for name in names]
        assert len(files) >= 4
        assert len(page.content) + worker + sum(file.stat().st_size for file in files) <= LIMIT
        assert not any("@font-face" in file.read_text() for file in files)


def test_whoever_finished_may_make_one_badge_of_it_without_javascript(client: Client, site: Site) -> None:
    assert walk(client, LESSON, CHOICES)["Location"] == f"{LESSON}klar/"
    page = client.get(f"{LESSON}klar/").text
    mark = re.search(r'name="mark" value="([0-9a-f-]{36})"', page)
    assert mark
    address = f"{LESSON}intyg/"
    assert f'action="{address}"' in page
    first, second = (client.post(address, {"mark": mark[1]}) for _n in range(2))
    assert first["Location"] == second["Location"]
    claim = BadgeClaim.objects.get()
    assert (claim.job, claim.language, claim.lesson_version) == ("reception", "sv", 1)
    assert set(claim.scenes) == set(LessonVersion.objects.get(job="reception", language="sv").keys)
    assert client.get(first["Location"]).status_code == 200


def test_a_badge_takes_a_finished_lesson_that_is_not_too_old(client: Client, site: Site) -> None:
    address = f"{LESSON}intyg/"
    for mark in ("", "x", str(uuid.uuid4())):
        refused = client.post(address, {"mark": mark})
        assert refused.status_code == 422
        assert "inget intyg att göra" in refused.text
    finish(site, day=today() - datetime.timedelta(days=40))
    assert client.post(address, {"mark": str(Attempt.objects.get().mark)}).status_code == 422
    Attempt.objects.update(day=today(), is_recheck=True)
    assert client.post(address, {"mark": str(Attempt.objects.get().mark)}).status_code == 422
    assert client.get(address).status_code == 405
    assert not BadgeClaim.objects.exists()
