"""The ladder: a map beside a table, for the whole country or a county."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors.api import draw
from skyddsnat.core.api import AuthenticatedRequest, asked, download, render_lists, signed_in
from skyddsnat.knowledge.counties import counties_of
from skyddsnat.knowledge.ladder import parts
from skyddsnat.knowledge.ladder.access import check_may_see, counties_for, methods_for, places_in
from skyddsnat.knowledge.ladder.forms import LadderFilter
from skyddsnat.knowledge.ladder.rules import CLASSES, SILENT
from skyddsnat.knowledge.ladder.standing import MUNICIPALITY, Standing, standings
from skyddsnat.knowledge.models import Group, Method

PER_PAGE = 50
SORTS: dict[str, Callable[[Standing], Any]] = {
    "step": lambda row: row.height,
    "last": lambda row: row.last.toordinal() if row.last else 0,
}


@signed_in
def ladder(request: AuthenticatedRequest) -> HttpResponseBase:
    """How far each organisation has come with a method. Silence is shown as silence."""
    check_may_see(request.user)
    chosen = choice(request)
    if chosen["method"] is None:
        return render_lists(request, "knowledge/ladder/none.html", {})
    method, group, kind = chosen["method"], chosen["group"], chosen["kind"]
    rows = standings(request.user, method, group, county=chosen["county"], kind=kind)
    shown = sorted_rows(
        [row for row in rows if chosen["step"] in ("", row.map_class)], request.GET.get("sort", "")
    )
    if asked(request, "stegen"):
        return download(request, parts.ladder_export(shown, method, group))
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    table = parts.ladder_table(
        list(page), method, every=lambda: [parts.ladder_row(row, method) for row in shown]
    )
    context = {
        "form": LadderFilter(chosen["initial"], user=request.user),
        "method": method,
        "hidden": {"group": group.value},
        "groups": group_tabs(request, group),
        "finding": parts.finding(rows),
        "legend": parts.legend(rows, lambda name: with_query(request, step=name, page=""), chosen["step"]),
        "page": page,
        "table": table,
        "county": chosen["county"],
        "calls_url": with_query(request, path=reverse("knowledge:ladder-calls"), step="", page="", sort=""),
        **_map(request, rows, method, chosen),
    }
    if not chosen["county"]:
        context["counties"] = parts.counties_table(
            rows, lambda code: with_query(request, county=code, page="")
        )
    return render_lists(request, "knowledge/ladder/ladder.html", context)


def choice(request: AuthenticatedRequest) -> dict[str, Any]:
    """What is chosen in the address; what cannot be chosen falls back to the first that can."""
    methods = list(methods_for(request.user))
    wanted = request.GET.get("method", "")
    method = next((one for one in methods if one.code == wanted), methods[0] if methods else None)
    counties = set(counties_for(request.user).values_list("code", flat=True))
    own = counties_of(request.user)
    county = request.GET.get("county", own[0] if own and "county" not in request.GET else "")
    if county not in counties:
        county = own[0] if own else ""
    kind = request.GET.get("kind", MUNICIPALITY)
    kind = kind if kind in dict(LadderFilter(user=request.user).fields["kind"].choices) else MUNICIPALITY  # type: ignore[attr-defined]
    step = request.GET.get("step", "")
    group = Group.LEADERS if request.GET.get("group") == Group.LEADERS else Group.STAFF
    return {
        "method": method,
        "group": group,
        "county": county,
        "kind": kind,
        "step": step if step in {SILENT, *CLASSES} else "",
        "initial": {"method": method.code if method else "", "county": county, "kind": kind},
    }


def sorted_rows(rows: list[Standing], sort: str) -> list[Standing]:
    """By name as they come, or by a column of the table."""
    name = sort.removeprefix("-")
    if name in SORTS:
        return sorted(rows, key=SORTS[name], reverse=sort.startswith("-"))
    return rows[::-1] if sort == "-name" else rows


def group_tabs(request: AuthenticatedRequest, group: Group) -> list[dict[str, Any]]:
    return [
        {
            "label": one.label,
            "url": with_query(request, group=one.value, page="", step=""),
            "current": one == group,
        }
        for one in Group
    ]


def with_query(request: AuthenticatedRequest, path: str = "", **changes: str) -> str:
    """The page's address with some of what is chosen changed; "" takes it away."""
    query: QueryDict = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{path or request.path}?{query.urlencode()}"


def trail() -> list[dict[str, Any]]:
    return [{"label": _("Stegen"), "url": reverse("knowledge:ladder")}]


def _map(
    request: AuthenticatedRequest, rows: list[Standing], method: Method, chosen: dict[str, Any]
) -> dict[str, Any]:
    """The municipalities drawn, each with its class; nothing for other kinds of organisations."""
    if chosen["kind"] != MUNICIPALITY:
        return {"drawing": None}
    municipalities, counties = places_in(request.user, chosen["county"])
    drawing = draw(municipalities, counties)
    if drawing is None:
        return {"drawing": None}
    known = parts.painted(rows, method)
    areas = [known[area.code] | {"path": area.path} for area in drawing.areas if area.code in known]
    return {"drawing": drawing, "areas": areas}
