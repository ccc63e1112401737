"""What driving a real browser takes, for the tests and for the pictures: Chromium, a served site, and the walk.

The walk follows links from the start page as one person and stops once at each kind of page: the three hundred
pages of organisations are one kind, and looking at one of them says what the others look like.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Playwright

from skyddsnat.shared.languages import NAMES as LANGUAGES

PEOPLE = ["coordinator", "economist", "manager", "editor", "auditor", "partner", "regional", "receiver"]
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
]
START_SECONDS = 180
VARYING = (
    (
        re.compile(r"/(organisation|aktorer|mening|text|skyldighet|version|forbered|indikatorer)/[^/]+"),
        r"/\1/X",
    ),
    (
        re.compile(r"/barnets-basta/(?!skicka|besluta|borja|uppfoljning|utskrift|spara|pdf|docx)[^/]+"),
        "/barnets-basta/X",
    ),
    (re.compile(r"/bibliotek/(?!redaktion|bidra|granska)[^/]+"), "/bibliotek/X"),
    (re.compile(r"/(vart|where)/[a-z]+/$"), r"/\1/X/"),  # the questions of the guide, and its outcomes
    (re.compile(r"/(vart|where)/[a-z]+/[a-z]+/$"), r"/\1/X/X/"),
    (re.compile(r"/metod/[^/]+/[^/]+"), "/metod/X/X"),  # how far an organisation has come with a method
    (re.compile(r"/\d+(?=/|$)"), "/N"),
    (re.compile(r"/uppdrag/demo-\w+/"), "/uppdrag/demo/"),  # the two that run are of one kind
)
FILES = re.compile(
    r"/(pdf|html|docx|data|tabell|fil)/$|/intyg/[^/]+/$|/handlingar/\d+/utkast/$|/avslut/\d+/$|\.(?:ics|pdf|png)$|[?&]format=(?:xlsx|csv)"
    r"|/importer/mall/"
)


def chromium() -> str:
    """The path of a Chromium. Raises RuntimeError that says what to install."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise RuntimeError("There is no Chromium. On Debian: sudo apt-get install chromium")


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=chromium(), args=FLAGS)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def served(
    command: list[str | Path], environment: Mapping[str, str] | None = None, log: Path | None = None
) -> Iterator[str]:
    """Run `command --port N` while the block runs; give the address. Raises RuntimeError when it does not answer."""
    port = free_port()
    with (log or Path("/dev/null")).open("wb") as output:
        process = subprocess.Popen(
            [*command, "--port", str(port)], stdout=output, stderr=output, env=environment
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
            process.wait(timeout=0.1)
    raise RuntimeError(f"{address} does not answer")


def sign_in(page: Page, base: str, person: str) -> None:
    """Be one of the demonstration's people, from the start page's buttons."""
    page.goto(base)
    with page.expect_navigation():
        page.locator(f'button[name="role"][value="{person}"]').click()


def kind_of(path: str) -> str:
    """The address with what differs from page to page taken away."""
    for pattern, instead in VARYING:
        path = pattern.sub(instead, path)
    return path


class Stop(NamedTuple):
    """A place on the walk: its address, its kind, where the link to it was, and the status it answered with."""

    path: str
    kind: str
    found_on: str
    status: int


EDITING = "redaktion"  # Wagtail's own rooms


def _leads_out(link: str, within: str) -> bool:
    first = link[1:].partition("/")[0]
    return link.endswith("/ut/") or (within == "/" and (first in LANGUAGES or first == EDITING))


def walk(
    page: Page, base: str, each: Callable[[Stop], None], start: str = "/", within: str = "/"
) -> list[Stop]:
    """Follow links within the site, once to each kind of page (files are asked for, not opened), and call `each`.

    Only addresses that begin with `within` are followed, never the way out of the public pages, and from the staff's
    pages neither the way into them, walked language by language, nor into Wagtail's rooms, which are not ours.
    """
    stops: list[Stop] = []
    waiting, seen = [(start, "")], {kind_of(start)}
    while waiting:
        path, found_on = waiting.pop(0)
        if FILES.search(path):
            stops.append(Stop(path, kind_of(path), found_on, page.request.get(base + path).status))
            continue
        response = page.goto(base + path)
        stop = Stop(path, kind_of(path), found_on, response.status if response else 0)
        stops.append(stop)
        each(stop)
        for link in links(page, base):
            query = urlsplit(link).query
            kind = kind_of(urlsplit(link).path) + ("?file" if FILES.search(link) else "?" if query else "")
            if kind not in seen and link.startswith(within) and not _leads_out(link, within):
                seen.add(kind)
                waiting.append((link, path))
    return stops


def links(page: Page, base: str) -> list[str]:
    """Every address within the site that the page links to, without fragments."""
    hrefs = "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"
    found = page.eval_on_selector_all("a[href]", hrefs)
    return sorted({link[len(base) :].partition("#")[0] for link in found if link.startswith(base + "/")})
