"""What Python seals the browser opens, and the other way round; both make the same mailbox of a receipt."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from skyddsnat.shared import sealing
from skyddsnat.shared.sealing.receipts import words

SCRIPTS = Path(sealing.__file__).parent / "browser"
RECEIPT = "abacus zoom yo-yo drop-down evoke mutation marlin sanding"
SAID = {"what": "Ett barn på ett hotell. ስለ ቆልዓ، هل. ก", "where": "Rum 12"}


@pytest.fixture
def page(browser: Browser) -> Page:
    page = browser.new_page()
    page.route(
        "http://localhost/", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html")
    )
    page.goto("http://localhost/")  # browsers have cryptography on safe addresses only
    for name in ("age.js", "sealing.js"):
        page.add_script_tag(content=(SCRIPTS / name).read_text())
    return page


def test_both_sides_open_what_the_other_seals(page: Page) -> None:
    identity = sealing.new_identity()
    sealed = base64.b64encode(sealing.seal_message(SAID, [sealing.recipient_of(identity)])).decode()
    opened = page.evaluate(
        "([sealed, identity]) => sealing.open(sealing.fromBase64(sealed), identity)", [sealed, identity]
    )
    assert opened == SAID
    made = page.evaluate(
        "async ([said, key]) => sealing.base64(await sealing.seal(said, [key]))",
        [SAID, sealing.recipient_of(identity)],
    )
    assert sealing.open_message(base64.b64decode(made), identity) == SAID


def test_both_sides_make_the_same_mailbox_and_work(page: Page) -> None:
    mailbox = page.evaluate(
        "async ([typed, words]) => sealing.mailbox(sealing.tidy(typed, words))",
        [f"1. {RECEIPT.upper().replace(' ', ', ')}", list(words())],
    )
    mine = sealing.Mailbox.of(RECEIPT)
    assert mailbox == {"address": mine.address, "identity": mine.identity, "recipient": mine.recipient}
    receipt = page.evaluate("words => sealing.newReceipt(words)", list(words()))
    assert sealing.tidy(receipt) == receipt
    nonce = page.evaluate("sealing.work('challenge', 'ab12', 12)")
    assert sealing.bits_of("challenge", "ab12", nonce) >= 12
    over = page.evaluate("sealing.seal({w: 'x'.repeat(sealing.LONGEST)}, []).catch(fault => fault.over)")
    assert over == len('{"w":""}')
