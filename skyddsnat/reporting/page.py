"""The report as a page of its own, which needs nothing but a browser: for the closing pack and for the archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

STYLE = Path(__file__).parent / "standalone.css"


def body_context(record: dict[str, Any], *, links: bool) -> dict[str, Any]:
    """What the templates of the report's body need. With `links`, numbers lead into the site; without, to the
    list of evidence on the same page.
    """
    report = record["report"]
    queries = {query["id"]: query | {"mark": mark} for mark, query in enumerate(report["queries"], start=1)}
    return {"report": report, "queries": queries, "assets": record["assets"], "links": links}


def body(record: dict[str, Any]) -> SafeString:
    """The report's body for a page of the site, in the report's own language, with numbers leading to evidence."""
    with override(record["report"]["language"]):
        return render_to_string("reporting/body.html", body_context(record, links=True))


def section(shown: dict[str, Any], record: dict[str, Any]) -> SafeString:
    """One section for a page of the site, in the report's language, with numbers leading to evidence."""
    with override(record["report"]["language"]):
        context = body_context(record, links=True) | {"section": shown}
        return render_to_string("reporting/section.html", context)


def standalone(record: dict[str, Any]) -> str:
    """The whole report as one HTML file with its style and pictures inside."""
    context = body_context(record, links=False) | {"style": STYLE.read_text()}
    with override(record["report"]["language"]):
        return render_to_string("reporting/standalone.html", context)
