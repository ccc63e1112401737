"""What a room lets be counted for safe statistics: the rooms tell, through a hook, and no row leaves them.

A room gives numbers over the columns that it is asked for. They go straight to the protection of small numbers and are
shown to nobody before that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

type Counted = Counter[tuple[str, ...]]
type Teller = Callable[[Sequence[str], int], Counted]
type Labels = Mapping[str, tuple[str, str]]

UNKNOWN = "unknown"
UNKNOWN_LABEL = ("Okänt", "Unknown")
COUNTY, MUNICIPALITY, FORM, AGE, SEX, CITIZENSHIP = (
    "county", "municipality", "form", "age", "sex", "citizenship",
)  # fmt: skip


@dataclass(frozen=True)
class Countable:
    """Something that can be counted, one calendar year at a time.

    `columns` says which values each column can have, with words in Swedish and English; all of them are known
    beforehand, so that a row in a table never tells that somebody is there. `count` gives how many there are in a year
    of each combination of the asked columns.
    """

    code: str
    label: Any
    about: tuple[str, str]
    columns: Mapping[str, Callable[[], Labels]]
    count: Teller


_KNOWN: dict[str, Countable] = {}


def register_countable(found: Countable) -> None:
    """Let a room be counted. Called in `AppConfig.ready`; one a code, else ValueError."""
    if _KNOWN.setdefault(found.code, found) is not found:
        raise ValueError(f"Somebody already counts {found.code!r}.")


def countables() -> list[Countable]:
    """Everything that can be counted, by code."""
    return [_KNOWN[code] for code in sorted(_KNOWN)]


def tallied(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> Counted:
    """How many rows there are of each combination of the columns; what a row does not say is unknown."""
    return Counter(tuple(row.get(column) or UNKNOWN for column in columns) for row in rows)


def labels_of(choices: Iterable[tuple[str, Any]]) -> Labels:
    """Choices of a model's field with their words in both languages, and what is unknown last."""
    pairs = list(choices)
    said = []
    for language in ("sv", "en"):
        with override(language):
            said.append([str(label) for _value, label in pairs])
    found = {value: (sv, en) for (value, _label), sv, en in zip(pairs, *said, strict=True)}
    return {**found, UNKNOWN: UNKNOWN_LABEL}
