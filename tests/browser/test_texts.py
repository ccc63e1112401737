"""A text on its way through the editing rooms in a real browser: sent by an editor, approved by a coordinator."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Site, Visits

SAYS = "Det räcker att du misstänker något. Berätta det lilla du vet."


def test_a_text_is_sent_approved_and_read(visit: Visits, own_site: Site) -> None:
    editor = visit("editor", path="/publikt/oversattningar/")
    editor.get_by_role("row", name="Ett bra tips").get_by_role("link").first.click()
    editor.locator(".page-actions").get_by_role("link", name="Redigera", exact=True).click()
    editor.locator("#id_lead").fill(SAYS)
    editor.get_by_role("button", name="Fler åtgärder").click()
    with editor.expect_navigation():
        editor.get_by_role("button", name="Lämna in till").click()

    coordinator = visit("coordinator")
    for more in coordinator.locator("details:has(.desk-list) > summary").all():
        more.click()
    coordinator.get_by_role("link", name="Ett bra tips").first.click()
    coordinator.get_by_role("button", name="Fler åtgärder").click()
    with coordinator.expect_navigation():
        coordinator.get_by_role("button", name="Godkänn och Publicera").click()

    visitor = visit(
        path="/sv/tips/", width=360, java_script_enabled=False
    )  # nothing that asks after the test
    expect(visitor.locator(".lead")).to_have_text(SAYS)
    coordinator.goto(f"{own_site.url}/publikt/oversattningar/")
    row = coordinator.get_by_role("row", name="Ett bra tips")
    expect(row.get_by_role("link", name="Efter källan")).to_have_count(8)
    row.get_by_role("link", name="Efter källan").first.click()
    expect(coordinator.locator(".differences ins").first).to_be_visible()
    assert "Efter källan" not in visitor.content()
