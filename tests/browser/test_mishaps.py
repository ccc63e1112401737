"""What people do without meaning to: two clicks, the back button, two tabs, somebody else's address, paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import people
from tests.browser.conftest import Site, Visits
from tests.browser.people import HOME, press

CLOSED = [
    ("receiver", HOME),
    ("partner", f"{HOME}insatser/"),
    ("auditor", f"{HOME}insatser/ny/"),
    ("coordinator", "/anvandare/"),
    ("economist", f"{HOME}rapport/forbered/"),
    ("coordinator", f"{HOME}ekonomi/las-in/"),
]


@pytest.mark.parametrize(("person", "path"), CLOSED)
def test_a_page_for_others_says_so_in_plain_words(visit: Visits, site: Site, person: str, path: str) -> None:
    page = visit(person)
    response = page.goto(site.url + path)
    assert response is not None
    assert response.status == 403
    assert people.heading(page) == "Du får inte se den här sidan"
    press(page, "Till startsidan")
    assert people.heading(page).startswith("Hej ")


def test_a_page_that_is_not_there_says_so(visit: Visits, site: Site) -> None:
    page = visit("coordinator")
    response = page.goto(f"{site.url}{HOME}underlag/99999999/")
    assert response is not None
    assert response.status == 404
    expect(page.locator("main .button")).to_be_visible()


def test_without_signing_in_one_comes_to_the_sign_in_page(visit: Visits) -> None:
    page = visit(path=HOME)
    assert "/konto/login/" in page.url
    assert people.heading(page) == "Logga in"


def test_a_double_click_saves_once(visit: Visits, own_site: Site) -> None:
    page = visit("coordinator")
    activity = people.add_activity(page, own_site.url, "Prov")
    people.assess(page, activity)
    people.decide(visit("manager"), activity)
    people.start(page, activity)
    page.goto(f"{activity}underlag/")
    page.get_by_label("Vad har hänt?").select_option(index=1)
    page.get_by_label("När?").fill("2014-04-02")
    page.get_by_label("Antal").fill("17")
    page.locator("main form button[type=submit]").dblclick(no_wait_after=True)
    page.wait_for_url(lambda url: not url.endswith("/underlag/"))
    page.goto(activity)
    expect(page.locator("#underlag ~ .table-wrap tbody tr")).to_have_count(1)


def test_a_double_click_plans_one_activity(visit: Visits, own_site: Site) -> None:
    page = visit("coordinator", path=f"{HOME}insatser/")
    before = page.locator("tbody tr").count()
    page.goto(f"{own_site.url}{HOME}insatser/ny/?clause=1")
    page.get_by_label("Namn på insatsen").fill("Dubbelt")
    page.get_by_label("Vad ska insatsen leda till?").fill("En gång räcker.")
    page.get_by_label("Ansvarig").select_option(label="Siv Samordnare")
    page.get_by_label("Börjar").fill("2014-03-01")
    page.get_by_label("Slutar").fill("2014-11-30")
    page.get_by_label("Varför?").fill("Planen ska provas.")
    page.locator("main form.form button[type=submit]").dblclick(no_wait_after=True)
    page.wait_for_url(lambda url: "/ny/" not in url)
    page.goto(f"{own_site.url}{HOME}insatser/")
    expect(page.locator("tbody tr")).to_have_count(before + 1)


def test_a_double_click_issues_once(visit: Visits, own_site: Site) -> None:
    document = people.prepare_correction(visit("economist"), own_site.url, "financial_account")
    manager = visit("manager", path=document.removeprefix(own_site.url))
    manager.locator(".button", has_text="Godkänn och utfärda").dblclick(no_wait_after=True)
    expect(manager.locator("main h1 + .lead")).to_contain_text("Version 2")
    manager.goto(document)
    expect(manager.locator(".timeline li", has_text="tfärda")).to_have_count(1)


def test_going_back_after_saving_and_saving_again_works_on_the_saved_plan(
    visit: Visits, own_site: Site
) -> None:
    page = visit("coordinator")
    activity = people.add_activity(page, own_site.url, "Prov")
    page.goto(f"{activity}andra/")
    page.get_by_label("Namn på insatsen").fill("Prov, andra namnet")
    page.get_by_label("Varför?").fill("Namnet är tydligare.")
    page.locator("main form.form button[type=submit]").click()
    page.wait_for_url(activity)
    page.go_back()
    page.get_by_label("Namn på insatsen").fill("Prov, tredje namnet")
    page.get_by_label("Varför?").fill("Namnet är ännu tydligare.")
    people.follow(page, page.locator("main form.form button[type=submit]"))
    expect(page).to_have_url(
        activity
    )  # pages are not kept by the browser, so going back fetched the saved plan
    assert people.heading(page) == "Prov, tredje namnet"


def test_the_same_form_in_two_tabs_keeps_both_texts(visit: Visits, own_site: Site) -> None:
    page = visit("coordinator")
    activity = people.add_activity(page, own_site.url, "Prov")
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{activity}andra/")
    page.get_by_label("Vad ska insatsen leda till?").fill("Det som står i den första fliken.")
    page.get_by_label("Varför?").fill("Syftet är tydligare.")
    page.locator("main form.form button[type=submit]").click()
    page.wait_for_url(activity)
    other.get_by_label("Vad ska insatsen leda till?").fill("Det som står i den andra fliken.")
    other.get_by_label("Varför?").fill("Syftet är ett annat.")
    other.locator("main form.form button[type=submit]").click()
    expect(other.get_by_label("Vad ska insatsen leda till?")).to_have_value(
        "Det som står i den andra fliken."
    )
    page.reload()
    expect(page.locator("main")).to_contain_text("Det som står i den första fliken.")


def test_errors_say_what_to_do_and_keep_what_was_typed(visit: Visits) -> None:
    page = visit("coordinator", path=f"{HOME}insatser/ny/")
    page.get_by_label("Namn på insatsen").fill("Det här ska stå kvar")
    page.locator("main form.form button[type=submit]").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    assert page.title().startswith("Fel: ")
    summary.locator("a").first.click()
    assert page.evaluate("document.activeElement.matches('input, select, textarea')")
    expect(page.get_by_label("Namn på insatsen")).to_have_value("Det här ska stå kvar")


def test_language_and_look_are_chosen_and_stay(visit: Visits, site: Site) -> None:
    page = visit("auditor", path=HOME)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(".theme button[value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto(f"{site.url}/tillganglighet/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 25, 31)"


@pytest.mark.parametrize("path", ["/", HOME, f"{HOME}rapport/version/1/", f"{HOME}ekonomi/"])
def test_paper_has_the_words_and_not_the_frame(visit: Visits, path: str) -> None:
    page = visit("auditor", path=path, width=794)
    page.emulate_media(media="print")
    for part in (".rail", ".site-footer", ".site-tools", ".button"):
        assert page.locator(part).evaluate_all("found => found.every(e => e.checkVisibility() === false)"), (
            part
        )
    assert page.locator("h1").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator(".demo-banner").is_visible()
