"""A tip that is sealed in the browser, sent on a bad network, answered, and written without JavaScript."""

from __future__ import annotations

import subprocess
import sys
import uuid
from dataclasses import asdict
from typing import Any

import psycopg
from playwright.sync_api import Page, Request, expect

from skyddsnat.shared import sealing
from skyddsnat.shared.dates import today
from skyddsnat.tips.filing.layer import unwrap, wrap
from skyddsnat.tips.form import rules
from tests.browser.axe import violations
from tests.browser.conftest import Site, Visits

FORM, BOX = "/tips/?sprak=sv", "/tips/brevlada/?sprak=sv"
PLANTED = "Planterad mening om rum 12"
NEWEST = """SELECT t.id, t.sealed, l.key, t.sealed_by, t.answers_to, k.recipient FROM tips_tip t
JOIN tips_tiplayer l ON l.tip_id = t.id JOIN tips_teamkey k ON k.id = t.team_key_id ORDER BY t.received_at DESC"""
ANSWER = """INSERT INTO tips_message (mark, tip_id, writer, is_note, by_id, sealed, sealed_by, at)
SELECT %s, %s, 'receiver', false, u.id, %s, 'browser', now() FROM core_user u ORDER BY u.id LIMIT 1"""


MAKE_TEAM = """import django; django.setup()
from skyddsnat.tips.tests.form_cases import team
print(team("Provlaget", places=("1280",))[1])"""
TEAMS = [
    rules.Offer(1, "A", "", ("online", "labour"), ()),
    rules.Offer(2, "B", "", ("online",), ("01", "1280")),
    rules.Offer(3, "C", "", ("online", "travel"), ("0180", "14")),
]
PLACES = ("0180", "0184", "1280", "1281", "1480", "abroad", "unknown", "")
HOSTILE = "\ufb00 a\r\nb\rc\t\0\x1f\x7f\x85 <b> 👧🏽 ስለ عن ก "


def own_team(site: Site) -> str:
    """The private key of a team of the test's own, for one municipality."""
    environment = {**site.environment, "DJANGO_SETTINGS_MODULE": "skyddsnat.settings"}
    command = [sys.executable, "-c", MAKE_TEAM]
    made = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=120)
    return made.stdout.strip()


def decides_as_the_server(page: Page) -> None:
    """The browser chooses the team, tidies and counts as the server does."""
    teams = [asdict(one) for one in TEAMS]
    for kind in ("online", "labour", "travel", "other"):
        chosen = page.evaluate(
            "([teams, kind, places]) => places.map((one) => tipAnswers.taker(teams, kind, one)?.id ?? 0)",
            [teams, kind, PLACES],
        )
        takers = [rules.taker(TEAMS, kind, place) for place in PLACES]
        assert chosen == [one.id if one else 0 for one in takers]
    given = {
        "kind": "online",
        "what": page.evaluate("tipAnswers.tidy", HOSTILE),
        "where": "Rum 12",
        "how": "",
    }
    assert given["what"] == rules.tidy(HOSTILE)
    said = page.evaluate(
        "([given, texts]) => tipAnswers.message(given, 'Malmö', {texts, language: 'th'})",
        [given, rules.TEXTS],
    )
    assert said == rules.message(given, "Malmö", "th", today())
    assert page.evaluate("sealing.room", said) == rules.room(said)


def kept(site: Site) -> list[tuple[Any, ...]]:
    """The tips, the newest first."""
    with psycopg.connect(site.copy.url) as database:
        return database.execute(NEWEST).fetchall()


def answer(site: Site, text: str) -> None:
    """Answer the newest tip, as its receiver's browser does."""
    tip, _sealed, layer, _by, answers_to, team = kept(site)[0]
    sealed = sealing.seal_message({"v": 1, "text": text, "lang": "sv"}, [answers_to, team])
    with psycopg.connect(site.copy.url) as database:
        database.execute(ANSWER, [uuid.uuid4(), tip, wrap(bytes(layer), sealed)])


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()


def fill_in(page: Page, what: str = PLANTED) -> None:
    press(page, "Börja")
    page.get_by_label("Ett barn som utnyttjas sexuellt").check()
    press(page, "Fortsätt")
    page.get_by_label("I vilken kommun hände det?").select_option("Malmö")
    press(page, "Fortsätt")
    page.get_by_label("Vad har du sett eller hört?").fill(what)
    press(page, "Hoppa till slutet")
    expect(page.locator("h1")).to_have_text("Stämmer det här?")


def words_on(page: Page) -> list[str]:
    expect(page.locator("h1")).to_have_text("Tipset har kommit fram")
    return page.locator("[data-words] li").all_inner_texts()


def test_a_tip_is_sealed_before_it_leaves_the_browser(visit: Visits, own_site: Site) -> None:
    identity = own_team(own_site)
    page = visit(width=360, reduced_motion="reduce")
    faults: list[str] = []
    asked: list[Request] = []
    page.goto(own_site.url + FORM)
    expect(page.get_by_text("Texten låses i din telefon eller dator")).to_be_visible()
    page.wait_for_load_state("networkidle")
    decides_as_the_server(page)
    faults += violations(page)
    # The site's own icon is fetched when the browser has time for it.
    page.on(
        "request", lambda request: asked.append(request) if not request.url.endswith("favicon.svg") else None
    )
    fill_in(page)
    page.go_back()  # the browser's own way back leads to the question before
    expect(page.locator("h1")).to_have_text("Vill du lämna namn eller telefon?")
    faults += violations(page)
    press(page, "Fortsätt")
    faults += violations(page)
    assert asked == []
    press(page, "Skicka tipset")
    words = words_on(page)
    assert len(words) == 8
    faults += violations(page)
    [sent] = asked
    assert sent.url == f"{own_site.url}/tips/in/"
    assert PLANTED not in (sent.post_data or "")
    assert not any(word in (sent.post_data or "") for word in words if len(word) > 4)
    assert sent.headers.get("cookie") is None
    _tip, sealed, layer, sealed_by, *_keys = kept(own_site)[0]
    said = sealing.open_message(unwrap(bytes(layer), bytes(sealed)), identity)
    assert (said["what"], said["where"], sealed_by) == (PLANTED, "Malmö", "browser")
    press(page, "Jag har skrivit ned dem")
    number = int("".join(sign for sign in page.locator("h1").inner_text() if sign.isdigit()))
    page.get_by_label(words[number - 1], exact=True).check()
    faults += violations(page)
    press(page, "Fortsätt")
    expect(page.locator("h1")).to_have_text("Klart, och tack")
    assert not faults, "\n".join(faults)


def test_a_lost_network_loses_nothing_and_sends_once(visit: Visits, own_site: Site) -> None:
    before = len(kept(own_site))
    page = visit(path=FORM, width=360)
    page.wait_for_load_state("networkidle")
    fill_in(page)
    # Only what is sent is lost: told that the network is back, the page would send by itself before it is pressed.
    page.route("**/tips/in/", lambda route: route.abort("internetdisconnected"))
    press(page, "Skicka tipset")
    expect(page.locator("[data-waiting]")).to_be_visible()
    expect(page.locator("[data-value=what]")).to_have_text(PLANTED)
    page.unroute("**/tips/in/")
    page.evaluate("for (const one of [1, 2, 3]) document.querySelector('[data-retry]').click()")
    words_on(page)
    assert len(kept(own_site)) == before + 1
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.close(run_before_unload=True)  # not before the words have been written down
    expect(page.get_by_text("Välj först")).to_be_visible()
    visit.complaints[:] = [said for said in visit.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def test_the_words_open_the_answers_in_the_browser(visit: Visits, own_site: Site) -> None:
    page = visit(path=FORM)
    page.wait_for_load_state("networkidle")
    fill_in(page)
    press(page, "Skicka tipset")
    words = words_on(page)
    press(page, "Jag vill inte ha något kvitto")
    answer(own_site, "Tack. Vilken färg hade bilen?")
    asked: list[Request] = []
    page.goto(own_site.url + BOX)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    # The site's own icon is fetched when the browser has time for it.
    page.on(
        "request", lambda request: asked.append(request) if not request.url.endswith("favicon.svg") else None
    )
    page.get_by_label("De åtta orden").fill(" ".join([*words[:7], words[7] + "x"]))
    press(page, "Öppna")
    expect(page.locator("[role=alert]").first).to_contain_text("Ord nummer 8")
    assert asked == []
    page.get_by_label("De åtta orden").fill(", ".join(words).upper())
    press(page, "Öppna")
    expect(page.locator("article p")).to_have_text("Tack. Vilken färg hade bilen?")
    assert violations(page) == []
    page.get_by_label("Vad vill du berätta?").fill(PLANTED)
    press(page, "Skicka")
    expect(page.get_by_text("Det har kommit fram.")).to_be_visible()
    expect(page.locator("article")).to_have_count(2)
    for one in asked:
        assert PLANTED not in (one.post_data or "")
        assert " ".join(words) not in (one.post_data or "") + one.url
    leave_quickly(page, own_site)


def leave_quickly(page: Page, site: Site) -> None:
    """Lock the mailbox, begin another tip, and leave: no entry of the form is left to go back to."""
    page.get_by_role("link", name="Lås").click()
    expect(page.get_by_label("De åtta orden")).to_have_value("")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")[:2] == [0, 0]
    page.route(
        "**/ut/", lambda route: route.fulfill(body="<h1>Väder</h1>", content_type="text/html; charset=utf-8")
    )
    page.get_by_role("link", name="Lämna ett tips").click()
    page.wait_for_load_state("networkidle")
    press(page, "Börja")
    page.get_by_label("Något på nätet").check()
    press(page, "Fortsätt")
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_have_text("Väder")
    page.go_back()
    assert page.url == f"{site.url}/sv/ut/"


def test_without_javascript_the_server_seals_and_says_so(visit: Visits, own_site: Site) -> None:
    page = visit(path=FORM, width=360, java_script_enabled=False)
    expect(page.get_by_text("Din webbläsare kör inte JavaScript här.")).to_be_visible()
    fill_in(page)
    press(page, "Skicka tipset")
    words = words_on(page)
    expect(page.get_by_text("Servern såg texten en kort stund")).to_be_visible()
    assert page.url == own_site.url + FORM
    assert kept(own_site)[0][3] == "server"
    answer(own_site, "Tack.")
    press(page, "Jag vill inte ha något kvitto")
    page.goto(own_site.url + BOX)
    page.get_by_label("De åtta orden").fill(" ".join(words))
    press(page, "Öppna")
    expect(page.locator("article p")).to_have_text("Tack.")
    assert PLANTED not in own_site.log.read_text()
    assert " ".join(words) not in own_site.log.read_text()
