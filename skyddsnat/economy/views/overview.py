"""The economy's first page: what may be used, what is used, what lacks an activity, what is to be handed in, what is
next.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.core.models import User
from skyddsnat.economy import access
from skyddsnat.economy.models import MoneyDocument, SieImport, VoucherLine
from skyddsnat.economy.outcome import (
    ActivityOutcome,
    BudgetOutcome,
    budget_vs_outcome,
    open_document,
    orphan_lines,
    standing_document,
)
from skyddsnat.economy.preparing import obligation_of
from skyddsnat.economy.views.frame import (
    Context,
    language,
    long_date,
    money_chain,
    page,
    rows_url,
    state_tag,
    swedish,
    tabs,
    the_assignment,
    title_of,
    trail,
    url,
)
from skyddsnat.economy.views.next_step import next_step
from skyddsnat.economy.views.proposal import proposal_notice
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import today
from skyddsnat.shared.money import format_kr, format_number

SHOWN = 8


@requires("economy.read")
def start(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    assignment = the_assignment(request, slug)
    outcome = budget_vs_outcome(assignment)
    orphans = orphan_lines(assignment)
    orphan_count = orphans.count()
    papers = [_paper(assignment, kind) for kind, _name in MoneyDocument.KINDS]
    context = page(
        request,
        assignment,
        breadcrumb=trail(assignment)[:-1],
        tabs=tabs(request, assignment, "start"),
        chain=money_chain(assignment, "budget", {"budget": {"label": format_kr(outcome.ceiling_ore)}}),
        outcome=outcome,
        tiles=_tiles(assignment, outcome, papers),
        meter_text=_("%(used)s av %(ceiling)s")
        % {"used": format_kr(outcome.used_ore), "ceiling": format_kr(outcome.ceiling_ore)},
        activities=_activities(assignment, outcome),
        orphans=orphans_table(assignment, list(orphans[:SHOWN]), orphan_count, outcome.orphan_ore)
        | {"every_row": lambda: orphans_table(assignment, list(orphans), orphan_count, 0)["rows"]},
        orphan_count=orphan_count,
        orphans_more=orphan_count > SHOWN,
        papers=_papers(assignment, papers, may_write=access.may_write(request.user)),
        earlier=_earlier(access.documents(request.user, assignment), papers),
        conditions=_conditions(assignment),
        imports=_imports(request.user, assignment),
        proposal=proposal_notice(request, assignment),
        next=next_step(request, assignment, outcome, papers, orphan_count),
    )
    return render_lists(request, "economy/start.html", context)


def _tiles(assignment: Assignment, outcome: BudgetOutcome, papers: list[Context]) -> list[Context]:
    requisition = papers[0]["issued"]
    return [
        {
            "label": _("Får användas"),
            "value": format_kr(outcome.ceiling_ore),
            "note": _("under %(year)s, enligt beslutet") % {"year": assignment.year},
            "url": "#villkor",
        },
        {
            "label": _("Rekvirerat"),
            "value": format_kr(outcome.requisitioned_ore),
            "note": long_date(requisition.dated) if requisition else _("ingen rekvisition utfärdad"),
            "url": requisition.get_absolute_url() if requisition else "#handlingar",
        },
        {
            "label": _("Använt"),
            "value": format_kr(outcome.used_ore),
            "note": _("fördelat på insatser"),
            "url": rows_url(assignment, allotted="yes"),
        },
        {
            "label": _("Kvar"),
            "value": format_kr(outcome.ceiling_ore - outcome.used_ore),
            "note": _("av det som får användas"),
            "url": "#insatser",
        },
    ]


def _activities(assignment: Assignment, outcome: BudgetOutcome) -> Context:
    """Budget against outcome, and a way to the first activity when there is none."""
    return {
        "caption": _("Budget och utfall för varje insats"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Insats")},
            {"label": _("Budget"), "figures": True},
            {"label": _("Använt"), "figures": True},
            {"label": _("Kvar av budgeten"), "figures": True},
            {"label": _("Verifikationer"), "figures": True},
        ],
        "rows": [_activity_row(assignment, one) for one in outcome.by_activity],
        "foot": [
            _("Summa"),
            format_kr(outcome.budget_ore),
            format_kr(outcome.used_ore),
            format_kr(outcome.budget_ore - outcome.used_ore),
            "",
        ],
        "empty": {
            "heading": _("Inga insatser än"),
            "text": _("Kostnader fördelas på insatser. Planera den första på uppdragets sida."),
            "url": reverse("mandate:activities", args=[assignment.slug]),
            "label": _("Visa insatser"),
            "icon": "activity",
        },
    }


def _activity_row(assignment: Assignment, one: ActivityOutcome) -> Context:
    """Every used sum leads to its rows."""
    title = title_of(one.activity)
    rows = rows_url(assignment, activity=one.activity.number) if one.lines else ""
    left: Context = {"value": format_kr(one.left_ore)}
    if one.left_ore < 0:
        left["tag"] = {"text": _("Över budget"), "tone": "warning"}
    return {
        "id": f"insats-{one.activity.number}",
        "url": one.activity.get_absolute_url(),
        "tone": "warning" if one.left_ore < 0 else "",
        "cells": [
            {"value": f"{one.activity.number}. {title['value']}", "swedish": title["swedish"]},
            format_kr(one.budget_ore),
            {"value": format_kr(one.used_ore), "url": rows},
            left,
            {"value": format_number(one.vouchers), "url": rows},
        ],
    }


def orphans_table(assignment: Assignment, rows: list[VoucherLine], count: int, ore: int) -> Context:
    """Costs that no activity has."""
    return {
        "caption": ngettext(
            "%(count)s kostnad utan insats, %(sum)s", "%(count)s kostnader utan insats, %(sum)s", count
        )
        % {"count": format_number(count), "sum": format_kr(ore)},
        "columns": [
            {"label": _("Verifikation")},
            {"label": _("Datum")},
            {"label": _("Konto")},
            {"label": _("Text"), "swedish": language() == "en"},
            {"label": _("Kvar att fördela"), "figures": True},
        ],
        "rows": [
            {
                "url": f"{url('voucher', assignment, row.voucher_id)}#rad-{row.position}",
                "cells": [
                    str(row.voucher),
                    long_date(row.cost_date),
                    swedish(str(row.account)),
                    row.text or row.voucher.text,
                    format_kr(row.rest_ore),  # type: ignore[attr-defined]  # annotated
                ],
            }
            for row in rows
        ],
    }


def _paper(assignment: Assignment, kind: str) -> Context:
    """One kind of document: what orders it, what is issued, what waits."""
    return {
        "kind": kind,
        "obligation": obligation_of(assignment, kind),
        "issued": standing_document(assignment, kind),
        "waiting": open_document(assignment, kind),
    }


def _papers(assignment: Assignment, papers: list[Context], *, may_write: bool) -> Context:
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
            long_date(due) or _("inget datum i beslutet"),
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


def _earlier(documents: QuerySet[MoneyDocument], papers: list[Context]) -> list[Context]:
    """Versions that no longer hold: replaced or withdrawn."""
    holding = {one.pk for paper in papers for one in (paper["issued"], paper["waiting"]) if one}
    found = documents.exclude(pk__in=holding).order_by("-id")
    return [
        {
            "on": one.dated,
            "title": _("%(document)s, version %(version)s")
            % {"document": one.get_kind_display(), "version": one.version},
            "text": _("Ersatt av en senare version") if one.state == MoneyDocument.ISSUED else _("Återtagen"),
            "url": one.get_absolute_url(),
        }
        for one in found
    ]


def _conditions(assignment: Assignment) -> list[Context]:
    """The conditions with their place in the decision."""
    where = reverse("mandate:assignment-text", args=[assignment.slug])
    return [
        {
            "words": title_of(one, "wording"),
            "place": _("Beslutet, tecken %(start)s–%(end)s") % {"start": one.span_start, "end": one.span_end}
            if one.span_start is not None
            else "",
            "url": where,
        }
        for one in assignment.conditions.order_by("span_start", "id")
    ]


def _imports(user: User, assignment: Assignment) -> Context:
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
            "url": url("import_new", assignment),
            "label": _("Läs in en fil"),
            "icon": "upload",
        },
    }
