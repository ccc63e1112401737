"""The ledger out of the database: streamed through a server-side cursor, up to the head it had when it began."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Place
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.insight.batch.layout import FORMAT, MANIFEST, PLACE_ROWS, PLACES, ROWS, described
from skyddsnat.insight.batch.reading import frozen_queries, ledger_columns
from skyddsnat.insight.batch.writing import write_months
from skyddsnat.mandate.models import Assignment, LedgerHead

type Told = Callable[[int], None]


def silent(rows: int) -> None:
    """Nobody waits for news."""


def export_ledgers(
    *, assignments: Sequence[Assignment], out: Path, by: User | None, report: Told = silent
) -> dict[str, Any]:
    """Write the ledgers to a new folder, whole or not at all; return the manifest.

    Raises Refused when there is something in the folder, or when a chain has gaps.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Refused(_("%(folder)s finns redan och är inte tom.") % {"folder": out})
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        with transaction.atomic():  # outside one, the server would keep every row before it gave the first
            manifest: dict[str, Any] = {
                "format": FORMAT,
                "places": _places(unfinished),
                "assignments": [_ledger(unfinished, one, report) for one in assignments],
            }
            for assignment, told in zip(assignments, manifest["assignments"], strict=True):
                record(by, "ledger.exported", assignment, rows=told["rows"], head=told["head"]["hash"])
        text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
        (unfinished / MANIFEST).write_text(text + "\n", encoding="utf-8")
        unfinished.chmod(0o755)
        unfinished.replace(out)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return manifest


def ledger_batches(assignment: Assignment, up_to: int, report: Told = silent) -> Iterator[pa.RecordBatch]:
    """Rows 1 to `up_to` of the chain, some at a time."""
    done = 0
    for columns in ledger_columns(assignment, up_to):
        arrays = [pa.array(values, field.type) for values, field in zip(columns, ROWS, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=ROWS)
        done += len(columns[0])
        report(done)


def _ledger(folder: Path, assignment: Assignment, report: Told) -> dict[str, Any]:
    """Write one assignment's ledger; return what the manifest says of it. Rows never change, so neither does this."""
    head = LedgerHead.objects.filter(assignment=assignment).first() or LedgerHead(assignment=assignment)
    files = write_months(folder, assignment.slug, ledger_batches(assignment, head.seq, report))
    rows = sum(file["rows"] for file in files)
    if rows != head.seq:
        raise Refused(
            _(
                "Liggaren för %(assignment)s har %(rows)s rader men ska ha %(seq)s. Kör skyddsnat ledger verify."
            )
            % {"assignment": assignment.slug, "rows": rows, "seq": head.seq}
        )
    return {
        "assignment": assignment.slug,
        "title": assignment.title,
        "dnr": assignment.dnr,
        "demonstration": assignment.is_demo,
        "rows": rows,
        "head": {"seq": head.seq, "hash": bytes(head.hash).hex()},
        "files": files,
        "indicators": [
            {
                "code": one.code, "layer": one.layer, "title": one.title, "title_en": one.title_en, "unit": one.unit,
                "unit_en": one.unit_en, "query": query,
            }
            for one, query in frozen_queries(assignment)
        ],
    }  # fmt: skip


def _places(folder: Path) -> dict[str, Any]:
    found = Place.objects.order_by("kind", "code").values_list("kind", "code", "name", "name_en")
    rows = [
        {"place": f"{kind}:{code}", "kind": kind, "name": name, "name_en": english}
        for kind, code, name, english in found
    ]
    pq.write_table(pa.Table.from_pylist(rows, PLACE_ROWS), folder / PLACES, compression="zstd")
    return described(folder, Path(PLACES), len(rows))
