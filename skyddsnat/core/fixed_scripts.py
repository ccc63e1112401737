"""Scripts that a browser runs only when they are what we published: each is named with its hash."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

# Of the static files, the scripts that see a message before it is sealed.
SEEING = ("sealing/", "core/room/", "tips/", "cooperation/", "guidance/exit.js")


@cache
def integrity(name: str) -> str:
    """The hash of a static file, as the `integrity` attribute of W3C's Subresource Integrity writes it.

    LookupError when there is no such file.
    """
    path = finders.find(name)
    if path is None:
        raise LookupError(name)
    digest = hashlib.sha384(Path(path).read_bytes()).digest()
    return f"sha384-{base64.b64encode(digest).decode()}"


def fixed_scripts() -> list[str]:
    """The names of all of them, in order."""
    found: set[str] = set()
    for finder in finders.get_finders():
        for path, storage in finder.list(None):
            name = f"{getattr(storage, 'prefix', None) or ''}/{path}".lstrip("/")
            if name.startswith(SEEING) and name.endswith(".js"):
                found.add(name)
    return sorted(found)
