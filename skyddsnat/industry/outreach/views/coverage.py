"""The map of coverage: how many workplaces have been reached, visited and joined, with the table beside it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from skyddsnat.actors.api import draw
from skyddsnat.core.api import AuthenticatedRequest, render_lists, signed_in
from skyddsnat.industry.jobs import Sector
from skyddsnat.industry.outreach import access, map_parts
from skyddsnat.industry.outreach.coverage import Coverage, by_place, coverage, summed
from skyddsnat.industry.outreach.forms import CoverageFilter
from skyddsnat.industry.outreach.rules import Reach
from skyddsnat.industry.outreach.views.frame import part_tabs, with_query

PER_PAGE = 50


@signed_in
def covered(request: AuthenticatedRequest) -> HttpResponseBase:
    """The country or a county, for a trade or all. Each number leads to the list behind it."""
    access.check_may_see(request.user)
    county, sector, reach = _choice(request)
    figures = coverage(request.user, county=county)
    places = list(access.places_for(request.user, county).select_related("parent").alphabetical())
    of_places = by_place(figures, sector)
    chosen = {"sector": sector, "county": county}
    context = {
        "form": CoverageFilter({"county": county}, user=request.user),
        "hidden": {"sector": sector, "reach": reach},
        "tabs": part_tabs("coverage"),
        "trades": _trade_tabs(request, figures, sector),
        "legend": map_parts.legend(of_places, places, reach),
        "reaches": _reach_tabs(request, reach),
        "finding": map_parts.finding(summed(figures, sector=sector), reach),
        "county": county,
        "sums": map_parts.trades_table(figures, chosen),
        "reach_said": Reach(reach).label,
        **_map(request, county, of_places, chosen, reach),
    }
    table = map_parts.places_table(of_places, places, chosen, every=bool(county))
    if county:
        context["table"] = table
    else:
        pages = Paginator(table["rows"], PER_PAGE)
        context["page"] = pages.get_page(request.GET.get("page"))
        context["table"] = {**table, "rows": list(context["page"]), "every_row": lambda: table["rows"]}
        context["counties"] = map_parts.counties_table(
            of_places, places, chosen, lambda code: with_query(request, county=code, page="")
        )
    return render_lists(request, "industry/outreach/coverage.html", context)


def _choice(request: AuthenticatedRequest) -> tuple[str, str, str]:
    """County, trade, and how far: what cannot be chosen falls back to everything."""
    counties = set(access.counties_for(request.user).values_list("code", flat=True))
    county, sector = request.GET.get("county", ""), request.GET.get("sector", "")
    reach = request.GET.get("reach", "")
    return (
        county if county in counties else "",
        sector if sector in Sector.values else "",
        reach if reach in Reach.values[1:] else Reach.REACHED.value,
    )


def _trade_tabs(request: AuthenticatedRequest, figures: Coverage, chosen: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": with_query(request, sector=code, page=""),
            "current": code == chosen,
            "count": summed(figures, sector=code)[Reach.KNOWN],
        }
        for code, label in [("", _("Alla slag")), *Sector.choices]
    ]


def _reach_tabs(request: AuthenticatedRequest, chosen: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": with_query(request, reach=code), "current": code == chosen}
        for code, label in Reach.choices[1:]
    ]


def _map(
    request: AuthenticatedRequest, county: str, figures: dict[int, Any], chosen: dict[str, str], reach: str
) -> dict[str, Any]:
    counties = access.counties_for(request.user)
    if county:
        counties = counties.filter(code=county)
    municipalities = access.places_for(request.user, county)
    drawing = draw(municipalities, counties)
    if drawing is None:
        return {"drawing": None}
    return {
        "drawing": drawing,
        "areas": map_parts.painted(drawing.areas, municipalities, figures, chosen, reach),
    }
