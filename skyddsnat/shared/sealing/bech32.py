"""Bytes as Bech32, the way age writes its keys (BIP 173 without its limit of length)."""

from __future__ import annotations

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
CHECK = 6  # characters


def encode(name: str, data: bytes) -> str:
    """`data` under a name in small letters."""
    values = _fives(data)
    checked = [ord(one) >> 5 for one in name] + [0] + [ord(one) & 31 for one in name] + values + [0] * CHECK
    rest = _polymod(checked) ^ 1
    values += [(rest >> 5 * (CHECK - 1 - place)) & 31 for place in range(CHECK)]
    return f"{name}1{''.join(ALPHABET[value] for value in values)}"


def _fives(data: bytes) -> list[int]:
    """The bits, five at a time, filled up with zeros."""
    count = -(-len(data) * 8 // 5)
    number = int.from_bytes(data) << count * 5 - len(data) * 8
    return [number >> 5 * (count - 1 - place) & 31 for place in range(count)]


def _polymod(values: list[int]) -> int:
    rest = 1
    for value in values:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(GENERATOR):
            if top >> place & 1:
                rest ^= generator
    return rest
