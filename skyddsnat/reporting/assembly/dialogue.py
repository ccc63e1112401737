"""The report's chapter on dialogue: meetings, with whom and what came of them, each number with its rows in the ledger.

A meeting is one row of the ledger however many sentences it is about, so a number names the rows it counts: the same
meeting may stand on two sentences, and the total counts it once.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.mandate.api import ClauseDialogue, dialogue_by_clause, expected_actors
from skyddsnat.reporting.assembly.sections import Source
from skyddsnat.shared.dates import format_date, format_period

HELD, MADE, KEPT = "meeting_held", "agreement_made", "agreement_kept"


def dialogue_chapter(source: Source) -> dict[str, Any] | None:
    """The chapter, as a section; None when nothing was held and the decision asks for nothing."""
    clauses = dialogue_by_clause(source.assignment, language=source.language)
    heading = _("Dialog med berörda aktörer")
    silent = _silence(source, clauses, heading)
    told = [row for row in clauses if row.meetings]
    if not told and not silent:
        return None
    return {
        "heading": heading,
        "blocks": [*_blocks(source, told, heading), *_silent_words(silent)],
        "activities": [],
        "indicators": [],
        "charts": [],
        "wording": None,
        "cited": None,
        "url": None,
    }


def _blocks(source: Source, told: list[ClauseDialogue], heading: str) -> list[dict[str, Any]]:
    if not told:
        return []
    total = _number(source, "all", HELD, told)
    words: list[Any] = [_("Här är de möten som har hållits med berörda aktörer.")]
    if total:
        words = [
            {"number": total},
            " ",
            ngettext(
                "möte är underlag i liggaren. Ett möte om flera meningar i beslutet står på var och en av dem.",
                "möten är underlag i liggaren. Ett möte om flera meningar i beslutet står på var och en av dem.",
                source.numbers.queries[total]["value"],
            ),
        ]
    unproven = len({meeting.pk for row in told for meeting in row.meetings if not _is_proven(meeting)})
    if unproven:
        source.lacks(
            _("Möten utan underlag: %(count)s") % {"count": unproven},
            heading,
            _("Mötena är inskrivna men har inte förts in i liggaren."),
        )
    rows = [_row(source, row) for row in told]
    return [
        {"type": "paragraph", "runs": words},
        {
            "type": "table",
            "title": _("Möten per mening i beslutet"),
            "columns": [
                {"key": "clause", "label": _("Mening"), "width": "2fr"},
                {"key": "held", "label": _("Möten"), "width": "1fr"},
                {"key": "period", "label": _("Tid"), "width": "2fr"},
                {"key": "made", "label": _("Överenskommelser"), "width": "2fr"},
                {"key": "kept", "label": _("Varav uppfyllda"), "width": "2fr"},
            ],
            "rows": rows,
        },
        {"type": "heading", "level": 1, "text": _("Med vilka")},
        {"type": "list", "items": [[f"{_title(row)}: {', '.join(row.names)}"] for row in told]},
    ]


def _row(source: Source, row: ClauseDialogue) -> dict[str, Any]:
    code = row.clause.number
    first, last = row.period or (None, None)
    return {
        "clause": _title(row),
        "held": _cell(_number(source, code, HELD, [row])),
        "period": _period(first, last, source.language),
        "made": _cell(_number(source, code, MADE, [row]), _("inga")),
        "kept": _cell(_number(source, code, KEPT, [row]), _("inga")),
    }


def _period(first: datetime.date | None, last: datetime.date | None, language: str) -> str:
    if first is None or last is None:
        return ""
    return format_date(first, language) if first == last else format_period(first, last, language)


def _cell(number: str | None, otherwise: str = "") -> Any:
    return {"number": number} if number else otherwise or _("underlag saknas")


def _number(source: Source, code: str, kind: str, rows: Iterable[ClauseDialogue]) -> str | None:
    """A number over exactly the rows of the ledger that the meetings have given; None when there are none."""
    seqs = sorted({seq for row in rows for seq in row.proofs[kind]})
    names = {
        HELD: (_("Möten"), _("Hållna möten, ett per rad i liggaren."), _meetings),
        MADE: (_("Överenskommelser"), _("Överenskommelser från möten."), _agreements),
        KEPT: (
            _("Uppfyllda överenskommelser"),
            _("Överenskommelser från möten som är uppfyllda."),
            _agreements,
        ),
    }
    name, definition, unit = names[kind]
    url = reverse("mandate:dialogue", args=[source.assignment.slug])
    if code != "all":
        name = f"{name}, {code}"
        url = f"{url}?clause={code}"
    ident = f"talks-{slugify(code)}-{kind.rpartition('_')[2]}"  # short: the paper breaks long words
    return source.numbers.rows(ident, name, definition, unit, kind, seqs, url)


def _meetings(count: int) -> str:
    return ngettext("möte", "möten", count)


def _agreements(count: int) -> str:
    return ngettext("överenskommelse", "överenskommelser", count)


def _silence(source: Source, clauses: list[ClauseDialogue], heading: str) -> list[str]:
    """Where the decision asks for dialogue and none is noted; also listed as lacking. Silence is said, never a zero."""
    found = []
    for row in clauses:
        if row.demands and not row.meetings:
            source.lacks(_("Dialog: %(clause)s") % {"clause": _title(row)}, heading, row.demands[0])
            found.append(_title(row))
    for actor in expected_actors(source.assignment):
        if actor.last is None:
            name = str(actor.organisation)
            source.lacks(
                _("Dialog med %(actor)s") % {"actor": name},
                heading,
                _("Beslutet nämner aktören. Inget möte är inskrivet."),
            )
            found.append(name)
    return found


def _silent_words(silent: list[str]) -> list[dict[str, Any]]:
    if not silent:
        return []
    words = _("Beslutet kräver dialog, men inget möte är inskrivet: %(names)s.") % {
        "names": ", ".join(silent)
    }
    return [{"type": "paragraph", "runs": [{"text": words, "strong": True}]}]


def _title(row: ClauseDialogue) -> str:
    return f"{row.clause.number} {row.clause.title}"


def _is_proven(meeting: Any) -> bool:
    return any(proof.evidence.kind_id == HELD for proof in meeting.proofs.all())
