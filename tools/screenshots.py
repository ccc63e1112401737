"""`python -m tools.screenshots [--all [DIR]]`: pictures of the demonstration, for the README in docs/pictures.

With `--all`, each kind of page that each role can reach by links goes to DIR (var/screenshots), at 360 and 1280 pixels,
in both languages, light and dark: what a person looks through before a release. A kind that an earlier role has shown
is not pictured again. The demonstration is made first when it is not there.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from skyddsnat.shared.serving import served
from tools.browsing import PEOPLE, Window, launch, sign_in
from tools.walking import Stop, walk

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
EVERYTHING = ROOT / "var" / "screenshots"
SHOWN = {
    "desk": "/",
    "report": "/uppdrag/2014-child-protection/rapport/version/1/#sammanfattning",
}
HEIGHTS = {360: 800, 1280: 900}


def window(browser: Browser, base: str, role: str | None, width: int) -> Page:
    """A page on the start page, as one of the demonstration's people or as nobody."""
    viewport: ViewportSize = {"width": width, "height": HEIGHTS[width]}
    context = browser.new_context(
        viewport=viewport, locale="sv", color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    if role:
        sign_in(page, base, role)
    return page


def show(browser: Browser, base: str) -> int:
    """The pictures of the documentation; returns how many there are."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page = window(browser, base, "coordinator", 1280)
    for name, address in SHOWN.items():
        page.goto(base + address)
        page.screenshot(path=PICTURES / f"{name}.png")
    return len(SHOWN)


def show_everything(browser: Browser, base: str, folder: Path) -> int:
    """One page of each kind, in every look; returns how many pictures there are."""
    shutil.rmtree(folder, ignore_errors=True)
    made: set[str] = set()
    for role in (None, *PEOPLE):
        page = window(browser, base, role, 1280)

        def each(stop: Stop, page: Page = page, role: str | None = role) -> None:
            kind = f"{stop.kind}-{role}" if stop.kind == "/" else stop.kind
            if kind not in made:
                made.add(kind)
                picture(page, base, folder, kind)

        walk(Window(page, base), each)
        page.context.close()
    return len(list(folder.rglob("*.png")))


def picture(page: Page, base: str, folder: Path, kind: str) -> None:
    """The page that is open, in both widths, languages and themes; the window is left as it was."""
    name = kind.strip("/").replace("/", "_") or "start"
    for language in ("sv", "en"):
        for theme in ("light", "dark"):
            cookies = {"django_language": language, "theme": theme}
            page.context.add_cookies([{"name": k, "value": v, "url": base} for k, v in cookies.items()])
            page.reload()
            for width, height in HEIGHTS.items():
                page.set_viewport_size({"width": width, "height": height})
                page.screenshot(path=folder / f"{language}-{width}-{theme}" / f"{name}.png", full_page=True)
    page.context.clear_cookies(name="django_language")
    page.context.clear_cookies(name="theme")
    page.reload()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Pictures of the demonstration.")
    parser.add_argument(
        "--all",
        type=Path,
        metavar="DIR",
        nargs="?",
        const=EVERYTHING,
        help="every kind of page in every look",
    )
    options = parser.parse_args(arguments)
    program = Path(sys.executable).parent / "skyddsnat"
    with served([program, "demo"]) as base, sync_playwright() as playwright:
        browser = launch(playwright)
        made = show(browser, base)
        print(f"{made} pictures in {PICTURES.relative_to(ROOT)}")
        if options.all:
            print(f"{show_everything(browser, base, options.all)} pictures in {options.all}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
