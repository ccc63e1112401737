"""The public pages in every language: axe finds nothing, nothing is cut off at 400 %, a keyboard is enough."""

from __future__ import annotations

import pytest

from skyddsnat.shared.languages import NAMES, direction
from tests.browser.axe import LOOKS, Looked
from tests.browser.conftest import Site, Visits
from tools.browsing import Window
from tools.walking import Stop, walk

ZOOMED = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %
SAID = "() => [document.documentElement.lang, document.documentElement.dir, document.title]"
# What must hold however much a page is enlarged: nothing to scroll sideways for, and nothing hidden under the way out.
CUT_OFF = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const exit = document.querySelector("[data-quick-exit]").getBoundingClientRect();
  return {wide, exit: exit.width > 0 && exit.right <= innerWidth + 1 && exit.left >= -1};
}"""


@pytest.fixture(scope="package")
def looked() -> Looked:
    """What is made up alike in two languages is looked at in the first, but once in each direction of writing."""
    return Looked()


@pytest.mark.parametrize("language", NAMES)
def test_every_kind_of_page_in_every_language(
    visit: Visits, site: Site, looked: Looked, language: str
) -> None:
    page = visit(path=f"/{language}/", reduced_motion="reduce")
    faults: list[str] = []

    def look(stop: Stop) -> None:
        *said, title = page.evaluate(SAID)
        if said != [language, direction(language)] or not title.strip():
            faults.append(f"{stop.path} says that it is {said}, titled {title!r}")
        if stop.status != 200:
            faults.append(f"{stop.path} answered {stop.status} (linked from {stop.found_on})")
        for theme, width in LOOKS:
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            page.set_viewport_size({"width": width, "height": 800})
            faults.extend(f"{stop.path} {theme}: {fault}" for fault in looked.violations(page, theme))
        page.set_viewport_size(ZOOMED)
        seen = page.evaluate(CUT_OFF)
        if seen["wide"] > 0 or not seen["exit"]:
            faults.append(f"{stop.path} at 400 %: {seen}")

    stops = walk(Window(page, site.url), look, start=f"/{language}/", within=f"/{language}/")
    assert len(stops) > 1
    assert not faults, "\n".join(sorted(set(faults)))


def test_a_keyboard_is_enough(visit: Visits, site: Site) -> None:
    page = visit(path="/sv/", width=360)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hasAttribute('data-quick-exit')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    for _n in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('main a[href^=\"/sv/\"]')"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.startswith(f"{site.url}/sv/")
    ours = {"django_language", "theme"}  # set by the test itself
    assert {one["name"] for one in page.context.cookies()} <= ours
