"""Cost rows: the list, many to one activity at once, and undoing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, Sum
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.economy import access
from skyddsnat.economy.actions import allot_many
from skyddsnat.economy.actions import reverse as reverse_allotments
from skyddsnat.economy.actions.grants import is_locked
from skyddsnat.economy.forms import BulkForm, FilterForm
from skyddsnat.economy.models import Account, Allotment, VoucherLine
from skyddsnat.economy.models.voucher import VoucherLineQuerySet
from skyddsnat.economy.outcome import outcome_by_activity
from skyddsnat.economy.views.frame import (
    Context,
    language,
    long_date,
    page,
    rows_url,
    say,
    swedish,
    tabs,
    the_assignment,
    trail,
    url,
)
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.money import format_kr, format_number

PER_PAGE = 50
ORDERS = {"voucher": "voucher_id", "date": "cost_date", "account": "account__number", "amount": "amount_ore"}
LATEST = "economy_allotted"  # in the session: the rows that were allotted at once, so that they can be undone
FILTERS = ("allotted", "activity", "account", "project", "q")


@requires("economy.read")
def vouchers(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    assignment = the_assignment(request, slug)
    form, found = _filtered(request, assignment, request.GET)
    sort = request.GET.get("sort", "date")
    order = ORDERS.get(sort.removeprefix("-"), "cost_date")
    ordered = found.order_by(f"-{order}" if sort.startswith("-") else order, "id")
    shown = Paginator(ordered.select_related("voucher", "account"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    totals = found.aggregate(amount=Sum("amount_ore"), rest=Sum("rest_ore"))
    may_choose = access.may_write(request.user) and not is_locked(assignment)
    context = page(
        request,
        assignment,
        form=form,
        breadcrumb=trail(assignment),
        tabs=tabs(assignment, "vouchers"),
        page=shown,
        total=shown.paginator.count,
        sums=_sums(assignment, form, totals),
        table=_table(assignment, list(shown), may_choose=may_choose, is_filtered=_is_filtered(request.GET)),
        may_choose=may_choose and bool(totals["rest"]),
        chosen=BulkForm(activities=access.activities(request.user, assignment)),
        kept=_kept(request.GET),
        is_locked=is_locked(assignment),
    )
    return render(request, "economy/vouchers.html", context)


@requires("economy.write")
def allot_rows(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Many rows to one activity: asked once more with the sum before it is done."""
    assignment = the_assignment(request, slug)
    if request.method != "POST":
        return redirect("economy:vouchers", slug=slug)
    form = BulkForm(request.POST, activities=access.activities(request.user, assignment))
    kept = _kept(request.POST)
    back = f"{url('vouchers', assignment)}?{urlencode(kept)}"
    rows = _chosen(request, assignment)
    if not rows or not form.is_valid():
        words = (
            _("Välj vilken insats raderna ska fördelas på.")
            if rows
            else _("Markera minst en rad som är kvar.")
        )
        messages.error(request, words)
        return redirect(back)
    activity = form.cleaned_data["to"]
    total = sum(row.rest_ore for row in rows)  # type: ignore[attr-defined]  # annotated
    seen = f"{len(rows)}/{total}"
    if request.POST.get("seen") == seen:
        try:
            made = allot_many(assignment=assignment, lines=rows, activity=activity, by=request.user)
        except Refused as refused:
            say(request, refused)
            return redirect(back)
        request.session[LATEST] = [one.pk for one in made]
        return redirect("economy:allotted", slug=slug)
    everything = request.POST.get("which") == "all"
    marked = [] if everything else [("line", str(row.pk)) for row in rows]
    context = page(
        request,
        assignment,
        breadcrumb=trail(assignment, (_("Kostnader"), back)),
        activity_words=swedish(f"{activity.number}. {activity.title}"),
        count=len(rows),
        total=format_kr(total),
        moved="seen" in request.POST,
        table=_table(assignment, rows[:PER_PAGE], may_choose=False, is_filtered=True, may_sort=False),
        more=max(len(rows) - PER_PAGE, 0),
        hidden=[
            ("to", str(activity.pk)),
            ("which", "all" if everything else "marked"),
            ("seen", seen),
            *kept.items(),
            *marked,
        ],
        back=back,
    )
    return render(request, "economy/allot_rows.html", context)


@requires("economy.write")
def allotted(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """What was just allotted at once, with the way back."""
    assignment = the_assignment(request, slug)
    latest = request.session.get(LATEST, [])
    made = list(
        access.allotments(request.user, assignment)
        .filter(pk__in=latest, reversed_by__isnull=True)
        .select_related("activity")
    )
    if not made:
        return redirect("economy:vouchers", slug=slug)
    words = ngettext(
        "%(count)s rad är fördelad på insatsen.", "%(count)s rader är fördelade på insatsen.", len(made)
    ) % {"count": format_number(len(made))}
    context = page(
        request,
        assignment,
        breadcrumb=trail(assignment, (_("Kostnader"), url("vouchers", assignment))),
        words=words,
        total=format_kr(sum(one.amount_ore for one in made)),
        undo={"allotment": ",".join(str(one.pk) for one in made), "next": url("vouchers", assignment)},
        undo_url=url("undo", assignment),
        activity_rows=rows_url(assignment, activity=made[0].activity.number),
        left=rows_url(assignment, allotted="no"),
    )
    return render(request, "economy/allotted.html", context)


@requires("economy.write")
def undo(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Undo allotments: the ones whose numbers are sent."""
    assignment = the_assignment(request, slug)
    wanted = [
        int(pk)
        for pk in request.POST.getlist("allotment")
        for pk in pk.split(",")
        if pk.isascii() and pk.isdigit()
    ]
    if request.method == "POST":
        try:
            found = access.allotments(request.user, assignment).filter(pk__in=wanted)
            made = reverse_allotments(assignment=assignment, allotments=found, by=request.user)
        except Refused as refused:
            say(request, refused)
        else:
            words = ngettext(
                "%(count)s fördelning är ångrad.", "%(count)s fördelningar är ångrade.", len(made)
            )
            messages.success(request, words % {"count": format_number(len(made))})
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=None) and target.startswith("/")
    return redirect(target if safe else url("vouchers", assignment))


def _filtered(
    request: AuthenticatedRequest, assignment: Assignment, query: QueryDict
) -> tuple[FilterForm, VoucherLineQuerySet]:
    """The form and the cost rows it leaves, with `allotted_ore` and `rest_ore`."""
    form = FilterForm(
        query,
        activities=access.activities(request.user, assignment).order_by("number"),
        accounts=Account.objects.filter(assignment=assignment, kind=Account.COST),
        projects=access.project_mappings(request.user, assignment),
    )
    form.is_valid()
    wanted = getattr(form, "cleaned_data", {})
    found = access.lines(request.user, assignment).costs()
    found = {"no": found.left_to_allot, "yes": found.touched}.get(
        wanted.get("allotted", ""), found.with_allotted
    )()
    if wanted.get("allotted") == "no":
        found = found.in_year(assignment.year)
    if wanted.get("activity"):
        standing = Allotment.objects.filter(
            voucher_line=OuterRef("pk"),
            activity=wanted["activity"],
            reverses__isnull=True,
            reversed_by__isnull=True,
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


def _sums(assignment: Assignment, form: FilterForm, totals: dict[str, int | None]) -> dict[str, str]:
    """The sums of all rows in the selection, also those on other pages."""
    amount, rest = totals["amount"] or 0, totals["rest"] or 0
    sums = {"amount": format_kr(amount), "allotted": format_kr(amount - rest)}
    activity = getattr(form, "cleaned_data", {}).get("activity")
    if activity:
        own = [one.used_ore for one in outcome_by_activity(assignment) if one.activity == activity]
        sums["activity"] = format_kr(sum(own))
    return sums


def _is_filtered(query: QueryDict) -> bool:
    return any(query.get(key) for key in FILTERS)


def _kept(query: QueryDict) -> dict[str, str]:
    """The filters in force."""
    return {key: str(query[key]) for key in FILTERS if query.get(key)}


def _chosen(request: AuthenticatedRequest, assignment: Assignment) -> list[VoucherLine]:
    """The marked rows, or all that the filter leaves, that have something left to allot this year."""
    if request.POST.get("which") == "all":
        _form, found = _filtered(request, assignment, request.POST)
    else:
        marked = [int(pk) for pk in request.POST.getlist("line") if pk.isascii() and pk.isdigit()]
        found = access.lines(request.user, assignment).filter(pk__in=marked)
    left = found.costs().in_year(assignment.year).left_to_allot()
    return list(left.select_related("voucher", "account").order_by("-amount_ore", "id"))


def _table(
    assignment: Assignment,
    rows: list[VoucherLine],
    *,
    may_choose: bool,
    is_filtered: bool,
    may_sort: bool = True,
) -> Context:
    columns: list[Context] = [
        {"label": _("Verifikation"), "sort": "voucher"},
        {"label": _("Datum"), "sort": "date"},
        {"label": _("Konto"), "sort": "account"},
        {"label": _("Text"), "swedish": language() == "en"},
        {"label": _("Belopp"), "figures": True, "sort": "amount"},
        {"label": _("Kvar att fördela"), "figures": True},
    ]
    if may_choose:
        columns.append({"label": _("Välj")})
    if not may_sort:
        columns = [{key: value for key, value in column.items() if key != "sort"} for column in columns]
    return {
        "caption": _("Kostnadsrader"),
        "caption_hidden": True,
        "compact": True,
        "columns": columns,
        "rows": [{"cells": _cells(assignment, row, may_choose=may_choose)} for row in rows],
        "empty": {
            "heading": _("Inga kostnader passar urvalet") if is_filtered else _("Inga kostnader än"),
            "text": _("Ändra urvalet för att se andra rader.")
            if is_filtered
            else _("Kostnaderna kommer ur verifikationerna. Läs in en SIE-fil för att börja."),
            "url": url("vouchers", assignment) if is_filtered else url("import_new", assignment),
            "label": _("Visa alla kostnader") if is_filtered else _("Läs in en fil"),
            "icon": "voucher",
        },
    }


def _cells(assignment: Assignment, row: VoucherLine, *, may_choose: bool) -> list[Any]:
    rest = row.rest_ore  # type: ignore[attr-defined]  # annotated
    where = f"{url('voucher', assignment, row.voucher_id)}#rad-{row.position}"
    outside = row.cost_date.year != assignment.year
    state: Context = {"value": format_kr(rest)}
    if outside:
        state = {"value": "–", "tag": {"text": _("Annat år"), "tone": "neutral"}}
    elif rest == 0:
        state = {"value": "", "tag": {"text": _("Fördelad"), "tone": "success"}}
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
