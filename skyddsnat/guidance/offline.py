"""What a visitor's browser keeps of the public pages, so that they can be read without a network."""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

from skyddsnat.core.api import public
from skyddsnat.guidance.access import published_address
from skyddsnat.guidance.publication import generation
from skyddsnat.guidance.where.reading import the_tree
from skyddsnat.guidance.where.rules import steps
from skyddsnat.guidance.where.views import address

ROOM = Path(__file__).parent
FILES = [
    "website/favicon.svg",
    "website/tokens.css",
    "website/base.css",
    "guidance/public.css",
    "guidance/where.css",
    "guidance/exit.js",
    "guidance/where.js",
    "guidance/offline.js",
]
PAGES = ["start", "children"]  # besides the guide


@public
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of one language, which sees that language's pages and no others."""
    kept = {
        "language": get_language(),
        "version": _version(generation()),
        "guide": reverse("guidance:where"),
        "exit": reverse("guidance:exit"),
        "pages": _pages(),
        "files": [static(name) for name in FILES],
    }
    source = (ROOM / "worker.js").read_text()
    return HttpResponse(f"const KEPT = {json.dumps(kept)};\n{source}", content_type="text/javascript")


def _pages() -> list[str]:
    guide = [address(step.answers) for step in steps(the_tree())]
    return guide + [found for key in PAGES if (found := published_address(key))]


def _version(published: int) -> str:
    """Another one as soon as anything is published, or the program or its files are other ones."""
    return hashlib.sha256(f"{published} {_program()}".encode()).hexdigest()[:16]


@functools.cache
def _program() -> str:
    """A digest of the files that the pages are made from."""
    own = [path for path in ROOM.rglob("*") if path.suffix in {".py", ".html", ".yaml", ".js"}]
    look = [Path(found) for name in FILES if (found := finders.find(name))]
    digest = hashlib.sha256()
    for path in sorted([*own, *look]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
