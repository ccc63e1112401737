"""The one statement that keeps a tip. Everything a sender waits for is in it, since many may come at once."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from typing import Any, LiteralString, NamedTuple

import psycopg
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.tips.filing.challenges import work_of
from skyddsnat.tips.filing.layer import new_key, wrap
from skyddsnat.tips.filing.rules import AnotherSending, Sending

# The tip and its key, or neither. A tip sealed to a key that the team has changed since is taken: old keys open it.
# No row comes back when something of it is there already: `_FIND` says what.
_STORE = """
WITH filed AS (
    INSERT INTO tips_tip (
        id, mark, receiver_id, team_key_id, kind, language, sealed, sealed_sha256, sealed_by, box, answers_to,
        work_asked, work_done, received_at, state, reason, hold_source, version
    )
    SELECT %b, %b, k.receiver_id, k.id, %s, %s, %b, %s, %s, %s, %s, %s, %s, %s, 'new', '', '', 1
    FROM tips_teamkey k WHERE k.receiver_id = %s AND (k.recipient = %s OR (%s = '' AND k.retired_at IS NULL))
    ON CONFLICT DO NOTHING
    RETURNING id
), layered AS (
    INSERT INTO tips_tiplayer (tip_id, key) SELECT id, %b FROM filed
)
SELECT filed.id, f.kid, f.sealed FROM filed
LEFT JOIN tips_filingkey f ON f.retired_at IS NULL
"""
_FIND = """
SELECT t.id, t.mark, t.sealed_sha256, t.received_at, f.kid, f.sealed FROM tips_tip t
LEFT JOIN tips_filingkey f ON f.retired_at IS NULL
WHERE t.mark = %b OR t.sealed_sha256 = %s OR t.box = %s
ORDER BY t.mark = %b DESC, t.sealed_sha256 = %s DESC LIMIT 1
"""


class Stored(NamedTuple):
    """A tip that is kept, with the key of proofs that was in use."""

    tip_id: uuid.UUID
    sealed_sha256: str
    received_at: datetime.datetime
    is_new: bool
    kid: str | None
    sealed_key: bytes | None


def store(sending: Sending) -> Stored | None:
    """Keep a tip once; None when the receiver has no such key. AnotherSending when something else came first.

    It is on disk when this returns: the statement is a transaction of its own, and the table itself sees to it that no
    commit of a tip is answered before it is synced.
    """
    sealed_sha256 = sha256_hex(sending.sealed)
    asked, done = work_of(sending.challenge, sending.nonce, sealed_sha256)
    tip_id, now, tip_key = uuid.uuid4(), timezone.now(), new_key()
    values = [
        tip_id, sending.mark, sending.kind, sending.language, wrap(tip_key, sending.sealed), sealed_sha256,
        sending.sealed_by, sending.box, sending.answers_to, asked, done, now,
        sending.receiver_id, sending.key, sending.key, tip_key,
    ]  # fmt: skip
    made = _row(_STORE, values)
    if made is not None:
        return Stored(tip_id, sealed_sha256, now, True, made[1], made[2])
    found = _row(_FIND, [sending.mark, sealed_sha256, sending.box, sending.mark, sealed_sha256])
    if found is None:
        return None
    there, mark, fingerprint, received_at, kid, sealed_key = found
    if fingerprint == sealed_sha256:
        return Stored(there, fingerprint, received_at, False, kid, sealed_key)
    raise _another(same_mark=mark == sending.mark)


def _row(statement: LiteralString, values: Sequence[Any]) -> tuple[Any, ...] | None:
    """The row that a statement gives, when it has been committed: a transaction of its own, one way there and back.

    A connection that has broken since the last request is made anew, once. If the statement was carried out all the
    same, it finds its own row: nothing is kept twice.
    """
    if connection.in_atomic_block:  # nothing can be promised within another transaction, and only tests may
        with transaction.atomic(durable=True):
            return _asked(statement, values)
    try:
        return _asked(statement, values)
    except OperationalError:
        if connection.connection is not None and not connection.connection.closed:
            raise
        connection.close()
        return _asked(statement, values)


def _asked(statement: LiteralString, values: Sequence[Any]) -> tuple[Any, ...] | None:
    """Not with Django's cursor: values go beside the statement, 33 000 bytes as they are and not as text."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(statement, values, prepare=True).fetchone()


def _another(*, same_mark: bool) -> AnotherSending:
    if same_mark:
        return AnotherSending(
            "text",
            _(
                "Ett annat tips är redan sparat från samma formulär. Öppna ett nytt formulär och skicka därifrån."
            ),
        )
    return AnotherSending(
        "receipt", _("De åtta orden hör redan till ett annat tips. Gör nya ord och skicka igen.")
    )
