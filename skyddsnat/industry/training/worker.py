"""The service worker that keeps pages for a phone without a network: one program, told what to keep."""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.templatetags.static import static

WORKER = Path(__file__).parent / "worker.js"


def served_worker(kind: str, files: tuple[str, ...]) -> HttpResponse:
    """The program for pages of one kind; it touches nothing that another kind has kept."""
    kept = {"kind": kind, "version": _version(files), "files": [static(name) for name in files]}
    response = HttpResponse(
        f"const KEPT = {json.dumps(kept)};\n{WORKER.read_text()}",
        content_type="text/javascript; charset=utf-8",
    )
    response["Cache-Control"] = "no-cache"
    return response


@functools.cache
def _version(files: tuple[str, ...]) -> str:
    """Another one when the files are."""
    digest = hashlib.sha256(WORKER.read_bytes())
    for name in files:
        if found := finders.find(name):
            digest.update(Path(found).read_bytes())
    return digest.hexdigest()[:16]
