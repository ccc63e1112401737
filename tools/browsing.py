"""What driving a real browser takes, for the tests and for the pictures: Chromium, and a window."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, Page, Playwright

PEOPLE = ["coordinator", "economist", "manager", "editor", "auditor", "partner", "regional", "receiver"]
# The same engine without the browser around it comes first: it takes a sixth less of the processor.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
]


def chromium() -> str:
    """The path of a Chromium. Raises RuntimeError that says what to install."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise RuntimeError("There is no Chromium. On Debian: sudo apt-get install chromium")


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=chromium(), args=FLAGS)


def sign_in(page: Page, base: str, person: str) -> None:
    """Be one of the demonstration's people, from the start page's buttons."""
    page.goto(base)
    with page.expect_navigation():
        page.locator(f'button[name="role"][value="{person}"]').click()


class Window:
    """A browser's page that walks the site."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base

    def open(self, path: str) -> int:
        response = self.page.goto(self.base + path)
        return response.status if response else 0

    def links(self) -> list[str]:
        hrefs = "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"
        found = self.page.eval_on_selector_all("a[href]", hrefs)
        within = {
            link[len(self.base) :].partition("#")[0] for link in found if link.startswith(self.base + "/")
        }
        return sorted(within)

    def fetch(self, path: str) -> int:
        return self.page.request.get(self.base + path).status
