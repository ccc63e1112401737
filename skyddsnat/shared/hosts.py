"""Names of hosts as they are written in settings."""

from __future__ import annotations

import re

LONGEST = 253
LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?:{LABEL}\.)*{LABEL}(?::[0-9]{{1,5}})?", re.IGNORECASE)


def is_host(text: str) -> bool:
    """Whether it is the name of one host, with or without a port: no scheme, no path, no wildcard, no blank."""
    return len(text) <= LONGEST and HOST.fullmatch(text) is not None
