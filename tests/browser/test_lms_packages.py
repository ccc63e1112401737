"""Packages for learning platforms in a real browser: SCORM under scorm-again, cmi5 against a record store."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import psycopg
import pytest
from playwright.sync_api import FrameLocator, Page, Request, expect

from skyddsnat.shared.hashing import sha256_hex
from tests.browser.conftest import Site, Visits
from tests.browser.learning_platform import Platform, learning_platform

SECRET = "p" * 43
STEPS, FIRST = 7, 3
KEY = """INSERT INTO industry_companykey (company_id, secret_sha256, expires_on)
SELECT company_id, %s, current_date + 1 FROM industry_site WHERE code = 'HTW346'"""
PACKAGE = "/bransch/min/larplattform/hamta/?kind={kind}&jobs=reception&language={language}"


def fetched(visit: Visits, site: Site, kind: str, language: str = "sv") -> dict[str, bytes]:
    """The package as the company's contact fetches it, unpacked."""
    with psycopg.connect(site.copy.url) as database:
        database.execute(KEY, [sha256_hex(SECRET.encode())])
    page = visit(path=f"/bransch/min/in/{SECRET}/")
    page.locator("main button[type=submit]").click()
    page.goto(f"{site.url}/bransch/min/larplattform/")
    page.get_by_label(re.compile(kind.replace("-", " "), re.IGNORECASE)).check()
    page.get_by_label("Språk").select_option(language)
    with page.expect_download() as download:
        page.get_by_role("button", name="Hämta paketet").click()
    assert download.value.suggested_filename == f"skyddsnat-reception-{language}-1-{kind}.zip"
    answer = page.request.get(site.url + PACKAGE.format(kind=kind, language=language))
    with zipfile.ZipFile(io.BytesIO(answer.body())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def only_from(page: Page, platform: Platform) -> list[str]:
    """What the page asks of anybody but the platform, as it goes on."""
    strangers: list[str] = []

    def heard(request: Request) -> None:
        own = request.url.startswith((platform.url, "data:"))
        if not own and not request.url.endswith(
            "favicon.svg"
        ):  # of the page before, when there is time for it
            strangers.append(request.url)

    page.on("request", heard)
    return strangers


def choose(lesson: Page | FrameLocator, times: int, words: str = "Nästa") -> None:
    """Choose the first answer and go on, past what is told of it."""
    for _n in range(times):
        lesson.locator("main [data-question] input[type=radio]").first.check()
        lesson.locator("main [data-question] button").click()
        told = lesson.locator("main button:visible", has_text=words)
        if told.count():
            told.click()


@pytest.mark.parametrize("kind", ["scorm-1.2", "scorm-2004"])
def test_a_scorm_lesson_is_broken_off_resumed_and_finished(visit: Visits, own_site: Site, kind: str) -> None:
    old = kind == "scorm-1.2"
    with learning_platform(fetched(visit, own_site, kind)) as platform:
        page = visit(width=360)
        strangers = only_from(page, platform)
        page.goto(f"{platform.url}/player?kind={kind}")
        lesson = page.frame_locator("iframe")
        choose(lesson, FIRST)
        page.goto(f"{platform.url}/back")  # the window is closed, without a word
        cmi = ended(page, platform, old, "suspend", FIRST)
        core = cmi["core"] if old else cmi
        assert core["lesson_status" if old else "completion_status"] == "incomplete"
        assert (core["lesson_location"] if old else cmi["location"]) == str(FIRST)
        assert len(rows_of(cmi)) == FIRST

        page.goto(f"{platform.url}/player?kind={kind}")
        expect(lesson.locator(".progress-said").first).to_contain_text(f"Fråga {FIRST + 1} av {STEPS}")
        expect(lesson.locator("main")).to_contain_text("Du fortsätter där du slutade.")
        choose(lesson, STEPS - FIRST)
        expect(lesson.locator("main h1")).to_have_text("Klart, och tack")
        expect(lesson.locator("main")).to_contain_text("Svaren lämnas till er lärplattform.")
        lesson.get_by_role("button", name="Avsluta").click()
        expect(lesson.locator("[data-notice=closed]")).to_be_visible()
        cmi = ended(page, platform, old, "" if old else "normal", STEPS)
        assert strangers == []
        assert page.evaluate("window.refused") == []
        assert page.evaluate("api.lastErrorCode") in {"0", 0}
    check_finished(cmi, old)


def check_finished(cmi: Any, old: bool) -> None:
    """The platform knows that the lesson is finished, each decision, and what there is to hand in."""
    core = cmi["core"] if old else cmi
    if old:
        assert core["lesson_status"] == "passed"
    else:
        assert (core["completion_status"], core["success_status"]) == ("completed", "passed")
        assert float(core["progress_measure"]) == 1
    told = json.loads(cmi["suspend_data"])
    assert (told["done"], told["job"], told["language"], told["lesson"]) == (True, "reception", "sv", 1)
    assert told["answers"].keys() == {"before", "after"}
    rows = rows_of(cmi)
    moments = [row["id"].partition(".")[0] for row in rows]
    assert moments == ["before"] * 2 + ["during"] * 3 + ["after"] * 2
    assert {row["result"] for row in rows} <= {"correct", "neutral", "wrong" if old else "incorrect"}
    for row in rows:
        chosen = row["student_response" if old else "learner_response"]
        [pattern] = listed(row["correct_responses"])
        assert (row["result"] == "correct") == (chosen == pattern["pattern"])
        if old:
            assert chosen == "a"  # the first that is shown, as the letter that SCORM 1.2 takes
        elif not row["id"].startswith("during"):
            moment, _dot, scene = row["id"].partition(".")
            assert told["answers"][moment][scene] == chosen


def ended(page: Page, platform: Platform, old: bool, leaving: str, decisions: int) -> Any:
    """What the platform keeps when the lesson has told how it was left, after so many decisions."""
    for _n in range(50):
        cmi = platform.commits[-1]["cmi"]
        told = cmi["core"] if old else cmi
        timed = told["session_time"] not in {"", "PT0H0M0S", "00:00:00"}
        if timed and told["exit"] == leaving and len(rows_of(cmi)) == decisions:
            return cmi
        page.wait_for_timeout(100)
    raise AssertionError(f"The lesson was not ended: {platform.commits[-1]}")


def rows_of(cmi: Any) -> list[Any]:
    """The decisions of what the platform keeps, in order."""
    return listed(cmi["interactions"])


def listed(rows: Any) -> list[Any]:
    """Rows of the runtime, which numbers them."""
    return [rows[key] for key in sorted(rows, key=int)] if isinstance(rows, dict) else list(rows)


def test_a_cmi5_lesson_keeps_to_the_specification(visit: Visits, own_site: Site) -> None:
    files = fetched(visit, own_site, "cmi5", "ar")
    found = re.search(rb'<au id="([^"]+)"', files["cmi5.xml"])
    assert found
    with learning_platform(files, found[1].decode()) as platform:
        page = visit(width=320)
        strangers = only_from(page, platform)
        page.goto(platform.launch())
        choose(page, FIRST, "التالي")
        assert page.evaluate("document.documentElement.dir") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        first = platform.session
        page.goto(f"{platform.url}/back")
        expect_told(page, platform, first, ["initialized", *["answered"] * FIRST, "terminated"])

        platform.failing = 1  # the network is away for a moment, and nothing is lost or told twice
        page.goto(platform.launch())
        expect(page.locator(".progress-said").first).to_contain_text(str(FIRST + 1))
        choose(page, STEPS - FIRST, "التالي")
        page.locator("main [data-end] button").click()
        page.wait_for_url("**/back")
        expect_told(
            page, platform, platform.session,
            ["initialized", *["answered"] * (STEPS - FIRST), "completed", "passed", "terminated"],
        )  # fmt: skip
        told = json.loads(platform.states["skyddsnat.lesson"])
        assert (told["done"], told["reported"], told["language"]) == (True, True, "ar")

        page.goto(platform.launch())  # once more: it can be taken again, and is not completed twice
        choose(page, STEPS, "التالي")
        page.locator("main [data-end] button").click()
        page.wait_for_url("**/back")
        expect_told(page, platform, platform.session, ["initialized", *["answered"] * STEPS, "terminated"])
        page.goto(platform.launch("Review"))
        choose(page, 1, "التالي")
        page.goto(f"{platform.url}/back")
        expect_told(page, platform, platform.session, ["initialized", "terminated"])
        assert platform.wrong == []
        assert strangers == []
        assert platform.asked.count("POST /fetch") == 4
    visit.complaints[:] = [said for said in visit.complaints if "status of 503" not in said]


def expect_told(page: Page, platform: Platform, session: str, verbs: list[str]) -> None:
    """Wait until the record store has been told just that, in that order of time."""
    for _n in range(50):
        if len(platform.told(session)) >= len(verbs):
            break
        page.wait_for_timeout(100)
    assert platform.told(session) == verbs
