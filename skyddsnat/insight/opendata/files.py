"""A published version as a file: CSV, Parquet and JSON, each with the same rows."""

from __future__ import annotations

import csv
import importlib
import io
import json
from typing import Any

from django.utils.translation import override

from skyddsnat.disclosure.api import MARKER, TOTAL
from skyddsnat.insight.opendata.frame import absolute_url, formats_of
from skyddsnat.insight.statistics.licences import LICENCES
from skyddsnat.insight.statistics.models import StatVersion
from skyddsnat.insight.statistics.parts import columns_of, counts_of, lines
from skyddsnat.insight.statistics.wording import column_words
from skyddsnat.shared.spreadsheets import escaped

type Document = dict[str, Any]


def csv_text(version: StatVersion) -> str:
    """A row for each number: codes, and words where a column has them. `*` is all values together, `..` is hidden."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    columns = columns_of(version)
    heading = ["year"] if version.first_year is not None else []
    for column in columns:
        heading += [column, f"{column}_sv", f"{column}_en"] if column in version.labels else [escaped(column)]
    writer.writerow([*heading, "count"])
    for line in lines(version):
        row: list[Any] = [line.year] if version.first_year is not None else []
        for column, value in zip(columns, line.values, strict=True):
            row.append(TOTAL if value is None else escaped(value))
            if column in version.labels:
                row += [TOTAL if value is None else version.label(column, value, one) for one in ("sv", "en")]
        writer.writerow([*row, MARKER if line.number is None else line.number])
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
        "title": {"sv": table.title, "en": table.title_en},
        "about": {"sv": table.about, "en": table.about_en or table.about},
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
    said = {}
    for language in ("sv", "en"):
        with override(language):
            said[language] = column_words(column)
    labels = version.labels.get(column, {})
    used = {
        leaf[dim["levels"].index(column)]
        for part in version.parts
        for dim in part["dims"]
        if column in dim["levels"]
        for leaf in dim["leaves"]
    }
    words = {value: {"sv": sv, "en": en} for value, (sv, en) in labels.items() if value in used}
    return {"code": column, "label": said, "values": words}
