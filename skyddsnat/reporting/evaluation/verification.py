"""Checking an evaluation pack with nothing but the pack: `skyddsnat evaluation verify FILE`. No database, no Django.

It works out what the pack's own script does, with the script that is installed here: nothing from the pack is run.
"""

from __future__ import annotations

import argparse
import importlib
import io
import json
import sys
import zipfile
from pathlib import Path

from skyddsnat.reporting.evaluation import recompute
from skyddsnat.reporting.evaluation.recompute import NotAPack

LARGEST = 16 * 1024**3
PARQUET = "data/underlag.parquet"


def verify_pack(path: Path) -> tuple[int, list[str]]:
    """How many figures were worked out, and everything that does not hold. Raises NotAPack."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise NotAPack("The archive is larger than 16 GiB when unpacked.")
            figures, faults = recompute.check(lambda name: archive.open(name))
            return figures, faults or _archive_faults(archive)
    except FileNotFoundError:
        raise NotAPack(f"There is no file {path}.") from None
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise NotAPack(f"{path} cannot be read as a ZIP archive: {error}.") from error


def _archive_faults(archive: zipfile.ZipFile) -> list[str]:
    """Files that nobody listed or that are there twice, another script, and a Parquet file with other rows."""
    names = [entry.filename for entry in archive.infolist()]
    listed = {entry["name"] for entry in json.loads(archive.read(recompute.MANIFEST))["files"]}
    faults = [f"{name}: is not in the manifest" for name in sorted({*names} - listed - {recompute.MANIFEST})]
    faults += [f"{name}: is there twice" for name in sorted({*names}) if names.count(name) > 1]
    if "recompute.py" not in listed:
        faults.append("recompute.py: is missing")
    elif archive.read("recompute.py") != Path(recompute.__file__).read_bytes():
        faults.append("recompute.py: is not the script of this version of the program")
    parquet = importlib.import_module("skyddsnat.reporting.evaluation.parquet")
    with archive.open(recompute.LEDGER) as file:
        if PARQUET not in listed or parquet.differs(file, io.BytesIO(archive.read(PARQUET))):
            faults.append(f"{PARQUET}: does not hold the rows of {recompute.LEDGER}")
    return faults


def verify_command(arguments: list[str]) -> int:
    """Print what does not hold; exit 0 when the pack is whole, 1 when it is not, 2 when it is no pack."""
    parser = argparse.ArgumentParser(prog="skyddsnat evaluation verify")
    parser.add_argument("zip", type=Path, metavar="FILE", help="the evaluation pack")
    parser.add_argument(
        "--json", action="store_true", help="print {whole, figures, faults[]} instead of sentences"
    )
    options = parser.parse_args(arguments)
    try:
        figures, faults = verify_pack(options.zip)
    except NotAPack as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        told = {"whole": not faults, "figures": figures, "faults": faults}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        whole = f"{options.zip.name}: whole. {figures} figures worked out anew."
        print("\n".join(faults) if faults else whole)
    return 1 if faults else 0
