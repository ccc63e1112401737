"""The worker: a process that does what waits in the queue. `skyddsnat serve` keeps one beside itself."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from skyddsnat.core.jobs import run_worker

SECONDS_TO_REST = 2.0  # after the database could not be reached
SECONDS_TO_STOP = 20.0  # for the job at hand; what is not done is begun again later

log = logging.getLogger(__name__)


def work(arguments: list[str]) -> int:
    """Take jobs until told to stop. A database that is away for a while is waited for."""
    parser = argparse.ArgumentParser(prog="skyddsnat worker")
    parser.add_argument("--with-parent", action="store_true", help="stop when standard input is closed")
    parser.add_argument("--once", action="store_true", help="do what waits now, then stop")
    options = parser.parse_args(arguments)
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    if options.with_parent:
        threading.Thread(target=_stop_with_parent, daemon=True).start()
    while not stopped.is_set():
        try:
            run_worker(wait=not options.once)
        except KeyboardInterrupt:
            return 0
        except Exception as fault:
            log.warning("The worker rests: %s", type(fault).__name__)
            stopped.wait(SECONDS_TO_REST)
        else:
            return 0
    return 0


def _stop_with_parent() -> None:
    """Standard input ends when the process that started this one ends, however it ends."""
    while os.read(sys.stdin.fileno(), 1024):  # unbuffered, since nobody may hold the buffer's lock at the end
        pass
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def worker_beside() -> Iterator[None]:
    """Keep a worker running as long as the block does."""
    command = [sys.executable, "-m", "skyddsnat.cli", "worker", "--with-parent"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
