"""Whom a text has talked of last, so that a later "Uppdraget" or "Myndigheten" is theirs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Focus:
    """Whom the sentences before talked of. ``grip`` 3: of their assignment, "Uppdraget" means that one;
    2: of a duty of theirs, money is not meant; 1: only of them, "Myndigheten" alone means them."""

    whose: str = ""
    name: str = ""
    grip: int = 3
