"""What people do on the pages, by the words that they see; with or without JavaScript."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from skyddsnat.shared.dates import today

SLUG = "2014-child-protection"
HOME = f"/uppdrag/{SLUG}/"
STEPS, LISTENING, ARTICLES, WEIGHING = 6, 2, 3, 5


def press(page: Page, words: str) -> None:
    """Click a button or a link drawn as one, and be on the page that it leads to."""
    follow(page, page.locator("main .button", has_text=words).first)


def follow(page: Page, button: Locator) -> None:
    """Click, and wait for the next page even when it has the same address."""
    with page.expect_navigation():
        button.click()


def heading(page: Page) -> str:
    return page.locator("h1").inner_text().replace("\u00ad", "")


def add_activity(page: Page, base: str, title: str) -> str:
    """Plan an activity for the first sentence of the decision; returns its address."""
    page.goto(f"{base}{HOME}insatser/ny/?clause=1")
    page.get_by_label("Namn på insatsen").fill(title)
    page.get_by_label("Vad ska insatsen leda till?").fill("Fler som möter barn vet vad de ska göra.")
    page.get_by_label("Ansvarig").select_option(label="Siv Samordnare")
    page.get_by_label("Börjar").fill("2014-03-01")
    page.get_by_label("Slutar").fill("2014-11-30")
    page.get_by_label("Budget").fill("1000")
    page.get_by_label("Varför?").fill("Nya handläggare har börjat.")  # the plan has been approved
    page.locator("main form.form button[type=submit]").click()
    page.wait_for_url("**/insatser/*/")
    return page.url


def assess(page: Page, activity: str) -> None:
    """Answer the six steps of the child-rights assessment and send it for decision."""
    page.goto(f"{activity}barnets-basta/")
    press(page, "Börja prövningen")
    for step in range(1, STEPS + 1):
        page.locator("textarea[name=answer]").fill(
            f"Svar på fråga {step}: barn som utsätts får stöd tidigare."
        )
        if step == LISTENING:
            page.get_by_label("Nej", exact=True).check()
            page.get_by_label("Om inte: varför?").fill("Insatsen riktar sig till vuxna.")
        elif step == ARTICLES:
            page.get_by_label("Artikel 3: Barnets bästa").check()
            page.get_by_label("Varför gäller artikel 3?").fill("Insatsen påverkar beslut om barn.")
        elif step == WEIGHING:
            page.get_by_label("Beslutet följer barnets bästa").check()
        follow(page, page.locator("main form.question button[type=submit]").first)
    page.goto(f"{activity}barnets-basta/")
    press(page, "Skicka för beslut")


def decide(page: Page, activity: str) -> None:
    """Decide, as somebody else, that the assessment holds."""
    page.goto(f"{activity}barnets-basta/")
    press(page, "Ta ställning till prövningen")
    press(page, "Besluta prövningen")


def start(page: Page, activity: str) -> None:
    page.goto(activity)
    press(page, "Starta insatsen")
    page.locator("input[type=date]").fill(today().isoformat())
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(activity)


def add_evidence(page: Page, activity: str, quantity: int) -> None:
    page.goto(f"{activity}underlag/")
    page.get_by_label("Vad har hänt?").select_option(index=1)
    page.get_by_label("När?").fill("2014-04-02")
    page.get_by_label("Antal").fill(str(quantity))
    page.get_by_label("Hänvisning").fill("Akt 12")
    press(page, "För in underlaget")


def prepare_correction(page: Page, base: str, kind: str) -> str:
    """Prepare a corrected financial document, dated after the one it replaces; returns its address."""
    page.goto(f"{base}{HOME}ekonomi/handlingar/forbered/{kind}/")
    page.get_by_label("Handlingens datum").fill("2015-04-20")
    page.get_by_label("Varför rättas handlingen?").fill("En verifikation saknades.")
    press(page, "Kontrollera uppgifterna")
    press(page, "Förbered för godkännande")
    return page.url


def prepare_report(page: Page, base: str) -> str:
    """Freeze a corrected version of the report; returns its address."""
    page.goto(f"{base}{HOME}rapport/forbered/")
    page.get_by_label("Rapportens datum").fill("2015-06-10")
    page.get_by_label("Varför behövs en ny version?").fill("Ett avsnitt förtydligas.")
    press(page, "Frys och förbered")
    page.wait_for_url("**/rapport/version/*/")
    return page.url
