"""The successor's key: what is sealed for others goes in the file as age files that this key alone opens.

Nothing here needs the database, so that a key can be made before there is one.
"""

from __future__ import annotations

import argparse
import datetime
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pyrage

from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.shared.sealing import new_identity, recipient_of

PRIVATE = re.compile(r"^AGE-SECRET-KEY-1[0-9A-Z]+$", re.MULTILINE)


class NoKeyError(ValueError):
    """Not a key of that kind, or not the one that opens."""


def check_public(text: str) -> str:
    """The public half of a key; NoKeyError for anything else."""
    try:
        return str(pyrage.x25519.Recipient.from_str(text))
    except pyrage.RecipientError as fault:
        raise NoKeyError(
            "--key is no public key. It begins with age1 and is printed by `skyddsnat hand-over key`."
        ) from fault


def write_key(path: Path) -> str:
    """Make a key, write its private half in a new file as age writes it, and return the public one."""
    identity = new_identity()
    public = recipient_of(identity)
    made = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(f"# created: {made}\n# public key: {public}\n{identity}\n")
    return public


def read_key(path: Path) -> str:
    """The private half in a file that `write_key` or `age-keygen` wrote. NoKeyError when there is none."""
    try:
        found = PRIVATE.search(path.read_text())
    except (OSError, UnicodeDecodeError) as fault:
        raise NoKeyError(f"{path} cannot be read as a key: {fault}") from fault
    if found is None:
        raise NoKeyError(f"{path} holds no key. `skyddsnat hand-over key` writes one.")
    return found.group()


def fingerprint(public: str) -> str:
    """The key as people read it to one another: six groups of four."""
    digest = sha256_hex(public.encode())
    return " ".join(digest[n : n + 4] for n in range(0, 24, 4))


class _Pieces:
    """What a question gives, as a file that can be read; each piece is told to `seen`."""

    def __init__(self, pieces: Iterator[bytes], seen: Callable[[bytes], object]) -> None:
        self._pieces, self._seen, self._left = pieces, seen, b""

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._left) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._seen(piece)
            self._left += piece
        size = len(self._left) if size < 0 else size
        given, self._left = self._left[:size], self._left[size:]
        return given


class _Writer:
    """What is opened, handed on a piece at a time."""

    def __init__(self, to: Callable[[bytes], object]) -> None:
        self._to = to

    def write(self, piece: bytes) -> int:
        self._to(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is kept back."""


def seal(pieces: Iterator[bytes], out: IO[bytes], public: str, seen: Callable[[bytes], object]) -> None:
    """Write the pieces to `out`, sealed to the key, without holding more than some of them."""
    pyrage.encrypt_io(_Pieces(pieces, seen), out, [pyrage.x25519.Recipient.from_str(public)])


def unseal(sealed: IO[bytes], identity: str, to: Callable[[bytes], object]) -> None:
    """Hand on what was sealed, a piece at a time. NoKeyError when the key does not open it, or it was changed."""
    try:
        pyrage.decrypt_io(sealed, _Writer(to), [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError, OSError) as fault:
        raise NoKeyError(str(fault)) from fault


def key_command(arguments: list[str]) -> int:
    """At the authority that takes over: make the key that tips and cases are sealed to on the way."""
    parser = argparse.ArgumentParser(prog="skyddsnat hand-over key")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new file, kept secret")
    path: Path = parser.parse_args(arguments).out
    try:
        public = write_key(path)
    except OSError as fault:
        print(f"hand-over: {fault}", file=sys.stderr)
        return 1
    print(f"{path} holds the secret half. Keep it here, and destroy it when the file has been taken in.")
    print(f"Send this to the authority that leaves: {public}")
    print(f"and read this to them on the telephone: {fingerprint(public)}")
    return 0
