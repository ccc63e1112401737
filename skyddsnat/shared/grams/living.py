"""An index that follows what it is made of: made anew beside the old one, which answers until the new one is ready."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable

from skyddsnat.shared.grams.index import Entry, Index

log = logging.getLogger(__name__)

REST = 0.0005  # seconds after each text

type Loader = Callable[[], Iterable[Entry]]
type Spawner = Callable[[Callable[[], None]], None]


def in_background(work: Callable[[], None]) -> None:
    """In a thread of its own, which ends with the process."""
    threading.Thread(target=work, name="search-index", daemon=True).start()


def _let_others_in() -> None:
    """Python runs one thread at a time, and hands over unasked only every fifth millisecond."""
    time.sleep(REST)


class Living:
    """The index of a process. `load` gives what is to be found, and is called in the thread that makes the index."""

    def __init__(self, *, load: Loader, spawn: Spawner = in_background) -> None:
        self._load = load
        self._spawn = spawn
        self._lock = threading.Lock()  # held while the first index is made
        self._state = threading.Lock()  # held for a moment
        self._made: tuple[int, Index] | None = None
        self._building = False

    @property
    def is_building(self) -> bool:
        return self._building

    def current(self, generation: int) -> Index:
        """The newest index there is. When it is older than the generation, a new one is begun beside it.

        The first time there is nothing to answer with, so that one waits for it.
        """
        if self._made is None:
            with self._lock:
                if self._made is None:
                    self._made = (generation, Index(self._load()))
        kept, index = self._made
        if kept != generation and self._begin():
            self._spawn(lambda: self._renew(generation))
            return self._made[1]
        return index

    def _begin(self) -> bool:
        """Whether this one may build: nobody else does."""
        with self._state:
            if self._building:
                return False
            self._building = True
            return True

    def _renew(self, generation: int) -> None:
        """Make the index and put it in the old one's place. The old one stays when that fails, and is tried again."""
        try:
            made = Index(self._load(), rest=_let_others_in)
        except Exception:
            log.exception("The search index could not be made anew; the old one stays.")
        else:
            self._made = (generation, made)  # one assignment: a reader has the old pair or the new
        finally:
            self._building = False
