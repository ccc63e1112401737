"""A published version as a file: CSV, Parquet and JSON, each with the same rows."""

from __future__ import annotations

import csv
import importlib
import io
import json
from typing import Any

from django.conf import settings
from django.utils.translation import override

from skyddsnat.disclosure.api import MARKER, TOTAL
from skyddsnat.insight.opendata.frame import Said, absolute_url, formats_of, said_of
from skyddsnat.insight.statistics.licences import LICENCES
from skyddsnat.insight.statistics.models import StatVersion
from skyddsnat.insight.statistics.parts import columns_of, counts_of, lines
from skyddsnat.insight.statistics.wording import COLUMNS, column_words
from skyddsnat.shared.spreadsheets import escaped

type Document = dict[str, Any]
DEMONSTRATION = "demonstration"


def csv_text(version: StatVersion) -> str:
    """A row for each number: codes, and words where a column has them. `*` is all values together, `..` is hidden.

    In the demonstration each row says that it is made up: there is no other place for it in such a file.
    """
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    columns = columns_of(version)
    heading = ["year"] if version.first_year is not None else []
    for column in columns:
        heading += [column, f"{column}_sv", f"{column}_en"] if column in version.labels else [escaped(column)]
    made_up = [DEMONSTRATION] if settings.DEMO else []
    writer.writerow([*heading, "count", *made_up])
    for line in lines(version):
        row: list[Any] = [line.year] if version.first_year is not None else []
        for column, value in zip(columns, line.values, strict=True):
            row.append(TOTAL if value is None else escaped(value))
            if column in version.labels:
                row += [TOTAL if value is None else version.label(column, value, one) for one in ("sv", "en")]
        writer.writerow(
            [*row, MARKER if line.number is None else line.number, *(["true"] if made_up else [])]
        )
    return held.getvalue()


def parquet_bytes(version: StatVersion) -> bytes:
    """The same with types: no value means all of them, no count means that it is hidden.

    Loaded when asked for: it takes a third of a second.
    """
    arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    found = list(lines(version))
    fields, arrays = [], []
    if version.first_year is not None:
        fields.append(arrow.field("year", arrow.int32()))
        arrays.append(arrow.array([line.year for line in found], arrow.int32()))
    for place, column in enumerate(columns_of(version)):
        fields.append(arrow.field(column, arrow.string()))
        arrays.append(arrow.array([line.values[place] for line in found], arrow.string()))
    fields += [arrow.field("count", arrow.int64()), arrow.field("hidden", arrow.bool_())]
    arrays.append(arrow.array([line.number for line in found], arrow.int64()))
    arrays.append(arrow.array([line.number is None for line in found], arrow.bool_()))
    about = {"skyddsnat": json.dumps(head(version), ensure_ascii=False)}
    table = arrow.Table.from_arrays(arrays, schema=arrow.schema(fields, metadata=about))
    held = io.BytesIO()
    parquet.write_table(table, held)
    return held.getvalue()


def document(version: StatVersion) -> Document:
    """A version as JSON: what it is, and its rows."""
    columns = columns_of(version)
    rows = [
        {
            "year": line.year,
            "values": dict(zip(columns, line.values, strict=True)),
            "count": line.number,
            "hidden": line.number is None,
        }
        for line in lines(version)
    ]
    return {**head(version), "rows": rows}


def head(version: StatVersion) -> Document:
    """What a version is, without its numbers."""
    cells, hidden = counts_of(version.parts)
    table = version.table
    return {
        "table": table.code,
        "version": version.number,
        DEMONSTRATION: settings.DEMO,
        "title": said_of(table.title, table.title_en),
        "about": said_of(table.about, table.about_en),
        "changed": said_of(version.changed, ""),
        "published": version.published_at.isoformat() if version.published_at else None,
        "licence": LICENCES[table.licence].url,
        "period": {"from": version.first_year, "to": version.last_year} if version.first_year else None,
        "threshold": version.threshold,
        "empty_hidden": version.empty_hidden,
        "cells": cells,
        "hidden_cells": hidden,
        "sha256": version.sha256,
        "columns": [_column(version, column) for column in columns_of(version)],
        "files": {name: absolute_url(url) for name, url in formats_of(version).items()},
        "page": absolute_url(version.public_url),
    }


def _column(version: StatVersion, column: str) -> Document:
    labels = version.labels.get(column, {})
    used = {
        leaf[dim["levels"].index(column)]
        for part in version.parts
        for dim in part["dims"]
        if column in dim["levels"]
        for leaf in dim["leaves"]
    }
    words = {value: {"sv": sv, "en": en} for value, (sv, en) in labels.items() if value in used}
    return {"code": column, "label": _named(column), "values": words}


def _named(column: str) -> Said:
    """What a column is called; one of a file only as the file calls it."""
    if column not in COLUMNS:
        return said_of(column, "")
    with override("sv"):
        swedish = column_words(column)
    with override("en"):
        return said_of(swedish, column_words(column))
