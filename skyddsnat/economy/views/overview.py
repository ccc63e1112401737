"""The economy's first page: what may be used, what is used, what lacks an activity, what is to be handed in, what is
next.
"""

from __future__ import annotations

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.economy import access
from skyddsnat.economy.models import MoneyDocument, VoucherLine
from skyddsnat.economy.outcome import (
    ActivityOutcome,
    BudgetOutcome,
    budget_vs_outcome,
    orphan_lines,
)
from skyddsnat.economy.views.frame import (
    Context,
    format_kr,
    language,
    long_date,
    money_chain,
    page,
    rows_url,
    swedish,
    tabs,
    the_assignment,
    title_of,
    trail,
    url,
)
from skyddsnat.economy.views.next_step import next_step
from skyddsnat.economy.views.overview_papers import (
    SHOWN,
    earlier_papers,
    imports_table,
    ordered_paper,
    papers_table,
)
from skyddsnat.economy.views.proposal import proposal_notice
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.money import format_number


@requires("economy.read")
def start(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    assignment = the_assignment(request, slug)
    outcome = budget_vs_outcome(assignment)
    orphans = orphan_lines(assignment)
    orphan_count = orphans.count()
    papers = [ordered_paper(assignment, kind) for kind, _name in MoneyDocument.KINDS]
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
        costs_loaded=access.lines(request.user, assignment).costs().exists(),
        papers=papers_table(assignment, papers, may_write=access.may_write(request.user)),
        earlier=earlier_papers(access.documents(request.user, assignment), papers),
        conditions=_conditions(assignment),
        imports=imports_table(request.user, assignment),
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
