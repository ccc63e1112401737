"""axe-core finds nothing on any kind of page, in light and in dark, on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urljoin

from lxml import html
from playwright.sync_api import Page

from tests.browser.axe import LOOKS, Looked, violations
from tests.browser.conftest import Site, Visits
from tests.browser.structure import TOO_WIDE, faults_of
from tools.browsing import Window
from tools.walking import Stop, kind_of, walk


class Pages(Window):
    """A window that asks for no file: that each is sent, skyddsnat/website/tests/test_every_page.py sees."""

    def fetch(self, path: str) -> int:
        return 200


class Passing(Pages):
    """A window that draws no kind of page again that somebody has seen: it only reads where that page leads."""

    def __init__(self, page: Page, base: str, seen: set[str], kind: Callable[[str], str] = kind_of) -> None:
        super().__init__(page, base)
        self.seen, self.kind = seen, kind
        self.read: list[str] | None = None

    def open(self, path: str) -> int:
        self.read = None
        if self.kind(path) not in self.seen:
            return super().open(path)
        answer = self.page.request.get(self.base + path)
        found = {urljoin(answer.url, link) for link in html.fromstring(answer.body()).xpath("//a/@href")}
        inside = {
            link.removeprefix(self.base).partition("#")[0] for link in found if link.startswith(self.base)
        }
        self.read = sorted(inside - {""})
        return answer.status

    def links(self) -> list[str]:
        return super().links() if self.read is None else self.read


def test_axe_finds_nothing(visit: Visits, site: Site) -> None:
    """Once in each look at each kind of page, by the first who gets there; these five open every kind between them.

    The same walk sees that each page answers, fits and says what it is in Swedish.
    """
    faults: list[str] = []
    seen: set[str] = set()
    looked = Looked()
    for person in ("coordinator", "economist", "manager", "partner", "caseworker"):
        page = visit(person, reduced_motion="reduce")  # no colour half way to its next

        def look(stop: Stop, page: Page = page) -> None:
            if stop.kind in seen:
                return
            seen.add(stop.kind)
            for theme, width in LOOKS:
                page.set_viewport_size({"width": width, "height": 800})
                if "/version/X/html/" not in stop.kind:
                    faults.extend(faults_of(page, stop, "sv"))
                page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
                faults.extend(f"{stop.kind} {theme}: {fault}" for fault in looked.violations(page, theme))

        walk(Passing(page, site.url, seen), look)
    assert not faults, "\n".join(sorted(set(faults)))


def whosever(path: str) -> str:
    """The kind of page, of whichever assignment: they are worded alike."""
    return re.sub("^/uppdrag/(demo|2014-child-protection)/", "/uppdrag/X/", kind_of(path))


def test_pages_fit_on_a_phone_in_english(visit: Visits, site: Site) -> None:
    """Words have other lengths; in Swedish the walk above has measured both those and what each assignment holds."""
    page = visit("coordinator", language="en", width=360)
    faults: list[str] = []
    seen: set[str] = set()

    def look(stop: Stop) -> None:
        if whosever(stop.path) in seen:
            return
        seen.add(whosever(stop.path))
        if wide := page.evaluate(TOO_WIDE):
            faults.append(f"{stop.path} is {wide} px too wide")

    walk(Passing(page, site.url, seen, whosever), look)
    assert len(seen) > 150
    assert not faults, "\n".join(faults)


def test_axe_finds_nothing_before_signing_in(visit: Visits, site: Site) -> None:
    page = visit()
    faults: list[str] = []
    walk(
        Window(page, site.url),
        lambda stop: faults.extend(f"{stop.kind}: {fault}" for fault in violations(page)),
    )
    page.goto(f"{site.url}/komponenter/")
    faults.extend(f"the components: {fault}" for fault in violations(page))
    assert not faults, "\n".join(sorted(set(faults)))


def test_axe_is_run_at_all(visit: Visits) -> None:
    page = visit()
    page.evaluate("document.body.append(document.createElement('img'))")
    page.evaluate("document.querySelector('h1').style.color = '#bbb'")
    assert {fault.partition(":")[0] for fault in violations(page)} == {"image-alt", "color-contrast"}


def test_what_is_made_up_alike_is_looked_at_once_and_what_is_new_is_found(visit: Visits) -> None:
    page, looked = visit(), Looked()
    assert looked.violations(page, "light") == []
    parts = set(looked.parts["light"])
    assert looked.violations(page, "light") == []
    assert looked.parts["light"] == parts  # all of it was known, and nothing was looked at
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert [fault.partition(":")[0] for fault in looked.violations(page, "light")] == ["image-alt"]
    page.reload()
    page.evaluate("document.querySelector('h1').classList.add('pale')")
    page.evaluate("document.querySelector('h1').style.color = '#bbb'")
    assert [fault.partition(":")[0] for fault in looked.violations(page, "light")] == ["color-contrast"]
