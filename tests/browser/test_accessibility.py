"""axe-core finds nothing on any kind of page, in light and in dark, on a desk and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Site, Visits
from tools.browsing import Stop, walk

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false})"


def violations(page: Page) -> list[str]:
    """What axe-core finds on the page, one line each. It is evaluated through the debugger, which no CSP stops."""
    page.evaluate(AXE + ";0")
    found: list[dict[str, Any]] = page.evaluate(RUN, TAGS)["violations"]
    return [
        f"{fault['id']}: {node['html'][:140]} ({'; '.join(check['message'] for check in node['any'][:1])})"
        for fault in found
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing(visit: Visits, site: Site, theme: str, width: int) -> None:
    """Once at each kind of page, by the first who gets there; between them these four open every kind."""
    faults: list[str] = []
    seen: set[str] = set()
    for person in ("coordinator", "economist", "manager", "partner"):
        page = visit(person, theme=theme, width=width)

        def look(stop: Stop, page: Page = page) -> None:
            if stop.kind not in seen:
                seen.add(stop.kind)
                faults.extend(f"{stop.kind}: {fault}" for fault in violations(page))

        walk(page, site.url, look)
    assert not faults, "\n".join(sorted(set(faults)))


def test_axe_finds_nothing_before_signing_in(visit: Visits, site: Site) -> None:
    page = visit()
    faults: list[str] = []
    walk(page, site.url, lambda stop: faults.extend(f"{stop.kind}: {fault}" for fault in violations(page)))
    page.goto(f"{site.url}/komponenter/")
    faults.extend(f"the components: {fault}" for fault in violations(page))
    assert not faults, "\n".join(sorted(set(faults)))


def test_axe_is_run_at_all(visit: Visits) -> None:
    page = visit()
    page.evaluate("document.body.append(document.createElement('img'))")
    page.evaluate("document.querySelector('h1').style.color = '#bbb'")
    assert {fault.partition(":")[0] for fault in violations(page)} == {"image-alt", "color-contrast"}
