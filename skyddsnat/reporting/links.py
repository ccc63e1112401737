"""The report's place in the chain, and what it tells of the obligation to report."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.models import User
from skyddsnat.economy.api import standing_document
from skyddsnat.insight.api import Indicator, indicators_for, run, standing_measurements
from skyddsnat.mandate.api import Fulfilment, Place, Reported, Standing, chain_for
from skyddsnat.mandate.models import Assignment, Obligation
from skyddsnat.reporting import access
from skyddsnat.reporting.models import Report, ReportText
from skyddsnat.reporting.prose import references


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


def tell(obligations: Sequence[Obligation]) -> dict[int, Fulfilment]:
    """The newest issued report of each obligation's assignment, else the newest that is under way."""
    reports = Report.objects.filter(assignment__in={one.assignment_id for one in obligations})
    reports = reports.exclude(state=Report.WITHDRAWN).select_related("assignment").defer("data")
    newest_last = sorted(reports, key=lambda one: (one.state == Report.ISSUED, one.version))
    found = {report.assignment_id: report for report in newest_last}
    return {one.pk: _told(found[one.assignment_id]) for one in obligations if one.assignment_id in found}


def _told(report: Report) -> Fulfilment:
    done = report.state == Report.ISSUED
    label = f"{report.get_state_display()}, version {report.version}"
    return Fulfilment(
        done=done, label=label, url=report.get_absolute_url(), on=report.dated if done else None
    )


def reported(user: User, assignment: Assignment) -> Reported | None:
    """Which clauses the report tells of, and which numbers in its prose nothing stands behind."""
    if not user.may(access.READ):
        return None
    texts = [text for text in access.texts_for(user, assignment) if text.body.strip()]
    issued = access.reports_for(user, assignment).filter(state=Report.ISSUED).order_by("-version").first()
    written = {text.section.removeprefix("task:") for text in texts if text.section.startswith("task:")}
    places = {}
    for number in written:
        url = _where_written(user, assignment, f"task:{number}")
        if issued is not None:
            issued_words = _("Slutredovisningen, version %(version)s") % {"version": issued.version}
            places[number] = Place(issued_words, issued.get_absolute_url(), issued=True)
        else:
            places[number] = Place(_("Utkast till avsnittet"), url)
    home = reverse("reporting:overview", args=[assignment.slug])
    return Reported(home, places, tuple(_unproven(user, assignment, texts)))


def _unproven(user: User, assignment: Assignment, texts: list[ReportText]) -> list[Place]:
    """A number in the prose that no indicator has, that only a survey can tell, or that the ledger has nothing of.

    The sums of money stand on the issued financial account.
    """
    wanted = {code: text for text in texts for code in references(text.body)}
    if standing_document(assignment, "financial_account") is not None:
        wanted = {code: text for code, text in wanted.items() if not code.startswith("money-")}
    if not wanted:
        return []
    known = {one.code: one for one in indicators_for(user, assignment.slug).filter(code__in=wanted)}
    measured = standing_measurements(assignment)
    found = []
    for code, text in sorted(wanted.items()):
        indicator = known.get(code)
        if indicator is not None and indicator.pk in measured:
            continue
        if indicator is not None and indicator.query and run(assignment, indicator.query).value:
            continue
        label = str(indicator) if indicator else "{{ " + code + " }}"
        url = _where_written(user, assignment, text.section)
        found.append(Place(label, url, note=_why(code, indicator)))
    return found


def _where_written(user: User, assignment: Assignment, section: str) -> str:
    """The page where the section is written, or for those who only read, the one that shows how far it has come."""
    if user.may(access.WRITE):
        return reverse("reporting:text", args=[assignment.slug, section])
    return reverse("reporting:overview", args=[assignment.slug])


def _why(code: str, indicator: Indicator | None) -> str:
    if code.startswith("money-"):
        return _("Den ekonomiska redovisningen är inte utfärdad.")
    return "" if indicator else _("Det finns ingen indikator med det namnet.")
