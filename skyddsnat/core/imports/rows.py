"""The rows of a table that has been read, kept column by column: a hundred thousand rows are then seven lists."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import compress
from typing import Any, NamedTuple, overload

type Values = dict[str, Any]


class ReadRow(NamedTuple):
    """A row without faults of its own. `number` is its number in the file."""

    number: int
    values: Values


class Rows(Sequence[ReadRow]):
    """Rows by position, and columns by name. What handles many rows asks for columns; a row is made when asked for."""

    def __init__(self, numbers: Sequence[int], columns: Mapping[str, list[Any]]) -> None:
        self.numbers = numbers
        self._columns = columns

    def column(self, name: str) -> list[Any]:
        return self._columns[name]

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> ReadRow: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> ReadRow | Rows:
        if isinstance(at, slice):
            return Rows(self.numbers[at], {name: values[at] for name, values in self._columns.items()})
        return ReadRow(self.numbers[at], {name: values[at] for name, values in self._columns.items()})

    def __iter__(self) -> Iterator[ReadRow]:
        names = tuple(self._columns)
        for number, values in zip(
            self.numbers, zip(*self._columns.values(), strict=True), strict=bool(names)
        ):
            yield ReadRow(number, dict(zip(names, values, strict=True)))

    def without(self, numbers: Container[int]) -> Rows:
        """The rows whose numbers are others than these."""
        kept = [number not in numbers for number in self.numbers]
        if all(kept):
            return self
        return Rows(
            [*compress(self.numbers, kept)],
            {name: [*compress(values, kept)] for name, values in self._columns.items()},
        )
