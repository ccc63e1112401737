"""A served demonstration, one browser per test process, and people to send to it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from skyddsnat.shared.serving import served
from skyddsnat.website.tests import demonstration
from tools import browsing

WAIT_MS = 30_000  # how long a page takes says how busy the machine is
FAULT = "Internal Server Error"
# What the database says to a page that was being made, or was asked for, while a test put everything back.
PUT_BACK = (
    "terminating connection due to administrator command",
    "It seems to have just been dropped or renamed.",
    'FATAL:  database "{name}" does not exist',
)
type Visit = Callable[..., Page]


@dataclass
class Site:
    """Where the site is, what it has written to its log, and its database."""

    url: str
    log: Path
    copy: demonstration.Copy
    environment: Mapping[str, str]

    def work(self) -> None:
        """Do what waits in the queue, as a worker does it, and come back when it is done."""
        command = [sys.executable, "-m", "skyddsnat.cli", "worker", "--once"]
        subprocess.run(command, env=dict(self.environment), check=True, timeout=120)

    def faults(self, since: int) -> str:
        """What the site has logged about errors of its own after the first `since` characters of the log.

        Not a page that was being made while `own_site` put the database back: that one was cut off by the test.
        """
        told = self.log.read_text()[since:].split(FAULT)[1:]
        cut_off = [said.format(name=self.copy.name) for said in PUT_BACK]
        return "".join(FAULT + one for one in told if not any(said in one for said in cut_off))


# Package scope, not session: Playwright keeps an event loop in this thread, and Django's ORM refuses to work beside
# one, so it must be gone before other folders' tests run in the same process.
@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[Site]:
    """The demonstration, served as `skyddsnat serve` does it, on this process's own copy of its database."""
    var = tmp_path_factory.mktemp("site")
    with demonstration.server() as server:
        copy = demonstration.Copy(server, "browser")
        with django_db_blocker.unblock():
            copy.build_template(var)
        copy.renew()
        log = var / "site.log"
        program = [sys.executable, "-m", "skyddsnat.cli", "serve", "--no-worker"]
        with served(program, copy.environment(var), log) as url:
            yield Site(url, log, copy, copy.environment(var))
        copy.drop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        browser = browsing.launch(playwright)
        yield browser
        browser.close()


@dataclass
class Visits:
    """The browser windows a test has opened, and the complaints of their consoles."""

    browser: Browser
    base: str
    open: list[BrowserContext] = field(default_factory=list)
    logged: int = 0  # characters of the site's log that were there before, or have been read
    complaints: list[str] = field(default_factory=list)

    def __call__(
        self,
        person: str | None = None,
        *,
        path: str = "/",
        width: int = 1280,
        language: str = "sv",
        theme: str = "light",
        **options: Any,
    ) -> Page:
        """A page of a new window, signed in as `person` (None: nobody) and at `path`."""
        options = {"viewport": {"width": width, "height": 800}, "locale": language} | options
        context = self.browser.new_context(**options)
        context.set_default_timeout(WAIT_MS)
        cookies = {"django_language": language, "theme": theme}
        context.add_cookies([{"name": k, "value": v, "url": self.base} for k, v in cookies.items()])
        context.on("console", self._heard)
        context.on("weberror", lambda fault: self.complaints.append(f"{fault.error}"))
        self.open.append(context)
        page = context.new_page()
        if person:
            browsing.sign_in(page, self.base, person)
        if path != "/" or not person:
            page.goto(self.base + path)
        return page

    def leave(self) -> None:
        """Close every window; what a browser asks for in its background ends with it."""
        while self.open:
            self.open.pop().close()

    def _heard(self, message: Any) -> None:
        refused = "the server responded with a status of 4" in message.text
        if (
            message.type in {"error", "warning"} and not refused
        ):  # what was answered is each test's own matter
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Visits]:
    """Open windows as people; the console must stay silent, Content-Security-Policy included, and nothing may break."""
    visits = Visits(browser, site.url, logged=len(site.log.read_text()))
    yield visits
    visits.leave()
    assert visits.complaints == []
    assert site.faults(visits.logged) == ""


@pytest.fixture
def own_site(site: Site, visit: Visits) -> Iterator[Site]:
    """The site for a test that writes: afterwards everything is as it was, and no window asks while it is put back."""
    yield site
    visit.leave()
    found = site.faults(visit.logged)
    site.copy.renew()
    visit.logged = len(site.log.read_text())  # what was cut off meanwhile says nothing about the site
    assert found == ""
