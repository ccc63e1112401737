"""How an exported ledger lies in its folder, and whether it still is what was written. Needs no database.

    manifest.json
    places.parquet                                              the register of places, for coverage
    ledger/assignment=SLUG/year=2014/month=03/part-0.parquet    rows of that month, in the order of the chain

What is in the manifest is read, and nothing else that somebody may have put in the folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

FORMAT = "skyddsnat-ledger-export/1"
MANIFEST = "manifest.json"
PLACES = "places.parquet"
ROWS = pa.schema(
    [
        pa.field("seq", pa.int64(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("activity", pa.int32(), nullable=False),
        pa.field("organisation", pa.string()),
        pa.field("place", pa.string()),
        pa.field("occurred_on", pa.date32(), nullable=False),
        pa.field("quantity", pa.int32(), nullable=False),
        pa.field("reference", pa.string(), nullable=False),
        pa.field("recorded_at", pa.timestamp("us", tz="UTC"), nullable=False),
        pa.field("corrects", pa.int64()),
    ]
)
PLACE_ROWS = pa.schema(
    [
        pa.field("place", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("name_en", pa.string(), nullable=False),
    ]
)


class NotAnExport(ValueError):
    """The folder is no exported ledger; the message says why."""


def part_of(slug: str, year: int, month: int) -> Path:
    """Where the rows of one month lie, under the folder of the export."""
    return Path("ledger", f"assignment={slug}", f"year={year:04}", f"month={month:02}", "part-0.parquet")


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def described(folder: Path, path: Path, rows: int) -> dict[str, Any]:
    """What the manifest says of a file."""
    whole = folder / path
    return {
        "path": path.as_posix(),
        "rows": rows,
        "size": whole.stat().st_size,
        "sha256": fingerprint(whole),
    }


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of an exported ledger. Raises NotAnExport."""
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise NotAnExport(f"{path} says {manifest['format']!r}, not {FORMAT!r}.")
        names = [file["path"] for file in listed(manifest)]
    except FileNotFoundError:
        raise NotAnExport(f"There is no {path}.") from None
    except (OSError, KeyError, TypeError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise NotAnExport(
            f"{path} cannot be read as the manifest of an exported ledger: {error!r}."
        ) from error
    outside = [name for name in names if Path(name).is_absolute() or ".." in Path(name).parts]
    if outside:
        raise NotAnExport(f"{path} names a file outside the folder: {outside[0]}.")
    return manifest


def listed(manifest: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every file that the manifest names, with rows, size and fingerprint."""
    yield manifest["places"]
    for assignment in manifest["assignments"]:
        yield from assignment["files"]


def faults(folder: Path, manifest: dict[str, Any]) -> list[str]:
    """Files that are missing or were changed, and sums that do not add up; empty when all is as it was written."""
    found = []
    for file in listed(manifest):
        path = folder / file["path"]
        if not path.is_file():
            found.append(f"{file['path']}: is missing")
        elif path.stat().st_size != file["size"] or fingerprint(path) != file["sha256"]:
            found.append(f"{file['path']}: was changed after the export")
    for assignment in manifest["assignments"]:
        rows = sum(file["rows"] for file in assignment["files"])
        if not rows == assignment["rows"] == assignment["head"]["seq"]:
            found.append(
                f"{assignment['assignment']}: its files hold {rows} rows, the chain {assignment['head']['seq']}"
            )
    return found
