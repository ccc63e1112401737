"""How many public pages a second one thread answers for, kept and made anew, and what a page weighs."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.test import Client

from skyddsnat.guidance.models import GuidancePage
from skyddsnat.guidance.publication import renew
from skyddsnat.guidance.shipped import load_shipped

SECONDS = 2.0
ALLOWED = 30 * 1024  # bytes over the wire for a content page with its style and scripts
PART = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"')


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}. The whole program is asked, without a server in front."""
    load_shipped()
    client = Client(SERVER_NAME="localhost", headers={"Accept-Encoding": "gzip"})
    address = "/sv/"

    def ask() -> None:
        if client.get(address).status_code != HTTPStatus.OK:
            raise RuntimeError(f"{address} does not answer")

    def anew() -> None:
        renew()
        ask()

    caches["public"].clear()
    made = _each_second(anew)
    kept = _each_second(ask)
    weights = {page.relative_url(None) or "": 0 for page in GuidancePage.objects.live()}
    for one in weights:
        weights[one] = _weight(client, one)
    heaviest = max(weights, key=lambda one: weights[one])
    return [
        _row("public page, made anew", round(made), "pages/s", None, None, "one thread; nothing kept"),
        _row("public page, kept", round(kept), "pages/s", round(made), kept / made, "one thread; not changed since"),
        _row(
            "heaviest public page", weights[heaviest], "bytes", ALLOWED, weights[heaviest] / ALLOWED,
            f"{heaviest} of {len(weights)} pages, packed, with style, scripts and mark",
        ),
    ]  # fmt: skip


def _each_second(act: Callable[[], Any]) -> float:
    act()
    count, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < SECONDS:
        act()
        count += 1
    return count / (time.perf_counter() - begun)


def _weight(client: Client, address: str) -> int:
    """Bytes of the page as it is sent, and of each file of ours that it loads, packed as production sends them."""
    sent = client.get(address)
    parts = set(PART.findall(gzip.decompress(sent.content).decode()))
    found = [Path(str(finders.find(part))) for part in parts]
    return len(sent.content) + sum(len(gzip.compress(path.read_bytes(), 9)) for path in found)


def _row(name: str, value: Any, unit: str, baseline: Any, ratio: float | None, note: str) -> dict[str, Any]:
    return {
        "name": name,
        "value": value,
        "unit": unit,
        "baseline": baseline,
        "ratio": None if ratio is None else round(ratio, 2),
        "note": note,
    }
