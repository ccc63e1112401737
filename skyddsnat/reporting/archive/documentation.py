"""What a reader of a package in fifty years needs: how it is arranged, and what every column means."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

from skyddsnat.shared.yaml_files import read_yaml

COLUMNS = Path(__file__).parent / "columns.yaml"
READ_ME = Path(__file__).parent / "read-me.txt"
HEAD = ("fil", "kolumn", "typ", "betydelse", "meaning")
DATATYPES = {"heltal": "integer", "dag": "date", "text": "string", "tid": "dateTime"}


@cache
def columns() -> dict[str, dict[str, list[str]]]:
    """File of the closing pack → column or key → [type, meaning in Swedish, meaning in English]."""
    found: dict[str, dict[str, list[str]]] = read_yaml(COLUMNS.read_text())
    return found


def columns_csv() -> bytes:
    """Every column of every table, and every key of every list, in words."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(HEAD)
    for file, told in columns().items():
        writer.writerows([file, column, *words] for column, words in told.items())
    return target.getvalue().encode()


def tables_schema(up: str = "../data/") -> bytes:
    """The CSV tables as CSV on the Web (W3C) describes them: names and types of columns, for a program."""
    tables = [
        {
            "url": up + file,
            "tableSchema": {"columns": [_column(name, *words) for name, words in told.items()]},
        }
        for file, told in columns().items()
        if file.endswith(".csv")
    ]
    told = {"@context": "http://www.w3.org/ns/csvw", "tables": tables}
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def _column(name: str, kind: str, swedish: str, english: str) -> dict[str, Any]:
    return {
        "name": name,
        "titles": name,
        "datatype": DATATYPES[kind],
        "dc:description": {"sv": swedish, "en": english},
    }


def read_me(*, title: str, dnr: str) -> bytes:
    """How the package is arranged, for a person."""
    return READ_ME.read_text().format(title=title, dnr=dnr).encode()
