"""axe-core finds nothing on any kind of page, in light and in dark, on a desk and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from lxml import html
from playwright.sync_api import Page

from tests.browser.conftest import Site, Visits
from tests.browser.structure import TOO_WIDE, faults_of
from tools.browsing import Window
from tools.walking import Stop, kind_of, walk

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALIKE = "tbody > tr:nth-child(n + 16)"  # what a long table's later rows are, its first fifteen are too
RUN = """([tags, rules, alike]) => axe.run({include: [["html"]], exclude: [[alike]]}, {resultTypes: ['violations'],
  preload: false, runOnly: rules ? {type: 'rule', values: rules} : {type: 'tag', values: tags}})"""
IN_A_LOOK = [
    "color-contrast",
    "target-size",
    "link-in-text-block",
]  # what another look of the same page can break


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe-core finds on the page by all of its rules or by some, one line each.

    It is evaluated through the debugger, which no CSP stops.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE + ";0")
    found: list[dict[str, Any]] = page.evaluate(RUN, [TAGS, rules, ALIKE])["violations"]
    return [
        f"{fault['id']}: {node['html'][:140]} ({'; '.join(check['message'] for check in node['any'][:1])})"
        for fault in found
        for node in fault["nodes"]
    ]


LOOKS = [("light", 1280), ("dark", 360)]


class Passing(Window):
    """A window that draws no kind of page again that somebody has seen: it only reads where that page leads."""

    def __init__(self, page: Page, base: str, seen: set[str]) -> None:
        super().__init__(page, base)
        self.seen = seen
        self.read: list[str] | None = None

    def open(self, path: str) -> int:
        self.read = None
        if kind_of(path) not in self.seen:
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
    """Once in each look at each kind of page, by the first who gets there; these four open every kind between them.

    The same walk sees that each page answers, fits and says what it is in Swedish.
    """
    faults: list[str] = []
    seen: set[str] = set()
    for person in ("coordinator", "economist", "manager", "partner"):
        page = visit(person, reduced_motion="reduce")  # no colour half way to its next

        def look(stop: Stop, page: Page = page) -> None:
            if stop.kind in seen:
                return
            seen.add(stop.kind)
            if "/version/X/html/" not in stop.kind:
                faults.extend(faults_of(page, stop, "sv"))
            for theme, width in LOOKS:
                page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
                page.set_viewport_size({"width": width, "height": 800})
                rules = None if theme == "light" else IN_A_LOOK
                faults.extend(f"{stop.kind} {theme}: {fault}" for fault in violations(page, rules))

        walk(Passing(page, site.url, seen), look)
    assert not faults, "\n".join(sorted(set(faults)))


def test_pages_fit_on_a_phone_in_english(visit: Visits, site: Site) -> None:
    """Words have other lengths; in Swedish the walk above has measured them."""
    page = visit("coordinator", language="en", width=360)
    faults: list[str] = []

    def look(stop: Stop) -> None:
        if wide := page.evaluate(TOO_WIDE):
            faults.append(f"{stop.path} is {wide} px too wide")

    walk(Window(page, site.url), look)
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
