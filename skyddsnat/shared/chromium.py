"""A real browser to drive: for the tests, for pictures, and for measuring what a browser does."""

from __future__ import annotations

import shutil

# The same engine without the browser around it comes first: it takes a sixth less of the processor.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",  # there is none where nobody looks on, and to imitate one takes a tenth of the processor
    "--no-first-run",
]


def chromium() -> str:
    """The path of a Chromium. Raises RuntimeError that says what to install."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise RuntimeError("There is no Chromium. On Debian: sudo apt-get install chromium")
