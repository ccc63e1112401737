"""The worker: a process that does what waits in the queue. `skyddsnat serve` keeps one beside itself."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from skyddsnat.core.taking import take_jobs

SHORTEST_REST, LONGEST_REST = (
    0.5,
    30.0,
)  # seconds, after the database was lost; doubled each time it is still away
SECONDS_THAT_WENT_WELL = 60.0  # then the next loss begins with the shortest rest again
SECONDS_BETWEEN_LOOKS = 0.5  # at whether the worker beside is still there
COMMAND = [sys.executable, "-m", "skyddsnat.cli", "worker", "--with-parent"]
SECONDS_TO_STOP = 20.0  # for the job at hand; what is not done is begun again later

log = logging.getLogger(__name__)


def work(arguments: list[str]) -> int:
    """Take jobs until told to stop. A database that is away for a while, or made anew, is waited for."""
    parser = argparse.ArgumentParser(prog="skyddsnat worker")
    parser.add_argument("--with-parent", action="store_true", help="stop when standard input is closed")
    parser.add_argument("--once", action="store_true", help="do what waits now, then stop")
    options = parser.parse_args(arguments)
    if options.with_parent:
        threading.Thread(target=_stop_with_parent, daemon=True).start()
    asyncio.run(_work_on(once=options.once))
    return 0


async def _work_on(*, once: bool) -> None:
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    stopping = asyncio.create_task(told.wait())
    rest = SHORTEST_REST
    while not told.is_set():
        begun = time.monotonic()
        taking = asyncio.create_task(take_jobs(wait=not once))
        await asyncio.wait({taking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        taking.cancel()  # lets the jobs at hand end
        (fault,) = await asyncio.gather(taking, return_exceptions=True)
        if told.is_set() or (once and fault is None):
            break
        if time.monotonic() - begun > SECONDS_THAT_WENT_WELL:
            rest = SHORTEST_REST
        log.warning("The worker lost its database, and tries again in %s s: %s", rest, _kind(fault))
        await asyncio.wait({stopping}, timeout=rest)
        rest = min(2 * rest, LONGEST_REST)
    stopping.cancel()


def _kind(fault: BaseException | None) -> str:
    """What may stand in a log: nothing of what was handled."""
    return type(fault).__name__ if fault else "its listener ended"


def _stop_with_parent() -> None:
    """Standard input ends when the process that started this one ends, however it ends."""
    while os.read(sys.stdin.fileno(), 1024):  # unbuffered, since nobody may hold the buffer's lock at the end
        pass
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def worker_beside() -> Iterator[None]:
    """Keep a worker running as long as the block does; one that is killed is followed by another."""
    ended = threading.Event()
    keeper = threading.Thread(target=_keep, args=(ended,))
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _keep(ended: threading.Event) -> None:
    rest = SHORTEST_REST
    while not ended.is_set():
        begun = time.monotonic()
        with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, start_new_session=True) as process:
            while process.poll() is None and not ended.wait(SECONDS_BETWEEN_LOOKS):
                pass
            if ended.is_set():
                _stop(process)
                return
        if time.monotonic() - begun > SECONDS_THAT_WENT_WELL:
            rest = SHORTEST_REST
        log.warning("The worker ended with %s, and is begun again in %s s", process.returncode, rest)
        ended.wait(rest)
        rest = min(2 * rest, LONGEST_REST)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
