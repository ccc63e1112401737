"""Senders in a real browser, each a window of its own with its own connections."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from skyddsnat.shared.chromium import FLAGS, chromium

QUICK = [
    *FLAGS,
    "--disable-gpu",
    "--enable-features=NetworkServiceInProcess2",  # a hop between processes less for each request
]
SENDER = (Path(__file__).parent / "sender.js").read_text()
PAGE = "/tips/kvitto-nyckel.json"  # on every host of the site: scripts of another site may not send
SEALING = ("/static/sealing/age.js", "/static/sealing/sealing.js")
MINUTES = 10
START = """([source, order]) => {
  const worker = new SharedWorker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })))
  Object.assign(window, { worker, order })
}"""
BEGIN = """what => {
  window.doing = new Promise((done, failed) => {
    worker.onerror = () => failed(new Error("the worker did not start"))
    worker.port.onmessage = ({ data }) => ("done" in data ? done(data.done) : failed(new Error(data.fault)))
    worker.port.postMessage({ what, order })
  })
}"""


@dataclass(frozen=True, slots=True)
class Order:
    """What one sender is to send."""

    site: str
    name: str
    count: int
    receiver: int
    key: str
    kind: str
    challenge: dict[str, Any]
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sent:
    """What one sender was told. Times are milliseconds from sending until confirmed; moments are of the same clock."""

    kept: list[dict[str, str]]
    times: list[float]
    again: int
    differed: int
    begun: float
    ended: float


def send_all(orders: Sequence[Order], *, ahead: bool) -> list[Sent]:
    """Let every order be sent at once. With `ahead` the messages are sealed before the clock starts."""
    with _pages(orders) as pages:
        if ahead:
            _together(pages, "seal")
        return [Sent(**found) for found in _together(pages, "run")]


def _together(pages: Sequence[Page], what: str) -> list[Any]:
    for page in pages:
        page.evaluate(BEGIN, what)
    return [page.evaluate("() => doing") for page in pages]


@contextlib.contextmanager
def _pages(orders: Sequence[Order]) -> Iterator[list[Page]]:
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUICK)
        try:
            yield [_page(browser, order) for order in orders]
        finally:
            browser.close()


def _page(browser: Browser, order: Order) -> Page:
    page = browser.new_context(bypass_csp=True).new_page()  # the worker is ours and not the site's
    page.set_default_timeout(MINUTES * 60_000)
    page.goto(order.site + PAGE)
    scripts = "".join(f'importScripts("{order.site}{script}")\n' for script in SEALING)
    page.evaluate(START, [scripts + SENDER, asdict(order)])
    return page
