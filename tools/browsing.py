"""What driving a real browser takes, for the tests and for the pictures: who to be, and a window."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, Playwright

from skyddsnat.shared.chromium import FLAGS, chromium

PEOPLE = [
    "coordinator",
    "economist",
    "manager",
    "editor",
    "auditor",
    "partner",
    "regional",
    "receiver",
    "caseworker",
]


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=chromium(), args=FLAGS)


def sign_in(page: Page, base: str, person: str) -> None:
    """Be one of the demonstration's people, from the start page's buttons."""
    page.goto(base)
    with page.expect_navigation():
        page.locator(f'button[name="role"][value="{person}"]').click()


# Asked of the page itself: what Playwright calls a selector takes a script of its own into every page.
HREFS = """() => [...document.querySelectorAll("a[href]")].map(
  link => new URL(link.getAttribute("href"), document.baseURI).href)"""


class Window:
    """A browser's page that walks the site."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base

    def open(self, path: str) -> int:
        response = self.page.goto(self.base + path)
        return response.status if response else 0

    def links(self) -> list[str]:
        found = self.page.evaluate(HREFS)
        within = {
            link[len(self.base) :].partition("#")[0] for link in found if link.startswith(self.base + "/")
        }
        return sorted(within)

    def fetch(self, path: str) -> int:
        return self.page.request.get(self.base + path).status
