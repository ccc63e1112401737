"""A site of its own for a measurement: an embedded database that waits for the disk, thrown away afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

PROGRAM = [sys.executable, "-m", "skyddsnat.cli"]
SECONDS_TO_START = 120


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


@contextlib.contextmanager
def served(environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of `skyddsnat serve` while the block runs."""
    port = free_port()
    address = f"http://localhost:{port}"
    with subprocess.Popen(
        [*PROGRAM, "serve", "--port", str(port)], stdout=subprocess.DEVNULL, env=environment
    ) as process:
        try:
            wait_for(address, process)
            yield address
        finally:
            process.terminate()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return when the site answers. Raises RuntimeError when it ends or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/halsa/", timeout=5):  # noqa: S310
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
    raise RuntimeError(f"{address} does not answer")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
