"""A badge on a phone: made, downloaded, verified by the browser's own cryptography, and checked with its name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
from playwright.sync_api import expect

from skyddsnat.shared.dates import today
from skyddsnat.shared.hashing import sha256_hex
from tests.browser.conftest import Site, Visits

SECRET = "b" * 43
NAME = "Kim Demosson"
# What any page elsewhere can do with the file and what the issuer publishes: no code of ours takes part.
VERIFY = """
async ([token, header]) => {
  const bytes = text => Uint8Array.from(
    atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));
  const kid = new URL(header.kid);
  const jwk = await (await fetch(kid.pathname)).json();
  const way = {name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256'};
  const key = await crypto.subtle.importKey('jwk', jwk, way, false, ['verify']);
  const parts = token.split('.');
  const signed = text => crypto.subtle.verify(way, key, bytes(parts[2]), new TextEncoder().encode(text));
  return [await signed(parts[0] + '.' + parts[1]), await signed(parts[0] + '.' + parts[1] + 'A')];
}
"""
HEADER = "token => JSON.parse(atob(token.split('.')[0].replaceAll('-', '+').replaceAll('_', '/')))"


def an_offer(site: Site) -> None:
    """Somebody has finished a lesson."""
    with psycopg.connect(site.copy.url) as database:
        database.execute(
            "INSERT INTO industry_badgeclaim (secret_sha256, lesson, lesson_version, job, language, scenes, day,"
            " expires_on, holder_mark) VALUES (%s, 'Se och larma', 1, 'reception', 'sv', '{}', %s, %s, '')",
            [sha256_hex(SECRET.encode()), today(), today()],
        )


def test_a_badge_is_made_fetched_and_verified_by_the_browser(
    visit: Visits, own_site: Site, tmp_path: Path
) -> None:
    an_offer(own_site)
    page = visit(path=f"/bransch/intyg/nytt/{SECRET}/", width=360)
    page.get_by_label("Namn på intyget").fill(NAME)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ditt intyg är klart")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Hämta filen (.jwt)").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    token = file.read_text()
    header: dict[str, Any] = page.evaluate(HEADER, token)
    assert page.evaluate(VERIFY, [token, header]) == [True, False]

    page.goto(f"{own_site.url}/bransch/intyg/")
    page.get_by_label("Intygets fil").set_input_files(file)
    page.get_by_label("Namnet som ska stå på intyget").fill(NAME)
    page.get_by_role("button", name="Kontrollera").click()
    found = page.get_by_role("region", name="Filen är ett intyg från oss")
    expect(found.get_by_text("Stämmer", exact=True)).to_have_count(2)
    expect(found.get_by_text("Giltigt", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
