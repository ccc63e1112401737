"""What the pages on workplaces to reach share: the parts, the way back, which ones are chosen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest
from skyddsnat.industry.models import Approach, Prospect
from skyddsnat.industry.outreach import access
from skyddsnat.industry.outreach.forms import OutreachFilter
from skyddsnat.industry.outreach.narrowing import known
from skyddsnat.industry.outreach.rules import MOST_CHOSEN

FILTERS = ("q", "sector", "county", "place", "status", "responsible", "next", "reach")
KEPT = "was_"  # the form has a field "status" too
type Trail = list[dict[str, Any]]


def part_tabs(current: str) -> list[dict[str, Any]]:
    """The list, the map and the contacts."""
    parts = [("outreach", _("Lista")), ("coverage", _("Karta")), ("approaches", _("Kontakter"))]
    return [
        {"label": label, "url": reverse(f"industry:{name}"), "current": name == current}
        for name, label in parts
    ]


def trail(prospect: Prospect | None = None) -> Trail:
    """The way back."""
    items: Trail = [{"label": _("Arbetsplatser att nå"), "url": reverse("industry:outreach")}]
    if prospect is not None:
        items.append({"label": str(prospect), "url": prospect.get_absolute_url()})
    return items


def approach_trail(approach: Approach | None = None) -> Trail:
    items = [*trail(), {"label": _("Kontakter"), "url": reverse("industry:approaches")}]
    if approach is not None:
        items.append({"label": str(approach), "url": approach.get_absolute_url()})
    return items


def with_query(request: HttpRequest, path: str = "", **changes: str) -> str:
    """The page's address with some of what is chosen changed; "" takes it away."""
    query: QueryDict = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{path or request.path}?{query.urlencode()}"


def filters_of(request: HttpRequest) -> dict[str, str]:
    """What the list is narrowed by, as it stands in the address, or goes along with a form under names of its own."""
    if request.method == "POST":
        return {name: request.POST[KEPT + name] for name in FILTERS if request.POST.get(KEPT + name)}
    return {name: request.GET[name] for name in FILTERS if request.GET.get(name)}


def list_url(filters: dict[str, str]) -> str:
    """The list as it was narrowed."""
    query = QueryDict(mutable=True)
    query.update(filters)
    return f"{reverse('industry:outreach')}?{query.urlencode()}" if filters else reverse("industry:outreach")


def chosen_by(request: AuthenticatedRequest) -> dict[int, int]:
    """The workplaces that are ticked, or all that the list is narrowed to: id → the version that was shown.

    Only those that the user may change. One more than can be changed at once is enough to say so.
    """
    may = access.changeable_prospects(request.user)
    if request.method == "POST":
        pairs = (pair.split(":") for pair in request.POST.get("rows", "").split(",") if pair.count(":") == 1)
        sent = {int(pk): int(version) for pk, version in pairs if pk.isdecimal() and version.isdecimal()}
        allowed = set(may.filter(pk__in=sent).values_list("pk", flat=True))
        return {pk: version for pk, version in sent.items() if pk in allowed}
    if request.GET.get("which") == "all":
        chosen = OutreachFilter(request.GET, user=request.user).chosen()
        rows = may.filter(pk__in=known(request.user, chosen).prospects.values("pk"))
    else:
        rows = may.filter(pk__in=[int(pk) for pk in request.GET.getlist("p") if pk.isdecimal()])
    return dict(rows.order_by("pk").values_list("pk", "version")[: MOST_CHOSEN + 1])


def written(chosen: dict[int, int]) -> str:
    """The chosen ones as they go along with a form."""
    return ",".join(f"{pk}:{version}" for pk, version in chosen.items())


def the_prospect(request: AuthenticatedRequest, pk: int) -> Prospect:
    return get_object_or_404(access.told(access.prospects_for(request.user)), pk=pk)


def the_changeable(request: AuthenticatedRequest, pk: int) -> Prospect:
    return get_object_or_404(access.told(access.changeable_prospects(request.user)), pk=pk)


def form_page(
    request: HttpRequest, form: Any, *, heading: str, cancel: str, breadcrumb: Trail, **more: Any
) -> HttpResponse:
    """A page with one form, what the law says above it."""
    context = {"form": form, "heading": heading, "cancel_url": cancel, "breadcrumb": breadcrumb, **more}
    return render(request, "industry/outreach/form.html", context)
