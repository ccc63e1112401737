"""A program that serves pages, run while a block runs: for measuring it, and for the tests that look at it."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

START_SECONDS = 180


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def served(
    command: list[str | Path], environment: Mapping[str, str] | None = None, log: Path | None = None
) -> Iterator[str]:
    """Run `command --port N` while the block runs; give the address. Raises RuntimeError when it does not answer."""
    port = free_port()
    with (log or Path("/dev/null")).open("wb") as output:
        process = subprocess.Popen(
            [*command, "--port", str(port)], stdout=output, stderr=output, env=environment
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/halsa/", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return when the address answers. Raises RuntimeError when the program ends or time runs out."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)
    raise RuntimeError(f"{address} does not answer")
