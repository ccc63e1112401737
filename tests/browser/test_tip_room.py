"""The receivers' room as a team uses it: keys made and opened in the browser, and nothing readable anywhere else."""

from __future__ import annotations

import base64
import json
import uuid
from contextlib import nullcontext
from typing import Any

from playwright.sync_api import Page, expect

from skyddsnat.shared.sealing import Mailbox, new_receipt, open_message, seal_message
from tests.browser.axe import violations
from tests.browser.conftest import Site, Visits
from tests.browser.people import follow, heading, press

ROOM, FRAME = "/tips/mottagare/", "/tips/mottagare/installning/"
PHRASE = "nordan vindar blå fyr"  # of the demonstration
OWN = "stege lampa moln torsk"
SAID = {
    "v": 1,
    "kind": "labour",
    "what": "Ett barn bär disk",
    "where": "Provgatan 2",
    "contact": "070-123",
    "lang": "sv",
}
SLOW = 60_000  # milliseconds: a passphrase is made slow to guess, and so to use
OPEN = "[data-lock][data-state=open]"


def unlock(page: Page, phrase: str = PHRASE) -> None:
    page.locator("#las-fras").fill(phrase)
    page.locator("#las-fras").press("Enter")
    page.wait_for_selector(OPEN, timeout=SLOW)


def settle(page: Page) -> None:
    """Wait until the list asks for nothing more, before the database is put back."""
    expect(page.locator(".room-inbox [data-line]", has_text="Förseglat")).to_have_count(0)
    page.wait_for_load_state("networkidle")


def posted(page: Page, path: str, body: dict[str, Any]) -> Any:
    base = "/".join(page.url.split("/")[:3])
    return page.request.post(
        base + path, data=json.dumps(body), headers={"Content-Type": "application/json"}
    ).json()


def number_in(url: str) -> int:
    return int(url.rstrip("/").split("/")[-1])


def new_team(page: Page, base: str) -> int:
    """A receiver with two members who have keys, made by the coordinator; returns its number."""
    page.goto(f"{base}{FRAME}ny/")
    page.get_by_label("Myndighet").fill("Länsstyrelsen i Uppsala län")
    page.get_by_label("Lagets namn", exact=True).fill("Provlaget")
    page.get_by_label("Ett barn som tvingas arbeta").check()
    press(page, "Spara")
    for person in ("Mats", "Mona"):
        page.locator("select[name=user]").select_option(
            value=page.locator(f"option:has-text('{person}')").get_attribute("value")
        )
        press(page, "Lägg till")
    return number_in(page.url)


def make_team_key(page: Page, base: str, team: int) -> tuple[str, list[str]]:
    """Make the team's key and confirm the three sheets; returns its public half and what the sheets say."""
    page.goto(f"{base}{ROOM}lag/{team}/")
    make = page.locator("form[data-make]")
    make.locator("button").click()
    expect(make.locator("[data-fault]")).to_contain_text("jämfört")
    make.locator("input[data-compared]").check()
    make.locator("button").click()
    page.wait_for_selector("[data-sheets]:not([hidden])")
    assert violations(page) == []
    sheets = [" ".join(one.locator("li").all_inner_texts()) for one in page.locator(".room-sheet").all()]
    page.locator("[data-printed]").click()
    typed = page.locator("#grupper")
    typed.fill("AAAA BBBB")
    typed.press("Enter")
    expect(page.locator("[data-confirming] [data-fault]")).to_contain_text("stämmer inte")
    for number, sheet in enumerate(sheets, 1):
        expect(page.locator("[data-sheet-number]")).to_have_text(str(number))
        groups = page.locator("[data-groups]").inner_text().split(", ")
        typed.fill(" ".join(sheet.split()[int(one) - 1] for one in groups).lower())
        with page.expect_navigation() if number == len(sheets) else nullcontext():
            typed.press("Enter")
    key = page.locator("main dl code[data-fingerprint]").first.get_attribute("data-fingerprint")
    return str(key), sheets


def send_tip(page: Page, team: int, key: str, box: Mailbox) -> None:
    """As the form sends it."""
    body = {
        "mark": str(uuid.uuid4()), "receiver": team, "key": key, "kind": "labour", "language": "sv",
        "sealed": base64.b64encode(seal_message(SAID, [key])).decode(), "box": box.box, "answers_to": box.recipient,
        "challenge": "", "nonce": "",
    }  # fmt: skip
    assert "proof" in posted(page, "/tips/in/", body)


def opened_tip(page: Page, words: str) -> None:
    """Go to the tip in the list that begins so, and wait until it is open."""
    page.locator(".room-inbox li", has_text=words).locator("a").first.click()
    page.wait_for_selector("html[data-tip=open]")


def test_a_team_from_its_first_key_to_its_recovery(visit: Visits, own_site: Site) -> None:
    staff, mats = visit("coordinator"), visit("receiver")
    team = new_team(staff, own_site.url)
    key, sheets = make_team_key(mats, own_site.url, team)
    staff.reload()
    press(staff, "Slå på")
    box = Mailbox.of(new_receipt())
    send_tip(staff, team, key, box)

    mats.goto(own_site.url + ROOM)
    expect(mats.locator(".room-inbox")).not_to_contain_text("bär disk")
    unlock(mats)
    expect(mats.locator(".room-inbox")).to_contain_text("Ett barn bär disk")
    opened_tip(mats, "bär disk")
    press(mats, "Ta tipset")
    mats.locator("#svar").fill("Tack, vi åker dit.")
    follow(mats, mats.get_by_role("button", name="Försegla och skicka svaret"))
    mats.locator("#anteckning").fill("Fråga grannen i tvåan.")
    follow(mats, mats.get_by_role("button", name="Försegla och spara anteckningen"))
    mats.wait_for_selector("html[data-tip=open]")
    expect(mats.locator("[data-messages]")).to_contain_text("Fråga grannen i tvåan.")
    (answer,) = posted(mats, "/tips/brevlada/hamta/", {"address": box.address})["answers"]
    assert open_message(base64.b64decode(answer["sealed"]), box.identity)["text"] == "Tack, vi åker dit."

    hand_over(visit, mats, own_site)
    renewed = leave_and_renew(staff, mats, own_site.url, team)
    assert renewed != key
    recover(mats, own_site.url, team, sheets)
    log = own_site.log.read_text()
    assert not [word for word in ("bär disk", "åker dit", "grannen", OWN) if word in log]


def hand_over(visit: Visits, mats: Page, site: Site) -> None:
    """One field of three goes to another team, who can open that and nothing else."""
    press(mats, "Lämna över")
    form = mats.locator("form[data-hand-over]")
    assert form.locator("input:checked").count() == 0
    form.get_by_label("Demonstrationens regionala samordnare").check()
    submit = form.get_by_role("button", name="Försegla och lämna över")
    submit.click()
    expect(form.locator("[data-fault]")).to_contain_text("minst en uppgift")
    form.get_by_label("Var?").check()
    expect(form.locator("[data-preview]")).to_contain_text("Provgatan 2")
    expect(form.locator("[data-preview]")).not_to_contain_text("bär disk")
    assert violations(mats) == []
    follow(mats, submit)
    expect(mats.locator("main")).to_contain_text("Lämnat till Demonstrationens regionala samordnare")
    start = visit(path="/konto/login/")
    nils = visit(
        str(start.locator("button[value^='receiver:']", has_text="Nils").get_attribute("value")), path=ROOM
    )
    unlock(nils)
    opened_tip(nils, "Provgatan 2")
    said = nils.evaluate(
        """async () => {
            const {sealed} = JSON.parse(document.getElementById("tip-config").textContent);
            const found = await (await fetch(sealed)).json(), {keys} = await roomVault.current();
            return sealing.open(sealing.fromBase64(found.tip), keys[found.key]);
        }"""
    )
    assert said == {"v": 1, "kind": "labour", "lang": "sv", "where": "Provgatan 2"}
    expect(nils.locator("main")).not_to_contain_text("070-123")


def leave_and_renew(staff: Page, mats: Page, base: str, team: int) -> str:
    """Mona leaves; the one who remains is told, and makes a new key without new sheets."""
    staff.goto(f"{base}{FRAME}{team}/")
    staff.locator(".room-members li", has_text="Mona").get_by_role("link").click()
    press(staff, "Ta bort ur laget")
    mats.goto(base + ROOM)
    expect(mats.locator("main")).to_contain_text("Provlaget. Gör en ny nyckel nu")
    mats.goto(f"{base}{ROOM}lag/{team}/")
    make = mats.locator("form[data-make]")
    make.locator("input[data-compared]").check()
    follow(mats, make.locator("button"))
    expect(mats.locator("main")).not_to_contain_text("Gör en ny nyckel nu")
    return str(mats.locator("main dl code[data-fingerprint]").first.get_attribute("data-fingerprint"))


def recover(mats: Page, base: str, team: int, sheets: list[str]) -> None:
    """The passphrase is lost: a new own key opens nothing, until two of the sheets have been typed in."""
    mats.goto(f"{base}{ROOM}nyckel/")
    mats.get_by_text("Jag har tappat").click()
    lost = mats.locator("form[data-key=new]")
    lost.locator("input[data-new]").first.fill("kort")
    lost.locator("button[type=submit]").click()
    expect(lost.locator("[data-fault]")).to_contain_text("för lätt att gissa")
    for field in lost.locator("input[data-new]").all():
        field.fill(OWN)
    with mats.expect_navigation(timeout=SLOW):
        lost.locator("button[type=submit]").click()
    mats.locator("[data-lock-now]").click()
    mats.wait_for_selector("[data-lock][data-state=locked]")
    mats.goto(f"{base}{ROOM}lag/{team}/aterstall/")
    first, second = mats.locator("textarea").all()
    fault = mats.locator("form[data-recover] [data-fault]")
    slip = sheets[2][:-1] + ("A" if sheets[2][-1] != "A" else "B")
    for other, words in ((sheets[0], "samma blad"), (slip, "Blad 2")):
        first.fill(sheets[0])
        second.fill(other)
        mats.get_by_role("button", name="Återställ nyckeln").click()
        expect(fault).to_contain_text(words)
    second.fill(sheets[2].lower())
    follow(mats, mats.get_by_role("button", name="Återställ nyckeln"))
    mats.goto(base + ROOM + "?state=all")
    unlock(mats, OWN)
    expect(mats.locator(".room-inbox")).to_contain_text("Ett barn bär disk")
    settle(mats)


def test_what_is_unlocked_is_locked_again_and_a_draft_is_kept_sealed(visit: Visits, own_site: Site) -> None:
    page = visit("receiver", path=ROOM, width=360)
    page.locator("#las-fras").fill("fel fras helt och hållet")
    page.locator("#las-fras").press("Enter")
    expect(page.locator("[data-lock] [data-fault]")).to_contain_text("stämmer inte", timeout=SLOW)
    unlock(page)
    opened_tip(page, "A guest asked")
    page.locator("#svar").fill("Ett utkast som ingen ser")
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("[data-lock][data-state=locked]")).to_be_visible()
    other.close()
    assert (
        page.evaluate("JSON.stringify(Object.entries(localStorage)) + document.cookie").find("utkast") == -1
    )
    exported = page.evaluate(
        """async () => {
            const {keys} = await roomVault.current();
            return crypto.subtle.exportKey("pkcs8", Object.values(keys)[0]).then(() => "out", fault => fault.name);
        }"""
    )
    assert exported == "InvalidAccessError"
    with page.expect_navigation():
        page.evaluate("room.lock()")
    expect(page.locator("main")).not_to_contain_text("A guest asked")
    draft = page.evaluate(
        """async () => {
            const {tip} = JSON.parse(document.getElementById("tip-config").textContent);
            return new TextDecoder().decode(await roomVault.draft(`${tip} answer`));
        }"""
    )
    assert draft.startswith("age-encryption.org/v1")
    assert "utkast" not in draft
    unlock(page)
    expect(page.locator("#svar")).to_have_value("Ett utkast som ingen ser")
    page.locator("summary.menu-name, .menu summary").first.click()
    page.once("dialog", lambda dialog: dialog.accept())
    follow(page, page.get_by_role("button", name="Logga ut"))
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("indexedDB.databases().then(found => found.map(({name}) => name))") == []


def test_a_passkey_guards_the_key(visit: Visits, own_site: Site) -> None:
    page = visit("receiver")
    page.goto(own_site.url.replace("127.0.0.1", "localhost"))
    page.locator('button[name="role"][value="receiver"]').click()
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True, "hasPrf": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(own_site.url.replace("127.0.0.1", "localhost") + ROOM + "nyckel/")
    page.get_by_text("Byt skydd").first.click()
    form = page.locator("form[data-key=guard]")
    form.locator("input[data-old]").fill(PHRASE)
    form.locator("input[value=passkey]").check()
    expect(form.locator("[data-passphrases]")).to_be_hidden()
    with page.expect_navigation(timeout=SLOW):
        form.locator("button[type=submit]").click()
    page.goto(own_site.url.replace("127.0.0.1", "localhost") + ROOM)
    page.get_by_role("button", name="Lås upp med nyckel").click()
    page.wait_for_selector(OPEN, timeout=SLOW)
    expect(page.locator(".room-inbox")).to_contain_text("A guest asked")
    settle(page)


def test_the_rooms_pages_are_usable_by_all(visit: Visits, site: Site) -> None:
    for width, theme, language in ((1280, "light", "sv"), (360, "dark", "en")):
        page = visit("receiver", path=ROOM, width=width, theme=theme, language=language)
        assert violations(page) == []
        unlock(page)
        page.wait_for_selector(".room-inbox [data-read]")
        tip = page.locator(".room-inbox a").first.get_attribute("href")
        for path in (
            ROOM,
            f"{ROOM}lag/",
            f"{ROOM}nyckel/",
            f"{ROOM}lag/1/aterstall/",
            tip,
            f"{tip}lamna-over/",
        ):
            page.goto(f"{site.url}{path}")
            if path == tip:
                page.wait_for_selector("html[data-tip=open]")
            assert heading(page)
            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    without = visit("receiver", path=ROOM, java_script_enabled=False)
    assert "Här behövs JavaScript" in without.locator("main noscript").inner_html()
    expect(without.locator("#las-fras")).to_be_hidden()
