"""Many cost rows to one activity at once, and undoing."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.economy import access
from skyddsnat.economy.actions import allot_many
from skyddsnat.economy.actions import reverse as reverse_allotments
from skyddsnat.economy.forms import BulkForm
from skyddsnat.economy.models import VoucherLine
from skyddsnat.economy.views.frame import format_kr, page, rows_url, say, swedish, the_assignment, trail, url
from skyddsnat.economy.views.rows import PER_PAGE, cost_table, filtered, kept_filters
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.money import format_number

LATEST = "economy_allotted"  # in the session: the rows that were allotted at once, so that they can be undone


@requires("economy.write")
def allot_rows(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Many rows to one activity: asked once more with the sum before it is done."""
    assignment = the_assignment(request, slug)
    if request.method != "POST":
        return redirect("economy:vouchers", slug=slug)
    form = BulkForm(request.POST, activities=access.activities(request.user, assignment))
    kept = kept_filters(request.POST)
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
        table=cost_table(assignment, rows[:PER_PAGE], may_choose=False, is_filtered=True, may_sort=False),
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
        access.standing_allotments(request.user, assignment).filter(pk__in=latest).select_related("activity")
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


def _chosen(request: AuthenticatedRequest, assignment: Assignment) -> list[VoucherLine]:
    """The marked rows, or all that the filter leaves, that have something left to allot this year."""
    if request.POST.get("which") == "all":
        _form, found = filtered(request, assignment, request.POST)
    else:
        marked = [int(pk) for pk in request.POST.getlist("line") if pk.isascii() and pk.isdigit()]
        found = access.lines(request.user, assignment).filter(pk__in=marked)
    left = found.costs().in_year(assignment.year).left_to_allot()
    return list(left.select_related("voucher", "account").order_by("-amount_ore", "id"))
