"""Cost rows: the list, narrowed and sorted."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, Sum
from django.http import HttpResponseBase, QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.economy import access
from skyddsnat.economy.actions.grants import is_locked
from skyddsnat.economy.attached import lines_without_papers
from skyddsnat.economy.cost_types import accounts_of
from skyddsnat.economy.forms import BulkForm, FilterForm
from skyddsnat.economy.models import VoucherLine
from skyddsnat.economy.models.voucher import VoucherLineQuerySet
from skyddsnat.economy.views.frame import (
    Context,
    format_kr,
    language,
    long_date,
    page,
    swedish,
    tabs,
    the_assignment,
    trail,
    url,
)
from skyddsnat.mandate.models import Assignment

PER_PAGE = 50
NOWHERE: Mapping[int, list[int]] = {}
ORDERS = {"voucher": "voucher_id", "date": "cost_date", "account": "account__number", "amount": "amount_ore"}
FILTERS = ("allotted", "papers", "cost_type", "activity", "account", "project", "q")


@requires("economy.read")
def vouchers(request: AuthenticatedRequest, slug: str) -> HttpResponseBase:
    assignment = the_assignment(request, slug)
    form, found = filtered(request, assignment, request.GET)
    sort = request.GET.get("sort", "date")
    order = ORDERS.get(sort.removeprefix("-"), "cost_date")
    ordered = found.order_by(f"-{order}" if sort.startswith("-") else order, "id")
    shown = Paginator(ordered.select_related("voucher", "account"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    ids = [row.pk for row in shown]
    on_page = access.lines(request.user, assignment).filter(pk__in=ids)
    totals = found.aggregate(amount=Sum("amount_ore"), rest=Sum("rest_ore"))
    left_count = found.in_year(assignment.year).left_to_allot().count()
    may_choose = access.may_write(request.user) and not is_locked(assignment)
    context = page(
        request,
        assignment,
        form=form,
        breadcrumb=trail(assignment),
        tabs=tabs(request, assignment, "vouchers"),
        page=shown,
        total=shown.paginator.count,
        sums=_sums(request, assignment, form, found, totals),
        table=cost_table(
            assignment,
            list(shown),
            places=activities_of(request, assignment, ids),
            explained=set(on_page.explained().values_list("pk", flat=True)),
            may_choose=may_choose,
            is_filtered=_isfiltered(request.GET),
            may_load=access.may_write(request.user),
        )
        | {"every_row": lambda: _every_row(request, assignment, ordered)},
        may_choose=may_choose and left_count > 0,
        left_count=left_count,
        chosen=BulkForm(activities=access.activities(request.user, assignment)),
        kept=kept_filters(request.GET),
        is_locked=is_locked(assignment),
    )
    return render_lists(request, "economy/vouchers.html", context)


def _every_row(
    request: AuthenticatedRequest, assignment: Assignment, found: VoucherLineQuerySet
) -> Iterator[Context]:
    """The rows of the file: all that the selection leaves, with bare values."""
    places = activities_of(request, assignment)
    for row in found.select_related("voucher", "account").iterator(chunk_size=2_000):
        rest = row.rest_ore  # type: ignore[attr-defined]  # annotated
        text = {"value": row.text or row.voucher.text, "note": row.project}
        yield {
            "cells": [
                str(row.voucher), long_date(row.cost_date), str(row.account), text, format_kr(row.amount_ore),
                {"value": format_kr(rest), "note": ", ".join(map(str, places.get(row.pk, [])))},
            ]
        }  # fmt: skip


def filtered(
    request: AuthenticatedRequest, assignment: Assignment, query: QueryDict
) -> tuple[FilterForm, VoucherLineQuerySet]:
    """The form and the cost rows it leaves, with `allotted_ore` and `rest_ore`."""
    form = FilterForm(
        query,
        activities=access.activities(request.user, assignment).order_by("number"),
        accounts=access.accounts(request.user, assignment),
        projects=access.project_mappings(request.user, assignment),
    )
    form.is_valid()
    wanted = getattr(form, "cleaned_data", {})
    found = access.lines(request.user, assignment).costs()
    narrowed = {"no": found.left_to_allot, "yes": found.touched, "explained": found.explained}
    found = narrowed.get(wanted.get("allotted", ""), found.with_allotted)()
    if wanted.get("papers"):
        found = found.filter(pk__in=lines_without_papers(assignment).values("pk"))
    if wanted.get("cost_type"):
        found = found.filter(account__in=accounts_of(assignment, wanted["cost_type"]))
    if wanted.get("allotted") == "no":
        found = found.in_year(assignment.year)
    if wanted.get("activity"):
        standing = access.standing_allotments(request.user, assignment).filter(
            voucher_line=OuterRef("pk"), activity=wanted["activity"]
        )
        found = found.filter(Exists(standing))
    if wanted.get("account"):
        found = found.filter(account=wanted["account"])
    if wanted.get("project"):
        found = found.filter(project=wanted["project"].project)
    if words := wanted.get("q", "").strip():
        found = found.filter(_matching(words))
    return form, found


def _matching(words: str) -> Q:
    """Text of the row or the voucher, or "A 12" as it is named."""
    named = Q(voucher__number=words)
    series, _space, number = words.rpartition(" ")
    if series:
        named |= Q(voucher__series__iexact=series, voucher__number=number)
    return named | Q(text__icontains=words) | Q(voucher__text__icontains=words)


def _sums(
    request: AuthenticatedRequest,
    assignment: Assignment,
    form: FilterForm,
    found: VoucherLineQuerySet,
    totals: dict[str, int | None],
) -> dict[str, str]:
    """The sums of all rows in the selection, also those on other pages."""
    amount, rest = totals["amount"] or 0, totals["rest"] or 0
    sums = {"amount": format_kr(amount), "allotted": format_kr(amount - rest)}
    activity = getattr(form, "cleaned_data", {}).get("activity")
    if activity:
        standing = access.standing_allotments(request.user, assignment).filter(activity=activity)
        own = standing.filter(voucher_line__in=found.values("pk")).aggregate(total=Sum("amount_ore"))
        sums["activity"] = format_kr(own["total"] or 0)
    return sums


def activities_of(
    request: AuthenticatedRequest, assignment: Assignment, lines: list[int] | None = None
) -> dict[int, list[int]]:
    """Row → the numbers of the activities that it is allotted to, for the rows with these ids or for all.

    Ids, not a query within the query: just after a large import the planner knows nothing of the tables and would go
    through all rows once for each.
    """
    standing = access.standing_allotments(request.user, assignment)
    if lines is not None:
        standing = standing.filter(voucher_line__in=lines)
    found: dict[int, list[int]] = {}
    for line, number in (
        standing.values_list("voucher_line", "activity__number").distinct().order_by("activity__number")
    ):
        found.setdefault(line, []).append(number)
    return found


def _activities(assignment: Assignment, numbers: list[int]) -> str:
    """The activities that a row is allotted to, each with the way to its money."""
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((url("budget_activity", assignment, number), number) for number in numbers),
    )
    return format_html(ngettext("insats {}", "insatser {}", len(numbers)), links)


def _isfiltered(query: QueryDict) -> bool:
    return any(query.get(key) for key in FILTERS)


def kept_filters(query: QueryDict) -> dict[str, str]:
    """The filters in force."""
    return {key: str(query[key]) for key in FILTERS if query.get(key)}


def cost_table(
    assignment: Assignment,
    rows: list[VoucherLine],
    *,
    places: Mapping[int, list[int]] = NOWHERE,
    explained: Container[int] = (),
    may_choose: bool,
    is_filtered: bool,
    may_load: bool = True,
    may_sort: bool = True,
) -> Context:
    columns: list[Context] = [
        {"label": _("Verifikation"), "sort": "voucher"},
        {"label": _("Datum"), "sort": "date"},
        {"label": _("Konto"), "sort": "account"},
        {"label": _("Text"), "swedish": language() == "en", "notes": _("Projekt")},
        {"label": _("Belopp"), "figures": True, "sort": "amount"},
        {"label": _("Kvar att fördela"), "figures": True, "notes": _("Insats")},
    ]
    if may_choose:
        columns.append({"label": _("Välj"), "aside": True})
    if not may_sort:
        columns = [{key: value for key, value in column.items() if key != "sort"} for column in columns]
    return {
        "caption": _("Kostnadsrader"),
        "caption_hidden": True,
        "compact": True,
        "columns": columns,
        "rows": [
            {
                "cells": _cells(
                    assignment, row, _state(assignment, row, places, explained), may_choose=may_choose
                )
            }
            for row in rows
        ],
        "empty": {
            "heading": _("Inga kostnader passar urvalet") if is_filtered else _("Inga kostnader än"),
            "text": _("Ändra urvalet för att se andra rader.") if is_filtered else _loading_told(may_load),
            "url": url("vouchers", assignment)
            if is_filtered
            else url("import_new", assignment)
            if may_load
            else "",
            "label": _("Visa alla kostnader") if is_filtered else _("Läs in en fil"),
            "icon": "voucher",
        },
    }


def _loading_told(may_load: bool) -> str:
    if may_load:
        return _("Kostnaderna kommer ur verifikationerna. Läs in en SIE-fil för att börja.")
    return _("Kostnaderna kommer ur verifikationerna. De syns här när ekonomen har läst in dem.")


def _state(
    assignment: Assignment, row: VoucherLine, places: Mapping[int, list[int]], explained: Container[int]
) -> Context:
    """What is left to allot, or why nothing is; and where the rest has gone."""
    rest = row.rest_ore  # type: ignore[attr-defined]  # annotated
    state: Context = {"value": format_kr(rest)}
    if row.cost_date.year != assignment.year:
        state = {"value": "–", "tag": {"text": _("Annat år"), "tone": "neutral"}}
    elif rest == 0:
        state = {"value": "", "tag": {"text": _("Fördelad"), "tone": "success"}}
    elif row.pk in explained:
        state["tag"] = {"text": _("Inte vår kostnad"), "tone": "neutral"}
    if numbers := places.get(row.pk):
        state["note"] = _activities(assignment, numbers)
    return state


def _cells(assignment: Assignment, row: VoucherLine, state: Context, *, may_choose: bool) -> list[Any]:
    rest = row.rest_ore  # type: ignore[attr-defined]  # annotated
    where = f"{url('voucher', assignment, row.voucher_id)}#rad-{row.position}"
    outside = row.cost_date.year != assignment.year
    cells: list[Any] = [
        {"value": format_html('<a href="{}">{}</a>', where, str(row.voucher))},
        long_date(row.cost_date),
        swedish(str(row.account)),
        {
            "value": row.text or row.voucher.text,
            "note": _("projekt %(project)s") % {"project": row.project} if row.project else "",
        },
        format_kr(row.amount_ore),
        state,
    ]
    if may_choose:
        label = _("Välj verifikation %(voucher)s") % {"voucher": row.voucher}
        box = format_html('<input type="checkbox" name="line" value="{}" aria-label="{}">', row.pk, label)
        cells.append({"value": box if rest and not outside else ""})
    return cells
