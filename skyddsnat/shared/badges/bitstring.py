"""One bit for each badge: the list of revoked ones as W3C's Bitstring Status List 1.0 writes it."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable

from skyddsnat.shared.encoding import UnreadableError, b64url, from_b64url

LENGTH = 131_072  # bits. A shorter list would tell who is looked up by telling how few there are
LARGEST = 1 << 20  # bytes that a list may unfold to: a small file must not fill the memory
MULTIBASE = "u"  # says base64url without padding


def encode(indexes: Iterable[int], length: int = LENGTH) -> str:
    """The list with these bits set, the first bit leftmost. The same bits give the same text."""
    bits = bytearray(length // 8)
    for index in indexes:
        if not 0 <= index < length:
            raise IndexError(index)
        bits[index // 8] |= 0x80 >> index % 8
    return MULTIBASE + b64url(gzip.compress(bytes(bits), mtime=0))


def decode(text: str) -> bytes:
    """The bits; UnreadableError when the text is not such a list."""
    if not text.startswith(MULTIBASE):
        raise UnreadableError
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(from_b64url(text[1:]))) as file:
            bits = file.read(LARGEST + 1)
    except (OSError, EOFError) as error:
        raise UnreadableError from error
    if not LENGTH // 8 <= len(bits) <= LARGEST:
        raise UnreadableError
    return bits


def is_set(bits: bytes, index: int) -> bool:
    """Whether the bit is set; IndexError outside the list."""
    if not 0 <= index < len(bits) * 8:
        raise IndexError(index)
    return bool(bits[index // 8] & 0x80 >> index % 8)
