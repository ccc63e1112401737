"""What can be taken in: the rooms register their kinds here, in `AppConfig.ready`."""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.utils.translation import gettext_lazy as _

from skyddsnat.core.imports.rows import ReadRow, Rows
from skyddsnat.core.imports.values import choice_reader, day_of, ore_of, text_reader, whole_of

if TYPE_CHECKING:
    from skyddsnat.core.models import Import, User

TEXT, DAY, SUM, WHOLE, CHOICE, REFERENCE = "text", "day", "sum", "whole", "choice", "reference"
LONGEST = 10_000
SAID = {
    TEXT: _("Text"),
    DAY: _("Datum, till exempel 2014-05-06"),
    SUM: _("Summa i kronor, till exempel 1 234,50"),
    WHOLE: _("Helt tal"),
    CHOICE: _("Ett av flera val"),
    REFERENCE: _("Något som redan finns här"),
}

type Report = Callable[[int, int], None]
type Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Field:
    """One thing a row tells. `names` are headings it is known by, in Swedish and English, besides the labels."""

    name: str
    label: Any
    type: str = TEXT
    required: bool = False
    names: tuple[str, ...] = ()
    longest: int = LONGEST
    hint: Any = ""  # shown beside the choice of column
    example: tuple[str, str] = ("", "")  # in Swedish and in English, for the template

    @property
    def about(self) -> str:
        """What a cell holds, when no hint says more."""
        return str(SAID[self.type])


class RowFault(NamedTuple):
    """What is wrong in a row: `field` is the field's name, "" for the row as a whole; row 0 is the whole file."""

    row: int
    field: str
    words: str


class Repeat(NamedTuple):
    """A row that is there already: in words what is there, and its address."""

    row: int
    words: str
    url: str = ""


@dataclass(frozen=True)
class Subject:
    """What rows may belong to: `code` is kept with the import."""

    code: str
    label: str
    swedish: bool = False


@dataclass(frozen=True)
class Loaded:
    """What loading did. `result` is kept for undoing, without personal data."""

    new: int
    result: dict[str, Any] = field(default_factory=dict)


class Checker:
    """Checks the rows of one file. A kind makes one for each check, so that it may remember what it has read."""

    def readers(self) -> Mapping[str, Reader]:
        """How fields of the types choice and reference are read, by field name; see `choice_reader`."""
        return {}

    def row_faults(self, row: ReadRow) -> Iterable[tuple[str, str]]:
        """(field, words) for what is wrong in one row whose fields are right by themselves."""
        return ()

    def faults(self, rows: Rows) -> Iterator[RowFault]:
        """The same for all rows; a kind that may come with a hundred thousand of them looks column by column."""
        for row in rows:
            for name, words in self.row_faults(row):
                yield RowFault(row.number, name, words)

    def file_faults(self, rows: Rows) -> Iterator[RowFault]:
        """What is wrong when all rows are seen together."""
        return iter(())

    def repeats(self, rows: Rows) -> list[Repeat]:
        """The rows that are there already, or stand twice in the file. One question to the database, not one a row."""
        return []


class Kind(ABC):
    """A kind of table: its fields, how rows are checked, loaded and undone.

    `load` and `undo` run inside one transaction that the mechanism has opened, with the import's row locked.
    """

    code: ClassVar[str]
    permission: ClassVar[str]
    label: ClassVar[Any]
    about: ClassVar[Any]
    fields: ClassVar[tuple[Field, ...]]
    needs_subject: ClassVar[bool] = False
    may_repeat: ClassVar[bool] = False  # whether two equal rows can both be right
    no_people: ClassVar[bool] = False  # whether a table that names people is turned away
    most_rows: ClassVar[int] = 150_000

    def subjects(self, user: User) -> list[Subject]:
        """What the user may load rows for; used when `needs_subject`."""
        return []

    @abstractmethod
    def checker(self, subject: str, user: User) -> Checker: ...

    @abstractmethod
    def load(self, source: Import, rows: Rows, *, by: User, report: Report) -> Loaded: ...

    @abstractmethod
    def undo(self, source: Import, *, by: User, report: Report) -> None: ...

    @abstractmethod
    def obstacles(self, source: Import) -> list[str]:
        """Whole sentences on why the import cannot be undone now; empty when it can."""

    @abstractmethod
    def undoing(self) -> str:
        """A sentence on what undoing does to the rows."""

    @abstractmethod
    def result_url(self, source: Import) -> str:
        """Where the loaded rows are seen."""

    def field(self, name: str) -> Field:
        return next(one for one in self.fields if one.name == name)


def reader_of(one: Field, given: Mapping[str, Reader]) -> Reader:
    """The function from a cell to the field's value."""
    if one.name in given:
        return given[one.name]
    plain: dict[str, Reader] = {DAY: day_of, SUM: ore_of, WHOLE: whole_of}
    return plain.get(one.type) or text_reader(one.longest)


# --- what is registered ---

_KINDS: dict[str, Kind] = {}


def register_import(kind: Kind) -> None:
    """Let a room take in a kind of table. One kind a code, else ValueError."""
    if type(_KINDS.setdefault(kind.code, kind)) is not type(kind):
        raise ValueError(f"Somebody already takes in {kind.code!r}.")


def kind_named(code: str) -> Kind:
    """Raises KeyError."""
    return _KINDS[code]


def kinds_for(user: User) -> list[Kind]:
    """The kinds the user may take in, in the order of their rooms."""
    return [kind for kind in _KINDS.values() if user.may(kind.permission)]


@dataclass(frozen=True)
class OtherImport:
    """A file taken in by a room's own way, shown in the same list."""

    at: datetime.datetime
    by: str
    name: str
    what: str
    counts: str
    state: dict[str, str]
    url: str


@dataclass(frozen=True)
class OtherWay:
    """A room's own way of taking something in: shown beside the kinds, and what came that way in the list."""

    label: str
    about: str
    url: str


type Ways = Callable[["User"], Iterable[OtherWay]]
type Past = Callable[["User"], Iterable[OtherImport]]
_OTHERS: dict[str, tuple[Ways, Past]] = {}


def register_other_imports(name: str, ways: Ways, past: Past) -> None:
    """Show a room's own imports in the same place as the rest. One a name, else ValueError."""
    if _OTHERS.setdefault(name, (ways, past)) != (ways, past):
        raise ValueError(f"Somebody already tells of {name!r}.")


def other_ways(user: User) -> list[OtherWay]:
    return [way for ways, _past in _OTHERS.values() for way in ways(user)]


def other_imports(user: User) -> list[OtherImport]:
    return [one for _ways, past in _OTHERS.values() for one in past(user)]


__all__ = [
    "CHOICE", "DAY", "REFERENCE", "SUM", "TEXT", "WHOLE", "Checker", "Field", "Kind", "Loaded", "OtherImport",
    "OtherWay", "ReadRow", "Repeat", "Report", "RowFault", "Rows", "Subject", "choice_reader", "kind_named",
    "kinds_for", "other_imports", "other_ways", "reader_of", "register_import", "register_other_imports",
]  # fmt: skip
