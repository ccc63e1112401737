"""A site of its own for a measurement: an embedded database that waits for the disk, thrown away afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def own_environment() -> Iterator[Path]:
    """Point this process, and what it starts, at a new database under the working folder; remove it afterwards.

    Under the working folder, because a temporary folder may be memory, where waiting for the disk costs nothing.
    """
    beside = Path(os.environ.get("SKYDDSNAT_VAR") or "var").resolve()
    beside.mkdir(parents=True, exist_ok=True)
    var = Path(tempfile.mkdtemp(prefix="bench-tips-", dir=beside))
    before = dict(os.environ)
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(SKYDDSNAT_VAR=str(var), SKYDDSNAT_MODE="demo")
    try:
        yield var
    finally:
        os.environ.clear()
        os.environ.update(before)
        shutil.rmtree(var, ignore_errors=True)
