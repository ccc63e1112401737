"""`python -m tools.screenshots [--all DIR]`: pictures of the demonstration, in docs/pictures.

With `--all`, every kind of page that each role can reach by links, at 360 and 1280 pixels, in both languages, goes to
DIR: what a person looks through before a release. The demonstration is made first when it is not there.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SHOWN = {
    "desk": "/",
    "assignment": "/uppdrag/2014-child-protection/",
    "economy": "/uppdrag/2014-child-protection/ekonomi/",
    "report": "/uppdrag/2014-child-protection/rapport/",
}
ROLES = ["coordinator", "economist", "manager", "editor", "auditor", "partner", "receiver"]
WIDTHS = (360, 1280)
LINKS = "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"
FLAGS = ["--no-sandbox", "--disable-background-networking"]
START_SECONDS = 180


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The address of the demonstration, served while the block runs."""
    port = free_port()
    program = Path(sys.executable).parent / "skyddsnat"
    process = subprocess.Popen(
        [program, "demo", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/halsa/", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return when the address answers. Raises RuntimeError when the program ends or time runs out."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.2)
    raise RuntimeError(f"{address} does not answer")


def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise RuntimeError("There is no Chromium. On Debian: apt-get install chromium")


def sign_in(browser: Browser, base: str, role: str, width: int) -> Page:
    """A page on the start page, as one of the demonstration's people."""
    page = browser.new_context(viewport={"width": width, "height": 800}, locale="sv-SE").new_page()
    page.goto(base)
    page.locator(f'button[name="role"][value="{role}"]').click()
    page.wait_for_load_state()
    return page


def show(browser: Browser, base: str) -> None:
    """The pictures of the documentation."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page = sign_in(browser, base, "coordinator", 1280)
    for name, address in SHOWN.items():
        page.goto(base + address)
        page.screenshot(path=PICTURES / f"{name}.png")


def kind_of(path: str) -> str:
    """The address with what differs from row to row taken away, so that one of each kind is looked at."""
    return re.sub(r"/\d+(?=/|$)", "/N", re.sub(r"/(organisation|mening|text)/[^/]+", r"/\1/X", path))


def look_at_everything(browser: Browser, base: str, folder: Path) -> int:
    """Follow links as each role and picture one page of each kind; return how many pictures there are."""
    made = 0
    for role in ROLES:
        page = sign_in(browser, base, role, WIDTHS[0])
        seen, waiting = {"/"}, ["/"]
        while waiting:
            address = waiting.pop(0)
            answer = page.request.get(base + address)
            if not answer.ok:
                print(f"{role}: {address} answers {answer.status}", file=sys.stderr)
            if (
                "text/html" not in answer.headers.get("content-type", "")
                or "content-disposition" in answer.headers
            ):
                continue
            page.goto(base + address)
            made += picture(page, folder / role, kind_of(address))
            for link in page.eval_on_selector_all("a[href]", LINKS):
                parts = urlsplit(link)
                if link.startswith(base) and kind_of(parts.path) not in seen:
                    seen.add(kind_of(parts.path))
                    waiting.append(parts.path)
        page.context.close()
    return made


def picture(page: Page, folder: Path, kind: str) -> int:
    """Both widths in both languages."""
    name = kind.strip("/").replace("/", "_") or "start"
    for language in ("sv", "en"):
        page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
        page.reload()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=folder / f"{name}-{language}-{width}.png", full_page=True)
    page.context.add_cookies([{"name": "django_language", "value": "sv", "url": page.url}])
    return 4


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Pictures of the demonstration.")
    parser.add_argument(
        "--all", type=Path, metavar="DIR", help="every kind of page, role, width and language"
    )
    options = parser.parse_args(arguments)
    with served() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        if options.all:
            print(f"{look_at_everything(browser, base, options.all)} pictures in {options.all}")
        else:
            show(browser, base)
            print(f"{len(SHOWN)} pictures in {PICTURES.relative_to(ROOT)}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
