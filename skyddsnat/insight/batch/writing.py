"""Writing rows into one Parquet file a month, as they come, in bounded memory. Needs no database."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from skyddsnat.insight.batch.layout import ROWS, described, part_of

ROW_GROUP = 100_000  # rows of one month that are written together
MOST_HELD = 1_000_000  # rows of all months that may wait


class Months:
    """The files of one assignment's ledger. The same rows in the same order give the same bytes."""

    def __init__(self, folder: Path, slug: str) -> None:
        self.folder, self.slug = folder, slug
        self.writers: dict[int, pq.ParquetWriter] = {}
        self.waiting: dict[int, list[pa.RecordBatch]] = {}
        self.held: dict[int, int] = {}
        self.rows: dict[int, int] = {}

    def add(self, batch: pa.RecordBatch) -> None:
        """Take rows that follow, in the order of the chain, on those that came before."""
        day = batch.column("occurred_on")
        months = pc.add(pc.multiply(pc.year(day), 100), pc.month(day))
        for month in sorted(pc.unique(months).to_pylist()):
            part = batch.filter(pc.equal(months, month))
            self.waiting.setdefault(month, []).append(part)
            self.held[month] = self.held.get(month, 0) + part.num_rows
            if self.held[month] >= ROW_GROUP:
                self._write(month)
        while sum(self.held.values()) > MOST_HELD:
            self._write(max(self.held, key=lambda month: (self.held[month], month)))

    def close(self) -> list[dict[str, Any]]:
        """Write what waits; return what the manifest says of each file."""
        for month in sorted(self.waiting):
            self._write(month)
        for writer in self.writers.values():
            writer.close()
        return [described(self.folder, self._path(month), rows) for month, rows in sorted(self.rows.items())]

    def _path(self, month: int) -> Path:
        return part_of(self.slug, *divmod(month, 100))

    def _write(self, month: int) -> None:
        table = pa.Table.from_batches(self.waiting.pop(month), ROWS)
        if month not in self.writers:
            path = self.folder / self._path(month)
            path.parent.mkdir(parents=True)
            self.writers[month] = pq.ParquetWriter(path, ROWS, compression="zstd")
        self.writers[month].write_table(table, row_group_size=table.num_rows)
        self.rows[month] = self.rows.get(month, 0) + table.num_rows
        del self.held[month]


def write_months(folder: Path, slug: str, batches: Iterable[pa.RecordBatch]) -> list[dict[str, Any]]:
    """Write a ledger's rows, one file a month; return what the manifest says of the files."""
    months = Months(folder, slug)
    for batch in batches:
        months.add(batch)
    return months.close()
