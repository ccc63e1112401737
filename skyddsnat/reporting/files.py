"""The report as files: PDF, one page of HTML, Word. The same frozen data gives the same bytes."""

from __future__ import annotations

import datetime
from typing import Any

from skyddsnat.reporting.page import standalone
from skyddsnat.reporting.word import document
from skyddsnat.shared.typeset import render

PDF = "application/pdf"
HTML = "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf_of(data: dict[str, Any]) -> bytes:
    """Set the report as PDF/A-2a and PDF/UA-1."""
    assets = {name: picture.encode() for name, picture in data["assets"].items()}
    return render("report", on_paper(data["report"]), created=noon(data), assets=assets)


def html_of(data: dict[str, Any]) -> bytes:
    """The report as a page that needs nothing but a browser."""
    return standalone(data).encode()


def docx_of(data: dict[str, Any]) -> bytes:
    """The report as a Word document."""
    return document(on_paper(data["report"]), data["assets"], created=noon(data))


def on_paper(report: dict[str, Any]) -> dict[str, Any]:
    """The report where the site's addresses mean nothing: a mark leads to the list of evidence instead."""
    return {**report, "queries": [query | {"url": None} for query in report["queries"]]}


def noon(data: dict[str, Any]) -> datetime.datetime:
    """The only time in the files: the middle of the report's own day."""
    day = datetime.date.fromisoformat(data["report"]["date"])
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)
