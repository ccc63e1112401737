"""``skyddsnat bench tips --senders N --count M [--sealing-too] [--url URL]``"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from skyddsnat.shared.serving import served
from skyddsnat.tips.filing.rush.site import own_environment

SERVE: list[str | Path] = [sys.executable, "-m", "skyddsnat.cli", "serve"]
WRONG_USE = 2


def tips_command(arguments: list[str]) -> int:
    """Measure the door with real browsers. Exit 1 when a confirmed tip is lost or one is there twice."""
    options = _parser().parse_args(arguments)
    try:
        with _site(options.url) as site:
            found = _measuring().measure(
                site,
                senders=options.senders,
                count=options.count,
                ahead=not options.sealing_too,
                keep=not options.url,
            )
    except (RuntimeError, OSError, ImportError) as error:
        print(f"bench tips: {error}", file=sys.stderr)
        return WRONG_USE
    print(json.dumps(found))
    return 1 if found["lost"] or found["double"] or found["unconfirmed"] else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="skyddsnat bench tips",
        description="Seals tips in Chromium as senders do, then sends them all at once, and opens every one that was "
        "confirmed. Without --url the site is one of its own, with a database that waits for the disk.",
    )
    parser.add_argument("--senders", type=_some, default=8, metavar="N", help="windows that send at once (8)")
    parser.add_argument("--count", type=_some, default=50, metavar="M", help="tips that each sends (50)")
    parser.add_argument("--url", help="a running demonstration, measured from where its database is")
    parser.add_argument(
        "--sealing-too",
        action="store_true",
        help="let the clock run while senders seal, on the server's processors",
    )
    return parser


def _some(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


@contextlib.contextmanager
def _site(url: str | None) -> Iterator[str]:
    if url:
        if os.environ.get("SKYDDSNAT_MODE", "demo") != "demo":
            raise RuntimeError(
                "this is a real authority's system; measure on a demonstration, or without --url"
            )
        with _ready():
            yield url.rstrip("/")
        return
    with own_environment(), _ready():
        _measuring().prepare()
        with served(SERVE) as address:
            yield address


def _measuring() -> Any:
    """What needs Django, which is set up only when it is known where the database is."""
    return importlib.import_module("skyddsnat.tips.filing.rush.measuring")


def _ready() -> Any:
    """Django, and the database server when it is the embedded one, as every command has them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skyddsnat.settings")
    return importlib.import_module("skyddsnat.core.startup").ready()
