"""The indicators' place in the chain."""

from typing import Any

from django.urls import reverse

from skyddsnat.core.models import User
from skyddsnat.guidance.api import Baseline
from skyddsnat.insight.access import every_indicator
from skyddsnat.insight.models import Indicator
from skyddsnat.mandate.api import Standing, chain_for


def indicator_link(standing: Standing) -> dict[str, Any] | None:
    """The indicators of the clauses somebody stands at, or of the whole assignment."""
    found = Indicator.objects.filter(assignment=standing.assignment).select_related("assignment").only(
        "code", "title", "title_en", "assignment__slug"
    )  # fmt: skip
    if standing.clause is not None:
        found = found.filter(clause=standing.clause)
    elif standing.activity is not None:
        found = found.filter(clause__in=standing.activity.clauses.all())
    url = reverse("insight:indicators", args=[standing.assignment.slug])
    shown = [{"label": str(one), "url": one.get_absolute_url()} for one in found]
    if not shown:
        return {"missing": True, "url": url}
    if standing.clause is None and standing.activity is None:
        return {"count": len(shown), "url": url}
    return {"items": shown}


def chain_of(indicator: Indicator) -> list[dict[str, Any]]:
    """The chain as seen from an indicator."""
    here = ("indicator", {"label": str(indicator), "url": indicator.get_absolute_url()})
    return chain_for(indicator.clause or indicator.assignment, here=here)


def baseline_of(user: User, code: str) -> Baseline | None:
    """The baseline of the first indicator of that code that the user may see and that has a number."""
    for one in every_indicator(user).filter(code=code).exclude(baseline="").order_by("pk"):
        if one.baseline.isdecimal():
            return Baseline(float(one.baseline), one.baseline_when, one.get_absolute_url())
    return None
