"""An index made anew while it is asked: nobody waits, nobody gets half of one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from skyddsnat.shared.grams.index import Entry
from skyddsnat.shared.grams.living import Living, in_background

WAIT = 20  # seconds, at most


def entries(generation: int, count: int = 60) -> list[Entry]:
    return [
        Entry(f"{generation}:{number}", f"Text {number}", "Barn och skola. " * 5) for number in range(count)
    ]


def test_the_old_one_answers_until_the_new_one_is_ready() -> None:
    may_end, done = threading.Event(), threading.Event()
    versions = iter([1, 2])

    def load() -> Iterator[Entry]:
        version = next(versions)
        if version == 2:
            assert may_end.wait(WAIT)
        yield from entries(version)

    def spawn(work: Callable[[], None]) -> None:
        in_background(lambda: (work(), done.set()))

    living = Living(load=load, spawn=spawn)
    assert living.current(1).search("barn")[0].entry.key.startswith("1:")
    assert living.current(2).search("barn")[0].entry.key.startswith("1:")
    assert living.is_building
    may_end.set()
    assert done.wait(WAIT)
    assert not living.is_building
    assert living.current(2).search("barn")[0].entry.key.startswith("2:")


def test_many_readers_while_it_changes_many_times() -> None:
    """Each answer comes whole from one generation, never an older one than before, and one builds at a time."""
    now, building, most = [1], [0], [0]
    lock, stop = threading.Lock(), threading.Event()
    ended: list[threading.Event] = []
    faults: list[str] = []

    def load() -> Iterator[Entry]:
        with lock:
            building[0] += 1
            most[0] = max(most[0], building[0])
        yield from entries(now[0])
        with lock:
            building[0] -= 1

    def spawn(work: Callable[[], None]) -> None:
        done = threading.Event()
        ended.append(done)
        in_background(lambda: (work(), done.set()))

    living = Living(load=load, spawn=spawn)

    def read() -> None:
        latest = 0
        while not stop.is_set():
            hits = living.current(now[0]).search("barn skola", limit=20)
            found = {int(hit.entry.key.split(":")[0]) for hit in hits}
            if len(found) != 1 or max(found) < latest:
                faults.append(f"{found} after {latest}")
                return
            latest = max(found)

    readers = [threading.Thread(target=read) for _reader in range(4)]
    for reader in readers:
        reader.start()
    for generation in range(2, 8):
        while not ended or all(done.is_set() for done in ended):
            now[0] = generation
            living.current(generation)
        assert ended[-1].wait(WAIT)
    stop.set()
    for reader in readers:
        reader.join(WAIT)
    assert faults == []
    assert most == [1]
    assert len(ended) >= 6


def test_a_failure_leaves_the_old_one_and_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    fail = [False]

    def load() -> list[Entry]:
        if fail[0]:
            raise OSError("gone")
        return entries(2 if fail else 1)

    living = Living(load=load, spawn=lambda work: work())
    living.current(1)
    fail[0] = True
    assert living.current(2).search("barn")
    assert "the old one stays" in caplog.text
    assert not living.is_building
    fail[0] = False
    living.current(2)
    assert living.current(2) is living.current(2)


def test_the_first_ones_wait_for_one_and_the_same() -> None:
    calls: list[int] = []

    def load() -> list[Entry]:
        calls.append(1)
        return entries(1)

    living = Living(load=load)
    found: list[object] = []
    readers = [threading.Thread(target=lambda: found.append(living.current(1))) for _reader in range(6)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(WAIT)
    assert calls == [1]
    assert len({id(one) for one in found}) == 1
