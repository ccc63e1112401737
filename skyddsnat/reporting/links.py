"""The report's place in the chain, and what it tells of the obligation to report."""

from typing import Any

from django.urls import reverse

from skyddsnat.mandate.api import Fulfilment, Standing, chain_for
from skyddsnat.mandate.models import Obligation
from skyddsnat.reporting.models import Report, ReportText


def sentence_link(standing: Standing) -> dict[str, Any] | None:
    """Where in the report somebody's place in the chain is told of; missing while nothing is written."""
    slug = standing.assignment.slug
    url = reverse("reporting:overview", args=[slug])
    issued = (
        standing.assignment.reports.filter(state=Report.ISSUED).order_by("-version").only("version").first()
    )
    if issued is not None:
        return {
            "label": f"v{issued.version}",
            "url": reverse("reporting:version", args=[slug, issued.version]),
        }
    texts = ReportText.objects.filter(assignment=standing.assignment).exclude(body="")
    if standing.clause is not None:
        texts = texts.filter(section=f"task:{standing.clause.number}")
    count = texts.count()
    return {"count": count, "url": url} if count else {"missing": True, "url": url}


def chain_of(report: Report) -> list[dict[str, Any]]:
    """The chain as seen from a version of the report."""
    here = ("sentence", {"label": f"v{report.version}", "url": report.get_absolute_url()})
    return chain_for(report.assignment, here=here)


def tell(obligation: Obligation) -> Fulfilment | None:
    """The newest issued report, else the one that waits for approval."""
    reports = Report.objects.filter(assignment=obligation.assignment_id).exclude(state=Report.WITHDRAWN)
    found = reports.filter(state=Report.ISSUED).order_by("-version").first() or reports.first()
    if found is None:
        return None
    done = found.state == Report.ISSUED
    label = f"{found.get_state_display()}, version {found.version}"
    return Fulfilment(done=done, label=label, url=found.get_absolute_url(), on=found.dated if done else None)
