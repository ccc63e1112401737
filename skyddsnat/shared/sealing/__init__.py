"""Messages that only those who hold a key can read: age, one length for all, receipts of eight words, proof of work.

The browser does the same in `browser/sealing.js`. What one makes the other opens; `tests/` holds them to that.
"""

from skyddsnat.shared.sealing.messages import (
    LONGEST,
    SIZE,
    TooLongError,
    UnopenedError,
    new_identity,
    open_message,
    recipient_of,
    seal_message,
)
from skyddsnat.shared.sealing.receipts import (
    COUNT,
    Mailbox,
    UnknownWordError,
    box_of,
    new_receipt,
    tidy,
)
from skyddsnat.shared.sealing.work import bits_of

__all__ = [
    "COUNT",
    "LONGEST",
    "SIZE",
    "Mailbox",
    "TooLongError",
    "UnknownWordError",
    "UnopenedError",
    "bits_of",
    "box_of",
    "new_identity",
    "new_receipt",
    "open_message",
    "recipient_of",
    "seal_message",
    "tidy",
]
