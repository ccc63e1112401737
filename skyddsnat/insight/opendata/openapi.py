"""What the addresses for programs take and give, as OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from skyddsnat.insight.statistics.licences import CC0, LICENCES

type Schema = dict[str, Any]

LONGEST_QUERY, MOST_PAGE, MOST_SIZE, SIZE = 100, 1_000_000, 100, 20
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
IN_BOTH: Schema = {
    "type": "object", "required": ["sv", "en"], "additionalProperties": False,
    "properties": {"sv": TEXT, "en": TEXT},
}  # fmt: skip
SAID: Schema = {
    **IN_BOTH, "properties": {"sv": TEXT, "en": {"type": ["string", "null"]}},
    "description": "`en` is null where nobody has written it in English.",
}  # fmt: skip
PERIOD: Schema = {
    "type": ["object", "null"], "required": ["from", "to"], "additionalProperties": False,
    "properties": {"from": {"type": "integer"}, "to": {"type": "integer"}},
}  # fmt: skip


def _whole(properties: Schema, **more: Any) -> Schema:
    """An object that has each of its properties and no other."""
    return {
        "type": "object", "required": list(properties), "additionalProperties": False, "properties": properties, **more,
    }  # fmt: skip


COLUMN = _whole(
    {"code": TEXT, "label": SAID, "values": {"type": "object", "additionalProperties": IN_BOTH}},
    description="A column; `values` says what its codes mean, where they have words.",
)
VERSION_PROPERTIES: Schema = {
    "table": TEXT, "version": {"type": "integer", "minimum": 1}, "title": SAID, "about": SAID, "changed": SAID,
    "demonstration": {"type": "boolean", "description": "Whether everything in it is made up."},
    "published": {"type": "string", "format": "date-time"}, "licence": {"type": "string", "format": "uri"},
    "period": PERIOD, "threshold": {"type": "integer", "minimum": 5}, "empty_hidden": {"type": "boolean"},
    "cells": NUMBER, "hidden_cells": NUMBER, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "columns": {"type": "array", "items": COLUMN}, "page": {"type": "string", "format": "uri"},
    "files": _whole({name: {"type": "string", "format": "uri"} for name in ("csv", "json", "parquet")}),
}  # fmt: skip
ROW = _whole(
    {
        "year": {"type": ["integer", "null"]},
        "values": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
        "count": {"type": ["integer", "null"], "minimum": 0},
        "hidden": {"type": "boolean"},
    },
    description="A value of null is all values together; a count of null is hidden to protect persons.",
)
VERSION = _whole(VERSION_PROPERTIES)
DATA = _whole({**VERSION_PROPERTIES, "rows": {"type": "array", "items": ROW}})
TABLE = _whole(
    {"latest": VERSION, "versions": {"type": "array", "items": {"$ref": "#/components/schemas/Version"}}}
)
TABLES = _whole(
    {
        "total": NUMBER,
        "page": {"type": "integer", "minimum": 1},
        "size": {"type": "integer", "minimum": 1, "maximum": MOST_SIZE},
        "tables": {"type": "array", "items": {"$ref": "#/components/schemas/Version"}},
    }
)
FILTER: Schema = {"type": "object", "additionalProperties": TEXT}
ERROR = _whole({"error": TEXT, "message": TEXT})
GONE = _whole({"error": TEXT, "why": SAID})


def document() -> Schema:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Skyddsnät: open data",
            "version": "1",
            "description": f"{'Demonstration: everything is made up. ' if settings.DEMO else ''}Published tables. "
            "Small numbers are hidden, so that no table tells of a single person.",
            "license": {"name": LICENCES[CC0].name, "url": LICENCES[CC0].url},
        },
        "servers": [{"url": settings.SITE_ADDRESS}],
        "paths": {
            "/oppna-data/api/tables/": {"get": _tables()},
            "/oppna-data/api/tables/{code}/": {"get": _table()},
            "/oppna-data/{code}/{version}.json": {"get": _data()},
        },
        "components": {
            "schemas": {
                "Version": VERSION,
                "Table": TABLE,
                "Tables": TABLES,
                "Data": DATA,
                "Error": ERROR,
                "Gone": GONE,
            }
        },
    }


def _tables() -> Schema:
    """The latest version of each table, a page at a time."""
    return {
        "operationId": "tables",
        "summary": "The latest published version of each table",
        "parameters": [
            _query("q", {"type": "string", "maxLength": LONGEST_QUERY}, "Words that the title has"),
            _query(
                "page", {"type": "integer", "minimum": 1, "maximum": MOST_PAGE, "default": 1}, "Which page"
            ),
            _query(
                "size",
                {"type": "integer", "minimum": 1, "maximum": MOST_SIZE, "default": SIZE},
                "Rows of a page",
            ),
        ],
        "responses": {
            "200": _answer("Tables", "A page of tables"),
            "400": _answer("Error", "A parameter is wrong"),
        },
    }


def _table() -> Schema:
    return {
        "operationId": "table",
        "summary": "One table with all its published versions",
        "parameters": [_path("code", {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"})],
        "responses": {
            "200": _answer("Table", "The table"),
            "404": _answer("Error", "There is no such table"),
        },
    }


def _data() -> Schema:
    return {
        "operationId": "data",
        "summary": "One version with its rows",
        "description": "A parameter named as a column, or `year`, keeps the rows with that value; `*` is the total.",
        "parameters": [
            _path("code", {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}),
            _path("version", {"type": "integer", "minimum": 1}),
            {**_query("filter", FILTER, "Values to keep"), "style": "form", "explode": True},
        ],
        "responses": {
            "200": _answer("Data", "The version"), "400": _answer("Error", "There is no such column"),
            "404": {"description": "There is no such version"}, "410": _answer("Gone", "It is withdrawn, and why"),
        },
    }  # fmt: skip


def _query(name: str, schema: Schema, about: str) -> Schema:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": about}


def _path(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _answer(name: str, about: str) -> Schema:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"description": about, "content": {"application/json": {"schema": schema}}}
