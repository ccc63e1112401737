"""The decision's page: the text sentence by sentence, beside what has become of each, and what hangs loose."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.following import Following, following
from skyddsnat.mandate.models import Assignment, Clause
from skyddsnat.mandate.succession import ours_by_dnr
from skyddsnat.mandate.views.frame import format_kr, page, the_assignment, trail
from skyddsnat.mandate.views.text_loose import loose_ends
from skyddsnat.mandate.views.text_rows import Row, Rows
from skyddsnat.mandate.views.undoing import undo_offered
from skyddsnat.shared.money import format_number

EVERYTHING, ORDERS, LOOSE, TASK = "", "bestaller", "lost", "deluppdrag-"


@requires(access.READ)
def assignment_text(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    """The decision sentence by sentence, with what has been planned, done, spent and proven on each."""
    assignment = the_assignment(request, slug)
    found = following(request.user, assignment)
    ours = ours_by_dnr(access.assignments_for(request.user))
    rows = Rows(found, ours, may_write=access.may_write(request.user)).all()
    ends = loose_ends(found, rows, may_write=access.may_write(request.user))
    chosen = request.GET.get("visa", EVERYTHING)
    tabs = _tabs(assignment, found, rows, len([end for group in ends for end in group["links"]]), chosen)
    if not any(tab["current"] for tab in tabs):
        chosen, tabs[0]["current"] = EVERYTHING, True
    context = page(
        request,
        assignment,
        breadcrumb=trail(assignment),
        rows=[row for row in rows if _shown(row, chosen)],
        filters=tabs,
        chosen=chosen,
        summary=_summary(found, rows),
        loose=ends,
        undo=undo_offered(request),
        has_text=bool(assignment.text),
    )
    if context["rows"]:
        context["listed"] = _listed(context["rows"])
    return render_lists(request, "mandate/assignment_text.html", context)


def _listed(rows: list[Row]) -> dict[str, Any]:
    """The same as a table, for the file: a row for each thing that a sentence orders, and one for those that do not."""
    cells = []
    for row in rows:
        if not row["orders"]:
            handled = "; ".join(one["what"] for one in row["handled"])
            cells.append([row["text"], "", "", handled, ""])
        for order in row["orders"]:
            told = "; ".join(
                f"{cell['label']}: {', '.join(part['text'] for part in cell['parts']) or cell['missing']}"
                for cell in order.get("cells", [])
            )
            title = f"{order.get('number') or ''} {order['title']['value']}".strip()
            state = order["state"]["text"] if order.get("state") else ""
            cells.append([row["text"], order["tag"]["text"], title, told, state])
    labels = (_("Mening"), _("Slag"), _("Vad som beställs"), _("Vad som har blivit av det"), _("Läge"))
    return {
        "caption": _("Beslutet, mening för mening"),
        "columns": [{"label": label} for label in labels],
        "rows": [{"cells": row} for row in cells],
    }


def _shown(row: Row, chosen: str) -> bool:
    if chosen == ORDERS:
        return row["kind"] == "orders"
    if chosen == LOOSE:
        return row["kind"] == "loose" or any(order["wanting"] for order in row["orders"])
    if chosen.startswith(TASK):
        return any(order["task"] == chosen.removeprefix(TASK) for order in row["orders"])
    return True


def _tabs(
    assignment: Assignment, found: Following, rows: list[Row], loose: int, chosen: str
) -> list[dict[str, Any]]:
    here = reverse("mandate:assignment-text", args=[assignment.slug])
    tasks = [f.clause for f in found.seen.clauses if f.clause.kind == Clause.TASK]
    choices = [
        (EVERYTHING, _("Allt"), len(rows)),
        (ORDERS, _("Det som beställs"), sum(row["kind"] == "orders" for row in rows)),
        (LOOSE, _("Det som hänger löst"), loose),
        *(
            (f"{TASK}{clause.number}", _("Deluppdrag %(number)s") % {"number": clause.number}, None)
            for clause in tasks
        ),
    ]
    return [
        {"label": label, "count": count, "url": f"{here}?visa={code}" if code else here, "current": code == chosen}
        for code, label, count in choices
    ]  # fmt: skip


def _summary(found: Following, rows: list[Row]) -> list[dict[str, Any]]:
    """The totals, each activity counted once."""
    assignment, whole = found.assignment, found.whole
    slug = assignment.slug
    tasks = [f for f in found.seen.clauses if f.clause.kind == Clause.TASK]
    carried = sum(bool(f.activities) for f in tasks)
    evidence = reverse("mandate:evidence-list", args=[slug])
    plan = reverse("mandate:activities", args=[slug])
    done = ngettext(
        "%(done)s av %(all)s insats avslutad", "%(done)s av %(all)s insatser avslutade", len(whole.activities)
    )
    cells = [
        (_("Planerat"), _("%(some)s av %(all)s deluppdrag har en insats") % {"some": carried, "all": len(tasks)}, plan),
        (_("Gjort"), done % {"done": whole.finished, "all": len(whole.activities)}, plan),
    ]  # fmt: skip
    if found.spending is not None:
        words = _("%(used)s av %(ceiling)s") % {
            "used": format_kr(found.spending.used.ore), "ceiling": format_kr(assignment.ceiling_ore),
        }  # fmt: skip
        cells.append((_("Använt"), words, found.spending.used.url))
    records = ngettext("%(count)s rad", "%(count)s rader", whole.records)
    cells.append((_("Bevisat"), records % {"count": format_number(whole.records)}, evidence))
    unsaid = sum(row["kind"] == "loose" for row in rows)
    if assignment.text:
        said = _("%(count)s utan förklaring") % {"count": unsaid} if unsaid else _("alla har en förklaring")
        here = reverse("mandate:assignment-text", args=[slug])
        cells.append((_("Meningar"), said, f"{here}?visa={LOOSE}"))
    return [{"label": label, "value": value, "url": url} for label, value, url in cells]
