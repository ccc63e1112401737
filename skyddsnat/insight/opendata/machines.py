"""Open data for programs: the tables, their description, and the catalogue's metadata."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from skyddsnat.core.api import public
from skyddsnat.insight.opendata import files, openapi
from skyddsnat.insight.opendata.access import versions_for_visitors
from skyddsnat.insight.opendata.frame import answer_json, opened
from skyddsnat.insight.opendata.openapi import LONGEST_QUERY, MOST_PAGE, MOST_SIZE, SIZE
from skyddsnat.insight.statistics.models import StatVersion

RDF = {"ttl": "text/turtle", "jsonld": "application/ld+json"}


class BadParameterError(ValueError):
    """What was asked cannot be answered; says what is wrong, for whoever writes the program."""


@public
@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    """The latest version of each table, a page at a time."""
    try:
        page = _number(request.GET, "page", 1, MOST_PAGE)
        size = _number(request.GET, "size", SIZE, MOST_SIZE)
        found = _with_words(request.GET)
    except BadParameterError as wrong:
        return _wrong(str(wrong))
    shown = found[(page - 1) * size : page * size]
    answer = {"total": len(found), "page": page, "size": size, "tables": [files.head(one) for one in shown]}
    return opened(answer_json(answer))


@public
@require_safe
def table(request: HttpRequest, code: str) -> HttpResponse:
    """One table with its published versions, the latest first."""
    found = list(versions_for_visitors().filter(table__code=code).order_by("-number"))
    if not found:
        missing = {"error": "not-found", "message": "There is no such table."}
        return opened(answer_json(missing, status=HTTPStatus.NOT_FOUND), "en")
    return opened(
        answer_json({"latest": files.head(found[0]), "versions": [files.head(one) for one in found]})
    )


@public
@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """What these addresses take and give."""
    return opened(answer_json(openapi.document()), "en")


@public
@require_safe
def metadata(request: HttpRequest, ending: str) -> HttpResponse:
    """The catalogue as RDF. What writes it is loaded when asked for: it takes half a second."""
    dcat = importlib.import_module("skyddsnat.insight.opendata.dcat")
    text = dcat.written(dcat.graph_of(versions_for_visitors()), ending)
    return opened(HttpResponse(text, content_type=f"{RDF[ending]}; charset=utf-8"))


def _with_words(asked: Mapping[str, str]) -> list[StatVersion]:
    """The latest version of each table whose title has the words, by the code of the table."""
    words = asked.get("q", "").lower()
    if len(words) > LONGEST_QUERY:
        raise BadParameterError(f"q has more than {LONGEST_QUERY} characters.")
    latest: dict[str, StatVersion] = {}
    for one in versions_for_visitors().order_by("table__code", "-number"):
        latest.setdefault(one.table.code, one)
    return [one for one in latest.values() if words in f"{one.table.title}\n{one.table.title_en}".lower()]


def _number(asked: Mapping[str, str], name: str, otherwise: int, most: int) -> int:
    said = asked.get(name, str(otherwise))
    if not (said.isascii() and said.isdigit() and len(said) <= len(str(most)) and 1 <= int(said) <= most):
        raise BadParameterError(f"{name} must be a whole number from 1 to {most}.")
    return int(said)


def _wrong(message: str) -> HttpResponse:
    return opened(
        answer_json({"error": "bad-request", "message": message}, status=HTTPStatus.BAD_REQUEST), "en"
    )
