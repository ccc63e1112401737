"""The ledger extract as Parquet, made from its CSV so that the two hold the same rows. Loaded when it is needed."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

ROWS = pa.schema(
    [
        ("seq", pa.int64()),
        ("kind", pa.string()),
        ("activity", pa.int32()),
        ("organisation", pa.string()),
        ("place", pa.string()),
        ("occurred_on", pa.date32()),
        ("quantity", pa.int32()),
        ("recorded_at", pa.timestamp("us", tz="UTC")),
        ("corrects", pa.int64()),
    ]
)
CONVERT = pc.ConvertOptions(column_types=ROWS, strings_can_be_null=True, quoted_strings_can_be_null=True)


def write(source: Path, target: Path) -> None:
    """Turn the CSV into Parquet, a piece at a time."""
    with pq.ParquetWriter(target, ROWS, compression="zstd") as writer, source.open("rb") as file:
        for batch in _batches(file):
            writer.write_batch(batch)


def differs(csv: IO[bytes], parquet: Any) -> bool:
    """Whether the two files hold other rows."""
    rows = (row for batch in _batches(csv) for row in batch.to_pylist())
    try:
        table = pq.ParquetFile(parquet)
        others = (row for batch in table.iter_batches() for row in batch.to_pylist())
        return any(one != other for one, other in zip_longest(rows, others))
    except (pa.ArrowInvalid, OSError):
        return True


def _batches(file: IO[bytes]) -> Any:
    if not file.readline().strip():
        return iter(())
    file.seek(0)
    return pc.open_csv(file, convert_options=CONVERT)
