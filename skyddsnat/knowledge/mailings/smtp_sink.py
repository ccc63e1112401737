"""A mail server that keeps what it gets and sends nothing: for measuring, and for the tests to send to."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

RECIPIENT = re.compile(rb"RCPT TO:\s*<([^>]*)>", re.IGNORECASE)
type Answering = Callable[[str], bytes | None]


class Sink:
    """What the server has got: recipient by recipient, in order. `before` may answer a letter in its own way: a line
    of SMTP instead of taking it, b"" to break off; `after` is called when a letter is kept, before that is said.
    """

    def __init__(self) -> None:
        self.got: list[str] = []
        self.letters: list[bytes] = []
        self.before: Answering = lambda address: None
        self.after: Callable[[str], None] = lambda address: None
        self.keep_letters = False
        self.lock = threading.Lock()

    def take(self, address: str, letter: bytes) -> None:
        with self.lock:
            self.got.append(address)
            if self.keep_letters:
                self.letters.append(letter)
        self.after(address)


class _Talk(socketserver.StreamRequestHandler):
    """One connection, as much of SMTP as a sender needs."""

    server: _Server

    def handle(self) -> None:
        address = ""
        self._say(b"220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word in {b"EHLO", b"HELO", b"RSET", b"MAIL", b"NOOP"}:
                self._say(b"250 ok")
            elif word == b"RCPT":
                found = RECIPIENT.match(line)
                address = found[1].decode() if found else ""
                answer = self.server.sink.before(address)
                if answer == b"":
                    return
                self._say(answer or b"250 ok")
            elif word == b"DATA":
                self._say(b"354 go on")
                letter = self._letter()
                if letter is None:
                    return
                self.server.sink.take(address, letter)
                self._say(b"250 taken")
            elif word == b"QUIT":
                self._say(b"221 bye")
                return
            else:
                self._say(b"502 unknown")

    def _letter(self) -> bytes | None:
        lines: list[bytes] = []
        while line := self.rfile.readline():
            if line == b".\r\n":
                return b"".join(lines)
            lines.append(line)
        return None  # broken off in the middle: nothing was taken

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        super().__init__(("127.0.0.1", 0), _Talk)

    def handle_error(self, request: object, client_address: object) -> None:
        """A sender that was killed is no fault of ours."""


@contextmanager
def listening() -> Iterator[tuple[Sink, int]]:
    """The sink and its port, as long as the block lasts."""
    sink = Sink()
    with _Server(sink) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield sink, server.server_address[1]
        finally:
            server.shutdown()
