"""Many phones that send what was answered at once, as `training.js` does it, over networks that break.

Plain sockets: a phone can then be cut off in the middle of its request, which no library for browsing lets one do.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit

type Answers = Mapping[str, Mapping[str, str]]
TRIES = 8
FIRST_WAIT = 0.2  # seconds, twice as long for each time that nobody answers
PATIENCE = 120.0  # seconds
OK = b" 200 "


class How(StrEnum):
    """What happens to a phone's sending."""

    ONCE = "once"
    TWICE = "twice"  # two at the same time, as from two windows
    CUT = "cut"  # the network goes in the middle of the request; sent again
    UNHEARD = "unheard"  # all of it is sent, and the network goes before the answer; sent again


class Phone(NamedTuple):
    """One phone: its mark, what was answered on it, and what happens when it sends."""

    mark: uuid.UUID
    answers: Answers
    how: How


@dataclass
class Sending:
    """What came of it all: whole requests sent, seconds until each answer, and marks that no answer came to."""

    sent: int = 0
    times: list[float] = field(default_factory=list)
    unanswered: set[uuid.UUID] = field(default_factory=set)
    seconds: float = 0.0


def send_all(phones: Sequence[Phone], address: str, *, lesson: int) -> Sending:
    """Let every phone send to the address at once; come back when each has had its answer or given up."""
    told = Sending()
    begun = time.perf_counter()
    asyncio.run(_all(phones, address, lesson, told))
    told.seconds = time.perf_counter() - begun
    return told


async def _all(phones: Sequence[Phone], address: str, lesson: int, told: Sending) -> None:
    await asyncio.gather(*(_one(phone, address, lesson, told) for phone in phones))


async def _one(phone: Phone, address: str, lesson: int, told: Sending) -> None:
    """A phone, from its first try to the answer."""
    request = _request(phone, address, lesson)
    if phone.how is How.CUT:
        await _break_off(request[: len(request) - len(request) // 4], address)
    elif phone.how is How.UNHEARD:
        told.sent += 1
        await _break_off(request, address)
    times = 2 if phone.how is How.TWICE else 1
    heard = await asyncio.gather(*(_until_heard(request, address, told) for _n in range(times)))
    if not all(heard):
        told.unanswered.add(phone.mark)


async def _until_heard(request: bytes, address: str, told: Sending) -> bool:
    """Send until the answer is that it was kept; False when it never is."""
    for attempt in range(TRIES):
        begun = time.perf_counter()
        told.sent += 1
        with contextlib.suppress(OSError, TimeoutError):
            if OK in await asyncio.wait_for(_answer(request, address), PATIENCE):
                told.times.append(time.perf_counter() - begun)
                return True
        await asyncio.sleep(FIRST_WAIT * 2**attempt)
    return False


async def _answer(request: bytes, address: str) -> bytes:
    """The first line of the answer to a whole request."""
    reader, writer = await _connected(address)
    try:
        writer.write(request)
        await writer.drain()
        first = await reader.readline()
        await reader.read()
        return first
    finally:
        writer.close()


async def _break_off(some: bytes, address: str) -> None:
    """Send so much, and be gone before anybody answers."""
    with contextlib.suppress(OSError):
        _reader, writer = await _connected(address)
        writer.write(some)
        await writer.drain()
        writer.transport.abort()


async def _connected(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    to = urlsplit(address)
    secure = to.scheme == "https"
    return await asyncio.open_connection(to.hostname, to.port or (443 if secure else 80), ssl=secure or None)


def _request(phone: Phone, address: str, lesson: int) -> bytes:
    to = urlsplit(address)
    told = {"mark": str(phone.mark), "lesson": lesson, "recheck": False, "answers": phone.answers}
    body = json.dumps(told).encode()
    head = (
        f"POST {to.path} HTTP/1.1\r\nHost: {to.netloc}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body
