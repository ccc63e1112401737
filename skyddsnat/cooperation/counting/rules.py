"""Which cases may be counted together, so that no number tells of one child."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple

from skyddsnat.shared.pooling import AT_ONCE, Pool, pooled

POOLED_AFTER = datetime.timedelta(days=90)
ALL_TOGETHER_AFTER = datetime.timedelta(days=365)
OPENED, CLOSED = "opened", "closed"
NO_FORM, SEVERAL = "", "several"


class Seen(NamedTuple):
    """Something that a case did, as it is counted: opened, closed, or reached a state. No more of it than this."""

    pk: Any
    day: datetime.date
    what: str
    form: str = ""
    outcome: str = ""


class Key(NamedTuple):
    """What the cases of a row have in common; None is whatever it is."""

    what: str
    form: str | None
    outcome: str | None


def form_of(forms: list[str]) -> str:
    """The one form that somebody is worried about, or that there are several."""
    return forms[0] if len(forms) == 1 else (SEVERAL if forms else NO_FORM)


def _alike(one: Seen) -> Key:
    return Key(one.what, one.form, one.outcome)


def _of_any_form(one: Seen) -> Key | None:
    return Key(one.what, None, one.outcome) if one.what in (OPENED, CLOSED) else None


def _closed_anyhow(one: Seen) -> Key | None:
    return Key(CLOSED, None, None) if one.what == CLOSED else None


# How long each has waited, and with what it may then be counted. States are never counted together: a case that has
# reached two would be counted twice among five. Of what was opened, closed or reached a state each case is there once.
STEPS = ((AT_ONCE, _alike), (POOLED_AFTER, _of_any_form), (ALL_TOGETHER_AFTER, _closed_anyhow))


def sums(waiting: Iterable[Seen], today: datetime.date) -> list[Pool[Key]]:
    """The rows that can be written; the rest wait for more."""
    return pooled(waiting, STEPS, today)
