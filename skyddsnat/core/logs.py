"""What may stand in the log of the site: no secret of a personal link, whatever the address that went wrong."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(r"[A-Za-z0-9_-]{32,}")


def without_secrets(text: str) -> str:
    """The text with every long run of letters and digits, as secrets in addresses are, taken out."""
    return SECRET.sub("…", text)


class WithoutSecrets(logging.Filter):
    """Takes the secrets of addresses out of a line of the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                without_secrets(value) if isinstance(value, str) else value for value in record.args
            )
        return True
