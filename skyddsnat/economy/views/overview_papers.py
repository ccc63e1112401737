"""What the decision orders on the economy's first page: each document, its earlier versions, and the files behind."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from skyddsnat.core.models import User
from skyddsnat.economy import access
from skyddsnat.economy.models import MoneyDocument, SieImport
from skyddsnat.economy.outcome import open_document, standing_document
from skyddsnat.economy.preparing import obligation_of
from skyddsnat.economy.views.frame import Context, format_kr, long_date, state_tag, url
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today
from skyddsnat.shared.money import format_number

SHOWN = 8


def ordered_paper(assignment: Assignment, kind: str) -> Context:
    """One kind of document: what orders it, what is issued, what waits."""
    return {
        "kind": kind,
        "obligation": obligation_of(assignment, kind),
        "issued": standing_document(assignment, kind),
        "waiting": open_document(assignment, kind),
    }


def papers_table(assignment: Assignment, papers: list[Context], *, may_write: bool) -> Context:
    rows = []
    names = dict(MoneyDocument.KINDS)
    for paper in papers:
        issued, waiting, due = (
            paper["issued"],
            paper["waiting"],
            paper["obligation"] and paper["obligation"].due,
        )
        shown = waiting or issued
        prepare = url("prepare", assignment, paper["kind"])
        cells: list[Any] = [
            {"value": str(names[paper["kind"]])},
            _due(issued, waiting, due),
            _paper_state(issued, waiting, due),
            {"value": format_kr(shown.amount_ore), "url": shown.get_absolute_url()} if shown else "–",
        ]
        if may_write:
            label = _("Förbered på nytt") if waiting else _("Rätta") if issued else _("Förbered")
            cells.append({"value": label, "url": prepare})
        rows.append({"url": shown.get_absolute_url() if shown else "", "cells": cells})
    columns: list[Context] = [
        {"label": _("Handling")},
        {"label": _("Senast")},
        {"label": _("Läge")},
        {"label": _("Belopp"), "figures": True},
    ]
    if may_write:
        columns.append({"label": _("Åtgärd"), "aside": True})
    return {
        "caption": _("Handlingar som beslutet kräver"),
        "caption_hidden": True,
        "columns": columns,
        "rows": rows,
    }


def _due(issued: MoneyDocument | None, waiting: MoneyDocument | None, due: datetime.date | None) -> Context:
    """The last day; with a mark when it has passed and the document only waits. Not begun says so in its state."""
    found: Context = {"value": long_date(due) or _("inget datum i beslutet")}
    if due is not None and due < today() and waiting and not issued:
        found["tag"] = {"text": _("Försenad"), "tone": "danger"}
    return found


def _paper_state(issued: MoneyDocument | None, waiting: MoneyDocument | None, due: Any) -> Context:
    if waiting:
        return {"tag": state_tag(waiting), "note": _("version %(version)s") % {"version": waiting.version}}
    if issued:
        note = _("version %(version)s, %(date)s") % {
            "version": issued.version,
            "date": long_date(issued.dated),
        }
        return {"tag": state_tag(issued), "note": note}
    late = due is not None and due < today()
    return {
        "tag": {"text": _("Försenad"), "tone": "danger"}
        if late
        else {"text": _("Inte gjord"), "tone": "neutral"}
    }


def earlier_papers(documents: QuerySet[MoneyDocument], papers: list[Context]) -> list[Context]:
    """Versions that no longer hold: replaced or withdrawn."""
    holding = {one.pk for paper in papers for one in (paper["issued"], paper["waiting"]) if one}
    found = documents.exclude(pk__in=holding).order_by("-id")
    return [
        {
            "on": one.dated,
            "title": _("%(document)s, version %(version)s")
            % {"document": one.get_kind_display(), "version": one.version},
            "text": _("Ersatt av en senare version")
            if one.state == MoneyDocument.ISSUED
            else one.get_state_display(),
            "url": one.get_absolute_url(),
        }
        for one in found
    ]


def imports_table(user: User, assignment: Assignment) -> Context:
    rows = []
    may_open = access.may_write(user)
    for one in access.imports(user, assignment).select_related("loaded_by", "uploaded_by")[:SHOWN]:
        loaded: SieImport = one
        rows.append(
            {
                "url": url("import_preview", assignment, loaded.pk) if may_open else "",
                "cells": [
                    loaded.name,
                    {"value": long_date((loaded.loaded_at or loaded.uploaded_at).date())},
                    {"tag": {"text": _("Inläst"), "tone": "success"}}
                    if loaded.is_loaded
                    else {"tag": {"text": _("Väntar"), "tone": "warning"}},
                    format_number(loaded.vouchers_new),
                    format_number(loaded.vouchers_known),
                ],
            }
        )
    return {
        "caption": _("Inlästa filer"),
        "caption_hidden": True,
        "compact": True,
        "export": "",  # the list of imports has them all
        "columns": [
            {"label": _("Fil")},
            {"label": _("Dag")},
            {"label": _("Läge")},
            {"label": _("Nya verifikationer"), "figures": True},
            {"label": _("Redan kända"), "figures": True},
        ],
        "rows": rows,
        "empty": {
            "heading": _("Inga verifikationer än"),
            "text": _(
                "Exportera SIE 4 ur ekonomisystemet och läs in filen. Du ser innehållet innan något sparas."
            ),
            "url": url("import_new", assignment) if may_open else "",
            "label": _("Läs in en fil"),
            "icon": "upload",
        },
    }
