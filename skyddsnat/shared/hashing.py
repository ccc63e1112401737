"""One way to turn data into bytes and bytes into a fingerprint."""

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any


def _unknown(value: Any) -> Any:
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


# What json.dumps(ensure_ascii=False, sort_keys=True, separators=(",", ":")) makes anew for every value, made once: the
# ledger asks a hundred thousand times in a row.
_pieces = json.encoder.c_make_encoder(  # type: ignore[attr-defined]  # the quick half of the json module
    None, _unknown, json.encoder.encode_basestring, None, ":", ",", True, False, True
)


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces: the same data gives the same bytes on every machine."""
    return "".join(_pieces(value, 0)).encode()


def canonical_column(values: Sequence[Any], said: Callable[[Any], Any] = lambda value: value) -> list[str]:
    """The canonical JSON of `said` of each value, as text; a value that comes again is not written again."""
    known = {value: "".join(_pieces(said(value), 0)) for value in set(values)}
    return [known[value] for value in values]


def sha256_hex(data: bytes) -> str:
    """SHA-256 of bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
